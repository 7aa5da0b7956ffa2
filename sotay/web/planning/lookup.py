"""From an address to the planned meeting behind it; foreign and absent are both "not there"."""

from typing import TYPE_CHECKING

from django.http import Http404

from sotay.core import clock
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.preparing import Preparation, meeting_to_prepare, preparation
from sotay.web.door import ActorRequest

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting


def prepared_or_404(request: ActorRequest, public_id: str) -> Preparation:
    """The meeting with all that is prepared for it."""
    try:
        return preparation(request.actor, public_id, today=clock.today())
    except UnknownMeeting as error:
        raise Http404 from error


def meeting_or_404(request: ActorRequest, public_id: str) -> "Meeting":
    """The meeting alone."""
    try:
        return meeting_to_prepare(request.actor, public_id)
    except UnknownMeeting as error:
        raise Http404 from error
