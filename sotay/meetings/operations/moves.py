"""Move a meeting on. Called by the operations that make the move, inside their transaction."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from sotay.core.actor import Actor
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.events import MeetingMoved
from sotay.meetings.models import Meeting, MeetingMove
from sotay.meetings.rules.moves import require_move


def lock_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, held until the transaction ends: whoever changes it waits here."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    to: Stage,
    *,
    actor: Actor,
    at: datetime,
    afterwards: bool = False,
    for_another: bool = False,
) -> MeetingMove:
    """Let the (locked) meeting come to `to`, and write it to the cell's journal. Whoever calls has asked
    for the permission and changed what goes with the move. Raises WrongStage."""
    require_move(meeting.stage, to)
    move = MeetingMove.objects.create(
        meeting=meeting,
        stage=to,
        after=meeting.stage,
        at=at,
        account_id=actor.account_id,
        afterwards=afterwards,
        for_another=for_another,
    )
    event = MeetingMoved(meeting.pk, int(move.after), int(to), afterwards, for_another)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    meeting.stage = to
    meeting.save(update_fields=["stage"])
    touch_meeting(meeting)
    return move


def touch_meeting(meeting: Meeting) -> None:
    """Let every device that follows the meeting see that something changed."""
    Meeting.objects.filter(pk=meeting.pk).update(live_version=F("live_version") + 1)
