"""A table of figures as a spreadsheet: what a page shows, to be worked with elsewhere.

Plain data in, bytes out. Numbers stay numbers. No text becomes a formula: in XLSX every text is written
as text, in CSV one that a spreadsheet program could take for a formula begins with an apostrophe.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sotay.core.vietnamese import format_decimal, format_percent

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
"""Content type by form."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Another program may cut the line at another mark than ours: what follows a mark is looked at too.
_AFTER_A_MARK = re.compile('([;,\t|\r\n"])(?=[' + re.escape("".join(_DANGEROUS)) + "])")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The same data gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio 0…1 by its counts (a mean's numerator is a real number)."""

    numerator: float
    denominator: int

    @property
    def exact(self) -> Fraction:
        return Fraction(self.numerator) / self.denominator


Cell = str | int | float | Ratio | None
"""None: nothing is known or due."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `about`: lines above it (what, where, when, how it is counted)."""

    title: str
    about: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def write_sheet(sheet: Sheet, form: str) -> bytes:
    """The table as a file. Raises KeyError for a form that is not in FORMS."""
    return {"xlsx": _xlsx, "csv": _csv}[form](sheet)


def _csv(sheet: Sheet) -> bytes:
    """UTF-8 with its mark and semicolons: what a spreadsheet program with Vietnamese settings opens."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_safe(line)] for line in (sheet.title, *sheet.about)])
    writer.writerow([])
    writer.writerow([_safe(column) for column in sheet.columns])
    writer.writerows([_plain(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _safe(cell)
    if isinstance(cell, Ratio):
        return format_percent(cell.exact)
    return str(cell) if isinstance(cell, int) else format_decimal(cell)


def _safe(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet program might begin to read a formula."""
    text = text.replace("\ufeff", "")  # a program may drop it and read on
    text = _AFTER_A_MARK.sub(r"\1'", text)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _xlsx(sheet: Sheet) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _EPOCH, "author": "", "comments": ""})
        _fill(book, book.add_worksheet("Số liệu"), sheet)
    return out.getvalue()


def _fill(book: xlsxwriter.Workbook, page: Worksheet, sheet: Sheet) -> None:
    bold, wrap = book.add_format({"bold": True}), {"text_wrap": True, "valign": "top"}
    head = book.add_format(wrap | {"bold": True, "bottom": 1})
    formats = {
        name: book.add_format({"num_format": code, "valign": "top"})
        for name, code in (("int", "#,##0"), ("float", "#,##0.0"), ("ratio", "0.0%"), ("whole", "0%"))
    }
    formats["almost"] = book.add_format({"num_format": '"trên 99,9%"', "valign": "top"})
    formats["text"] = book.add_format(wrap)
    page.write_string(0, 0, sheet.title, bold)
    for number, line in enumerate(sheet.about, 1):
        page.write_string(number, 0, line)
    top = len(sheet.about) + 2
    for column, name in enumerate(sheet.columns):
        page.write_string(top, column, name, head)
    for number, row in enumerate(sheet.rows, top + 1):
        for column, cell in enumerate(row):
            _write(page, number, column, cell, formats)
    page.freeze_panes(top + 1, 1)
    page.set_column(0, 0, 44)
    page.set_column(1, max(1, len(sheet.columns) - 1), 16)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)


def _write(page: Worksheet, row: int, column: int, cell: Cell, formats: dict[str, Format]) -> None:
    if cell is None:
        page.write_blank(row, column, None, formats["text"])
    elif isinstance(cell, str):
        page.write_string(row, column, cell, formats["text"])
    elif isinstance(cell, Ratio):
        page.write_number(row, column, float(cell.exact), formats[_kind(cell)])
    else:
        page.write_number(row, column, cell, formats["int" if isinstance(cell, int) else "float"])


def _kind(cell: Ratio) -> str:
    """Below 100% never prints as 100%; the number behind it stays exact."""
    if Fraction(9995, 10000) <= cell.exact < 1:
        return "almost"
    return "whole" if (cell.exact * 100).denominator == 1 else "ratio"
