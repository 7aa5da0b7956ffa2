"""The second reading of a committee's figures: what differs when counted by the structure of one day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sotay.core.actor import Actor
from sotay.facts.figures import Figure, FigureSet
from sotay.facts.rules.rollup import Counter
from sotay.facts.structure import figures_by_structure
from sotay.organisations.choices import Block
from sotay.reporting.review.words import ratio_words
from sotay.web.periods import Window

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

FLOWS = (
    "meeting.regular",
    "meeting.steps",
    "meeting.thematic",
    "meeting.attendance_net",
    "meeting.attendance",
)
SCOPES = (frozenset[str](), frozenset({"block"}), frozenset({"organisation"}))
MOST = 30
"""So many lines are shown; the JSON of a review has all of them."""


def second_reading(
    actor: Actor, node: "Organisation", found: FigureSet, counter: Counter, window: Window
) -> dict[str, Any]:
    """The context of components/structure.html: only the lines where the two readings say something else."""
    again = figures_by_structure(actor, node, counter, window.report_date, codes=FLOWS)
    rows = _rows(found, again)
    return {"day": window.report_date, "rows": rows[:MOST], "more": max(0, len(rows) - MOST)}


def _rows(found: FigureSet, again: Sequence[Figure]) -> list[dict[str, str]]:
    names = {child.code: child.name for child in found.children}
    second = {_key(f): f for f in again if set(f.scope) in SCOPES}
    first = {_key(f): f for f in found.figures if f.code in FLOWS and set(f.scope) in SCOPES}
    rows = []
    for key in [*first, *(k for k in second if k not in first)]:
        before, after = first.get(key), second.get(key)
        if _counts(before) == _counts(after):
            continue
        about = before or after
        assert about is not None
        place = _place(about, names)
        rows.append(
            {
                "label": about.label,
                "place": place,
                "first": ratio_words(before),
                "second": ratio_words(after),
            }
        )
    return rows


def _key(figure: Figure) -> tuple[str, frozenset[tuple[str, str | int]]]:
    return figure.code, frozenset(figure.scope.items())


def _counts(figure: Figure | None) -> tuple[float, int]:
    """A place where nothing is due says the same as a place that is not there."""
    return (figure.numerator, figure.denominator or 0) if figure else (0, 0)


def _place(figure: Figure, names: dict[str, str]) -> str:
    if "block" in figure.scope:
        return str(Block(str(figure.scope["block"])).label)
    code = str(figure.scope.get("organisation", ""))
    return names.get(code, code) or "Toàn bộ"
