"""Who is at the meeting: guests, those who came later or went, groups that meet by themselves."""

from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.meetings.choices import Stage
from sotay.meetings.operations import note_roll_seen
from sotay.meetings.operations.guests import add_guest, remove_guest, save_sittings, set_mode
from sotay.meetings.operations.presence import note_arrival, note_departure, take_departure_back
from sotay.meetings.queries.live import odd_mode_at
from sotay.meetings.queries.session import guests_of, seats_of, sittings_of
from sotay.web.door import ActorRequest, needs
from sotay.web.session import pages
from sotay.web.session.finding import frame, meeting_or_404, refusal
from sotay.web.session.forms import GuestForm, ModeForm, SittingsForm, TimeForm
from sotay.web.unsaved import Pressed, press

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting

FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.MEETING_RECORD)
@FORM
def guests(request: ActorRequest, public_id: str) -> HttpResponse:
    """Who attends without belonging to the cell."""
    meeting = meeting_or_404(request, public_id)
    about: dict[str, Any] = {"actor": request.actor, "meeting": meeting, "at": clock.now()}
    form, code = GuestForm(request.POST if request.method == "POST" else None), 200
    if gone := request.POST.get("bo", ""):
        pressed = press(request, form, partial(remove_guest, guest=gone, **about), main="Thêm")
        if pressed.over:
            return redirect("web:session-guests", public_id)
        code = pressed.code
    elif form.is_bound:
        said = "Viết lại những chỗ đánh dấu."
        if form.is_valid():
            said = refusal(partial(add_guest, **form.cleaned_data, **about))
        if not said:
            return redirect("web:session-guests", public_id)
        form.add_error(None, said)
        code = 400
    context = frame(meeting, "Khách, đại biểu") | {"form": form, "guests": guests_of(meeting)}
    return render(request, "web/session_guests.html", context, status=code)


@needs(Permission.MEETING_RECORD)
@FORM
def arrivals(request: ActorRequest, public_id: str) -> HttpResponse:
    """Who came after the roll was confirmed, and who went before the end."""
    meeting = meeting_or_404(request, public_id)
    live = meeting.stage == Stage.IN_SESSION
    form, code = TimeForm(request.POST if request.method == "POST" else None, live=live), 200
    if form.is_bound:
        code = 400
        if form.is_valid():
            said = _pass(request, meeting, form.cleaned_data["when"])
            if not said:
                return redirect("web:session-arrivals", public_id)
            form.add_error("when", said)
    if request.method != "HEAD":
        cells = [meeting.cell_id]
        note_roll_seen(actor=request.actor, meeting=meeting.pk, cells=cells, at=clock.now())
    context = frame(meeting, "Đến muộn, về trước")
    context |= pages.arrivals_context(seats_of(request.actor, meeting)) | {"form": form}
    return render(request, "web/session_arrivals.html", context, status=code)


def _pass(request: ActorRequest, meeting: "Meeting", when: time | None) -> str:
    """Note who came, went or had not gone; "" or what the rules said against it."""
    about: dict[str, Any] = {"actor": request.actor, "meeting": meeting, "at": clock.now()}
    if came := request.POST.get("den", ""):
        return refusal(partial(note_arrival, member=came, arrived_at=when, **about))
    if went := request.POST.get("ve", ""):
        return refusal(partial(note_departure, member=went, left_at=when, **about))
    if stayed := request.POST.get("con", ""):
        return refusal(partial(take_departure_back, member=stayed, **about))
    return "Chọn người vừa đến hoặc về trước."


@needs(Permission.MEETING_RECORD)
@FORM
def sittings(request: ActorRequest, public_id: str) -> HttpResponse:
    """How the meeting is held: in person, online, mixed; together or group by group."""
    meeting = meeting_or_404(request, public_id)
    data, code = (request.POST if request.method == "POST" else None), 200
    mode, groups = _mode_form(meeting, data), _groups_form(request, meeting, data)
    if data is not None:
        of_mode = data.get("do", "") == "mode"
        own, other = (mode, groups) if of_mode else (groups, mode)
        if own.is_valid():
            pressed = _hold(request, meeting, mode, groups, of_mode=of_mode)
            if pressed.over:
                return redirect("web:session-sittings", public_id)
            code = pressed.code
            if not pressed.refused:  # what was saved is shown as it stands now, the other part as typed
                meeting.refresh_from_db()
                mode = _mode_form(meeting) if of_mode else mode
                groups = groups if of_mode else _groups_form(request, meeting)
        else:
            other.errors.clear()  # nobody asked to save it yet
            code = 400
    context = frame(meeting, "Hình thức, tổ đảng")
    context |= {"mode": mode, "groups": groups, "lines": sittings_of(meeting)}
    context["odd_mode"] = odd_mode_at(meeting)
    return render(request, "web/session_sittings.html", context, status=code)


def _mode_form(meeting: "Meeting", data: QueryDict | None = None) -> ModeForm:
    return ModeForm(data, initial={"mode": meeting.mode, "mode_reason": meeting.mode_reason})


def _groups_form(request: ActorRequest, meeting: "Meeting", data: QueryDict | None = None) -> SittingsForm:
    return SittingsForm(data, lines=sittings_of(meeting), seats=seats_of(request.actor, meeting))


def _hold(
    request: ActorRequest, meeting: "Meeting", mode: ModeForm, groups: SittingsForm, *, of_mode: bool
) -> Pressed:
    """Save the one part of the page, by its own button; the other comes back as typed."""
    about: dict[str, Any] = {"actor": request.actor, "meeting": meeting, "at": clock.now()}
    if of_mode:
        v = mode.cleaned_data
        deed: partial[Any] = partial(set_mode, mode=v["mode"], reason=v["mode_reason"], **about)
        return press(request, groups, deed, done="Đã lưu hình thức.", main="Lưu các tổ")
    deed = partial(save_sittings, drafts=groups.drafts(), **about)
    return press(request, mode, deed, done="Đã lưu các tổ.", main="Lưu hình thức")
