"""Which dataset a table holds, by its headers; and its rows, read cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

from sotay.core.vietnamese import fold
from sotay.imports.columns import Column, Dataset
from sotay.imports.plan import Fault, Notice, SheetPlan
from sotay.imports.reading import values
from sotay.imports.reading.files import Cell, Table
from sotay.imports.reading.headers import How

T = TypeVar("T")
HELP_SHEET = "Hướng dẫn"
REASON = "Lỗi cần sửa"
"""The column that rows set aside come back with; it is left unread when they return."""


@dataclass(slots=True)
class Sheet:
    """A recognised sheet: where each column stands, and what came of its rows."""

    table: Table
    dataset: Dataset
    header_row: int
    """How many rows stand above the first one of data."""
    index: dict[str, int]
    free: dict[int, Cell]
    """Columns that carry no known header: position → header (meetings of a wide roll, or dropped)."""
    plan: SheetPlan
    dropped: set[int] = field(default_factory=set)
    """Positions of columns that nobody asked for."""
    unnamed: set[int] = field(default_factory=set)
    """Positions of columns without a title: never read, only named by their letter."""
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    wrong: dict[int, list[str]] = field(default_factory=dict)
    """Wrong rows: number → reasons."""
    columns: dict[str, Column] = field(default_factory=dict)
    titles: list[Cell] = field(default_factory=list)
    """The title of every column; of two header rows both together."""
    how: dict[int, How] = field(default_factory=dict)
    """How each column was recognised, by position."""
    fingerprint: str = ""
    """Of the shape of its titles: a confirmed mapping is remembered under it."""
    remembered: bool = False
    """Whether a confirmed mapping was used."""
    skipped: set[int] = field(default_factory=set)
    """Rows (numbers in the sheet) that are no data: totals, signatures, headings."""
    respelt: int = 0
    """Rows whose name stays as it is known: the sheet writes the same one without marks or in capitals."""
    years_alone: int = 0
    """Rows that say only the year of joining, beside an official day."""

    def rows(self) -> "Iterator[Row]":
        """Every row below the header that says anything."""
        for number, cells in enumerate(self.table.rows[self.header_row :], self.header_row + 1):
            if number not in self.skipped and not is_empty(cells):
                yield Row(self, number, cells)

    def fault(self, number: int, column: str, message: str) -> None:
        """Note a fault of a row (its number in the sheet) under a header."""
        self.faults.append(Fault(self.table.file, self.table.sheet, number, column, message))
        self.wrong.setdefault(number, []).append(f"{column}: {message}" if column else message)

    def notice(self, message: str) -> None:
        """Note something to know."""
        self.notices.append(Notice(self.table.file, self.table.sheet, message))


@dataclass(slots=True, eq=False)
class Row:
    """One row. Readers note a fault and give None when the cell cannot be read."""

    sheet: Sheet
    number: int
    cells: list[Cell]
    wrong: bool = False

    def fault(self, key: str, message: str) -> None:
        """This row is wrong in that column ("" for the row as a whole)."""
        column = self.sheet.columns.get(key)
        self.sheet.fault(self.number, column.header if column else key, message)
        self.wrong = True

    def raw(self, key: str) -> Cell:
        """The cell as it came; "" when the column is not there."""
        position = self.sheet.index.get(key)
        return "" if position is None or position >= len(self.cells) else self.cells[position]

    def text(self, key: str, *, limit: int = 0) -> str:
        """The cell as text. A required cell must not be empty; `limit` is the longest that is kept."""
        found = values.text_of(self.raw(key))
        if not found and self.sheet.columns[key].required:
            self.fault(key, "Để trống: ghi đủ cột này.")
        if limit and len(found) > limit:
            self.fault(key, f"Dài quá {limit} chữ: viết gọn lại.")
        return found

    def _read(self, key: str, found: T | None, advice: str) -> T | None:
        if found is None:
            if values.text_of(self.raw(key)):
                self.fault(key, advice)
            elif self.sheet.columns[key].required:
                self.fault(key, "Để trống: ghi đủ cột này.")
        return found

    def date(self, key: str) -> date | None:
        """A day."""
        raw = self.raw(key)
        return self._read(key, values.date_of(raw), values.advice_on_date(raw))

    def month(self, key: str) -> int | None:
        """A month, yyyymm."""
        return self._read(key, values.month_in(self.raw(key)), "Không phải tháng: viết mm/yyyy.")

    def time(self, key: str) -> time | None:
        """A time of day."""
        return self._read(key, values.time_of(self.raw(key)), "Không phải giờ: viết hh:mm.")

    def count(self, key: str) -> int | None:
        """A whole number."""
        return self._read(key, values.count_of(self.raw(key)), "Không phải số: viết số nguyên từ 0.")

    def yes(self, key: str) -> bool | None:
        """Có or Không."""
        return self._read(key, values.yes_of(self.raw(key)), "Viết Có (x) hoặc Không.")

    def choice(self, key: str, words: dict[str, T]) -> T | None:
        """One of a closed set; `words` maps folded words to values."""
        word = fold(values.text_of(self.raw(key)))
        column = self.sheet.columns[key]
        return self._read(key, words.get(word), "Chọn một trong: " + "; ".join(column.choices) + ".")


def is_empty(cells: list[Cell]) -> bool:
    """Whether a row says nothing."""
    return not any(c not in ("", None) and not (isinstance(c, str) and not c.strip()) for c in cells)


def drop_columns(sheet: Sheet, positions: list[int]) -> None:
    """Say which columns are not asked for and therefore neither read nor given back."""
    sheet.dropped.update(positions)
    positions = [p for p in positions if values.text_of(sheet.free[p]) != REASON]
    if positions:
        names = ", ".join(values.text_of(sheet.free[p]) for p in positions[:12])
        more = f" và {len(positions) - 12} cột khác" if len(positions) > 12 else ""
        sheet.notice(f"Bỏ {len(positions)} cột không dùng tới, không lưu: {names}{more}.")
