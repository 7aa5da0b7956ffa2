"""Files to tables of raw cells. Says in one sentence why a file cannot be read."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

Cell = Any
"""str, float, bool, date, datetime, time, timedelta: as the workbook holds it; "" when empty."""


class Unreadable(Exception):
    """The file cannot be read; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as it came. `rows[0]` is row 1 of the sheet."""

    file: str
    sheet: str
    rows: list[list[Cell]]
    notes: tuple[str, ...] = ()
    """What the reader did to it: letters of an old encoding turned into Unicode, zeros kept …"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost. `size`, `inflated`, `memory` in bytes, `cpu`, `wall` in seconds."""

    size: int
    inflated: int
    cells: int
    memory: int
    cpu: int
    wall: int


UPLOAD = Limits(20 << 20, 150 << 20, 1_500_000, 300 << 20, 5, 15)
"""Files that come through the web."""
COMMAND = Limits(200 << 20, 1 << 30, 10_000_000, 2 << 30, 120, 240)
"""Files that an operator takes in by the command."""


def digest(path: Path) -> str:
    """SHA-256 of a file, for the journal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tables(path: Path, *, limits: Limits = UPLOAD) -> Iterator[Table]:
    """Every sheet of a workbook, or the one table of a CSV file. Raises Unreadable."""
    if not path.is_file():
        raise Unreadable("Không có tệp này: kiểm tra lại tên và thư mục.")
    if path.stat().st_size == 0:
        raise Unreadable("Tệp trống: lưu lại tệp rồi chọn lại.")
    if path.suffix.lower() == ".csv":
        yield Table(path.name, "", _csv_rows(path))
    elif path.suffix.lower() == ".xlsx":
        yield from _workbook(path)
    else:
        raise Unreadable("Chỉ nhận .xlsx và .csv: mở tệp rồi lưu lại bằng định dạng .xlsx.")


def _workbook(path: Path) -> Iterator[Table]:
    try:
        with CalamineWorkbook.from_path(path) as book:
            for meta in book.sheets_metadata:
                if meta.typ == SheetTypeEnum.WorkSheet:
                    rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                    yield Table(path.name, meta.name, rows)
    except PasswordError as error:
        raise Unreadable("Tệp đặt mật khẩu: bỏ mật khẩu, lưu lại rồi chọn lại.") from error
    except (CalamineError, OSError, ValueError) as error:
        # An encrypted .xlsx is no zip archive but an OLE container, whose first bytes give it away.
        if path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0":
            raise Unreadable("Tệp đặt mật khẩu hoặc kiểu cũ: bỏ mật khẩu, lưu lại thành .xlsx.") from error
        raise Unreadable("Không đọc được tệp này: mở bằng Excel, lưu lại thành .xlsx.") from error


def _csv_rows(path: Path) -> list[list[Cell]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("Tệp .csv không phải UTF-8: lưu lại bằng “CSV UTF-8”.") from error
    if "\x00" in text:
        raise Unreadable("Không đọc được tệp này: mở bằng Excel, lưu lại thành .xlsx.")
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise Unreadable("Không đọc được tệp này: mở bằng Excel, lưu lại thành .xlsx.") from error
