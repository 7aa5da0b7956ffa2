"""Ask about meetings, within what the actor may see."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q

from sotay.access.choices import Permission
from sotay.accounts.models import Account
from sotay.core.actor import Actor
from sotay.core.period import Period
from sotay.meetings.choices import (
    PRESENCES,
    REGULAR_KINDS,
    Basis,
    CountHeld,
    Kind,
    Mode,
    Source,
    Stage,
    State,
    Status,
)
from sotay.meetings.models import Attendance, CellMonthCount, JointCell, Meeting, MeetingStep
from sotay.meetings.rules import roll_is_known
from sotay.organisations.models import Organisation
from sotay.rulesets.rules import rule_set


class UnknownMeeting(LookupError):
    """No such meeting in what the actor may see."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the meeting's procedure; `done` None: no mark."""

    code: str
    name: str
    compulsory: bool
    done: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons at a meeting. `noted`: came without being expected, not counted."""

    expected: int
    present: int
    excused: int
    unexcused: int
    unrecorded: int
    noted: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of a roll. `cell` is given when several cells met together; `way`: how the presence came to
    be recorded."""

    name: str
    state: str
    basis: Basis
    expected: bool
    cell: int
    way: str = ""


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting as the actor may see it.

    `cells`: the participating cells that the actor may see, the host first when it is one of them;
    `host`: the cell that hosts it, when the actor may see it; `beside`: the cells that sat there with these
    (`hosts` one of them: it is hosted there), to be named and nothing else of them told; `minutes`:
    its minutes are there, and the actor reads them. `counts` (None: nothing known) and `roll` (None: the
    actor may see no names) are of those cells alone; `nameless`: cells whose counts are shown without names;
    `silent`: cells whose roll nobody recorded yet, while another's of them was.
    """

    pk: int
    public_id: str
    kind: Kind
    status: Status
    counted_for: int
    also_for: int | None
    planned_on: date | None
    held_on: date | None
    started_at: time | None
    ended_at: time | None
    place: str
    mode: Mode
    theme: str
    reason: str
    consent: str
    rule_document: str
    source: Source
    papers_on: date | None
    entered_at: datetime | None
    entered_by: str
    helpers: tuple[str, ...]
    hosted: bool
    minutes: bool
    stage: int
    host: Organisation | None
    cells: tuple[Organisation, ...]
    beside: tuple[Organisation, ...]
    hosts: int
    counts: Counts | None
    silent: tuple[Organisation, ...]
    steps: tuple[StepLine, ...]
    roll: tuple[PersonLine, ...] | None
    named: tuple[int, ...]
    nameless: tuple[int, ...]


def meeting_page(actor: Actor, public_id: str) -> MeetingPage:
    """Everything about one meeting that the actor may see. Raises UnknownMeeting.

    Counts go to whoever holds MEETING_VIEW at a participating cell, names to whoever holds ROLL_VIEW
    there; of a meeting held jointly only the rows of those cells. Who wrote it down is named like those
    on the roll.
    """
    meeting = _meeting_seen(actor, public_id)
    everyone = _everyone(meeting)
    cells = [cell for cell in everyone if actor.may(Permission.MEETING_VIEW, cell)]
    named = [cell.pk for cell in cells if actor.may(Permission.ROLL_VIEW, cell)]
    counts, silent = _counts_of(meeting, cells, joint=len(everyone) > 1)
    return MeetingPage(
        pk=meeting.pk,
        public_id=meeting.public_id,
        kind=Kind(meeting.kind),
        status=Status(meeting.status),
        counted_for=meeting.counted_for,
        also_for=meeting.also_for,
        planned_on=meeting.planned_on,
        held_on=meeting.held_on,
        started_at=meeting.started_at,
        ended_at=meeting.ended_at,
        place=meeting.place,
        mode=Mode(meeting.mode),
        theme=meeting.theme,
        reason=meeting.reason,
        consent=meeting.consent,
        rule_document=rule_set(meeting.rule_set).document if meeting.rule_set else "",
        source=Source(meeting.source),
        papers_on=meeting.papers_on,
        entered_at=meeting.entered_at,
        entered_by=_account_name(meeting.entered_by_id) if named else "",
        helpers=tuple(_account_name(one) if named else "" for one in _helpers(meeting)),
        hosted=actor.may(Permission.MEETING_RECORD, meeting.cell),
        minutes=_has_minutes(meeting) and actor.may(Permission.MINUTES_VIEW, meeting.cell),
        stage=meeting.stage,
        host=meeting.cell if meeting.cell in cells else None,
        cells=tuple(cells),
        beside=tuple(cell for cell in everyone if cell not in cells),
        hosts=meeting.cell_id,
        counts=counts,
        silent=silent,
        steps=_steps_of(meeting),
        roll=_roll_of(meeting, named) if named else None,
        named=tuple(named),
        nameless=tuple(cell.pk for cell in cells if cell.pk not in named),
    )


def _meeting_seen(actor: Actor, public_id: str) -> Meeting:
    visible = Meeting.objects.visible_to(actor, Permission.MEETING_VIEW).select_related("cell")
    meeting = visible.filter(public_id=public_id).first()
    if meeting is None:
        raise UnknownMeeting
    return meeting


def _has_minutes(meeting: Meeting) -> bool:
    return meeting.status == Status.HELD and meeting.stage >= Stage.CLOSED


def _everyone(meeting: Meeting) -> list[Organisation]:
    """The cells that sat there, the host first."""
    joint = JointCell.objects.filter(meeting=meeting).select_related("cell").order_by("cell__official_order")
    return [meeting.cell, *(row.cell for row in joint)]


def _helpers(meeting: Meeting) -> list[int | None]:
    """Accounts that moved the meeting on for the secretary, in that order, each once."""
    moves = meeting.moves.filter(for_another=True).order_by("stage")
    return list(dict.fromkeys(moves.values_list("account_id", flat=True)))


def _account_name(account: int | None) -> str:
    found = Account.objects.filter(pk=account or 0).values_list("full_name", flat=True).first()
    return found or ""


def _counts_of(
    meeting: Meeting, cells: Collection[Organisation], *, joint: bool
) -> tuple[Counts | None, tuple[Organisation, ...]]:
    """The counts of those cells whose attendance is known (None: of none), and the cells where it is not yet:
    each keeps its own roll, so that another's says nothing of how many were expected here."""
    rows = Attendance.objects.filter(meeting=meeting, cell__in=[cell.pk for cell in cells])
    lines = list(rows.values_list("cell_id", "expected", "state").annotate(number=Count("pk")))
    marks: dict[int, int] = defaultdict(int)
    for place, expected, state, number in lines:
        marks[place] += number if expected and state else 0
    known = {
        cell.pk
        for cell in cells
        if roll_is_known(recorded=meeting.roll_recorded, joint=joint, marks=marks[cell.pk])
    }
    if not known:
        return None, ()
    states: dict[str, int] = defaultdict(int)
    noted = 0
    for place, expected, state, number in lines:
        if place in known and expected:
            states[state] += number
        elif place in known and state in PRESENCES:
            noted += number
    counts = Counts(
        expected=sum(states.values()),
        present=sum(number for state, number in states.items() if state in PRESENCES),
        excused=states[State.EXCUSED],
        unexcused=states[State.UNEXCUSED],
        unrecorded=states[""],
        noted=noted,
    )
    return counts, tuple(cell for cell in cells if cell.pk not in known)


