"""What the pages of a meeting in session share: the meeting, and what the rules said against it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse

from sotay.core.errors import DomainError, PermissionDenied
from sotay.meetings.choices import Kind
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.session import SessionPage, meeting_to_lead, session_page
from sotay.web.door import ActorRequest
from sotay.web.meetings.pages import meeting_title

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting


def page_or_404(request: ActorRequest, public_id: str) -> SessionPage:
    """The meeting with everything the chair's screen shows, or Http404."""
    try:
        return session_page(request.actor, public_id)
    except UnknownMeeting as error:
        raise Http404 from error


def meeting_or_404(request: ActorRequest, public_id: str) -> "Meeting":
    """The meeting that the person may lead, or Http404."""
    try:
        return meeting_to_lead(request.actor, public_id)
    except UnknownMeeting as error:
        raise Http404 from error


def refusal(deed: Callable[[], object], *, but: type[DomainError] = PermissionDenied) -> str:
    """Do it; "" when it was done, else the sentence that the rules said against it. `but`: what the caller
    answers by itself."""
    try:
        deed()
    except (PermissionDenied, but):
        raise
    except DomainError as refused:
        return str(refused)
    return ""


def frame(meeting: "Meeting", title: str) -> dict[str, Any]:
    """Title, which meeting, and the way back to the chair's screen."""
    back = reverse("web:session", args=[meeting.public_id])
    return {
        "title": title,
        "subtitle": meeting_title(Kind(meeting.kind), meeting.counted_for),
        "back": {"url": back, "label": "Điều hành"},
        "meeting_id": meeting.public_id,
    }
