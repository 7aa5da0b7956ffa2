"""Bytes to sheets of raw cells, with everything refused that no honest list needs. Runs in the child."""

import math
import re
from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from sotay.imports.reading import legacy, texts
from sotay.imports.reading.archive import MACROS, Archive, check_archive
from sotay.imports.reading.limits import (
    BROKEN,
    LONGEST_CELL,
    SAVE_AGAIN,
    TOO_LARGE,
    Limits,
    RawSheet,
    Unreadable,
)
from sotay.imports.reading.places import MOST_PLACES, listed, place_of
from sotay.imports.reading.spans import Range, merged_downwards
from sotay.imports.reading.styles import Meaning, marked_cells, meanings

ENDINGS = {".xlsx": "xlsx", ".xls": "xls", ".ods": "ods", ".csv": "csv"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_SHEETS = 100
MOST_COLUMNS = 2000
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_LOCKED = "Tệp đặt mật khẩu: bỏ mật khẩu, lưu lại rồi chọn lại."
_WRONG_ENDING = f"Đuôi tên tệp không đúng với kiểu tệp bên trong: {SAVE_AGAIN}"
_CONTROL = f"có ký tự lạ không hiện ra được; xóa nội dung ô rồi gõ lại, hoặc {SAVE_AGAIN}"
_ENDLESS = f"số vô hạn hoặc không phải số; sửa ô, hoặc {SAVE_AGAIN}"
_LONG = "dài quá 32.767 chữ; rút ngắn ô rồi chọn lại."


def parse(data: bytes, ending: str, limits: Limits) -> list[RawSheet]:
    """Every sheet of a file. `ending`: with its dot, as the file is called. Raises Unreadable."""
    if len(data) > limits.size:
        raise Unreadable(TOO_LARGE)
    kind = ENDINGS[ending]
    inside = "zip" if data[:2] == b"PK" else "ole" if data[:8] == OLE else "text"
    if inside == "ole" and b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k" in data:
        raise Unreadable(_LOCKED)
    if inside != {"xlsx": "zip", "ods": "zip", "xls": "ole", "csv": "text"}[kind]:
        raise Unreadable(_WRONG_ENDING if inside != "text" or kind != "xls" else BROKEN)
    sheets = [RawSheet("", texts.rows_of(data, limits), [])] if kind == "csv" else _book(data, kind, limits)
    _tidy(sheets, limits)
    for sheet in sheets:
        _convert(sheet)
    return sheets


def _book(data: bytes, kind: str, limits: Limits) -> list[RawSheet]:
    archive = None
    if kind == "xls":
        if b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T" in data:
            raise Unreadable(MACROS)
    else:
        archive = check_archive(data, limits)
        if archive.kind != kind:
            raise Unreadable(_WRONG_ENDING)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return list(_sheets(book, archive, limits))
    except PasswordError as error:
        raise Unreadable(_LOCKED) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise Unreadable(BROKEN) from error


def _sheets(book: CalamineWorkbook, archive: Archive | None, limits: Limits) -> Iterator[RawSheet]:
    known = meanings(archive) if archive and archive.kind == "xlsx" else {}
    merged = merged_downwards(archive) if archive and archive.kind == "ods" else {}
    left = limits.cells
    if len(book.sheets_metadata) > MOST_SHEETS:
        raise Unreadable(TOO_LARGE)
    for meta in book.sheets_metadata:
        if meta.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba):
            raise Unreadable(MACROS)
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        page = book.get_sheet_by_name(meta.name)
        left -= page.total_height * page.total_width
        if left < 0 or page.total_width > MOST_COLUMNS:
            raise Unreadable(TOO_LARGE)
        sheet = RawSheet(meta.name, page.to_python(skip_empty_area=False), [])
        _spread(sheet, page.merged_cell_ranges or merged.get(meta.name, []))
        if archive and known:
            _by_style(sheet, marked_cells(archive, meta.name, known))
        yield sheet


