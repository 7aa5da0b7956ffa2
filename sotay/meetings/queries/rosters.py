"""Who is expected at a meeting, and the roll as a form (indicators.md, definition 10)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.period import first_day, last_day, next_month
from sotay.core.spans import on_day
from sotay.meetings.choices import EXPECTED_BASES, PRESENCES, Basis, Kind, State, Status
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.rules.expected import basis_of, may_vote
from sotay.meetings.rules.recording import mark_of
from sotay.members.choices import Post
from sotay.members.models import Exemption, Member, MemberStatus, OfficialPlace, Position, TemporaryPlace
from sotay.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Standing:
    """One person of a cell on a day: why they are expected or not, whether they vote, their posts there."""

    member: int
    public_id: str
    name: str
    basis: Basis
    votes: bool
    posts: tuple[str, ...] = ()

    @property
    def expected(self) -> bool:
        return self.basis in EXPECTED_BASES


def roster_on(cell: int, day: date) -> list[Standing]:
    """Everybody who belongs to the cell that day, expected or not, by given name. Asks no rights: for
    operations and for questions that have asked already."""
    here = set(OfficialPlace.objects.filter(on_day(day), cell=cell).values_list("member_id", flat=True))
    attached = TemporaryPlace.objects.filter(on_day(day), cell=cell).values_list("member_id", flat=True)
    ids = here | set(attached)
    dated = Q(on_day(day), member__in=ids)
    standings = dict(MemberStatus.objects.filter(dated).values_list("member_id", "status"))
    away = dict(TemporaryPlace.objects.filter(dated).values_list("member_id", "cell_id"))
    exempt = set(Exemption.objects.filter(dated).values_list("member_id", flat=True))
    posts: dict[int, tuple[str, ...]] = {}
    for member, post in Position.objects.filter(dated, organisation=cell).values_list("member_id", "post"):
        posts[member] = (*posts.get(member, ()), str(Post(post).label))
    found = []
    rows = Member.objects.filter(pk__in=ids).order_by("sort_key", "pk")
    for pk, public_id, name in rows.values_list("pk", "public_id", "full_name"):
        basis = basis_of(
            standing=standings.get(pk),
            here=pk in here,
            attached=away.get(pk) == cell,
            away=pk in away,
            exempt=pk in exempt,
        )
        votes = may_vote(basis, standings.get(pk))
        found.append(Standing(pk, public_id, name, basis, votes, posts.get(pk, ())))
    return [one for one in found if one.basis != Basis.ELSEWHERE]


def most_expected(cell: int, month: int, *, late: bool = False) -> int | None:
    """Persons who belonged to the cell at any time of the month (`late`: or of the next, when it was held),
    so that no more can have been expected; None when the register knows nobody. Asks no rights."""
    first, last = first_day(month), last_day(next_month(month) if late else month)
    during = Q(valid_from__lte=last) & (Q(valid_to__isnull=True) | Q(valid_to__gt=first))
    here = OfficialPlace.objects.filter(during, cell=cell).values_list("member_id", flat=True)
    attached = TemporaryPlace.objects.filter(during, cell=cell).values_list("member_id", flat=True)
    return len({*here, *attached}) or None


@dataclass(frozen=True, slots=True)
class RollLine:
    """A person in the form. `state`: as recorded, or presumed present; "" is a blank of an older roll.
    `came`: of somebody not expected, whether they are noted as having come."""

    public_id: str
    name: str
    basis: Basis
    posts: tuple[str, ...]
    state: str
    came: bool = False


@dataclass(frozen=True, slots=True)
class RollForm:
    """The roll of one cell at one meeting, to be confirmed. `held_on` None: not held, so without a roll;
    `confirmed`: it was before; `seen`: the mark of what stands recorded."""

    meeting: Meeting
    cell: Organisation
    kind: Kind
    held_on: date | None
    expected: tuple[RollLine, ...]
    others: tuple[RollLine, ...]
    confirmed: bool
    seen: str


def roll_form(actor: Actor, public_id: str) -> RollForm:
    """The roll that the actor may record: of the host cell, or of their own cell in a meeting held jointly.
    Raises UnknownMeeting when there is none."""
    meeting = (
        Meeting.objects.visible_to(actor, Permission.MEETING_RECORD)
        .filter(public_id=public_id)
        .select_related("cell")
        .first()
    )
    if meeting is None:
        raise UnknownMeeting
    joint = JointCell.objects.filter(meeting=meeting).select_related("cell")
    cells = [meeting.cell, *(row.cell for row in joint)]
    cell = next(cell for cell in cells if actor.may(Permission.MEETING_RECORD, cell))
    if meeting.status != Status.HELD or meeting.held_on is None:
        return RollForm(meeting, cell, Kind(meeting.kind), None, (), (), False, "")
    rows = list(Attendance.objects.filter(meeting=meeting, cell=cell).select_related("member"))
    roster = roster_on(cell.pk, meeting.held_on)
    confirmed = meeting.roll_recorded and any(row.state or not row.expected for row in rows)
    expected, others = _lines(roster, rows, confirmed=confirmed)
    seen = roll_mark((row.member_id, row.state) for row in rows)
    kind = Kind(meeting.kind)
    return RollForm(meeting, cell, kind, meeting.held_on, expected, others, confirmed, seen)


def roll_mark(lines: Iterable[tuple[int, str]]) -> str:
    """The mark of a roll as (member, state) say it."""
    return mark_of(sorted(lines))


def _lines(
    roster: Collection[Standing], rows: Collection[Attendance], *, confirmed: bool
) -> tuple[tuple[RollLine, ...], tuple[RollLine, ...]]:
    """Those expected and those not. Once a snapshot stands it says who was expected, whatever became of
    the register since."""
    by_member = {row.member_id: row for row in rows}
    posts = {one.member: one.posts for one in roster}
    if confirmed or any(row.expected for row in rows):
        ordered = sorted((r for r in rows if r.expected), key=lambda r: (r.member.sort_key, r.member_id))
        expected = [
            RollLine(
                row.member.public_id,
                row.member.full_name,
                Basis(row.basis),
                posts.get(row.member_id, ()),
                row.state if confirmed else State.PRESENT,
            )
            for row in ordered
        ]
    else:
        expected = [
            RollLine(p.public_id, p.name, p.basis, p.posts, State.PRESENT) for p in roster if p.expected
        ]
    counted = {line.public_id for line in expected}
    others = [
        RollLine(p.public_id, p.name, p.basis, p.posts, "", came=_came(by_member.get(p.member)))
        for p in roster
        if not p.expected and p.public_id not in counted
    ]
    return tuple(expected), tuple(others)


def _came(row: Attendance | None) -> bool:
    return row is not None and not row.expected and row.state in PRESENCES
