"""Who waits to speak, for the chair and for the member themselves."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import salted_hmac

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
    """My own asking: `speaking` now, or waiting at `place` (1: next); place 0 while I have not asked. `mark`:
    by which my device knows me among those of `marks_of`."""

    speaking: bool
    place: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """Who speaks ("" nobody) and who waits, in order, by marks that tell nobody but the one meant who it is.
    Guests have no device, and the mark "-"."""

    speaking: str
    waiting: tuple[str, ...]


def _mark(meeting: int, member: int | None, turns: int) -> str:
    """The mark of a member's turn after that many earlier ones: another one each time, so that whoever heard
    a person speak does not know them when they ask again."""
    if member is None:
        return "-"
    return salted_hmac("sotay.turn", f"{meeting} {member} {turns}", algorithm="sha256").hexdigest()[:16]


def marks_of(meeting: Meeting) -> Marks:
    """The line of speakers for every device at the meeting. Asks no rights: it names nobody."""
    rows = list(SpeakerTurn.objects.filter(meeting=meeting).values_list("member_id", "begun_at", "ended_at"))
    through = Counter(member for member, _, ended in rows if ended is not None)
    now = [(_mark(meeting.pk, member, through[member]), begun) for member, begun, ended in rows if not ended]
    return Marks(
        next((mark for mark, begun in now if begun is not None), ""),
        tuple(mark for mark, begun in now if begun is None),
    )


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


def own_turn(actor: Actor, meeting: Meeting) -> OwnTurn:
    """Where the actor stands in the line; nobody else is told of. Asks no rights: of the actor alone."""
    if actor.member_id is None:
        return OwnTurn(speaking=False, place=0)
    line = marks_of(meeting)
    through = SpeakerTurn.objects.filter(meeting=meeting, member=actor.member_id, ended_at__isnull=False)
    mark = _mark(meeting.pk, actor.member_id, through.count())
    place = line.waiting.index(mark) + 1 if mark in line.waiting else 0
    return OwnTurn(speaking=line.speaking == mark, place=place, mark=mark)
