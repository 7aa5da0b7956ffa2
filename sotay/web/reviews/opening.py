"""The addresses of the records behind the figures of a paper on screen."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse

from sotay.reporting.opening import Opening, read_opening
from sotay.reporting.paper import Block, Cell, Note, Paper, Paragraph, Table
from sotay.web.figures.records import LATE, POSTPONED, THEMES
from sotay.web.periods import Window

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

FILTER = {
    "met": "dat",
    "late": LATE,
    "postponed": POSTPONED,
    "not_held": "chua",
    "missing": "thieu",
    "themes": THEMES,
}
"""How the page of records calls the months that turned out so."""


def opened_paper(paper: Paper, node: "Organisation", window: Window) -> Paper:
    """The paper with an address at each figure that says what it counts."""
    return replace(
        paper,
        blocks=opened(paper.blocks, node, window),
        annexes=tuple(replace(one, blocks=opened(one.blocks, node, window)) for one in paper.annexes),
    )


def opened(blocks: Iterable[Block], node: "Organisation", window: Window) -> tuple[Block, ...]:
    """The same for some blocks of a paper. Asks the database nothing."""
    pages: dict[str, str] = {}

    def address(opens: str) -> str:
        about = read_opening(opens)
        if about is None:
            return ""
        if about.code not in pages:
            pages[about.code] = reverse("web:records", args=[node.public_id, about.code])
        return f"{pages[about.code]}?{_query(about, window)}"

    return tuple(_opened(block, address) for block in blocks)


def _opened(block: Block, address: Callable[[str], str]) -> Block:
    match block:
        case Table():
            rows = (tuple(_addressed(cell, address) for cell in row) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case Paragraph(links=links) | Note(links=links) if links:
            return replace(block, links=tuple(replace(one, opens=address(one.opens)) for one in links))
    return block


def _addressed(cell: Cell, address: Callable[[str], str]) -> Cell:
    return replace(cell, opens=address(cell.opens)) if cell.opens else cell


def _query(about: Opening, window: Window) -> str:
    asked = replace(window, period=about.period) if about.period else window
    return asked.query(
        khoi=about.block,
        con=about.child,
        nam=about.year,
        loc=FILTER.get(about.which, ""),
        **{"tinh-trang": about.status, "gioi-tinh": about.sex},
    )
