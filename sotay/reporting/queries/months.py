"""How the cell-months of a period turned out: met, late, postponed, not held, missing."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time

from django.db.models import Q

from sotay.core.ids import segment
from sotay.core.period import last_day
from sotay.facts.figures import FigureSet
from sotay.facts.rules.records import MonthRecord
from sotay.facts.rules.rollup import Counter
from sotay.meetings.choices import REGULAR_KINDS, Status
from sotay.meetings.models import JointCell, Meeting

EMPTY = MonthRecord()


@dataclass(slots=True)
class MonthStates:
    """Due cell-months by how they turned out; `late` are part of `met`, the others add up to `due`.

    `themes`: cell-months in which a theme was held.
    """

    due: int = 0
    met: int = 0
    late: int = 0
    postponed: int = 0
    not_held: int = 0
    missing: int = 0
    themes: int = 0

    def add(self, other: "MonthStates") -> None:
        """Take another's counts in."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


@dataclass(frozen=True, slots=True)
class CellMonthRow:
    """A cell's own month: the regular meeting's day and length in minutes, and what was counted."""

    month: int
    held_on: date | None
    minutes: int | None
    late: bool
    record: MonthRecord


@dataclass(frozen=True, slots=True)
class Statistics:
    """What figures of a month, quarter or year rest on besides their figures.

    `before`: the figures of the period before, as the same report date counts them. `by_block` and
    `by_child` (the segment of the child) add up to `total`. `months`: of a cell, its months.
    """

    before: FigureSet
    total: MonthStates
    by_block: dict[str, MonthStates]
    by_child: dict[str, MonthStates]
    months: tuple[CellMonthRow, ...] = ()


def statistics(counter: Counter, before: FigureSet) -> Statistics:
    """Count the due cell-months of the counter's node. Rights are asked where it was looked up."""
    days = _days_held(counter)
    total = MonthStates()
    by_block: dict[str, MonthStates] = {}
    by_child: dict[str, MonthStates] = {}
    for cell, months in counter.due_months.items():
        for month in months:
            place = counter.place(cell, last_day(month))
            if place is None:
                continue
            record = counter.assigned.get((cell, month), EMPTY)
            state = _state(record, late=_is_late(days.get((cell, month), ()), month))
            total.add(state)
            by_block.setdefault(place[0], MonthStates()).add(state)
            by_child.setdefault(place[1], MonthStates()).add(state)
    return Statistics(before, total, by_block, by_child, tuple(_own_months(counter, days)))


Held = tuple[date, int | None]
"""A regular meeting's day, and its length in minutes where both times are recorded."""


def _state(record: MonthRecord, *, late: bool) -> MonthStates:
    state = MonthStates(due=1, themes=record.themes)
    if record.met:
        state.met, state.late = 1, int(late)
    elif record.postponed:
        state.postponed = 1
    elif record.recorded:
        state.not_held = 1
    else:
        state.missing = 1
    return state


def _is_late(held: tuple[Held, ...] | list[Held], month: int) -> bool:
    """Whether every regular meeting of the month was held after its last day. A count tells no day."""
    return bool(held) and all(day > last_day(month) for day, _ in held)


def _days_held(counter: Counter) -> dict[tuple[int, int], list[Held]]:
    """Regular meetings by the (cell, month) that they count for, successors included.

    Months joined with the superior's consent are left out: they are not late.
    """
    rows = Meeting.objects.filter(
        status=Status.HELD,
        kind__in=sorted(REGULAR_KINDS),
        counted_for__gte=counter.period.first,
        counted_for__lte=counter.period.last,
        held_on__lte=counter.report_date,
        also_for__isnull=True,
    )
    cells = list(counter.lineage.cells)
    shared = JointCell.objects.filter(cell__in=cells) if len(cells) < 400 else JointCell.objects.all()
    guests = list(shared.values_list("meeting_id", "cell_id"))
    if len(cells) < 400:
        rows = rows.filter(Q(cell__in=cells) | Q(pk__in=[meeting for meeting, _ in guests]))
    joint: dict[int, list[int]] = {}
    for meeting, cell in guests:
        joint.setdefault(meeting, []).append(cell)
    found: dict[tuple[int, int], list[Held]] = {}
    values = rows.values_list("pk", "cell_id", "counted_for", "held_on", "started_at", "ended_at")
    for pk, host, month, day, start, end in values:
        if day is None:  # no held meeting is without its day; the table's constraint says so
            continue
        for cell in (host, *joint.get(pk, ())):
            heir = counter.lineage.month_cell(cell, month) if cell in counter.lineage.cells else None
            if heir is not None:
                found.setdefault((heir, month), []).append((day, _minutes(start, end)))
    return found


def _minutes(start: time | None, end: time | None) -> int | None:
    if start is None or end is None:
        return None
    first, last = (datetime.combine(date.min, t) for t in (start, end))
    return int((last - first).total_seconds() // 60) if last > first else None


def _own_months(counter: Counter, days: dict[tuple[int, int], list[Held]]) -> list[CellMonthRow]:
    """The months of the counter's node when it is a cell; nothing for others."""
    cell = next((c for c in counter.lineage.cells if segment(c) == counter.node), None)
    if cell is None:
        return []
    found = []
    for month in counter.due_months.get(cell, []):
        held = sorted(days.get((cell, month), []), key=lambda one: one[0])
        day, minutes = held[0] if held else (None, None)
        record = counter.assigned.get((cell, month), EMPTY)
        found.append(CellMonthRow(month, day, minutes, _is_late(held, month), record))
    return found
