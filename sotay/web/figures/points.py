"""Points of a time axis as pages draw them: each a figure with its counts and the way to its records."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from sotay.core.period import Period, months_of_quarter
from sotay.core.vietnamese import format_month_paper, format_quarter
from sotay.facts.assembly import flow_figure
from sotay.facts.registry import FlowIndicator
from sotay.facts.rules.rollup import Flow
from sotay.facts.series import Grain, Series, too_small
from sotay.programmes.rules import Programme
from sotay.reporting.review.words import year_words
from sotay.web.figures.shape import shaped
from sotay.web.periods import Window

TOO_SMALL = "dưới 5 người, không tách riêng"


@dataclass(frozen=True, slots=True)
class Points:
    """One figure of a node (its public id) over time."""

    organisation: str
    indicator: FlowIndicator
    series: Series
    window: Window
    programme: Programme | None

    @property
    def target(self) -> float | None:
        """The aim, as a ratio."""
        found = self.programme.target_of(self.indicator.code) if self.programme else None
        return found.value if found else None

    def flows(self, grain: Grain, by: str = "") -> Mapping[tuple[str, int], Flow]:
        """Counts by (group, span); see `Series.points`."""
        return self.series.points(self.indicator, grain, by=by)

    def figure(
        self, flow: Flow | None, grain: Grain, span: int, *, block: str = "", child: str = ""
    ) -> dict[str, Any]:
        """The shape of one point. `block` or `child` (a public id) say that it is broken out of the
        whole: then a group under five persons keeps its counts to itself."""
        counts = flow or Flow()
        small = bool(block or child) and too_small(self.indicator.code, counts)
        figure = flow_figure(self.indicator, Flow() if small else counts, {})
        url = "" if small else self.url(part_of(self.window.period, grain, span), block=block, child=child)
        found = shaped(figure, self.programme, url)
        if not small:
            return found
        return found | {"value": None, "reason": TOO_SMALL, "coverage": None, "gap": None, "met": None}

    def url(self, period: Period, *, block: str = "", child: str = "") -> str:
        """The records of the figure over a part of the period."""
        query = replace(self.window, period=period).query(khoi=block, con=child)
        return f"{reverse('web:records', args=[self.organisation, self.indicator.code])}?{query}"


def part_of(period: Period, grain: Grain, span: int) -> Period:
    """The months of a point."""
    if grain is Grain.MONTH:
        return Period(span, span)
    if grain is Grain.QUARTER:
        first, _, last = months_of_quarter(span)
        return Period(first, last)
    return period.year_part(span)


def span_words(period: Period, grain: Grain, span: int) -> str:
    """The name of a point: "Tháng 5/2024", "Quý I/2024", "5 tháng 2024"."""
    if grain is Grain.MONTH:
        return f"Tháng {format_month_paper(span)}"
    if grain is Grain.QUARTER:
        return f"Q{format_quarter(span)[1:]}"
    return year_words(period, span)
