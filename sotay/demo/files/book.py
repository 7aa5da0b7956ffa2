"""A workbook in the import's own columns."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from types import TracebackType
from typing import Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sotay.imports.columns import Dataset

Value = str | int | date | time | None
Row = Mapping[str, Value]
_WIDE = {"text": 28, "step": 14, "choice": 16, "codes": 20}


class Book:
    """Writes rows as they come, without holding them."""

    def __init__(self, path: Path) -> None:
        self._book = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
        )
        self._head: Format = self._book.add_format(
            {"bold": True, "bg_color": "#F2E4E1", "text_wrap": True, "valign": "top"}
        )
        self._time: Format = self._book.add_format({"num_format": "hh:mm"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    def sheet(self, dataset: Dataset, rows: Iterable[Row]) -> None:
        """One sheet: the dataset's columns, a row a mapping of keys to values."""
        place = {column.key: number for number, column in enumerate(dataset.columns)}
        sheet = self._begin(dataset.sheet, [c.header for c in dataset.columns])
        for column in dataset.columns:
            sheet.set_column(place[column.key], place[column.key], _WIDE.get(column.kind, 13))
        for number, row in enumerate(rows, 1):
            self._write(
                sheet,
                number,
                sorted((place[key], value) for key, value in row.items() if value not in ("", None)),
            )

    def wide_sheet(
        self, dataset: Dataset, months: Sequence[str], rows: Iterable[tuple[Sequence[str], Sequence[str]]]
    ) -> None:
        """A wide roll: the dataset's columns, then one column a month."""
        width = len(dataset.columns)
        sheet = self._begin(dataset.sheet, [*(c.header for c in dataset.columns), *months])
        sheet.set_column(0, width - 2, 12)
        sheet.set_column(width - 1, width - 1, 26)
        sheet.set_column(width, width + len(months) - 1, 8)
        for number, (about, marks) in enumerate(rows, 1):
            texts = [*about, *marks]
            for column, text in enumerate(texts):
                if text:
                    sheet.write_string(number, column, text)

    def _begin(self, title: str, headers: Sequence[str]) -> Worksheet:
        sheet: Worksheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, self._head)
        return sheet

    def _write(self, sheet: Worksheet, number: int, cells: Iterable[tuple[int, Value]]) -> None:
        for column, value in cells:
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif isinstance(value, int):
                sheet.write_number(number, column, value)
            elif isinstance(value, time):
                sheet.write_datetime(number, column, value, self._time)
            elif value is not None:
                sheet.write_datetime(number, column, value)
