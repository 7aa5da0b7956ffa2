"""A workbook of a paper's tables. What a person typed is text in it and can start nothing."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter

from sotay.reporting.forms import form_by_code
from sotay.reporting.paper import Block, Figure, Note, Paper, Table
from sotay.reporting.rules import require_draft
from sotay.reporting.xlsx.chart import write_figure
from sotay.reporting.xlsx.columns import places
from sotay.reporting.xlsx.looks import Looks
from sotay.reporting.xlsx.sheet import Sheet, text

_NUMBERED = re.compile(r"(Biểu|Bảng|Hình) \d+(?=\. )")
_STAMP = datetime(1980, 1, 1, tzinfo=UTC)  # says nothing about the machine
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4 = 9
UPRIGHT = 7
"""So many columns of a sheet can be read on A4 standing upright."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One sheet to write: a table, or a figure with its chart."""

    name: str
    title: str
    table: Table | Figure
    notes: list[str]
    landscape: bool


def _tables(blocks: tuple[Block, ...]) -> Iterator[tuple[Table | Figure, list[str]]]:
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            yield block, [after.text] if isinstance(after, Note) else []
        elif isinstance(block, Figure):
            yield block, []


def _name(table: Table | Figure, other: str, taken: set[str]) -> str:
    """A name no sheet bears yet: the table's number, or where it stands; never words of the paper."""
    found = _NUMBERED.match(table.title)
    name, number = (found[0] if found else other), 1
    while name in taken:
        number += 1
        name = f"{found[0] if found else other} ({number})"
    taken.add(name)
    return name


def _is_wide(table: Table | Figure) -> bool:
    """Whether the sheet has too many columns to stand upright: counts take two of their own."""
    return isinstance(table, Table) and sum(len(place.all) for place in places(table)) > UPRIGHT


def _asked(paper: Paper) -> list[_Asked]:
    """Every table and figure of the paper and its annexes, in order."""
    made, taken = list[_Asked](), set[str]()
    for table, notes in _tables(paper.blocks):
        other = "Hình" if isinstance(table, Figure) else "Bảng"
        made.append(_Asked(_name(table, other, taken), table.title, table, notes, _is_wide(table)))
    for annex in paper.annexes:
        for table, notes in _tables(annex.blocks):
            name = _name(table, f"Phụ lục {annex.number}", taken)
            title = table.title or f"Phụ lục {annex.number}. {annex.title}"
            made.append(_Asked(name, title, table, notes, annex.landscape or _is_wide(table)))
    return made


def write_xlsx(paper: Paper) -> bytes:
    """The workbook of `paper`: a sheet for each table and figure; a paper without one gets its title alone.

    DomainError when the form is not known, or when a place is still empty and the paper is no draft.
    """
    form = form_by_code(paper.form)
    require_draft(paper)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **_PLAIN})
    title = paper.properties.get("title") or " ".join([paper.head.kind, *paper.head.abstract])
    book.set_properties({"title": title, "created": _STAMP})
    looks = Looks(book, form.text("face"))
    for asked in _asked(paper):
        page = book.add_worksheet(asked.name)
        page.set_paper(_A4)
        if asked.landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        if isinstance(asked.table, Figure):
            write_figure(book, page, asked.table, looks, form.text("face"))
        else:
            Sheet(page, asked.table, looks).write(asked.title, asked.notes)
    if not book.worksheets():
        text(book.add_worksheet("Văn bản"), 0, 0, title, looks.title)
    book.close()
    return out.getvalue()
