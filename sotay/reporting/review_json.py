"""A review as JSON: the same figures as the paper, each with its coverage and target."""

import json
from collections.abc import Iterable
from typing import Any

from sotay.core.period import format_month
from sotay.facts.figures import Coverage, Figure
from sotay.facts.registry import FlowIndicator, VerdictIndicator, indicator
from sotay.programmes.rules import Programme
from sotay.reporting.queries import Review


def review_json(review: Review, by_structure: Iterable[Figure]) -> str:
    """The documented JSON of a review (docs/review-json.md): counts have a null denominator and their
    value is the numerator, ratios are 0…1, a null value carries its reason. `by_structure`: the flows once
    more, under the structure of the report's date."""
    data = {
        "organisation": {"code": review.organisation.code, "name": review.shown.name},
        "period": {"from": format_month(review.period.first), "to": format_month(review.period.last)},
        "report_date": review.report_date.isoformat(),
        "programme": review.programme.code,
        "indicators": [_row(figure, review.programme) for figure in review.figures.figures],
        "by_structure": {
            "day": review.report_date.isoformat(),
            "indicators": [_row(figure, review.programme) for figure in by_structure],
        },
        "left_out": {
            code: {reason: len(cells) for reason, cells in reasons.items()}
            for code, reasons in review.figures.left_out.items()
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _row(figure: Figure, programme: Programme) -> dict[str, Any]:
    ratio = isinstance(indicator(figure.code), FlowIndicator | VerdictIndicator)
    target = programme.target_of(figure.code) if ratio else None
    row: dict[str, Any] = {
        "code": figure.code,
        "scope": dict(figure.scope),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "coverage": _coverage(figure.coverage),
        "target": {"operator": target.operator, "value": target.value} if target else None,
        "headline": programme.is_headline(figure.code),
        "label": figure.label,
        "formula": figure.formula,
    }
    if figure.value is None:
        row["reason"] = figure.reason
    if target and figure.value is not None:
        row["gap"] = round(target.gap(figure.value), 12)
    if figure.coverage:
        row["coverage"]["unit"] = str(figure.coverage.unit)
    if figure.coverage_months:
        row["coverage_months"] = _coverage(figure.coverage_months)
    return row


def _coverage(coverage: Coverage | None) -> dict[str, Any] | None:
    return {"known": coverage.known, "due": coverage.due} if coverage else None
