"""Who is expected at a meeting, and the roll as a form (indicators.md, definition 10)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, time

from django.db.models import Q

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.period import first_day, last_day, next_month
from sotay.core.spans import on_day
from sotay.meetings.choices import (
    EXPECTED_BASES,
    PRESENCES,
    Answer,
    Basis,
    CheckIn,
    Kind,
    Stage,
    State,
    Status,
)
from sotay.meetings.models import Attendance, JointCell, Meeting, Reply, RollBefore, Sitting
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.rules.expected import basis_of, may_vote
from sotay.meetings.rules.recording import mark_of
from sotay.meetings.rules.session import presumed
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
    """A person in the form. `state`: as recorded, or as presumed; "" is a blank of an older roll, or of
    one who did not check in. `came`: of somebody not expected, whether they are noted as having come.
    `reason_class`: why excused; `way`: how the presence came to be recorded; `asked`: asked leave, and nobody
    has decided yet."""

    public_id: str
    name: str
    basis: Basis
    posts: tuple[str, ...]
    state: str
    came: bool = False
    reason_class: str = ""
    way: str = ""
    arrived_at: time | None = None
    left_at: time | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class RollForm:
    """The roll of one cell at one meeting, to be confirmed. `held_on` None: neither held nor in session,
    so without a roll; `confirmed`: it was before; `seen`: the mark of what stands recorded; `undoable`:
    the last confirmation can be taken back; `live`: the meeting is in session; `sealed`: its minutes are,
    so that nothing may change; `sittings`: (public id, name, confirmed) by group; `sitting`: of which this is
    the roll."""

    meeting: Meeting
    cell: Organisation
    kind: Kind
    held_on: date | None
    expected: tuple[RollLine, ...]
    others: tuple[RollLine, ...]
    confirmed: bool
    seen: str
    undoable: bool = False
    live: bool = False
    sealed: bool = False
    sittings: tuple[tuple[str, str, bool], ...] = ()
    sitting: str = ""


ALONE = frozenset({CheckIn.SELF, CheckIn.CODE})
"""Ways in which a person only said so themselves."""


def has_roll(meeting: Meeting) -> bool:
    """Whether there is a roll to confirm: the meeting was held, or is in session."""
    return meeting.held_on is not None and (
        meeting.status == Status.HELD or meeting.stage == Stage.IN_SESSION
    )


def roll_confirmed(meeting: Meeting, rows: Iterable[Attendance]) -> bool:
    """Whether the roll of one cell was confirmed, `rows` being its own: who only checked in by themselves
    says nothing of the others."""
    return meeting.roll_recorded and any(
        (row.state and row.way not in ALONE) or not row.expected for row in rows
    )


def sitting_confirmed(rows: Collection[Attendance]) -> bool:
    """Whether everybody of a sitting has a state that was not only their own word."""
    return bool(rows) and all(row.state and row.way not in ALONE for row in rows)


def roll_form(actor: Actor, public_id: str, *, sitting: str = "") -> RollForm:
    """The roll that the actor may record: of the host cell, or of their own cell in a meeting held jointly;
    with `sitting` (public id) of one group's sitting alone. Raises UnknownMeeting when there is none."""
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
    if not has_roll(meeting):
        return RollForm(meeting, cell, Kind(meeting.kind), None, (), (), False, "")
    assert meeting.held_on is not None  # what has a roll has its day
    every = list(Attendance.objects.filter(meeting=meeting, cell=cell).select_related("member"))
    groups = list(Sitting.objects.filter(meeting=meeting).order_by("position", "pk"))
    group = next((one for one in groups if one.public_id == sitting), None)
    if sitting and group is None:
        raise UnknownMeeting
    rows = [row for row in every if group is None or (row.sitting_id == group.pk and row.expected)]
    roster = roster_on(cell.pk, meeting.held_on)
    confirmed = roll_confirmed(meeting, rows) if group is None else sitting_confirmed(rows)
    expected, others = _lines(roster, rows, confirmed=confirmed, check_in=meeting.check_in)
    expected = _with_requests(meeting, expected)
    if group is not None:
        wanted = {row.member.public_id for row in rows}
        expected, others = tuple(one for one in expected if one.public_id in wanted), ()
    seen = roll_mark((row.member_id, row.state) for row in rows)
    return RollForm(
        meeting,
        cell,
        Kind(meeting.kind),
        meeting.held_on,
        expected,
        others,
        confirmed,
        seen,
        undoable=meeting.stage < Stage.ADOPTED
        and RollBefore.objects.filter(meeting=meeting, cell=cell).exists(),
        live=meeting.stage == Stage.IN_SESSION,
        sealed=meeting.stage >= Stage.SEALED,
        sittings=tuple(
            (one.public_id, one.name, sitting_confirmed([row for row in every if row.sitting_id == one.pk]))
            for one in groups
        ),
        sitting=sitting,
    )


def roll_mark(lines: Iterable[tuple[int, str]]) -> str:
    """The mark of a roll as (member, state) say it."""
    return mark_of(sorted(lines))


def _lines(
    roster: Collection[Standing], rows: Collection[Attendance], *, confirmed: bool, check_in: bool
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
                row.state if confirmed else presumed(row.state, row.reason_class, check_in=check_in),
                reason_class=row.reason_class,
                way=row.way,
                arrived_at=row.arrived_at,
                left_at=row.left_at,
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


def _with_requests(meeting: Meeting, lines: Iterable[RollLine]) -> tuple[RollLine, ...]:
    """Marks who asked leave and has no answer yet."""
    waiting = Reply.objects.filter(meeting=meeting, answer=Answer.LEAVE, decision="")
    asked = set(waiting.values_list("member__public_id", flat=True))
    return tuple(replace(one, asked=one.public_id in asked) for one in lines)


def _came(row: Attendance | None) -> bool:
    return row is not None and not row.expected and row.state in PRESENCES
