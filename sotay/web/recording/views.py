"""Write a meeting down, correct it, confirm its roll, report the counts of a month."""

from datetime import date
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.period import format_month, month_of, parse_month
from sotay.core.vietnamese import format_month_paper
from sotay.meetings.choices import Status
from sotay.meetings.operations.counting import CountsConflict, CountsRefused, save_month_counts
from sotay.meetings.operations.recording import (
    MeetingConflict,
    RecordRefused,
    amend_meeting,
    record_meeting,
)
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.officers import officers_for
from sotay.meetings.queries.recorded import (
    RecordedMeeting,
    meeting_to_amend,
    month_counts,
    waiting_meeting,
)
from sotay.rulesets.rules import RuleSet
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import cell_or_404
from sotay.web.recording import pages
from sotay.web.recording.forms import (
    WAYS,
    CountsForm,
    MeetingForm,
    initial_counts,
    initial_of,
    month_choices,
)

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting
    from sotay.organisations.models import Organisation

FORM = require_http_methods(["GET", "HEAD", "POST"])


def _cell_home(public_id: str) -> str:
    return reverse("web:cell", args=[public_id])


def _status(request: ActorRequest, default: Status) -> Status:
    """Which of the three ways: as posted, or as the address asks."""
    wanted = request.POST.get("status") or request.GET.get("loai", "")
    return Status(wanted) if wanted in WAYS else default


@needs(Permission.MEETING_RECORD)
@FORM
def record(request: ActorRequest, public_id: str) -> HttpResponse:
    """The plain form of a meeting held (or not held, or postponed)."""
    cell = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD)
    today, status = clock.today(), _status(request, Status.HELD)
    month = _month(request.GET.get("thang", ""), month_of(today))
    action = f"{reverse('web:meeting-record', args=[public_id])}?thang={format_month(month)}"
    rules = pages.rules_on(_posted_day(request), month)
    form = _new_form(request, cell, status, month, rules)
    data = form.data if form.is_bound else None
    shown: dict[str, Any] = {
        "title": pages.SHOWN[status],
        "back": _cell_home(public_id),
        "action": action,
        "rules": rules,
        "today": today,
        "becomes": pages.becomes_words(waiting_meeting(cell, month)),
    }
    code = 200
    if data is not None and form.is_valid():
        try:
            meeting = record_meeting(
                actor=request.actor,
                cell=cell,
                draft=form.draft(),
                form_key=form.cleaned_data["key"],
                second=form.cleaned_data["second"],
                at=clock.now(),
                today=today,
            )
        except RecordRefused as refused:
            form.refuse(refused.faults, refused.other)
        except MeetingConflict as conflict:
            form.add_error(None, "Phiếu này đã ghi rồi, với nội dung khác. Mở buổi đã ghi để sửa.")
            shown["theirs"], code = pages.draft_words(conflict.theirs, form.names), 409
        else:
            return _recorded(request, meeting, public_id)
    if data is not None and code == 200:
        code = 400
    return render(
        request, "web/meeting_form.html", pages.meeting_page(cell, form, status, **shown), status=code
    )


def _new_form(
    request: ActorRequest, cell: "Organisation", status: Status, month: int, rules: RuleSet | None
) -> MeetingForm:
    """The form of a meeting not yet recorded, filled in with what it usually is."""
    today, day = clock.today(), _posted_day(request)
    officers = officers_for(cell, day or today, waiting_meeting(cell, month))
    people, chosen = pages.officers_choice(officers)
    return MeetingForm(
        request.POST if request.method == "POST" else None,
        rules=rules,
        neighbours=pages.neighbours_of(cell, today),
        months=month_choices(today, month),
        initial=pages.proposed(month, today) | {"status": status, "key": token_hex(16)} | chosen,
        people=people,
    )


def _recorded(request: ActorRequest, meeting: "Meeting", public_id: str) -> HttpResponse:
    month = format_month_paper(meeting.counted_for)
    if meeting.status == Status.HELD:
        messages.success(request, f"Đã ghi buổi sinh hoạt tháng {month}. Mời đồng chí điểm danh.")
        return redirect("web:roll", meeting.public_id)
    messages.success(request, f"Đã ghi: tháng {month} {Status(meeting.status).label.lower()}.")
    return redirect(_cell_home(public_id))


def _month(text: str, default: int) -> int:
    try:
        return parse_month(text)
    except ValueError:
        return default


def _posted_day(request: ActorRequest) -> date | None:
    """The day that was typed, for the steps of the rule set in force then; None when there is none."""
    try:
        day: date | None = MeetingForm.base_fields["held_on"].clean(request.POST.get("held_on", ""))
    except ValidationError:
        return None
    return day


