"""The cell committee's own meeting: a short form, its short minutes."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.period import month_of, next_month, previous_month
from sotay.core.vietnamese import format_date, format_month_paper
from sotay.meetings.choices import State
from sotay.meetings.operations.committee import (
    CommitteeConflict,
    CommitteeDraft,
    CommitteeRefused,
    save_committee_meeting,
)
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.committee import CommitteeForm as Found
from sotay.meetings.queries.committee import CommitteePage, committee_form, committee_page
from sotay.meetings.queries.planning import chair_of
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import cell_or_404, name_on
from sotay.web.papers.links import link
from sotay.web.planning.forms import CommitteeForm
from sotay.web.planning.pages import cell_url

FORM = require_http_methods(["GET", "HEAD", "POST"])
TEXTS = ("review", "plan", "agreed", "to_vote", "opinions", "conclusion")


@needs(Permission.MEETING_RECORD)
@FORM
def form(request: ActorRequest, public_id: str) -> HttpResponse:
    """Write the committee's meeting for a month down (`?thang=`, yyyymm), or correct it."""
    cell, today = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD), clock.today()
    found = committee_form(request.actor, cell, _month(request, today), today=today)
    data = request.POST if request.method == "POST" else None
    speakers = found.committee if found.named else ()
    shown = CommitteeForm(data, people=found.people, speakers=speakers, initial=_initial(found, today))
    absent = _absent(data, found)
    code, faults, theirs = (400 if shown.is_bound else 200), "", None
    if shown.is_bound and shown.is_valid():
        try:
            made = save_committee_meeting(
                actor=request.actor,
                cell=cell,
                month=found.month,
                draft=_draft(shown, found, absent),
                version=shown.cleaned_data["version"] or 0,
                at=clock.now(),
                today=today,
            )
        except CommitteeRefused as refused:
            faults = refused.faults.pop("presences", "")
            refused.faults |= {"": said} if (said := refused.faults.pop("said", "")) else {}
            shown.refuse(refused.faults)
        except CommitteeConflict as conflict:
            again = request.POST.copy()
            again["version"] = str(conflict.theirs.version)
            shown = CommitteeForm(again, people=found.people, speakers=speakers)
            shown.full_clean()
            shown.add_error(None, str(conflict))
            stands = committee_form(request.actor, cell, found.month, today=today)
            theirs, code = _words(stands.meeting, _said(stands)), 409
        except PermissionDenied:
            raise
        except DomainError as error:
            shown.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi họp chi ủy.")
            if made.meeting is not None:
                return redirect("web:prepare", made.meeting.public_id)
            return redirect("web:committee", made.public_id)
    context = _form_page(found, shown, absent, today) | {"presence_error": faults, "theirs": theirs}
    return render(request, "web/committee_form.html", context, status=code)


def _form_page(found: Found, form: CommitteeForm, absent: set[int], today: date) -> dict[str, Any]:
    cell = found.cell.public_id
    return {
        "organisation_name": name_on(found.cell, today),
        "title": f"Họp chi ủy chuẩn bị tháng {format_month_paper(found.month)}",
        "back": {"url": cell_url(cell), "label": "Chi bộ"},
        "form": form,
        "unnamed": not found.named or bool(form["opinions"].value()),
        "action": f"{reverse('web:committee-new', args=[cell])}?thang={found.month}",
        "people": [
            {
                "id": one.public_id,
                "name": one.name,
                "post": ", ".join(one.posts),
                "there": one.member not in absent,
            }
            for one in found.committee
        ],
    }


def _month(request: ActorRequest, today: date) -> int:
    """The month asked for, at most a year back and two months ahead; else this one."""
    this = month_of(today)
    known, month = {str(next_month(this)), str(next_month(next_month(this)))}, this
    for _ in range(13):
        known.add(str(month))
        month = previous_month(month)
    asked = request.GET.get("thang", "")
    return int(asked) if asked in known else this


