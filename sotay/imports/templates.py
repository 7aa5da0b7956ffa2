"""Empty workbooks to fill in: one sheet a dataset, and a help sheet that explains every column."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from sotay.imports.columns import DATASETS, Column, Dataset
from sotay.imports.reading.sheets import HELP_SHEET

FILLED_ROWS = 2000
"""How many rows get formats and lists of words."""
TEXT = {"code", "codes", "number", "text", "choice", "step", "month"}
"""Months are text too: Excel would turn 01/2024 into a day."""
EXAMPLES = {
    "date": "25/01/2024",
    "date_or_year": "25/01/1962 hoặc 1962",
    "month": "01/2024",
    "time": "19:30",
    "count": "24",
    "yes": "x",
}


def write_templates(folder: Path, *, year: int) -> list[Path]:
    """Write the empty workbooks into a folder (made when it is not there); their paths, in import order.

    `year`: the one whose months stand over the columns of the roll.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = dict.fromkeys(d.workbook for d in DATASETS)
    return [
        _write(folder / f"{name}.xlsx", [d for d in DATASETS if d.workbook == name], year) for name in names
    ]


def _write(path: Path, datasets: list[Dataset], year: int) -> Path:
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    styles = {
        "required": book.add_format({"bold": True, "bg_color": "#F6D5D8", "border": 1, "text_wrap": True}),
        "head": book.add_format({"bold": True, "bg_color": "#ECECEC", "border": 1, "text_wrap": True}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "time": book.add_format({"num_format": "hh:mm"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    for dataset in datasets:
        _sheet(book, dataset, styles, year)
    _help(book, datasets, styles)
    book.close()
    return path


def _headers(dataset: Dataset, year: int) -> Iterator[tuple[str, Column | None]]:
    for column in dataset.columns:
        yield column.header, column
    if dataset.meeting_columns:
        for month in range(1, 13):
            yield f"{month:02d}/{year}", None


def _sheet(book: Any, dataset: Dataset, styles: dict[str, Any], year: int) -> None:
    page = book.add_worksheet(dataset.sheet)
    page.freeze_panes(1, 0)
    page.set_row(0, 36)
    for position, (header, column) in enumerate(_headers(dataset, year)):
        required = column is not None and column.required
        page.write_string(0, position, header, styles["required" if required else "head"])
        width = max(10, min(32, len(header) + 4)) if column is not None else 9
        page.set_column(position, position, width, _format(column, styles))
        if column is not None and column.choices:
            listed = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            page.data_validation(1, position, FILLED_ROWS, position, listed)
        if column is not None:
            page.write_comment(0, position, column.help, {"x_scale": 2})


def _format(column: Column | None, styles: dict[str, Any]) -> Any:
    if column is None or column.kind in TEXT:
        return styles["text"]
    return {"date": styles["date"], "time": styles["time"]}.get(column.kind)


def _help(book: Any, datasets: list[Dataset], styles: dict[str, Any]) -> None:
    page = book.add_worksheet(HELP_SHEET)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 12)
    page.set_column(2, 2, 60, styles["wrap"])
    page.set_column(3, 3, 60, styles["wrap"])
    line = 0
    for dataset in datasets:
        page.write_string(line, 0, f"Trang {dataset.sheet}", styles["required"])
        page.write_string(line, 2, dataset.help)
        for position, title in enumerate(("Cột", "Bắt buộc", "Cách ghi", "Chọn một trong, hoặc ví dụ")):
            page.write_string(line + 1, position, title, styles["head"])
        line += 2
        for column in dataset.columns:
            page.write_string(line, 0, column.header)
            page.write_string(line, 1, "có" if column.required else "")
            page.write_string(line, 2, column.help)
            page.write_string(line, 3, "; ".join(column.choices) or EXAMPLES.get(column.kind, ""))
            line += 1
        line += 1
