"""Which of the two readings of the flows a page shows (indicators.md, definition 8): every month where its
cell stood then, or where it stands on the report's day."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sotay.core.vietnamese import format_date
from sotay.facts.queries import load_counter
from sotay.facts.rules.rollup import Counter
from sotay.facts.structure import by_structure
from sotay.organisations.choices import CELL_KINDS
from sotay.web.periods import STRUCTURE, Window

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation


def read_as_asked(window: Window, query: Mapping[str, Any], node: "Organisation") -> Window:
    """The window with the reading of the address: ?co-cau=nay. A cell has nothing below that could move."""
    asked = all(query.get(name) == value for name, value in STRUCTURE.items())
    return replace(window, structure=asked and node.kind not in CELL_KINDS)


def counter_of(node: "Organisation", window: Window) -> Counter:
    """The counter of a node, its flows read as the window says."""
    counter = load_counter(node, window.period, report_date=window.report_date)
    return by_structure(counter, window.report_date) if window.structure else counter


def reading_tabs(
    node: "Organisation", window: Window, path: str, **kept: str | int | None
) -> dict[str, Any] | None:
    """What components/reading.html asks for; `kept`: what else the address says. None for a cell."""
    if node.kind in CELL_KINDS:
        return None
    labels = ("Theo cơ cấu từng tháng", f"Theo cơ cấu ngày {format_date(window.report_date)}")
    return {
        "day": window.report_date,
        "structure": window.structure,
        "tabs": [
            {
                "label": label,
                "url": f"{path}?{replace(window, structure=bool(place)).query(**kept)}",
                "current": window.structure == bool(place),
            }
            for place, label in enumerate(labels)
        ],
    }


def reading_words(window: Window) -> tuple[str, ...]:
    """The line above a table in a file."""
    if not window.structure:
        return ()
    return (f"Xếp mọi tháng theo cơ cấu tổ chức ngày {format_date(window.report_date)}.",)
