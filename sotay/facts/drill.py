"""The records behind a figure: the same counting as `rollup`, one line a record instead of a sum.

A record's numerator and denominator add up to the figure of the same node, period and scope.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count

from sotay.core.actor import SEGMENT
from sotay.core.ids import segment
from sotay.core.period import Period, last_day, months_of_quarter
from sotay.core.tree import within
from sotay.facts import registry
from sotay.facts.assembly import SMALL_GROUP
from sotay.facts.models import CellMonth
from sotay.facts.queries import place_on, stock_lines
from sotay.facts.registry import FlowIndicator, StockIndicator, StockLine, Unit, VerdictIndicator
from sotay.facts.rules.records import MonthRecord
from sotay.facts.rules.rollup import (
    Counter,
    Verdict,
    flow_of,
    judge_mean,
    judge_months,
    judge_quarters,
    judge_steps,
)
from sotay.organisations.models import Organisation

EMPTY = MonthRecord()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of a node's figure: block, child (its segment), year, status and sex of members; empty means
    all."""

    block: str = ""
    child: str = ""
    year: int = 0
    status: str = ""
    sex: str = ""

    def holds(self, place: tuple[str, str] | None, year: int | None = None) -> bool:
        """Whether what stands at (block, child) in that year is part of it."""
        if (
            place is None
            or (self.block and self.block != place[0])
            or (self.child and self.child != place[1])
        ):
            return False
        return not self.year or year is None or year == self.year

    def counts(self, line: StockLine) -> bool:
        """Whether members of that status and sex are part of it; an exempt one also counts as exempt."""
        statuses = {line.scope.get("status"), line.scope.get("exempt")}
        return (not self.status or self.status in statuses) and (
            not self.sex or self.sex == line.scope.get("sex")
        )


@dataclass(frozen=True, slots=True)
class Record:
    """One record: an organisation, its month (yyyymm), quarter (yyyyq) or 0 for the whole window.

    `known`: enough is recorded. `month`: what was recorded of a cell-month. `done`, `due`: for a
    verdict, how many months, quarters or meetings (for the mean: presences, expected) it rests on;
    `lacking`, `unrecorded`: which months or quarters it lacks, those without a record apart. `joined`: the
    organisations that one record counts together (`organisation` is one of them).
    """

    organisation: int
    span: int
    numerator: float
    denominator: int | None
    known: bool = True
    month: MonthRecord | None = None
    done: int = 0
    due: int = 0
    lacking: tuple[int, ...] = ()
    unrecorded: tuple[int, ...] = ()
    joined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A cell without a verdict, and why."""

    organisation: int
    reason: str


@dataclass(frozen=True, slots=True)
class Drill:
    """Every record of one figure, unordered, and the cells that it leaves out."""

    records: list[Record]
    left_out: list[LeftOut] = field(default_factory=list)


def drill(counter: Counter, code: str, scope: Scope, *, organisation: Organisation) -> Drill:
    """The records behind the figure `code` of the counter's node in that scope. Raises KeyError for an
    unknown code. Rights are asked where the counter's node was looked up."""
    indicator = registry.indicator(code)
    if isinstance(indicator, StockIndicator):
        return Drill(list(_stock(indicator, counter, scope, organisation)))
    if isinstance(indicator, VerdictIndicator):
        return _verdicts(indicator.kind, counter, scope)
    if isinstance(indicator, FlowIndicator) and indicator.unit is Unit.QUARTERS:
        return Drill(list(_quarters(counter, scope)))
    if isinstance(indicator, FlowIndicator):
        return Drill(list(_months(indicator, counter, scope)))
    raise KeyError(code)


