"""Confirm the roll of a meeting, and take the last confirmation back."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.meetings.choices import Mode, Stage, State
from sotay.meetings.operations import note_roll_seen
from sotay.meetings.operations.rolls import ReasonMissing, confirm_roll
from sotay.meetings.operations.undoing import RollConflict, undo_roll
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.rosters import RollForm, roll_form
from sotay.meetings.rules.session import SEALED
from sotay.web.door import ActorRequest, needs
from sotay.web.recording import pages
from sotay.web.recording.forms import NoSuchForm, reasons_of, roll_of
from sotay.web.recording.rest import WRITTEN_IN, rest_context, rest_of, seen_by

UNCONFIRMED = "Chỗ đồng chí vừa chọn chưa xác nhận: xem lại rồi bấm Xác nhận điểm danh."


@needs(Permission.MEETING_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: ActorRequest, public_id: str) -> HttpResponse:
    """Everybody is presumed present until tapped. `?to=`: the people of one group's sitting."""
    sitting = request.POST.get("to") or request.GET.get("to", "")
    found = _found(request, public_id, sitting)
    if found.held_on is None:
        messages.warning(request, "Buổi này chưa ghi là đã sinh hoạt: ghi buổi trước, rồi điểm danh.")
        return redirect("web:meeting", public_id)
    if found.sealed:
        messages.warning(request, SEALED)
        return redirect("web:meeting", public_id)
    if request.method == "POST" and request.POST.get("do") == "undo":
        return _undo(request, found)
    kept, error, code = pages.Typed(), "", 200
    if request.method == "POST":
        kept = _posted(request)
        if (do := request.POST.get("do", "")) in WRITTEN_IN:
            return _page(request, found, WRITTEN_IN[do](found, kept))
        try:
            confirm_roll(
                actor=request.actor,
                meeting=found.meeting,
                cell=found.cell,
                states=kept.states,
                came=kept.came or [],
                reasons=kept.reasons,
                sitting=sitting,
                seen=request.POST.get("seen", ""),
                at=clock.now(),
            )
        except PermissionDenied:
            raise
        except ReasonMissing as missing:
            kept, error, code = replace(kept, open=missing.people), str(missing), 400
        except DomainError as conflict:
            error, code = str(conflict), 409
            found = _found(request, public_id, sitting)
            kept = pages.beside(found, kept)
        else:
            counts = pages.roll_counts(kept.states.values())
            messages.success(request, f"Đã xác nhận điểm danh: {pages.spoken(counts)}")
            return redirect(_onward(found, online=State.ONLINE in kept.states.values()))
    return _page(request, found, kept, error, code)


def _page(
    request: ActorRequest, found: RollForm, kept: pages.Typed, error: str = "", code: int = 200
) -> HttpResponse:
    if request.method != "HEAD":
        note_roll_seen(actor=request.actor, meeting=found.meeting.pk, cells=[found.cell.pk], at=clock.now())
    context = pages.roll_page(found, kept, error=error) | rest_context(found, kept)
    if request.POST.get("do", "") in WRITTEN_IN:
        context["seen"] = seen_by(found, kept, request.POST.get("seen", ""))
    return render(request, "web/roll_form.html", context, status=code)


def _posted(request: ActorRequest) -> pages.Typed:
    """The roll as it stood on the page. Raises Http404 for what is no roll."""
    try:
        states, came = roll_of(request.POST)
        return pages.Typed(states, came, reasons_of(request.POST), rest=rest_of(request.POST, states))
    except NoSuchForm as wrong:
        raise Http404 from wrong


def _found(request: ActorRequest, public_id: str, sitting: str) -> RollForm:
    try:
        return roll_form(request.actor, public_id, sitting=sitting)
    except UnknownMeeting as unknown:
        raise Http404 from unknown


def _onward(found: RollForm, *, online: bool = False) -> str:
    """Back to leading the meeting, to its groups, or to its record. `online`: somebody attends so; where the
    host says that it meets in person, to how it is held (a mixed meeting without anybody online is asked
    about at the close)."""
    name = "web:session-sittings" if found.sitting else "web:session" if found.live else "web:meeting"
    meeting = found.meeting
    at_hand = Stage.CALLED <= meeting.stage <= Stage.ADOPTED and found.cell.pk == meeting.cell_id
    if online and at_hand and meeting.mode == Mode.IN_PERSON:
        name = "web:session-sittings"
    return reverse(name, args=[meeting.public_id])


def _undo(request: ActorRequest, found: RollForm) -> HttpResponse:
    """Take the last confirmation back; what was tapped since and not confirmed stays tapped."""
    typed, seen = _posted(request), request.POST.get("seen", "")
    kept = pages.touched(found, typed)
    try:
        undo_roll(actor=request.actor, meeting=found.meeting, cell=found.cell, seen=seen, at=clock.now())
    except PermissionDenied:
        raise
    except RollConflict as conflict:
        found = _found(request, found.meeting.public_id, found.sitting)
        return _page(request, found, pages.beside(found, typed), str(conflict), 409)
    except DomainError as refused:
        messages.warning(request, str(refused))
        code = 400
    else:
        messages.success(request, "Đã hoàn tác lần xác nhận vừa rồi. Xem lại danh sách rồi xác nhận.")
        code = 200
    if not (kept.states or kept.reasons or kept.came is not None):
        return redirect("web:roll", found.meeting.public_id)
    messages.warning(request, UNCONFIRMED)
    return _page(request, _found(request, found.meeting.public_id, found.sitting), kept, code=code)
