"""What minutes keep of one person, for that person alone."""

from dataclasses import dataclass
from datetime import datetime

from sotay.core.actor import Actor
from sotay.meetings.queries.own import At, at_meeting
from sotay.minutes.choices import Hand
from sotay.minutes.models import Confirmation


@dataclass(frozen=True, slots=True)
class OwnConfirmation:
    """I confirmed minutes as chair or minute taker. `for_another`: entered for me by somebody else."""

    at: At
    hand: Hand
    for_another: bool
    confirmed_at: datetime


def own_confirmations(actor: Actor) -> list[OwnConfirmation]:
    """Minutes that the actor answers for, newest first. Asks no rights: of the actor alone."""
    rows = Confirmation.objects.filter(member=actor.member_id or 0).select_related("meeting")
    return [
        OwnConfirmation(at_meeting(row.meeting), Hand(row.hand), row.for_another, row.at)
        for row in rows.order_by("-at", "-pk")
    ]
