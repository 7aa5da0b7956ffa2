"""Figures over time: the counts of a node month by month and quarter by quarter, in one pass.

What stands here under a month is what `rollup` would count over that month alone, so that a trend
of thirty months costs no more than one figure. Blocks and children are those of the month's (for
quarterly counts: the quarter's) last day; succession has been settled by the counter.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sotay.core.period import last_day, months_of_quarter, quarter_of
from sotay.facts.assembly import SMALL_GROUP
from sotay.facts.registry import FlowIndicator, Unit
from sotay.facts.rules.records import MonthRecord
from sotay.facts.rules.rollup import NOTHING, Counter, Flow, summed


class Grain(StrEnum):
    """How long one point of a series is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where and when a count stands: block, child (its segment), month (yyyymm) or quarter (yyyyq)."""

    block: str
    child: str
    span: int


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of one node by spot. `whole_quarters`: those wholly inside the period and passed."""

    months: dict[Spot, Flow]
    quarters: dict[Spot, Flow]
    whole_quarters: tuple[int, ...]

    def points(self, indicator: FlowIndicator, grain: Grain, *, by: str = "") -> dict[tuple[str, int], Flow]:
        """Counts by (group, span of the grain): `by` is "" (the whole, group ""), "block" or "child".

        Years are yyyy. A quarter that is not whole is no point. Quarterly counts have no months.
        """
        found: dict[tuple[str, int], list[Flow]] = defaultdict(list)
        quarterly = indicator.unit is Unit.QUARTERS
        for spot, flow in (self.quarters if quarterly else self.months).items():
            span = self._span(spot.span, grain, quarterly)
            if span is not None:
                group = {"": "", "block": spot.block, "child": spot.child}[by]
                found[group, span].append(flow)
        return {point: Flow.total(flows) for point, flows in found.items()}

    def _span(self, span: int, grain: Grain, quarterly: bool) -> int | None:
        if grain is Grain.MONTH:
            return None if quarterly else span
        if grain is Grain.YEAR:
            return span // 10 if quarterly else span // 100
        quarter = span if quarterly else quarter_of(span)
        return quarter if quarter in self.whole_quarters else None


def series(counter: Counter) -> Series:
    """Every count of the counter's node by month and by quarter."""
    months: dict[Spot, list[MonthRecord]] = defaultdict(list)
    quarters: dict[Spot, Flow] = defaultdict(Flow)
    for cell in counter.lineage.cells:
        for month in counter.due_months[cell]:
            if place := counter.flow_place(cell, last_day(month)):
                months[Spot(*place, month)].append(counter.assigned.get((cell, month), NOTHING))
        for quarter in counter.due_quarters[cell]:
            if place := counter.flow_place(cell, last_day(months_of_quarter(quarter)[2])):
                _count_quarter(quarters[Spot(*place, quarter)], *counter.quarter(cell, quarter))
    flows = {spot: summed(records) for spot, records in months.items()}
    return Series(flows, dict(quarters), tuple(counter.quarters))


def _count_quarter(flow: Flow, themed: bool, known: bool) -> None:
    flow.quarters_due += 1
    flow.quarters_themed += themed
    flow.quarters_known += known


def too_small(code: str, flow: Flow) -> bool:
    """Whether a broken-out count of persons is of a group too small to be shown by itself."""
    return code.startswith("meeting.attendance") and 0 < flow.expected < SMALL_GROUP


def spans_of(grain: Grain, months: Iterable[int], whole_quarters: Iterable[int]) -> list[int]:
    """The points of a time axis, in order, for the months of a period."""
    if grain is Grain.MONTH:
        return list(months)
    if grain is Grain.QUARTER:
        return list(whole_quarters)
    return list(dict.fromkeys(month // 100 for month in months))