def _initial(found: Found, today: date) -> dict[str, Any]:
    row, names = found.meeting, {one.member: one.public_id for one in found.people}
    if row is None:
        return {"version": 0, "held_on": today, "chair": names.get(chair_of(found.people) or 0, "")}
    return {
        "version": row.version,
        "held_on": row.held_on,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "place": row.place,
        "chair": names.get(row.chair_id or 0, ""),
        "minute_taker": names.get(row.minute_taker_id or 0, ""),
        "in_favour": row.in_favour,
        **{name: getattr(row, name) for name in TEXTS},
        **{f"said_{names[one]}": said for one, said in found.said.items() if one in names},
    }


def _absent(data: QueryDict | None, found: Found) -> set[int]:
    """Members of the committee who were not there: everybody is presumed present until unticked."""
    if data is not None:
        there = set(data.getlist("there"))
        return {one.member for one in found.committee if one.public_id not in there}
    return {member for member, state in found.states.items() if state != State.PRESENT}


def _draft(form: CommitteeForm, found: Found, absent: set[int]) -> CommitteeDraft:
    said = form.cleaned_data
    return CommitteeDraft(
        held_on=said["held_on"],
        started_at=said["started_at"],
        ended_at=said["ended_at"],
        place=said["place"],
        chair=form.chosen("chair"),
        minute_taker=form.chosen("minute_taker"),
        in_favour=said["in_favour"],
        said=form.said(),
        **{name: said[name] for name in TEXTS},
        presences={
            one.member: str(State.EXCUSED if one.member in absent else State.PRESENT)
            for one in found.committee
        },
    )


def _said(found: Found | CommitteePage) -> str:
    """Opinions by name, each begun on a line of its own."""
    names = {one.member: one.name for one in found.people}
    return "\n".join(f"{names[one]}: {said}" for one, said in found.said.items() if one in names)


def _words(row: Any, said: str) -> list[tuple[str, str]]:
    times = "–".join(f"{t:%H:%M}" for t in (row.started_at, row.ended_at) if t)
    rows = [
        ("Ngày họp", f"{format_date(row.held_on)}{', ' + times if times else ''}"),
        ("Địa điểm", row.place),
        ("Chủ trì", row.chair.full_name if row.chair else ""),
        ("Người ghi", row.minute_taker.full_name if row.minute_taker else ""),
        ("Đánh giá tháng trước", row.review),
        ("Dự kiến nhiệm vụ", row.plan),
        ("Thống nhất", row.agreed),
        ("Xin ý kiến, biểu quyết", row.to_vote),
        ("Ý kiến", "\n".join(filter(None, (said, row.opinions)))),
        ("Kết luận", row.conclusion),
        ("Tán thành kết luận", "" if row.in_favour is None else f"{row.in_favour} đồng chí"),
    ]
    return [(label, value) for label, value in rows if value]


@needs(Permission.MINUTES_VIEW)
@require_safe
def page(request: ActorRequest, public_id: str) -> HttpResponse:
    """The short minutes of the committee's meeting."""
    try:
        found = committee_page(request.actor, public_id)
    except UnknownMeeting as error:
        raise Http404 from error
    return render(request, "web/committee.html", _page(request, found))


def _page(request: ActorRequest, found: CommitteePage) -> dict[str, Any]:
    row, names = found.meeting, {one.member: one.name for one in found.people}
    there = [names.get(member, "") for member, state in found.states.items() if state == State.PRESENT]
    away = [names.get(member, "") for member, state in found.states.items() if state != State.PRESENT]
    own = request.actor.may(Permission.MEETING_RECORD, found.cell)
    shown = _words(row, _said(found))
    first = 2 if row.place else 1
    edit = f"{reverse('web:committee-new', args=[found.cell.public_id])}?thang={row.counted_for}"
    home = cell_url(found.cell.public_id) if own else reverse("web:organisation", args=[found.cell.public_id])
    return {
        "organisation_name": name_on(found.cell, row.held_on),
        "title": f"Họp chi ủy chuẩn bị tháng {format_month_paper(row.counted_for)}",
        "back": {"url": home, "label": "Chi bộ"},
        "facts": [
            *shown[:first],
            ("Có mặt", ", ".join(sorted(filter(None, there)))),
            *([("Vắng", ", ".join(sorted(filter(None, away))))] if away else []),
            *shown[first:],
        ],
        "edit_url": edit if own else "",
        "paper_links": [link("paper-committee", "Biên bản họp chi ủy", row.public_id)],
    }
