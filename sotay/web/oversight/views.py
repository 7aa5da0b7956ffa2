"""What an assigned leader sees and notes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.vietnamese import format_date
from sotay.meetings.choices import Kind, Stage
from sotay.meetings.queries import UnknownMeeting
from sotay.oversight.operations import note_visit
from sotay.oversight.queries import (
    LedMeeting,
    VisitPage,
    led_cells,
    led_meetings,
    visit_page,
    visits_page,
)
from sotay.oversight.rules import LONGEST
from sotay.web.door import ActorRequest, needs
from sotay.web.joining.words import day_words
from sotay.web.members.words import meeting_title

FORM = require_http_methods(["GET", "HEAD", "POST"])


class VisitForm(forms.Form):
    """Came or not, and what was remarked."""

    attended = forms.ChoiceField(
        label="Đồng chí có dự buổi này không",
        choices=[("1", "Có dự"), ("0", "Không dự")],
        widget=forms.RadioSelect,
        error_messages={"required": "Đồng chí chọn Có dự hoặc Không dự."},
    )
    remarks = forms.CharField(
        label="Nhận xét",
        required=False,
        max_length=LONGEST,
        help_text="Về nội dung, cách tổ chức buổi sinh hoạt; không ghi chuyện riêng của ai. "
        "Bí thư, phó bí thư chi bộ và cán bộ cấp trên trực tiếp đọc được.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": f"Dài quá {LONGEST} chữ; đồng chí viết gọn lại."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


@needs(Permission.VISIT_NOTE)
@require_safe
def calendar(request: ActorRequest) -> HttpResponse:
    """Meetings ahead of the cells I follow; behind, those whose visit I may still note."""
    today = clock.today()
    lines = led_meetings(request.actor, today=today)
    ahead = [line for line in lines if not line.past or (line.on == today and _to_come(line))]
    context = {
        "cells": led_cells(request.actor, today=today),
        "ahead": [_row(line) for line in ahead],
        "behind": [_row(line) for line in reversed(lines) if line not in ahead],
    }
    return render(request, "web/led.html", context)


def _to_come(line: LedMeeting) -> bool:
    """Of today's meetings: it may still begin or go on, and nothing was noted of it."""
    return line.attended is None and line.stage < Stage.CLOSED


def _row(line: LedMeeting) -> dict[str, Any]:
    notes = [line.cell, *([line.place] if line.place else []), *([line.theme] if line.theme else [])]
    status, word = "none", "Đã lên lịch"
    if line.past and line.attended is not None:
        status, word = ("ok", "Đã dự") if line.attended else ("hold", "Không dự")
    elif line.past:
        status, word = ("warn", "Chưa ghi nhận xét") if line.due else ("none", "Trước khi được phân công")
    elif line.stage >= Stage.CALLED:
        status, word = "ok", "Đã triệu tập"
    return {
        "label": f"{day_words(line.on, line.at, today=clock.today())}",
        "url": reverse("web:visit", args=[line.public_id]),
        "note": " · ".join(notes),
        "status": status,
        "word": word,
    }


@needs(Permission.VISIT_NOTE)
@FORM
def visit(request: ActorRequest, public_id: str) -> HttpResponse:
    """One meeting: when, where, its papers; my note of the visit."""
    today = clock.today()
    try:
        page = visit_page(request.actor, public_id, today=today)
    except UnknownMeeting as error:
        raise Http404 from error
    attended = {True: "1", False: "0"}.get(page.attended) if page.attended is not None else None
    initial = {"attended": attended, "remarks": page.remarks, "version": page.version}
    form = VisitForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            note_visit(
                actor=request.actor,
                meeting=page.meeting,
                attended=form.cleaned_data["attended"] == "1",
                remarks=form.cleaned_data["remarks"],
                version=form.cleaned_data["version"],
                today=today,
                at=clock.now(),
            )
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi nhận xét buổi dự.")
            return redirect("web:led")
    return render(request, "web/visit.html", _context(page, form))


def _context(page: VisitPage, form: VisitForm) -> dict[str, Any]:
    """The context of web/visit.html."""
    line = page.line
    return {
        "back": {"url": reverse("web:led"), "label": "Lịch phụ trách"},
        "when": day_words(line.on, line.at, today=clock.today()),
        "title": meeting_title(line.kind, line.month),
        "line": line,
        "papers": [
            {
                "title": one.title,
                "text": one.text,
                "file_url": reverse("web:document", args=[one.document]) if one.document else "",
            }
            for one in page.papers
        ],
        "form": form,
        "theirs": page.remarks if form.is_bound and form.non_field_errors() else "",
    }


@needs(Permission.VISIT_VIEW)
@require_safe
def visits(request: ActorRequest, public_id: str) -> HttpResponse:
    """What the assigned leaders noted of a meeting, for its cell and its direct superior."""
    today = clock.today()
    try:
        page = visits_page(request.actor, public_id, today=today)
    except UnknownMeeting as error:
        raise Http404 from error
    meeting = page.meeting
    context = {
        "back": {"url": reverse("web:meeting", args=[meeting.public_id]), "label": "Buổi sinh hoạt"},
        "title": meeting_title(Kind(meeting.kind), meeting.counted_for),
        "cell": page.cell,
        "visits": [
            {
                "leader": one.leader,
                "status": "ok" if one.attended else "hold",
                "word": "Có dự" if one.attended else "Không dự",
                "remarks": one.remarks,
                "noted_on": format_date(localtime(one.noted_at).date()),
            }
            for one in page.visits
        ],
        "waiting": page.waiting,
    }
    return render(request, "web/visits.html", context)