def _months(indicator: FlowIndicator, counter: Counter, scope: Scope) -> Iterator[Record]:
    for cell, months in counter.due_months.items():
        for month in months:
            if not scope.holds(counter.flow_place(cell, last_day(month)), month // 100):
                continue
            record = counter.assigned.get((cell, month), EMPTY)
            flow = flow_of(record)
            due, known = indicator.due(flow), indicator.known(flow)
            if due:
                yield Record(
                    cell,
                    month,
                    indicator.numerator(flow),
                    indicator.denominator(flow),
                    known=known == due,
                    month=record,
                )


def _quarters(counter: Counter, scope: Scope) -> Iterator[Record]:
    for cell, quarters in counter.due_quarters.items():
        for quarter in quarters:
            day = last_day(months_of_quarter(quarter)[2])
            if scope.holds(counter.flow_place(cell, day), quarter // 10):
                themed, known = counter.quarter(cell, quarter)
                yield Record(cell, quarter, int(themed), 1, known=known)


def _verdicts(kind: str, counter: Counter, scope: Scope) -> Drill:
    window = counter.period.year_part(scope.year) if scope.year else counter.period
    as_at = min(window.last_day, counter.report_date)
    found = Drill([])
    for cell, known in counter.lineage.cells.items():
        if not known.exists_on(as_at) or not scope.holds(counter.place(cell, as_at)):
            continue
        history = counter.history(cell, window)
        verdict, months = Verdict(), history.months
        if kind == "regular":
            judge_months(verdict, cell, months)
            done, due = sum(m.met for m in months), len(months)
        elif kind == "steps":
            judge_steps(verdict, cell, months)
            done, due = sum(m.steps_done for m in months), sum(m.held for m in months)
        elif kind == "thematic":
            judge_quarters(verdict, cell, history.quarters)
            done, due = sum(t for t, _ in history.quarters), len(history.quarters)
        else:
            judge_mean(verdict, cell, months)
            done, due = sum(m.present for m in months), sum(m.expected - m.excused for m in months)
        found.left_out.extend(LeftOut(cell, reason) for reason in verdict.left_out)
        if verdict.cells:
            value = verdict.value if kind == "mean" else int(verdict.value)
            record = Record(cell, 0, value, 1, known=verdict.known == 1, done=done, due=due)
            found.records.append(_with_gaps(record, kind, counter, window))
    return found


def _with_gaps(record: Record, kind: str, counter: Counter, window: Period) -> Record:
    """Which months (of steps: of meetings; of themes: quarters) keep a verdict from being met."""
    if kind == "mean" or record.numerator:
        return record
    lacking: set[int] = set()
    unrecorded: set[int] = set()
    for cell in counter.lineage.ancestry(record.organisation):
        if kind == "thematic":
            for quarter in set(window.whole_quarters).intersection(counter.due_quarters[cell]):
                themed, known = counter.quarter(cell, quarter)
                if not themed:
                    (lacking if known else unrecorded).add(quarter)
            continue
        for month in counter.due_months[cell]:
            if window.first <= month <= window.last:
                own = counter.assigned.get((cell, month), EMPTY)
                if kind == "regular" and not own.met:
                    (lacking if own.recorded else unrecorded).add(month)
                elif kind == "steps" and own.steps_done < own.held:
                    (lacking if own.steps_recorded == own.held else unrecorded).add(month)
    return replace(record, lacking=tuple(sorted(lacking)), unrecorded=tuple(sorted(unrecorded)))


def _stock(
    indicator: StockIndicator, counter: Counter, scope: Scope, organisation: Organisation
) -> Iterator[Record]:
    window = counter.period.year_part(scope.year) if scope.year else counter.period
    day = min(window.last_day, counter.report_date)
    counts: dict[int, int] = defaultdict(int)
    everybody: dict[int, int] = defaultdict(int)
    for child, line in stock_lines(indicator, place_on(organisation, day), day):
        if scope.holds((line.block, child)):
            pk = int(line.path[-SEGMENT:], 36)
            everybody[pk] += line.count
            if scope.counts(line):
                counts[pk] += line.count
    together = told_together(everybody) if scope.sex else ()
    for pk, count in counts.items():
        if pk not in together:
            yield Record(pk, 0, count, None)
    if together:
        yield Record(together[0], 0, sum(counts[pk] for pk in together), None, joined=together)


def told_together(members: Mapping[int, int]) -> tuple[int, ...]:
    """Cells, by their numbers of members, that are told in one sum when members are told apart by sex: those
    under five. One alone would follow from the whole by subtraction, so the smallest of the others joins it,
    until they are five persons together."""
    found = [cell for cell, count in members.items() if count < SMALL_GROUP]
    others = sorted((count, cell) for cell, count in members.items() if count >= SMALL_GROUP)
    while found and others and (len(found) < 2 or sum(members[c] for c in found) < SMALL_GROUP):
        found.append(others.pop(0)[1])
    return tuple(sorted(found))


def totals(records: Iterable[Record]) -> tuple[float, int]:
    """Numerator and denominator of records together (the mean's numerator is a real number)."""
    numerator: float = 0
    denominator = 0
    for record in records:
        numerator += record.numerator
        denominator += record.denominator or 0
    return numerator, denominator


def sources_of(counter: Counter, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
    """For each (cell, month): the cells whose own records of that month count for it (definition 4)."""
    wanted: Mapping[int, set[int]] = defaultdict(set)
    for cell, month in pairs:
        wanted[month].add(cell)
    found: dict[tuple[int, int], list[int]] = {(c, m): [c] for m, cells in wanted.items() for c in cells}
    handed = [cell for cell in counter.lineage.cells if counter.lineage.cells[cell].dissolved]
    for month, cells in wanted.items():
        for cell in handed:
            heir = counter.lineage.month_cell(cell, month)
            if heir in cells and heir != cell:
                found[heir, month].append(cell)
    return found


def last_recorded_month(organisation: Organisation, *, before: int) -> int | None:
    """The latest month up to `before` of which at least half as many cells have a record as in the
    fullest month: one cell that is early must not make all others look late."""
    rows = CellMonth.objects.filter(
        within(organisation.path, None, "cell__path"), recorded=1, month__lte=before
    )
    cells: dict[int, int] = dict(rows.order_by().values_list("month").annotate(cells=Count("pk")))
    if not cells:
        return None
    enough = max(cells.values()) / 2
    return max(month for month, number in cells.items() if number >= enough)


def segment_of(organisation_id: int) -> str:
    """The segment by which a scope names an organisation."""
    return segment(organisation_id)


def month_facts(counter: Counter, cell: int) -> dict[int, MonthRecord]:
    """What counts for a cell in each month that is due for it."""
    return {m: counter.assigned.get((cell, m), EMPTY) for m in counter.due_months.get(cell, [])}


def as_at(counter: Counter) -> date:
    """The day on which stocks and verdicts stand (definition 8)."""
    return min(counter.period.last_day, counter.report_date)


def late_months(counter: Counter, joined: Iterable[tuple[int, int]] = ()) -> set[tuple[int, int]]:
    """Due (cell, month) that were met after the month had ended. `joined`: pairs of cells with months
    that the superior let join: they are not late."""
    lineage = counter.lineage
    excused = {(lineage.month_cell(c, m), m) for c, m in joined if c in lineage.cells}
    return {
        (cell, month)
        for (cell, month), record in counter.assigned.items()
        if record.met and record.held_last is not None and record.held_last > last_day(month)
    } - excused
