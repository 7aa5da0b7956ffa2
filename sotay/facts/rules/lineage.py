"""Existence, succession and what is due: indicators.md, definitions 1–4.

Everything here is plain values: ids, dates, months (yyyymm) and quarters (yyyyq).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sotay.core.period import last_day, month_of, months_of_quarter, quarter_of

SpanOf = Callable[[date], int]


class Change(StrEnum):
    """How a cell goes over into another (same words as organisations.choices.Change)."""

    MERGE = "merge"
    SPLIT = "split"
    SPLIT_OFF = "split_off"
    ABSORB = "absorb"


HEIRS = frozenset({Change.MERGE, Change.SPLIT})
"""Changes whose successor was made by it and takes over its predecessors' earlier months."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organisation stands on the half-open span first–end, and the block in force there."""

    path: str
    block: str
    first: date
    end: date


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's existence (half-open: `dissolved` is the first day without it) and its places."""

    id: int
    founded: date
    dissolved: date | None
    places: tuple[Place, ...] = ()

    def exists_on(self, day: date) -> bool:
        """Definition 3."""
        return self.founded <= day and (self.dissolved is None or day < self.dissolved)

    def place_on(self, day: date) -> Place | None:
        """Its place on a day, or None when no place is known."""
        for place in self.places:
            if place.first <= day < place.end:
                return place
        return None


@dataclass(frozen=True, slots=True)
class Edge:
    """`predecessor` goes over into `successor` on `on`; `takes_over` speaks of splits only."""

    predecessor: int
    successor: int
    on: date
    change: Change
    takes_over: bool = False

    @property
    def hands_over(self) -> bool:
        """Whether the successor takes over the month and quarter of the change."""
        return self.change in (Change.MERGE, Change.ABSORB) or (
            self.change is Change.SPLIT and self.takes_over
        )


@dataclass(slots=True)
class Lineage:
    """Cells and how they went over into one another. Answers are kept: build a new one after a change."""

    cells: dict[int, Cell]
    edges: Iterable[Edge]
    _taker: dict[int, int] = field(default_factory=dict)
    _given: dict[int, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    _heirs: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _late: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        born: dict[int, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            if edge.change is not Change.ABSORB:
                born[edge.successor].append(edge)
            if edge.predecessor not in self.cells or edge.successor not in self.cells:
                continue
            if edge.hands_over:
                self._taker[edge.predecessor] = edge.successor
                self._given[edge.successor].append(edge)
            if edge.change in HEIRS:
                self._heirs[edge.successor].append(edge.predecessor)
        # Made by a change without taking anything over: first due in the following month.
        self._late = {cell for cell, edges in born.items() if not any(e.hands_over for e in edges)}

    def due(self, cell: int, month: int) -> bool:
        """Whether the month is due for the cell (definitions 1 and 4), whatever today's date."""
        known = self.cells[cell]
        if not known.exists_on(last_day(month)):
            return False
        return not (cell in self._late and month == month_of(known.founded))

    def month_cell(self, cell: int, month: int) -> int | None:
        """The cell for which a record of `cell` counted for `month` counts; None: nowhere."""
        cell = self._passed_on(cell, {month}, month_of)
        return cell if self.due(cell, month) else None

    def _passed_on(self, cell: int, spans: set[int], span_of: SpanOf) -> int:
        """Follow the hand-overs of changes that lie in the month (or quarter)."""
        seen = {cell}
        while (end := self.cells[cell].dissolved) and cell in self._taker and span_of(end) in spans:
            cell = self._taker[cell]
            if cell in seen:
                break
            seen.add(cell)
        return cell

    def quarter_due(self, cell: int, quarter: int) -> bool:
        """Whether all three months are due for the cell or for cells it took the quarter over from
        (definitions 2 and 4)."""
        months = months_of_quarter(quarter)
        if not self.due(cell, months[2]):
            return False
        line = self.quarter_line(cell, quarter)
        return all(any(self.due(c, month) for c in line) for month in months)

    def quarter_line(self, cell: int, quarter: int) -> list[int]:
        """The cell and every cell whose quarter it took over within that quarter."""
        line = [cell]
        for current in line:
            line += [
                e.predecessor
                for e in self._given[current]
                if quarter_of(month_of(e.on)) == quarter and e.predecessor not in line
            ]
        return line

    def quarter_cell(self, cell: int, month: int) -> int | None:
        """The cell for whose quarter a theme of `cell`, counted for `month`, counts; None: nowhere."""
        found = self.month_cell(cell, month)
        if found is None:
            return None
        quarter = quarter_of(month)
        found = self._passed_on(found, {quarter}, lambda day: quarter_of(month_of(day)))
        return found if self.quarter_due(found, quarter) else None

    def ancestry(self, cell: int) -> list[int]:
        """The cell and every cell that ended when it was made by merger or split, further back too."""
        line = [cell]
        for current in line:
            line += [p for p in self._heirs[current] if p not in line]
        return line


def connected(cells: Iterable[int], edges: Iterable[Edge]) -> set[int]:
    """The cells and every predecessor of theirs, further back too, whose records may count for them."""
    before: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        if edge.hands_over or edge.change in HEIRS:
            before[edge.successor].append(edge.predecessor)
    found = set(cells)
    waiting = list(found)
    while waiting:
        new = [p for p in before[waiting.pop()] if p not in found]
        found.update(new)
        waiting += new
    return found
