"""A figure over time: a line of the whole and one a block with the aim, and the same points as a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from sotay.core.vietnamese import format_quarter
from sotay.facts.registry import Unit
from sotay.facts.rules.rollup import Flow
from sotay.facts.series import Grain, spans_of
from sotay.reporting.review.words import BLOCK_TITLE
from sotay.web import charts
from sotay.web.figures.codes import short
from sotay.web.figures.points import Points, span_words
from sotay.web.templatetags.words import coverage_words

GRAINS = {"thang": Grain.MONTH, "quy": Grain.QUARTER, "nam": Grain.YEAR}
"""By the word of the address."""
GRAIN_WORD = {Grain.MONTH: "tháng", Grain.QUARTER: "quý", Grain.YEAR: "năm"}
LONG = 15
"""From so many months on a trend begins with quarters; fewer are shown month by month."""


def grains_of(points: Points) -> list[Grain]:
    """Which steps of time the figure has: what counts by quarter has no months."""
    quarterly = points.indicator.unit is Unit.QUARTERS
    return [g for g in Grain if not (quarterly and g is Grain.MONTH)]


def grain_of(word: str, points: Points) -> Grain:
    """The step of an address (thang, quy, nam), or the one that suits the period."""
    offered = grains_of(points)
    chosen = GRAINS.get(word)
    if chosen in offered:
        return chosen
    months = len(points.window.period.months)
    return Grain.QUARTER if months > LONG or Grain.MONTH not in offered else Grain.MONTH


def trend(points: Points, blocks: Sequence[str], grain: Grain, months: Sequence[int]) -> dict[str, Any]:
    """What components/trend.html asks for. `months`: those of the period that have passed.

    The title tells of the whole, which is the strong line. A line needs two known points; without any line
    `series` is empty. The table has every point.
    """
    spans = spans_of(grain, months, points.series.whole_quarters)
    whole = _line(points, points.flows(grain), "", grain, spans)
    by_block = points.flows(grain, "block") if len(blocks) > 1 else {}
    columns = [_line(points, by_block, b, grain, spans) for b in blocks] if by_block else []
    if not columns:
        whole |= {"label": "Tỷ lệ", "short": "Tỷ lệ"}
    lines = [one for one in [whole, *columns] if sum(f["value"] is not None for f in one["figures"]) > 1]
    values = [f["value"] for f in whole["figures"]]
    return {
        "title": charts.finding(short(points.indicator.code), values, points.target),
        "spans": spans,
        "target": points.target,
        "series": [one | {"strong": place == 0} for place, one in enumerate(lines)],
        "table": _table(points, [*columns, whole], grain, spans),
        "by": GRAIN_WORD[grain],
        "caption": _caption(points, grain),
    }


def _line(
    points: Points, flows: Mapping[tuple[str, int], Flow], block: str, grain: Grain, spans: Sequence[int]
) -> dict[str, Any]:
    label = BLOCK_TITLE[block] if block else "Chung"
    return {
        "label": label,
        "short": label.split(",")[0].replace(" hành chính", ""),
        "figures": [
            points.figure(flows.get((block, span)), grain, span, block=block) | {"target": None}
            for span in spans
        ],
    }


def _table(
    points: Points, lines: Sequence[dict[str, Any]], grain: Grain, spans: Sequence[int]
) -> dict[str, Any]:
    """A row a point, a column a line; how much is known stands below the row's name."""
    rows = [
        {
            "label": span_words(points.window.period, grain, span),
            "note": f"Có số liệu: {coverage_words(lines[-1]['figures'][place]['coverage'])}",
            "figures": [line["figures"][place] for line in lines],
        }
        for place, span in enumerate(spans)
    ]
    head = GRAIN_WORD[grain].capitalize()
    return {"head": head, "columns": [line["label"] for line in lines], "rows": rows, "gaps": False}


def _caption(points: Points, grain: Grain) -> str:
    formula = points.indicator.formula
    said = f"{formula[:1].upper()}{formula[1:]}."
    by_quarter = grain is Grain.QUARTER or points.indicator.unit is Unit.QUARTERS
    if by_quarter and (edges := points.window.period.partial_quarters):
        said += f" Chưa đủ quý, không tính: {', '.join(format_quarter(q) for q in edges)}."
    return said
