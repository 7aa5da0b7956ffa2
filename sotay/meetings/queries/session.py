"""The meeting in session, as its chair leads it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.choices import PRESENCES, Basis, Kind, OpinionWay, Stage
from sotay.meetings.models import AgendaItem, Attendance, Guest, Meeting, Opinion, Sitting
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.checking_in import cell_where
from sotay.meetings.queries.live import heads_at, quorum_at
from sotay.meetings.queries.speaking import Line, line_of
from sotay.meetings.rules.session import Heads, Mark, Quorum, Seat, current_of, heads_of
from sotay.organisations.models import Organisation
from sotay.rulesets.rules import rule_set


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of the agenda. `number`: 1…; `opinions`: how many were noted under it."""

    public_id: str
    number: int
    step: str
    title: str
    state: str
    reason: str
    begun_at: datetime | None
    minutes: int | None
    presenter: str
    content: str
    conclusion: str
    version: int
    opinions: int


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """An opinion by name. `speaker`: public id of the member or guest; `item`: of the agenda, or ""."""

    public_id: str
    speaker: str
    name: str
    post: str
    text: str
    reserved: bool
    way: OpinionWay
    photo: str
    item: str
    version: int


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A guest."""

    public_id: str
    name: str
    post: str
    delegate: bool


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A meeting on its evening. `current`: public id of the item it is at, "" when all are through;
    `least`: minutes that it should last; `bases`: persons here by right; `sent`: opinions sent before and
    not yet taken over; `line`: who asked to speak."""

    meeting: Meeting
    cell: Organisation
    kind: Kind
    items: tuple[ItemLine, ...]
    current: str
    least: int
    heads: Heads
    bases: dict[Basis, int]
    quorum: Quorum
    confirmed: bool
    guests: tuple[GuestLine, ...]
    opinions: tuple[OpinionLine, ...]
    sent: tuple[OpinionLine, ...]
    line: Line

    @property
    def live(self) -> bool:
        return self.meeting.stage == Stage.IN_SESSION

    def item(self, public_id: str) -> ItemLine | None:
        """The item of that public id."""
        return next((item for item in self.items if item.public_id == public_id), None)


def meeting_to_lead(actor: Actor, public_id: str) -> Meeting:
    """The meeting that the actor may lead: of a cell for which they record. Raises UnknownMeeting."""
    rows = Meeting.objects.visible_to(actor, Permission.MEETING_RECORD).select_related("cell")
    meeting = rows.filter(public_id=public_id).first()
    if meeting is None or not actor.may(Permission.MEETING_RECORD, meeting.cell):
        raise UnknownMeeting
    return meeting


def meeting_to_sit_in(actor: Actor, public_id: str) -> Meeting:
    """The same, or one that a cell for which they record sits in. Raises UnknownMeeting."""
    rows = Meeting.objects.visible_to(actor, Permission.MEETING_RECORD).select_related("cell")
    meeting = rows.filter(public_id=public_id).first()
    if meeting is None or not actor.may(
        Permission.MEETING_RECORD, cell_where(actor, meeting, Permission.MEETING_RECORD)
    ):
        raise UnknownMeeting
    return meeting


def session_page(actor: Actor, public_id: str) -> SessionPage:
    """Everything that the chair's screen shows. Requires MEETING_RECORD at the host cell: UnknownMeeting."""
    meeting = meeting_to_lead(actor, public_id)
    noted = _opinions(meeting)
    by_item: dict[str, int] = defaultdict(int)
    for one in noted:
        by_item[one.item] += 1
    items = tuple(_items(meeting, by_item))
    heads, confirmed = heads_at(meeting)
    rules = rule_set(meeting.rule_set) if meeting.rule_set else None
    current = current_of([Mark(number, item.state) for number, item in enumerate(items)])
    return SessionPage(
        meeting=meeting,
        cell=meeting.cell,
        kind=Kind(meeting.kind),
        items=items,
        current=items[current].public_id if current is not None else "",
        least=rules.minutes(combined=meeting.kind == Kind.COMBINED) if rules else 0,
        heads=heads,
        bases=_bases(meeting, confirmed=confirmed),
        quorum=quorum_at(meeting, heads),
        confirmed=confirmed,
        guests=guests_of(meeting),
        opinions=tuple(one for one in noted if one.item or one.way != OpinionWay.BEFORE),
        sent=tuple(one for one in noted if not one.item and one.way == OpinionWay.BEFORE),
        line=line_of(meeting),
    )


