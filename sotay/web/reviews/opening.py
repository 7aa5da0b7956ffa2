"""The addresses of the records behind the figures of a paper on screen."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse

from sotay.reporting.opening import Opening, read_opening
from sotay.reporting.paper import Block, Cell, Paper, Table
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

    def address(cell: Cell) -> Cell:
        about = read_opening(cell.opens)
        if about is None:
            return replace(cell, opens="") if cell.opens else cell
        if about.code not in pages:
            pages[about.code] = reverse("web:records", args=[node.public_id, about.code])
        return replace(cell, opens=f"{pages[about.code]}?{_query(about, window)}")

    return tuple(
        replace(block, rows=tuple(tuple(address(cell) for cell in row) for row in block.rows))
        if isinstance(block, Table)
        else block
        for block in blocks
    )


def _query(about: Opening, window: Window) -> str:
    asked = replace(window, period=about.period) if about.period else window
    return asked.query(
        khoi=about.block,
        con=about.child,
        loc=FILTER.get(about.which, ""),
        **{"tinh-trang": about.status},
    )
