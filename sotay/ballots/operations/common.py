"""What every vote asks before it changes anything."""

from sotay.access.choices import Permission
from sotay.ballots.models import Poll
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting
from sotay.meetings.operations.moves import lock_meeting
from sotay.meetings.rules.moves import require_stage


class VoteRefused(DomainError):
    """The rules forbid it; `faults`: by field ("": the whole), what to do."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("Chưa ghi được: đồng chí xem lại những chỗ đánh dấu.")
        self.faults = faults


def meeting_to_vote(actor: Actor, meeting: Meeting, *stages: Stage) -> Meeting:
    """The meeting, locked. Requires MEETING_RECORD at its cell; raises WrongStage."""
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, *stages)
    return meeting


def locked_poll(actor: Actor, poll: Poll, *stages: Stage) -> tuple[Poll, Meeting]:
    """The vote and its meeting, locked. Requires MEETING_RECORD; raises WrongStage."""
    meeting = meeting_to_vote(actor, poll.meeting, *stages)
    return Poll.objects.select_for_update().get(pk=poll.pk), meeting
