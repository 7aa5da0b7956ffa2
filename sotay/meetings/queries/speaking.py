"""Who waits to speak, for the chair and for the member themselves."""

from dataclasses import dataclass
from datetime import datetime

from sotay.core.actor import Actor
from sotay.meetings.models import Meeting, SpeakerTurn


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One who asked to speak. `speaker`: public id of the member or guest; `by_self`: on their own device."""

    public_id: str
    speaker: str
    name: str
    post: str
    by_self: bool
    begun_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """Who speaks now, if anybody, and who waits, in order of asking."""

    speaking: TurnLine | None
    waiting: tuple[TurnLine, ...]


@dataclass(frozen=True, slots=True)
class OwnTurn:
    """My own asking: `speaking` now, or waiting at `place` (1: next); place 0 while I have not asked."""

    speaking: bool
    place: int


def line_of(meeting: Meeting) -> Line:
    """Who asked to speak and is not through yet. Asks no rights: names for whoever leads the meeting."""
    rows = SpeakerTurn.objects.filter(meeting=meeting, ended_at=None).select_related("member", "guest")
    lines = [_line(row) for row in rows]
    speaking = next((one for one in lines if one.begun_at is not None), None)
    return Line(speaking, tuple(one for one in lines if one.begun_at is None))


def _line(row: SpeakerTurn) -> TurnLine:
    speaker = row.member or row.guest
    return TurnLine(
        public_id=row.public_id,
        speaker=speaker.public_id if speaker else "",
        name=row.member.full_name if row.member else row.guest.name if row.guest else "",
        post=row.guest.post if row.guest else "",
        by_self=row.by_self,
        begun_at=row.begun_at,
    )


def waiting_at(meeting: Meeting) -> int:
    """How many wait to speak."""
    return SpeakerTurn.objects.filter(meeting=meeting, begun_at=None, ended_at=None).count()


def own_turn(actor: Actor, meeting: Meeting) -> OwnTurn:
    """Where the actor stands in the line; nobody else is told of. Asks no rights: of the actor alone."""
    if actor.member_id is None:
        return OwnTurn(speaking=False, place=0)
    rows = SpeakerTurn.objects.filter(meeting=meeting, ended_at=None).values_list("member_id", "begun_at")
    waiting = [member for member, begun in rows if begun is None]
    speaking = any(member == actor.member_id for member, begun in rows if begun is not None)
    place = waiting.index(actor.member_id) + 1 if actor.member_id in waiting else 0
    return OwnTurn(speaking=speaking, place=place)
