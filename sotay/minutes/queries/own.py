"""What minutes keep of one person, for that person alone."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.choices import Stage, Status
from sotay.meetings.models import Meeting
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


@dataclass(frozen=True, slots=True)
class MinutesToConfirm:
    """Minutes that wait for my word. `public_id`: of their meeting."""

    public_id: str
    at: At


def own_confirmations(actor: Actor) -> list[OwnConfirmation]:
    """Minutes that the actor answers for, newest first. Asks no rights: of the actor alone."""
    rows = Confirmation.objects.filter(member=actor.member_id or 0).select_related("meeting")
    return [
        OwnConfirmation(at_meeting(row.meeting), Hand(row.hand), row.for_another, row.at)
        for row in rows.order_by("-at", "-pk")
    ]


def minutes_to_confirm(actor: Actor) -> list[MinutesToConfirm]:
    """Adopted minutes that wait for the actor's own word, as chair or as minute taker, oldest first. Of cells
    where the actor holds MEETING_JOIN."""
    if actor.member_id is None:
        return []
    adopted = Meeting.objects.visible_to(actor, Permission.MEETING_JOIN).filter(
        stage=Stage.ADOPTED, status=Status.HELD
    )
    said = Confirmation.objects.filter(meeting=OuterRef("pk"))
    waiting: dict[int, Meeting] = {}
    for officer, hand in (("chair", Hand.CHAIR), ("minute_taker", Hand.TAKER)):
        mine = adopted.filter(**{officer: actor.member_id})
        for row in mine.exclude(Exists(said.filter(hand=hand))).select_related("cell"):
            if actor.may(Permission.MEETING_JOIN, row.cell):
                waiting[row.pk] = row
    rows = sorted(waiting.values(), key=lambda row: (row.counted_for, row.pk))
    return [MinutesToConfirm(row.public_id, at_meeting(row)) for row in rows]
