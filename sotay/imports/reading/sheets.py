"""Which dataset a table holds, by its headers; and its rows, read cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

from sotay.core.vietnamese import fold
from sotay.imports.columns import DATASETS, Column, Dataset
from sotay.imports.plan import Fault, Notice, SheetPlan
from sotay.imports.reading import values
from sotay.imports.reading.files import Cell, Table
from sotay.rulesets.rules import all_steps

T = TypeVar("T")
HEADER_ROWS = 15
"""How far down the header may stand: offices put titles above their tables."""
HELP_SHEET = "Hướng dẫn"
REASON = "Lỗi cần sửa"
"""The column that rows set aside come back with; it is left unread when they return."""


@dataclass(slots=True)
class Sheet:
    """A recognised sheet: where each column stands, and what came of its rows."""

    table: Table
    dataset: Dataset
    header_row: int
    index: dict[str, int]
    free: dict[int, Cell]
    """Columns that carry no known header: position → header (meetings of a wide roll, or dropped)."""
    plan: SheetPlan
    dropped: set[int] = field(default_factory=set)
    """Positions of columns that nobody asked for."""
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    wrong: dict[int, list[str]] = field(default_factory=dict)
    """Wrong rows: number → reasons."""
    columns: dict[str, Column] = field(default_factory=dict)

    def rows(self) -> "Iterator[Row]":
        """Every row below the header that says anything."""
        for number, cells in enumerate(self.table.rows[self.header_row :], self.header_row + 1):
            if any(c not in ("", None) and not (isinstance(c, str) and not c.strip()) for c in cells):
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
        return self._read(key, values.date_of(self.raw(key)), "Không phải ngày: viết dd/mm/yyyy.")

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


def recognise(table: Table) -> Sheet | Fault | Notice | None:
    """The sheet of a table, or what is wrong with its headers; a notice when nothing matches; None: empty."""
    if fold(table.sheet) == fold(HELP_SHEET) or not any(any(c != "" for c in row) for row in table.rows):
        return None
    near: tuple[int, Dataset, list[str]] | None = None
    for number, row in enumerate(table.rows[:HEADER_ROWS], 1):
        fits = []
        for dataset in DATASETS:
            index = _index(dataset, row)
            missing = _missing(dataset, index, row, table.sheet)
            if not missing:
                fits.append(
                    (len(index) - 100 * dataset.meeting_columns, dataset.sheet == table.sheet, dataset)
                )
            elif len(index) >= 2 and (near is None or (len(index) - len(missing)) > near[0]):
                near = (len(index) - len(missing), dataset, missing)
        if fits:
            best = max(fits, key=lambda fit: fit[:2])[2]
            return _sheet(table, best, number)
    if near:
        advice = f"Thiếu cột {', '.join(near[2])}: thêm cột rồi chọn lại (trang {near[1].sheet})."
        return Fault(table.file, table.sheet, 0, "", advice)
    return Notice(table.file, table.sheet, "Trang này không được đọc: không nhận ra tiêu đề cột nào.")


def _sheet(table: Table, dataset: Dataset, number: int) -> Sheet:
    row = table.rows[number - 1]
    index = _index(dataset, row)
    taken = set(index.values())
    free = {i: c for i, c in enumerate(row) if i not in taken and values.text_of(c)}
    plan = SheetPlan(table.file, table.sheet or dataset.sheet, dataset.kind)
    sheet = Sheet(table, dataset, number, index, free, plan)
    sheet.columns = {c.key: c for c in dataset.columns}
    if not dataset.meeting_columns:
        drop_columns(sheet, list(free))
    return sheet


def drop_columns(sheet: Sheet, positions: list[int]) -> None:
    """Say which columns are not asked for and therefore neither read nor given back."""
    sheet.dropped.update(positions)
    positions = [p for p in positions if values.text_of(sheet.free[p]) != REASON]
    if positions:
        names = ", ".join(values.text_of(sheet.free[p]) for p in positions[:12])
        more = f" và {len(positions) - 12} cột khác" if len(positions) > 12 else ""
        sheet.notice(f"Bỏ {len(positions)} cột không dùng tới, không lưu: {names}{more}.")


def _index(dataset: Dataset, row: list[Cell]) -> dict[str, int]:
    known = {fold(c.header): c.key for c in dataset.columns}
    found: dict[str, int] = {}
    for position, cell in enumerate(row):
        if not isinstance(cell, str) or not cell:
            continue
        header = fold(cell.replace("*", " "))
        key = known.get(header)
        if key is None and dataset.kind == "sinh-hoat":
            code = header.partition(" ")[0].upper().rstrip(".:")
            key = f"step:{code}" if code in all_steps() else None
        if key is not None:
            found.setdefault(key, position)
    return found


def _missing(dataset: Dataset, index: dict[str, int], row: list[Cell], sheet: str) -> list[str]:
    missing = [c.header for c in dataset.columns if c.required and c.key not in index]
    for group in dataset.any_of:
        if not any(key in index for key in group):
            missing.append(" hoặc ".join(dataset.column(k).header for k in group))
    if dataset.meeting_columns and fold(sheet) != fold(dataset.sheet):
        # A sheet under another name is a roll only when a header reads as a month or a day.
        free = [cell for i, cell in enumerate(row) if i not in index.values()]
        if not any(values.month_in(c) or values.date_of(c) for c in free):
            missing.append("của buổi sinh hoạt (mm/yyyy)")
    return missing
