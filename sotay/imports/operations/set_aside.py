"""Wrong rows back to the person: the columns asked for, as they came, with the reasons."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from sotay.imports.reading.files import Cell
from sotay.imports.reading.sheets import REASON, Sheet


def write_set_aside(path: Path, sheets: list[Sheet]) -> None:
    """One sheet for each that has wrong rows, ready to be mended and imported again."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False}
    # In memory: parts of the book would else lie in the machine's open temporary folder for a while.
    book = xlsxwriter.Workbook(str(path), {"in_memory": True, **plain})
    formats = {
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "time": book.add_format({"num_format": "hh:mm"}),
        "head": book.add_format({"bold": True, "text_wrap": True}),
    }
    taken: set[str] = set()
    for sheet in sheets:
        if sheet.wrong:
            _write(book, _free_name(sheet, taken), sheet, formats)
    book.close()
    path.chmod(0o600)


def _free_name(sheet: Sheet, taken: set[str]) -> str:
    """A sheet name that Excel accepts and that is not taken yet."""
    base = (sheet.table.sheet or sheet.dataset.sheet)[:31]
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base[:26]} ({number})", number + 1
    taken.add(name.casefold())
    return name


def _write(book: Any, name: str, sheet: Sheet, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(name)
    header = sheet.titles
    # Columns that nobody asked for are not given back: they were never to be kept.
    kept = [p for p in range(len(header)) if p not in sheet.dropped]
    width = len(kept)
    for column, position in enumerate(kept):
        _put(page, 0, column, header[position], formats, formats["head"])
    page.write_string(0, width, REASON, formats["head"])
    page.set_column(width, width, 60)
    page.freeze_panes(1, 0)
    for line, number in enumerate(sorted(sheet.wrong), 1):
        cells = sheet.table.rows[number - 1]
        for column, position in enumerate(kept):
            if position < len(cells):
                _put(page, line, column, cells[position], formats, None)
        page.write_string(line, width, "; ".join(dict.fromkeys(sheet.wrong[number])))


def _put(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any], style: Any) -> None:
    if cell in ("", None):
        return
    if isinstance(cell, datetime | date):
        page.write_datetime(row, column, cell, formats["date"])
    elif isinstance(cell, time | timedelta):
        page.write_datetime(row, column, cell, formats["time"])
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell)
    else:
        page.write_string(row, column, str(cell), style)
