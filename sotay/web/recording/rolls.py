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
from sotay.meetings.operations import note_roll_seen
from sotay.meetings.operations.rolls import ReasonMissing, confirm_roll
from sotay.meetings.operations.undoing import undo_roll
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.rosters import RollForm, roll_form
from sotay.meetings.rules.session import SEALED
from sotay.web.door import ActorRequest, needs
from sotay.web.recording import pages
from sotay.web.recording.forms import NoSuchForm, reasons_of, roll_of


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
        try:
            typed, came = roll_of(request.POST)
            kept = pages.Typed(typed, came, reasons_of(request.POST))
            confirm_roll(
                actor=request.actor,
                meeting=found.meeting,
                cell=found.cell,
                states=typed,
                came=came,
                reasons=kept.reasons,
                sitting=sitting,
                seen=request.POST.get("seen", ""),
                at=clock.now(),
            )
        except NoSuchForm as wrong:
            raise Http404 from wrong
        except PermissionDenied:
            raise
        except ReasonMissing as missing:
            kept, error, code = replace(kept, open=missing.people), str(missing), 400
        except DomainError as conflict:
            error, code = str(conflict), 409
            found = _found(request, public_id, sitting)
            kept = pages.beside(found, kept)
        else:
            counts = pages.roll_counts(typed.values())
            messages.success(request, f"Đã xác nhận điểm danh: {pages.spoken(counts)}")
            return redirect(_onward(found))
    if request.method != "HEAD":
        note_roll_seen(actor=request.actor, meeting=found.meeting.pk, cells=[found.cell.pk], at=clock.now())
    context = pages.roll_page(found, kept, error=error)
    return render(request, "web/roll_form.html", context, status=code)


def _found(request: ActorRequest, public_id: str, sitting: str) -> RollForm:
    try:
        return roll_form(request.actor, public_id, sitting=sitting)
    except UnknownMeeting as unknown:
        raise Http404 from unknown


def _onward(found: RollForm) -> str:
    """Back to leading the meeting, to its groups, or to its record."""
    name = "web:session-sittings" if found.sitting else "web:session" if found.live else "web:meeting"
    return reverse(name, args=[found.meeting.public_id])


def _undo(request: ActorRequest, found: RollForm) -> HttpResponse:
    try:
        undo_roll(actor=request.actor, meeting=found.meeting, cell=found.cell, at=clock.now())
    except PermissionDenied:
        raise
    except DomainError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "Đã hoàn tác lần xác nhận vừa rồi. Xem lại danh sách rồi xác nhận.")
    return redirect("web:roll", found.meeting.public_id)