def _spread(sheet: RawSheet, ranges: list[Range]) -> None:
    """A cell merged downwards speaks for every row that it covers."""
    for (top, left), (bottom, _) in ranges:
        if top >= len(sheet.rows) or left >= len(sheet.rows[top]):
            continue
        value = sheet.rows[top][left]
        for row in sheet.rows[top + 1 : bottom + 1]:
            if value != "" and left < len(row) and row[left] == "":
                row[left] = value


def _by_style(sheet: RawSheet, marked: Iterator[tuple[int, int, Meaning]]) -> None:
    zeros = 0
    for row, column, meaning in marked:
        if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
            continue
        cell = sheet.rows[row][column]
        if meaning.digits and isinstance(cell, float) and cell.is_integer() and 0 <= cell < 1e15:
            sheet.rows[row][column] = str(int(cell)).zfill(meaning.digits)
            zeros += 1
        elif meaning.capitals and isinstance(cell, str):
            sheet.rows[row][column] = _in_capitals(cell)
    if zeros:
        sheet.notes.append(f"{zeros} ô số giữ đủ các số 0 ở đầu như hiện trong bảng.")


def _in_capitals(text: str) -> str:
    """Text in a font of capitals (.VnTimeH): what it shows, whatever was typed."""
    return legacy.from_tcvn3(text).upper() if legacy.is_old(text) else text.upper()


def _tidy(sheets: list[RawSheet], limits: Limits) -> None:
    """Cut empty ends off; refuse what cannot be text or a number, and say where it stands."""
    letters = cells = 0
    bad: dict[str, list[str]] = {}
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    if cell:
                        row[column], advice = _clean(cell)
                        letters += len(cell)
                        if advice:
                            _note(bad, advice, place_of(sheet.name, number, column))
                elif isinstance(cell, float):
                    if not math.isfinite(cell):
                        _note(bad, _ENDLESS, place_of(sheet.name, number, column))
                elif isinstance(cell, int) and not isinstance(cell, bool):
                    row[column] = float(cell)
            while row and row[-1] == "":
                row.pop()
            cells += len(row)
        while sheet.rows and not sheet.rows[-1]:
            sheet.rows.pop()
        if letters > limits.letters or cells > limits.cells:
            raise Unreadable(TOO_LARGE)
    _refuse(bad)


def _note(bad: dict[str, list[str]], advice: str, place: str) -> None:
    """Remember where a cell cannot be taken; a file full of them is refused at the first ones."""
    places = bad.setdefault(advice, [])
    places.append(place)
    if len(places) > MOST_PLACES:
        _refuse(bad)


def _refuse(bad: dict[str, list[str]]) -> None:
    if bad:
        raise Unreadable(" ".join(f"{listed(places)}: {advice}" for advice, places in bad.items()))


def _clean(text: str) -> tuple[str, str]:
    """The text without invisible signs, and why it cannot be taken ("" when it can)."""
    if not (text.isascii() and text.isprintable()):
        if _FORBIDDEN.search(text):
            return text, _CONTROL
        text = _INVISIBLE.sub("", text)
    return text, _LONG if len(text) > LONGEST_CELL else ""


def _convert(sheet: RawSheet) -> None:
    """Letters of old encodings into Unicode, and say so."""
    width = max(map(len, sheet.rows), default=0)
    columns = [
        [row[i] for row in sheet.rows if i < len(row) and isinstance(row[i], str)] for i in range(width)
    ]
    counted: dict[str, int] = {}
    for position, (changed, kind) in enumerate(legacy.convert_columns(columns)):
        if not changed:
            continue
        for row in sheet.rows:
            if position < len(row) and isinstance(row[position], str) and row[position] in changed:
                row[position] = changed[row[position]]
                counted[kind] = counted.get(kind, 0) + 1
    for kind, number in counted.items():
        sheet.notes.append(
            f"{number} ô viết bằng bảng mã cũ {legacy.NAMES.get(kind, kind)}: đã chuyển sang Unicode."
        )