def _items(meeting: Meeting, opinions: dict[str, int]) -> Iterable[ItemLine]:
    rows = AgendaItem.objects.filter(meeting=meeting).select_related("presenter").order_by("position", "pk")
    for number, row in enumerate(rows, 1):
        yield ItemLine(
            public_id=row.public_id,
            number=number,
            step=row.step,
            title=row.title,
            state=row.state,
            reason=row.reason,
            begun_at=row.begun_at,
            minutes=row.minutes,
            presenter=row.presenter.full_name if row.presenter else row.presenter_words,
            content=row.content,
            conclusion=row.conclusion,
            version=row.version,
            opinions=opinions.get(row.public_id, 0),
        )


def _opinions(meeting: Meeting) -> list[OpinionLine]:
    rows = Opinion.objects.filter(meeting=meeting).select_related("speaker", "guest", "item", "photo")
    return [_opinion(row) for row in rows.defer("photo__content").order_by("entered_at", "pk")]


def left_out(meeting: Meeting) -> int:
    """Of how many members an opinion sent before the meeting is not in its minutes. Asks no rights."""
    rows = Opinion.objects.filter(meeting=meeting, way=OpinionWay.BEFORE, item=None)
    return rows.values("speaker").distinct().count()


def _opinion(row: Opinion) -> OpinionLine:
    speaker = row.speaker or row.guest
    return OpinionLine(
        public_id=row.public_id,
        speaker=speaker.public_id if speaker else "",
        name=row.speaker.full_name if row.speaker else row.guest.name if row.guest else "",
        post=row.guest.post if row.guest else "",
        text=row.text,
        reserved=row.reserved,
        way=OpinionWay(row.way),
        photo=row.photo.public_id if row.photo else "",
        item=row.item.public_id if row.item else "",
        version=row.version,
    )


def opinion_line(row: Opinion) -> OpinionLine:
    """An opinion as its line: for the page that shows two texts side by side."""
    return _opinion(row)


def _bases(meeting: Meeting, *, confirmed: bool) -> dict[Basis, int]:
    """Persons who are here, by right, once the roll is confirmed."""
    if not confirmed:
        return {}
    found: dict[Basis, int] = defaultdict(int)
    rows = Attendance.objects.filter(meeting=meeting, expected=True, state__in=sorted(PRESENCES))
    for basis in rows.values_list("basis", flat=True):
        found[Basis(basis)] += 1
    return dict(found)


def guests_of(meeting: Meeting) -> tuple[GuestLine, ...]:
    """Who attends without belonging to the cell, delegates of the superior first."""
    rows = Guest.objects.filter(meeting=meeting).order_by("-delegate", "pk")
    return tuple(GuestLine(row.public_id, row.name, row.post, row.delegate) for row in rows)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A person of the roll. `here`: present and not gone; `sitting`: public id of their group's, or ""."""

    public_id: str
    name: str
    state: str
    basis: Basis
    arrived_at: time | None
    left_at: time | None
    sitting: str

    @property
    def here(self) -> bool:
        return self.state in PRESENCES and self.left_at is None


def seats_of(actor: Actor, meeting: Meeting) -> tuple[SeatLine, ...]:
    """Everybody on the meeting's roll of cells for which the actor records, by given name."""
    rows = (
        Attendance.objects.filter(meeting=meeting, expected=True)
        .select_related("member", "cell", "sitting")
        .order_by("member__sort_key", "member_id")
    )
    return tuple(
        SeatLine(
            row.member.public_id,
            row.member.full_name,
            row.state,
            Basis(row.basis),
            row.arrived_at,
            row.left_at,
            row.sitting.public_id if row.sitting else "",
        )
        for row in rows
        if actor.may(Permission.MEETING_RECORD, row.cell)
    )


@dataclass(frozen=True, slots=True)
class SittingLine:
    """A sitting of one group, and who was there."""

    public_id: str
    name: str
    sitting: Sitting
    heads: Heads


def sittings_of(meeting: Meeting) -> tuple[SittingLine, ...]:
    """The sittings of a meeting in their order, each with its turnout; together they make the meeting's,
    but for who belongs to none. Asks no rights: counts only."""
    seats: dict[int | None, list[Seat]] = defaultdict(list)
    rows = Attendance.objects.filter(meeting=meeting, expected=True)
    for sitting, state, left in rows.values_list("sitting_id", "state", "left_at"):
        seats[sitting].append(Seat(state, gone=left is not None))
    found = Sitting.objects.filter(meeting=meeting).order_by("position", "pk")
    return tuple(SittingLine(row.public_id, row.name, row, heads_of(seats[row.pk])) for row in found)
