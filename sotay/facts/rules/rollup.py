"""Rolling records up along the tree: flows, verdicts, and what each verdict leaves out.

Flows stand under the place of the month's (quarter's) last day; verdicts once, under the cell's
place on the as-at day (indicators.md, definitions 6–8, 12, 13, 16).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter

from sotay.core.ids import child_segment
from sotay.core.period import Period, last_day, months_of_quarter, quarter_of
from sotay.facts.rules.lineage import Lineage, Place
from sotay.facts.rules.records import MonthRecord, combined

Records = Mapping[tuple[int, int], MonthRecord]


@dataclass(frozen=True, slots=True)
class Key:
    """Where a count stands: block, child of the node (its segment; the node's own for itself), year."""

    block: str
    child: str
    year: int


@dataclass(slots=True)
class Flow:
    """Additive counts of due cell-months and cell-quarters."""

    due: int = 0
    recorded: int = 0
    met: int = 0
    postponed: int = 0
    held: int = 0
    steps_done: int = 0
    steps_recorded: int = 0
    rolls_known: int = 0
    expected: int = 0
    present: int = 0
    excused: int = 0
    timed: int = 0
    long_enough: int = 0
    papers_due: int = 0
    papers_known: int = 0
    papers_ok: int = 0
    tasks_known: int = 0
    working: int = 0
    tasked: int = 0
    tasks_due: int = 0
    tasks_told: int = 0
    tasks_done: int = 0
    visits_due: int = 0
    visits_noted: int = 0
    visits_made: int = 0
    quarters_due: int = 0
    quarters_themed: int = 0
    quarters_known: int = 0

    @classmethod
    def total(cls, flows: "list[Flow]") -> "Flow":
        """All of them together."""
        return cls(*map(sum, zip(*map(_all_counts_of, flows), strict=True)))

    @property
    def expected_net(self) -> int:
        return self.expected - self.excused


_all_counts_of: Callable[[Flow], tuple[int, ...]] = attrgetter(*(f.name for f in fields(Flow)))
_MONTHLY = [
    "recorded",
    "met",
    "postponed",
    "held",
    "steps_done",
    "steps_recorded",
    "rolls_known",
    "expected",
    "present",
    "excused",
    "timed",
    "long_enough",
    "papers_due",
    "papers_known",
    "papers_ok",
    "tasks_known",
    "working",
    "tasked",
    "tasks_due",
    "tasks_told",
    "tasks_done",
    "visits_due",
    "visits_noted",
    "visits_made",
]
_counts_of: Callable[[MonthRecord], tuple[int, ...]] = attrgetter(*_MONTHLY)
NOTHING = MonthRecord()
"""A due month without any record."""
NO_MONTH = "không có tháng phải sinh hoạt"
NO_QUARTER = "không có quý phải có chuyên đề"
NOT_HELD = "chưa có buổi thường kỳ nào"
NOTHING_KNOWN = "chưa biết số người dự"


@dataclass(slots=True)
class Verdict:
    """Cells with a verdict of one kind: how many hold (`value`, real for the mean), how many are judged,
    how many are wholly known; and the cells left out, by reason."""

    value: float = 0
    cells: int = 0
    known: int = 0
    left_out: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def judge(self, value: float, *, known: bool) -> None:
        self.value += value
        self.cells += 1
        self.known += known

    @classmethod
    def total(cls, verdicts: "list[Verdict]") -> "Verdict":
        """All of them together."""
        found = cls()
        for one in verdicts:
            found.value += one.value
            found.cells += one.cells
            found.known += one.known
            for reason, cells in one.left_out.items():
                found.left_out[reason] += cells
        return found


def flow_of(record: MonthRecord) -> Flow:
    """One due cell-month as a flow."""
    return summed([record])


def summed(records: list[MonthRecord]) -> Flow:
    """Due cell-months together; one without a record is NOTHING."""
    columns = zip(*map(_counts_of, records), strict=True)
    return Flow(due=len(records), **dict(zip(_MONTHLY, map(sum, columns), strict=True)))


VERDICTS = ("regular", "steps", "thematic", "mean")


@dataclass(slots=True)
class CellHistory:
    """What a cell and its predecessors did over a window: the base of its verdicts."""

    months: list[MonthRecord]
    quarters: list[tuple[bool, bool]]
    """(with a theme, known) of each due quarter."""


@dataclass(slots=True)
class Rollup:
    """Counts of one node: `flows` by key, `verdicts` by window year (0: the whole), kind and key."""

    flows: dict[Key, Flow]
    verdicts: dict[tuple[int, str], dict[Key, Verdict]]


class Counter:
    """Counts one node over one period as at a report's date.

    Arguments: the lineage of every cell that ever stood at or below `node`, with predecessors;
    their own records by (cell, month); the node's segment; months of `period` whose last day lies
    before `report_date` count.
    """

    def __init__(
        self, *, lineage: Lineage, records: Records, node: str, period: Period, report_date: date
    ) -> None:
        self.lineage, self.node, self.period, self.report_date = lineage, node, period, report_date
        self._children: dict[str, str | None] = {}
        self._places: dict[tuple[int, date], tuple[str, str] | None] = {}
        self.structure: Mapping[int, Place | None] | None = None
        """Where each cell's flows stand whatever the month (the second reading, `facts.structure`); None: on
        the month's (quarter's) last day."""
        self.months = [m for m in period.months if last_day(m) < report_date]
        passed = set(self.months)
        self.quarters = [q for q in period.whole_quarters if passed.issuperset(months_of_quarter(q))]
        self.assigned = self._assign(records)
        self.themed = self._themes(records)
        self.due_months = {c: [m for m in self.months if lineage.due(c, m)] for c in lineage.cells}
        self.due_quarters = {
            c: [q for q in self.quarters if lineage.quarter_due(c, q)] for c in lineage.cells
        }

    def _assign(self, records: Records) -> dict[tuple[int, int], MonthRecord]:
        parts: dict[tuple[int, int], list[MonthRecord]] = defaultdict(list)
        passed = set(self.months)
        for (cell, month), record in records.items():
            if month in passed and (found := self.lineage.month_cell(cell, month)) is not None:
                parts[found, month].append(record)
        return {key: found[0] if len(found) == 1 else combined(found) for key, found in parts.items()}

    def _themes(self, records: Records) -> set[tuple[int, int]]:
        passed = set(self.months)
        found = set()
        for (cell, month), record in records.items():
            if record.themes and month in passed:
                holder = self.lineage.quarter_cell(cell, month)
                if holder is not None:
                    found.add((holder, quarter_of(month)))
        return found

    def rollup(self, *, yearly: bool = True, judged: bool = True) -> Rollup:
        """Everything there is to count about the node; without `yearly` no verdicts on single years, without
        `judged` none at all."""
        verdicts: dict[tuple[int, str], dict[Key, Verdict]] = {}
        for year, window in self.windows():
            if (year and not yearly) or not judged:
                break
            for kind, by_key in self._verdicts(year, window).items():
                verdicts[year, kind] = by_key
        return Rollup(self.flows(), verdicts)

    def windows(self) -> Iterator[tuple[int, Period]]:
        """The whole period (year 0) and each year's part that has begun on the report's date."""
        yield 0, self.period
        for year in self.period.years:
            part = self.period.year_part(year)
            if date(year, part.first % 100, 1) <= self.report_date:
                yield year, part

    def place(self, cell: int, day: date) -> tuple[str, str] | None:
        """(block, child's segment) of a cell on a day, or None when it stands elsewhere."""
        if (cell, day) not in self._places:
            self._places[cell, day] = self._here(self.lineage.cells[cell].place_on(day))
        return self._places[cell, day]

    def flow_place(self, cell: int, day: date) -> tuple[str, str] | None:
        """The same for what the cell did in a month or quarter that ended on the day."""
        return self.place(cell, day) if self.structure is None else self._here(self.structure[cell])

    def _here(self, place: Place | None) -> tuple[str, str] | None:
        if place is None:
            return None
        if place.path not in self._children:
            self._children[place.path] = child_segment(place.path, self.node)
        child = self._children[place.path]
        return None if child is None else (place.block, child)

    def flows(self) -> dict[Key, Flow]:
        """Additive counts by key."""
        flows: dict[Key, Flow] = defaultdict(Flow)
        monthly: dict[Key, list[tuple[int, ...]]] = defaultdict(list)
        for cell in self.lineage.cells:
            for month in self.due_months[cell]:
                if place := self.flow_place(cell, last_day(month)):
                    key = Key(*place, month // 100)
                    flows[key].due += 1
                    if record := self.assigned.get((cell, month)):
                        monthly[key].append(_counts_of(record))
            for quarter in self.due_quarters[cell]:
                if place := self.flow_place(cell, last_day(months_of_quarter(quarter)[2])):
                    themed, known = self.quarter(cell, quarter)
                    flow = flows[Key(*place, quarter // 10)]
                    flow.quarters_due += 1
                    flow.quarters_themed += themed
                    flow.quarters_known += known
        for key, counts in monthly.items():
            for name, values in zip(_MONTHLY, zip(*counts, strict=True), strict=True):
                setattr(flows[key], name, sum(values))
        return flows

    def quarter(self, cell: int, quarter: int) -> tuple[bool, bool]:
        """(with a theme, with a theme or all its due months recorded)."""
        if (cell, quarter) in self.themed:
            return True, True
        line = self.lineage.quarter_line(cell, quarter)
        due = [(c, m) for m in months_of_quarter(quarter) for c in line if self.lineage.due(c, m)]
        return False, all((r := self.assigned.get(key)) is not None and r.recorded for key in due)

    def history(self, cell: int, window: Period) -> CellHistory:
        """The cell's and its predecessors' due months and quarters in the window."""
        months, quarters = [], []
        whole = set(window.whole_quarters)
        for c in self.lineage.ancestry(cell):
            months += [
                self.assigned.get((c, m), NOTHING)
                for m in self.due_months[c]
                if window.first <= m <= window.last
            ]
            quarters += [self.quarter(c, q) for q in self.due_quarters[c] if q in whole]
        return CellHistory(months, quarters)

    def _verdicts(self, year: int, window: Period) -> dict[str, dict[Key, Verdict]]:
        found: dict[str, dict[Key, Verdict]] = {kind: defaultdict(Verdict) for kind in VERDICTS}
        as_at = min(window.last_day, self.report_date)
        for cell, known in self.lineage.cells.items():
            place = self.place(cell, as_at)
            if place is None or not known.exists_on(as_at):
                continue
            key = Key(*place, year)
            history = self.history(cell, window)
            judge_months(found["regular"][key], cell, history.months)
            judge_steps(found["steps"][key], cell, history.months)
            judge_quarters(found["thematic"][key], cell, history.quarters)
            judge_mean(found["mean"][key], cell, history.months)
        return found


def judge_months(verdict: Verdict, cell: int, months: list[MonthRecord]) -> None:
    """`meeting.regular_cells`: met in every month due."""
    if not months:
        verdict.left_out[NO_MONTH].append(cell)
        return
    verdict.judge(all(m.met for m in months), known=all(m.recorded for m in months))


def judge_steps(verdict: Verdict, cell: int, months: list[MonthRecord]) -> None:
    """`meeting.steps_cells`: all regular meetings with every compulsory step."""
    held = sum(m.held for m in months)
    if not held:
        verdict.left_out[NOT_HELD].append(cell)
        return
    done, marked = sum(m.steps_done for m in months), sum(m.steps_recorded for m in months)
    verdict.judge(done == held, known=marked == held)


def judge_quarters(verdict: Verdict, cell: int, quarters: list[tuple[bool, bool]]) -> None:
    """`meeting.thematic_cells`: a theme in every quarter due."""
    if not quarters:
        verdict.left_out[NO_QUARTER].append(cell)
        return
    verdict.judge(all(themed for themed, _ in quarters), known=all(known for _, known in quarters))


def judge_mean(verdict: Verdict, cell: int, months: list[MonthRecord]) -> None:
    """`meeting.attendance_mean`: the cell's own net ratio, where it is known and not 0/0."""
    base = sum(m.expected - m.excused for m in months)
    if not base:
        verdict.left_out[NOTHING_KNOWN].append(cell)
        return
    held, known = sum(m.held for m in months), sum(m.rolls_known for m in months)
    verdict.judge(sum(m.present for m in months) / base, known=known == held)
