"""What somebody is told; whom the secretary calls."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.vietnamese import format_month_paper
from sotay.meetings.queries import UnknownMeeting
from sotay.notifications.choices import NoticeKind
from sotay.notifications.operations import note_told, read_notices
from sotay.notifications.queries import NoticeLine, call_list, notices_of
from sotay.web.door import ActorRequest, needs, signed_in
from sotay.web.joining.words import day_words

FORM = require_http_methods(["GET", "HEAD", "POST"])
OWN = frozenset(
    {
        NoticeKind.MEETING_CALLED,
        NoticeKind.MEETING_CHANGED,
        NoticeKind.MEETING_POSTPONED,
        NoticeKind.MEETING_DROPPED,
        NoticeKind.LEAVE_DECIDED,
        NoticeKind.MINUTES_SEALED,
    }
)
"""Of one's own cell: they open the reader's own page."""
CELLS = frozenset({NoticeKind.CELL_CALLED, NoticeKind.CELL_CHANGED})
PLACED = CELLS | {NoticeKind.REMINDED, NoticeKind.ORIENTED, NoticeKind.LEAVE_ASKED, NoticeKind.VISIT_NOTED}
"""Told to whoever may have several cells: the line names which."""


@signed_in
@FORM
def notices(request: ActorRequest) -> HttpResponse:
    """My notices; a tap opens what it is about and marks it read."""
    lines = notices_of(request.actor, today=clock.today())
    if request.method == "POST":
        asked = request.POST.get("notice", "")
        line = next((one for one in lines if str(one.number) == asked), None)
        if asked and line is None:
            raise Http404
        read_notices(actor=request.actor, number=line.number if line else None, at=clock.now())
        return redirect((_url(line) if line else "") or "web:notices")
    context = {
        "back": {"url": reverse("web:home"), "label": "Trang đầu"},
        "lines": [_row(line) for line in lines],
        "unread": sum(not line.read for line in lines),
    }
    return render(request, "web/notices.html", context)


def _row(line: NoticeLine) -> dict[str, Any]:
    notes = [line.place] if line.kind in PLACED and line.place else []
    if line.month:
        notes.append(f"tháng {format_month_paper(line.month)}")
    return {
        "number": line.number,
        "text": str(line.kind.label),
        "note": " · ".join(notes),
        "at": line.at,
        "read": line.read,
        "url": _url(line),
    }


def _url(line: NoticeLine) -> str:
    """What a notice is about; "" when it may not be opened any more."""
    if line.kind in OWN:
        return reverse("web:own")
    if line.kind in CELLS and line.meeting:
        return reverse("web:meeting", args=[line.meeting])
    if line.kind == NoticeKind.LEAVE_ASKED and line.meeting:
        return reverse("web:leave", args=[line.meeting])
    if line.kind == NoticeKind.VISIT_NOTED and line.meeting:
        return reverse("web:visits", args=[line.meeting])
    if line.kind == NoticeKind.ORIENTED and line.cell and line.month:
        return reverse("web:cell-orientations", args=[line.cell, line.month])
    if line.kind == NoticeKind.REMINDED and line.cell:
        return reverse("web:cell", args=[line.cell])
    return ""


@needs(Permission.MEETING_RECORD)
@FORM
def calls(request: ActorRequest, public_id: str) -> HttpResponse:
    """Members without an account: called, one tap each."""
    today = clock.today()
    try:
        meeting, lines = call_list(request.actor, public_id, today=today)
    except UnknownMeeting as error:
        raise Http404 from error
    if request.method == "POST":
        try:
            note_told(
                actor=request.actor,
                meeting=public_id,
                member=request.POST.get("member", ""),
                told=request.POST.get("told") == "1",
                today=today,
                at=clock.now(),
            )
        except PermissionDenied:
            raise
        except DomainError as error:
            messages.error(request, str(error))
        return redirect("web:call-list", public_id)
    context = {
        "back": {"url": reverse("web:leave", args=[public_id]), "label": "Ai dự, ai vắng"},
        "when": day_words(meeting.planned_on, meeting.planned_time, today=today),
        "place": meeting.place,
        "lines": lines,
        "told": sum(one.knows for one in lines),
    }
    return render(request, "web/call_list.html", context)
