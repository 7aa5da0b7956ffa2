"""The vote on the minutes, when the meeting took one."""

from sotay.ballots.choices import Purpose
from sotay.ballots.queries import PollLine, polls_of
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting


def vote_on_minutes(meeting: Meeting) -> PollLine | None:
    """The host cell's last vote on the minutes that was counted and carried, while they wait for their first
    adoption: it was taken on the text of that evening, so it never adopts what was written after an adoption.
    Asks no rights: for whoever was let to the meeting."""
    if meeting.stage != Stage.CLOSED:
        return None
    rows = [one for one in polls_of(meeting) if one.purpose == Purpose.MINUTES]
    found = [one for one in rows if one.of_host and not one.void]
    return found[-1] if found and found[-1].passed else None