@needs(Permission.MEETING_RECORD)
@FORM
def amend(request: ActorRequest, public_id: str) -> HttpResponse:
    """Correct what was recorded of a meeting."""
    try:
        found = meeting_to_amend(request.actor, public_id)
    except UnknownMeeting as error:
        raise Http404 from error
    if not found.hosted:
        messages.warning(request, "Buổi này do chi bộ khác chủ trì ghi. Đồng chí điểm danh chi bộ mình.")
        return redirect("web:roll", public_id)
    today = clock.today()
    standing = Status(found.draft.status)
    status = _status(request, standing if standing in WAYS else Status.HELD)
    form = _amending(request, found, status)
    shown: dict[str, Any] = {
        "title": "Sửa buổi sinh hoạt" if standing == status else pages.SHOWN[status],
        "back": reverse("web:meeting", args=[public_id]),
        "action": reverse("web:meeting-amend", args=[public_id]),
        "rules": pages.rules_on(_posted_day(request) or found.draft.held_on, found.draft.counted_for),
        "today": today,
        "has_roll": found.meeting.roll_recorded,
    }
    code = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            meeting = amend_meeting(
                actor=request.actor,
                meeting=found.meeting,
                draft=form.draft(),
                seen=form.cleaned_data["seen"],
                second=form.cleaned_data["second"],
                at=clock.now(),
                today=today,
            )
        except RecordRefused as refused:
            form.refuse(refused.faults, refused.other)
        except MeetingConflict as conflict:
            form = _amending(request, found, status, seen=conflict.seen)
            form.full_clean()
            form.add_error(None, str(conflict))
            shown["theirs"], code = pages.draft_words(conflict.theirs, form.names), 409
        except PermissionDenied:
            raise
        except DomainError as refused:  # its minutes are sealed
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu buổi sinh hoạt.")
            waiting = meeting.status == Status.HELD and not meeting.roll_recorded
            return redirect("web:roll" if waiting else "web:meeting", meeting.public_id)
    context = pages.meeting_page(found.cell, form, status, **shown)
    return render(request, "web/meeting_form.html", context, status=code)


def _amending(
    request: ActorRequest, found: RecordedMeeting, status: Status, *, seen: str = ""
) -> MeetingForm:
    """The form over a recorded meeting; `seen` takes the place of what was posted."""
    today, draft = clock.today(), found.draft
    day = _posted_day(request) or draft.held_on
    rules = pages.rules_on(day, draft.counted_for)
    neighbours = pages.neighbours_of(found.cell, day or today)
    initial = initial_of(draft, rules, {pk: public for public, pk, _ in neighbours})
    people, chosen = pages.officers_choice(officers_for(found.cell, day or today, found.meeting))
    initial |= {"status": status, "seen": found.seen} | chosen
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and seen:
        data["seen"] = seen
    months = month_choices(today, draft.counted_for, draft.also_for)
    return MeetingForm(
        data,
        rules=rules,
        neighbours=neighbours,
        months=months,
        initial=initial,
        kept=draft.joint,
        people=people,
    )


@needs(Permission.MEETING_RECORD)
@FORM
def counts(request: ActorRequest, public_id: str, month: int) -> HttpResponse:
    """The counts of a month, for cells that keep no named roll."""
    cell = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD)
    if not 1 <= month % 100 <= 12 or not 2000 <= month // 100 <= 2099:
        raise Http404
    today, theirs = clock.today(), None
    found = month_counts(request.actor, cell, month)
    initial = initial_counts(found.draft) | {"seen": found.seen}
    form = CountsForm(request.POST if request.method == "POST" else None, initial=initial)
    code = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        draft, seen, at = form.draft(), form.cleaned_data["seen"], clock.now()
        try:
            save_month_counts(
                actor=request.actor, cell=cell, month=month, draft=draft, seen=seen, at=at, today=today
            )
        except CountsRefused as refused:
            form.refuse(refused.faults)
        except CountsConflict as conflict:
            again = request.POST.copy()
            again["seen"] = conflict.seen
            form = CountsForm(again)
            form.full_clean()
            form.add_error(None, str(conflict))
            theirs, code = conflict.theirs, 409
        else:
            messages.success(request, f"Đã ghi số liệu tháng {format_month_paper(month)}.")
            return redirect(_cell_home(public_id))
    context = pages.counts_page(found, form, back=_cell_home(public_id), today=today, theirs=theirs)
    return render(request, "web/counts_form.html", context, status=code)
