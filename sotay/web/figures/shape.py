"""A figure in the shape that pages draw (templatetags/words.py), with the way to its records."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.urls import reverse

from sotay.facts.figures import Coverage, Figure, FigureSet
from sotay.facts.registry import FlowIndicator, StockIndicator, Unit, indicator
from sotay.programmes.rules import Programme, Target
from sotay.reporting.review.words import anything_known
from sotay.web.periods import Window

COVERAGE_UNIT = {
    Unit.MONTHS: "chi bộ–tháng",
    Unit.QUARTERS: "chi bộ–quý",
    Unit.MEETINGS: "buổi",
    Unit.CELLS: "chi bộ",
    Unit.TASKS: "nhiệm vụ",
    Unit.VISITS: "lượt",
}
UNIT = {
    "org.grassroots": "tổ chức cơ sở đảng",
    "org.grassroots_committees": "đảng bộ cơ sở",
    "org.grassroots_cells": "chi bộ cơ sở",
    "org.cells": "chi bộ",
    "org.units": "chi, đảng bộ",
    "member.total": "đảng viên",
    "meeting.regular": "chi bộ–tháng",
    "meeting.steps": "buổi",
    "meeting.thematic": "chi bộ–quý",
    "meeting.duration_ok": "buổi",
    "meeting.papers_ok": "buổi",
    "task.assigned": "lượt",
    "task.done": "nhiệm vụ",
    "oversight.attended": "lượt dự",
    "meeting.attendance": "lượt",
    "meeting.attendance_net": "lượt",
}
"""What a figure counts; "chi bộ" for every verdict."""


@dataclass(frozen=True, slots=True)
class Shaper:
    """Figures of one node and window as pages draw them.

    `organisation`: the node's public id. Children stand in scopes by code and in addresses by public id.
    """

    organisation: str
    figures: FigureSet
    window: Window
    programme: Programme | None = None
    _children: dict[str, str] = field(default_factory=dict)
    _pages: dict[str, str] = field(default_factory=dict)

    def __call__(self, code: str, **scope: str | int) -> dict[str, Any]:
        """The figure of exactly that scope; one without value when there is none."""
        found = self.figures.find(code, **scope)
        if found is None:
            return shaped(_absent(code, scope), self.programme, "")
        return shaped(found, self.programme, self.url(code, **scope))

    def url(self, code: str, **scope: str | int) -> str:
        """The page of the records behind a figure."""
        child = scope.get("organisation")
        query = self.window.query(
            khoi=scope.get("block"), con=self._public_id(str(child)) if child else None, nam=scope.get("year")
        )
        if code not in self._pages:
            self._pages[code] = reverse("web:records", args=[self.organisation, code])
        return f"{self._pages[code]}?{query}"

    def _public_id(self, code: str) -> str:
        if not self._children:
            self._children.update({c.code: c.public_id for c in self.figures.children})
        return self._children[code]


def _absent(code: str, scope: dict[str, str | int]) -> Figure:
    about = indicator(code)
    if isinstance(about, StockIndicator):
        return Figure(code, about.label, about.formula, scope, 0, None)
    return Figure(code, about.label, about.formula, scope, 0, 0, reason="không có gì để tính")


def shaped(figure: Figure, programme: Programme | None, url: str) -> dict[str, Any]:
    """The shape of one figure. Only ratios are measured against aims, and only those with any record
    behind them: without one a ratio is missing, not zero."""
    target = programme.target_of(figure.code) if programme and figure.denominator is not None else None
    unknown = figure.denominator is not None and not anything_known(figure) and not _nothing_due(figure)
    gap = None if unknown else _gap(figure, target)
    return {
        "code": figure.code,
        "label": figure.label,
        "formula": figure.formula,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": None if unknown else figure.value,
        "unknown": unknown,
        "reason": "chưa có số liệu" if unknown else figure.reason,
        "unit": UNIT.get(figure.code, "chi bộ"),
        "coverage": _coverage(figure),
        "target": {"operator": target.operator, "value": target.value} if target else None,
        "gap": gap,
        "met": None if gap is None else gap >= 0,
        "headline": bool(programme and programme.is_headline(figure.code)),
        "url": url,
    }


def _nothing_due(figure: Figure) -> bool:
    """Months are recorded, and none of their meetings is one to count: nothing is missing."""
    meetings, months = figure.coverage, figure.coverage_months
    return bool(not figure.denominator and meetings and not meetings.due and months and months.known)


def _gap(figure: Figure, target: Target | None) -> float | None:
    """The ratio less the aim, without the error of binary fractions where both are whole counts."""
    if target is None or not figure.denominator:
        return None
    if isinstance(figure.numerator, int):
        ratio = Fraction(figure.numerator, figure.denominator)
        return float(ratio - Fraction(str(target.value)))
    return figure.numerator / figure.denominator - target.value


def _coverage(figure: Figure) -> dict[str, Any] | None:
    def words(coverage: Coverage) -> dict[str, Any]:
        return {"known": coverage.known, "due": coverage.due, "unit": COVERAGE_UNIT[coverage.unit]}

    if figure.coverage is None:
        return None
    beside = words(figure.coverage_months) if figure.coverage_months else None
    return words(figure.coverage) | {"beside": beside}


def other_reading(figure: dict[str, Any]) -> dict[str, Any]:
    """The tile of another way to count the same: it is not measured against the aim a second time."""
    return figure | {"target": None, "gap": None, "met": None, "aside": "cách tính khác"}


def is_flow(code: str) -> bool:
    """Whether the indicator's counts add up over time."""
    return isinstance(indicator(code), FlowIndicator)
