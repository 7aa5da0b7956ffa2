"""What everybody at the meeting may see: the large screen, and what changes."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.meetings.choices import Stage
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.live import meeting_in_room
from sotay.web.checkin.picture import code_picture
from sotay.web.door import ActorRequest, needs
from sotay.web.front.tickets import live_address
from sotay.web.session import pages
from sotay.web.session.state import state_of, words_of

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting


def _meeting(request: ActorRequest, public_id: str) -> "Meeting":
    try:
        return meeting_in_room(request.actor, public_id)
    except UnknownMeeting as error:
        raise Http404 from error


def _shows_code(request: ActorRequest, meeting: "Meeting") -> bool:
    """Only where somebody who leads the meeting is signed in: a member could open this page at home."""
    leads = request.actor.may(Permission.MEETING_RECORD, meeting.cell)
    return leads and meeting.check_in and meeting.stage == Stage.IN_SESSION


@needs(Permission.MEETING_JOIN)
@require_safe
@never_cache
def screen(request: ActorRequest, public_id: str) -> HttpResponse:
    """The large screen: the step, counts and results, no names; the check-in code while it is on."""
    meeting = _meeting(request, public_id)
    context = pages.screen_context(meeting, state_of(meeting))
    if _shows_code(request, meeting):
        context["picture"] = code_picture(request, public_id)
        context["picture_url"] = reverse("web:check-in-picture", args=[public_id])
    context["live_url"] = live_address(request, public_id)
    return render(request, "web/session_screen.html", context)


@needs(Permission.MEETING_JOIN)
@require_safe
@never_cache
def live(request: ActorRequest, public_id: str) -> HttpResponse:
    """How the meeting stands, as JSON. Whoever asks for `text/event-stream` gets it as one event and comes
    again in three seconds; the server in front keeps such an answer open (docs/adr/0007-live.md)."""
    state = words_of(_meeting(request, public_id))
    if "text/event-stream" in request.headers.get("Accept", ""):
        return HttpResponse(f"retry: 3000\ndata: {state}\n\n", content_type="text/event-stream")
    return HttpResponse(state, content_type="application/json")
