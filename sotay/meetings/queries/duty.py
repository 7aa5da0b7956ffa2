"""How cells stand with their months: a committee's month, a cell's own home."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.period import Period, last_day, month_of, months_of_quarter, previous_month, quarter_of
from sotay.core.spans import on_day
from sotay.facts.queries import load_counter
from sotay.facts.rules.rollup import Counter
from sotay.meetings.choices import REGULAR_KINDS, Duty, Lack, Status
from sotay.meetings.models import CellMonthCount, Meeting
from sotay.meetings.rules.duty import NOTHING_RECORDED, Step, Waiting, duty_of, lacks_of, next_step
from sotay.members.choices import Post
from sotay.members.models import Position
from sotay.organisations.models import Organisation

BACK = 12
"""A cell's home looks back so many months."""
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A cell and month. `meeting`: public id of its regular meeting ("" when none may be opened);
    `rollless`: of one that was held and has no roll. `expected`, `present`: persons, None when not known.
    `reason`, `consent`: why it was not held, who agreed; `by_count`: known by counts, not by a roll;
    `stage`: how far that meeting has come (0: it has no moves)."""

    cell: Organisation
    month: int
    duty: Duty
    lacks: tuple[Lack, ...]
    meeting: str = ""
    rollless: str = ""
    held_on: date | None = None
    planned_on: date | None = None
    expected: int | None = None
    present: int | None = None
    excused: int | None = None
    reason: str = ""
    consent: str = ""
    joined: bool = False
    by_count: bool = False
    stage: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    meetings: dict[Pair, list[Meeting]]
    counts: dict[Pair, CellMonthCount]


def month_duty(actor: Actor, node: Organisation, month: int, *, today: date) -> list[MonthLine]:
    """Every cell at or below the node for which the month is (or will be) due, in official order.
    Requires MEETING_VIEW at the node."""
    actor.require(Permission.MEETING_VIEW, node)
    period = Period(months_of_quarter(quarter_of(month))[0], month)
    counter = load_counter(node, period, report_date=_report_date(month, today))
    place = last_day(month)
    cells = [c for c, months in counter.due_months.items() if month in months and counter.place(c, place)]
    lines = _lines(actor, counter, [(cell, month) for cell in cells], today)
    return sorted(lines, key=lambda line: (line.cell.path[:-6], line.cell.official_order, line.cell.code))


def _report_date(month: int, today: date) -> date:
    """A month that is still running is looked at as if its last day had passed."""
    return max(today, last_day(month) + timedelta(days=1))


def _lines(actor: Actor, counter: Counter, pairs: Collection[Pair], today: date) -> list[MonthLine]:
    wanted = set(pairs)
    known = _known(actor, counter, {month for _, month in pairs})
    cells = Organisation.objects.in_bulk({cell for cell, _ in pairs})
    return [_line(counter, cells[cell], month, known, today) for cell, month in sorted(wanted)]


def _known(actor: Actor, counter: Counter, months: set[int]) -> _Known:
    """Regular meetings and counts of the counter's cells and their predecessors, under the cell for which
    they count; meetings only as far as the actor may open them."""
    cells = list(counter.lineage.cells)
    meant = Q(counted_for__in=months) | Q(also_for__in=months)
    rows = Meeting.objects.visible_to(actor, Permission.MEETING_VIEW).filter(
        meant, kind__in=sorted(REGULAR_KINDS)
    )
    hosted = [(row.cell_id, row) for row in rows.filter(cell__in=cells)]
    joint = rows.filter(joint_cells__cell__in=cells).values_list("pk", "joint_cells__cell_id")
    by_pk = rows.in_bulk({pk for pk, _ in joint}) if joint else {}
    meetings: dict[Pair, list[Meeting]] = defaultdict(list)
    for cell, row in [*hosted, *((cell, by_pk[pk]) for pk, cell in joint)]:
        for month in {row.counted_for, row.also_for} & months:
            if month is not None and (holder := _holder(counter, cell, month)) is not None:
                meetings[holder, month].append(row)
    counts = {}
    for count in CellMonthCount.objects.filter(cell__in=cells, month__in=months):
        if (holder := _holder(counter, count.cell_id, count.month)) is not None:
            counts[holder, count.month] = count
    return _Known(meetings, counts)


def _holder(counter: Counter, cell: int, month: int) -> int | None:
    return counter.lineage.month_cell(cell, month) if cell in counter.lineage.cells else None


def _line(counter: Counter, cell: Organisation, month: int, known: _Known, today: date) -> MonthLine:
    record = counter.assigned.get((cell.pk, month), NOTHING_RECORDED)
    rows, count = known.meetings.get((cell.pk, month), []), known.counts.get((cell.pk, month))
    held = sorted((r for r in rows if r.held_on), key=lambda r: r.held_on or date.max)
    own = [r for r in held if r.also_for is None]
    waiting = next((r for r in rows if r.status in {Status.PLANNED, Status.POSTPONED}), None)
    shown = held[0] if held else next((r for r in rows if r.status != Status.PLANNED), waiting)
    duty = duty_of(
        month,
        record,
        held_on=own[0].held_on if own else None,
        planned_on=waiting.planned_on if waiting else None,
        said_late=bool(count and count.late),
        today=today,
    )
    themed = (cell.pk, quarter_of(month)) in counter.themed
    asked = bool(record.recorded) or duty in {Duty.MISSING, Duty.NOT_HELD}
    rollless = next((r.public_id for r in held if not r.roll_recorded and r.cell_id == cell.pk), "")
    guest = any(_holder(counter, r.cell_id, month) != cell.pk for r in held)
    telling = shown if shown is not None and shown.status != Status.HELD else None
    return MonthLine(
        cell=cell,
        month=month,
        duty=duty,
        lacks=tuple(lacks_of(month, record, themed=themed, guest=guest)) if asked else (),
        meeting=shown.public_id if shown else "",
        rollless=rollless if record.rolls_known < record.held else "",
        held_on=held[0].held_on if held else None,
        planned_on=waiting.planned_on if waiting else None,
        expected=record.expected if record.rolls_known else None,
        present=record.present if record.rolls_known else None,
        excused=record.excused if record.rolls_known else None,
        reason=telling.reason if telling else (count.reason if count else ""),
        consent=telling.consent if telling else (count.consent if count else ""),
        joined=any(r.also_for for r in held) or bool(count and count.held == "joined"),
        by_count=count is not None and not any(row.roll_recorded for row in held),
        stage=shown.stage if shown else 0,
    )


@dataclass(frozen=True, slots=True)
class QuarterDuty:
    """The theme of a quarter (yyyyq): taken up or not; `last`: its last month."""

    quarter: int
    themed: bool
    last: int


@dataclass(frozen=True, slots=True)
class CellDuty:
    """A cell's own home: months newest first (the current one first when it is due), the theme of this
    quarter, and the one thing to do next."""

    months: tuple[MonthLine, ...]
    quarter: QuarterDuty
    step: Step


def cell_duty(actor: Actor, cell: Organisation, *, today: date) -> CellDuty:
    """How the cell stands this month, this quarter and over the months before. Requires MEETING_RECORD."""
    actor.require(Permission.MEETING_RECORD, cell)
    this = month_of(today)
    first = this
    for _ in range(BACK):
        first = previous_month(first)
    period = Period(months_of_quarter(quarter_of(first))[0], this)
    counter = load_counter(cell, period, report_date=_report_date(this, today))
    due = [(cell.pk, month) for month in counter.due_months.get(cell.pk, ()) if month >= first]
    lines = sorted(_lines(actor, counter, due, today), key=lambda line: line.month, reverse=True)
    waiting = [
        Waiting(line.month, line.duty, "" if line.held_on else line.meeting, line.rollless) for line in lines
    ]
    quarter = quarter_of(this)
    themed = (cell.pk, quarter) in counter.themed
    theme = QuarterDuty(quarter, themed, months_of_quarter(quarter)[2])
    return CellDuty(tuple(lines), theme, next_step(waiting))


def leaders_of(actor: Actor, cells: Iterable[Organisation], day: date) -> dict[int, list[tuple[str, str]]]:
    """(post, name) of the secretary and the deputy of each cell that day, for calling them: only of cells
    whose members the actor may see."""
    allowed = [cell.pk for cell in cells if actor.may(Permission.MEMBER_VIEW, cell)]
    rows = Position.objects.filter(
        on_day(day), organisation__in=allowed, post__in=[Post.SECRETARY, Post.DEPUTY]
    ).select_related("member")
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.post != Post.SECRETARY, row.member.sort_key)):
        found[row.organisation_id].append((str(Post(row.post).label), row.member.full_name))
    return found
