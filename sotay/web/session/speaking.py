"""Who asked to speak: the chair's list, and the member's own request."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.meetings.operations.speaking import ask_to_speak, draw_back, end_turn, give_floor, put_in_line
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.checking_in import own_presence
from sotay.meetings.queries.session import guests_of, meeting_to_sit_in, seats_of
from sotay.meetings.queries.speaking import line_of
from sotay.web.door import ActorRequest, needs
from sotay.web.session import pages
from sotay.web.session.finding import frame, refusal

FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.MEETING_RECORD)
@FORM
def speakers(request: ActorRequest, public_id: str) -> HttpResponse:
    """Tap a name: they wait to speak. From the chair's screen: call one who waits, or let one be through;
    who is called is written down next. A cell that sits with the host puts its own members in the line."""
    try:
        meeting = meeting_to_sit_in(request.actor, public_id)
    except UnknownMeeting as unknown:
        raise Http404 from unknown
    if request.method == "POST":
        about: dict[str, Any] = {"actor": request.actor, "meeting": meeting, "at": clock.now()}
        do, turn, who = (request.POST.get(name, "") for name in ("do", "luot", "nguoi"))
        onward = reverse("web:session", args=[public_id])
        if do == "ask":
            said, onward = refusal(partial(put_in_line, speaker=who, **about)), request.path
        elif do == "floor":
            said = refusal(partial(give_floor, turn=turn, **about))
            if not said:
                onward = f"{reverse('web:session-opinion', args=[public_id])}?{urlencode({'nguoi': who})}"
        else:
            said = refusal(partial(end_turn, turn=turn, **about))
        if said:
            messages.warning(request, said)
        return redirect(onward)
    context = frame(meeting, "Xin phát biểu")
    leads = request.actor.may(Permission.MEETING_RECORD, meeting.cell)
    guests = guests_of(meeting) if leads else ()
    context |= pages.speakers_context(seats_of(request.actor, meeting), guests, line_of(meeting))
    if not leads:
        back = {"url": reverse("web:meeting", args=[public_id]), "label": "Buổi sinh hoạt"}
        context |= {"back": back, "sits_in": True}
    return render(request, "web/session_speakers.html", context)


@needs(Permission.MEETING_JOIN)
@require_POST
def speak(request: ActorRequest, public_id: str) -> HttpResponse:
    """The member asks to speak, in one tap, or draws back (`do=thoi`)."""
    try:
        found = own_presence(request.actor, public_id)
    except UnknownMeeting as unknown:
        raise Http404 from unknown
    deed = draw_back if request.POST.get("do") == "thoi" else ask_to_speak
    if said := refusal(partial(deed, actor=request.actor, meeting=found.meeting, at=clock.now())):
        messages.warning(request, said)
    return redirect("web:own")