def _steps_of(meeting: Meeting) -> tuple[StepLine, ...]:
    """Every step of the procedure in force, marked or not; none when nothing was marked at all, nor of a
    meeting that was not held."""
    if meeting.status != Status.HELD:
        return ()
    marks = {row.code: row for row in MeetingStep.objects.filter(meeting=meeting)}
    if not marks or not meeting.rule_set:
        return ()
    return tuple(
        StepLine(
            step.code,
            step.name,
            step.compulsory,
            marks[step.code].done if step.code in marks else None,
            marks[step.code].reason if step.code in marks else "",
        )
        for step in rule_set(meeting.rule_set).steps
    )


def _roll_of(meeting: Meeting, cells: Collection[int]) -> tuple[PersonLine, ...]:
    rows = (
        Attendance.objects.filter(meeting=meeting, cell__in=cells)
        .select_related("member")
        .order_by("member__sort_key", "pk")
    )
    return tuple(
        PersonLine(row.member.full_name, row.state, Basis(row.basis), row.expected, row.cell_id, row.way)
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list, or a month known by counts alone (`public_id` empty, `kind` None).

    `expected` and `present` are of the listed cell, None when not known; `stage`: how far it has come.
    """

    public_id: str
    kind: Kind | None
    status: Status
    month: int
    also_for: int | None
    held_on: date | None
    theme: str
    expected: int | None
    present: int | None
    joined: bool = False
    stage: int = 0


def cell_meetings(actor: Actor, cell: Organisation, period: Period) -> list[MeetingLine]:
    """What a cell did in the months of the period, newest first: its meetings, those it took part in,
    and months that it reported by counts. Requires MEETING_VIEW at the cell."""
    actor.require(Permission.MEETING_VIEW, cell)
    joint = JointCell.objects.filter(cell=cell).values("meeting")
    span = Q(counted_for__gte=period.first, counted_for__lte=period.last)
    rows = list(Meeting.objects.filter(span).filter(Q(cell=cell) | Q(pk__in=joint)))
    shared = set(JointCell.objects.filter(meeting__in=rows).values_list("meeting", flat=True))
    turnouts = _turnouts_of(cell, period)
    found, met = [], set()
    for row in rows:
        due, came, marks = turnouts.get(row.pk, (0, 0, 0))
        known = roll_is_known(recorded=row.roll_recorded, joint=row.pk in shared, marks=marks)
        found.append(_line_of(row, *((due, came) if known else (None, None))))
        if known and row.kind in REGULAR_KINDS:
            met.add(row.counted_for)
    counts = CellMonthCount.objects.filter(cell=cell, month__gte=period.first, month__lte=period.last)
    found += [_line_of_count(row) for row in counts if row.month not in met]
    return sorted(found, key=lambda line: (line.month, line.held_on or date.min), reverse=True)


def _turnouts_of(cell: Organisation, period: Period) -> dict[int, tuple[int, int, int]]:
    """Of each meeting: expected, came, and how many of the expected have a mark."""
    rows = Attendance.objects.filter(
        cell=cell,
        expected=True,
        meeting__counted_for__gte=period.first,
        meeting__counted_for__lte=period.last,
    )
    counted = rows.values("meeting_id").annotate(
        due=Count("pk"),
        came=Count("pk", filter=Q(state__in=sorted(PRESENCES))),
        marks=Count("pk", filter=~Q(state="")),
    )
    return {row["meeting_id"]: (row["due"], row["came"], row["marks"]) for row in counted}


def _line_of(row: Meeting, expected: int | None, present: int | None) -> MeetingLine:
    return MeetingLine(
        row.public_id,
        Kind(row.kind),
        Status(row.status),
        row.counted_for,
        row.also_for,
        row.held_on,
        row.theme,
        expected,
        present,
        stage=row.stage,
    )


def _line_of_count(row: CellMonthCount) -> MeetingLine:
    status = Status.NOT_HELD if row.held == CountHeld.NO else Status.HELD
    joined = row.held == CountHeld.JOINED
    return MeetingLine("", None, status, row.month, None, None, "", row.expected, row.present, joined)


def meetings_of(
    actor: Actor, pairs: Collection[tuple[int, int]], *, themes: bool = False
) -> dict[tuple[int, int], list[str]]:
    """Public ids of the regular meetings (with `themes`: of the thematic and combined ones) that count
    for each (cell, month), as far as the actor may open them."""
    cells, months = {cell for cell, _ in pairs}, {month for _, month in pairs}
    kinds = {Kind.THEMATIC, Kind.COMBINED} if themes else REGULAR_KINDS
    of_months = Q(counted_for__in=months) | Q(also_for__in=months)
    rows = Meeting.objects.visible_to(actor, Permission.MEETING_VIEW).filter(
        of_months, kind__in=sorted(kinds)
    )
    hosted = rows.filter(cell__in=cells).values_list("public_id", "cell_id", "counted_for", "also_for")
    joined = rows.filter(joint_cells__cell__in=cells).values_list(
        "public_id", "joint_cells__cell_id", "counted_for", "also_for"
    )
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for public_id, cell, first, second in (*hosted, *joined):
        for month in (first, second):
            if month and (cell, month) in pairs:
                found[cell, month].append(public_id)
    return found


def joined_months(period: Period) -> set[tuple[int, int]]:
    """(cell id, month) of the months in the period that one meeting met together with another month, by
    the superior's consent. Counts nothing and names nobody: callers hold it against cells they may see."""
    months = {"counted_for__lte": period.last, "also_for__gte": period.first}
    rows = Meeting.objects.filter(status=Status.HELD, also_for__isnull=False, **months)
    hosted = rows.values_list("cell_id", "counted_for", "also_for")
    guests = rows.filter(joint_cells__isnull=False).values_list(
        "joint_cells__cell_id", "counted_for", "also_for"
    )
    return {(cell, month) for cell, *both in (*hosted, *guests) for month in both if month}
