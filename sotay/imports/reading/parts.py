"""Fields that come in parts are put together: họ đệm + tên; for each sex a column of births, or of marks."""

from collections.abc import Callable

from sotay.core.vietnamese import fold
from sotay.imports.reading import values
from sotay.imports.reading.aliases import BORN_FEMALE, BORN_MALE, FAMILY, FEMALE, GIVEN, MALE
from sotay.imports.reading.files import Cell
from sotay.imports.reading.sheets import Sheet

Whole = Callable[[list[Cell]], Cell]
MARKS = frozenset({"x", "1", "+", "v", "✓", "✔", "co", "nam", "nu", "xx"})
"""How a column of one sex is marked, folded."""
FIRST_YEAR = 1900
"""A number below is no year of birth."""
LENGTHS = {"citizen": (10, 12), "card": (6, 8), "record": (3, 6)}
"""Numbers typed as numbers lose their zeros: from how many digits on, and to how many, they are given back.

A citizen number has 12 digits, a party card 8, a record number 6 (the letters behind it make it text).
"""


def join_parts(sheet: Sheet) -> None:
    """Append the whole fields behind the last column and let the index point there."""
    index = sheet.index
    if "full_name" not in index and FAMILY in index and GIVEN in index:
        one, other = index[FAMILY], index[GIVEN]
        _append(sheet, "full_name", lambda row: f"{_text(row, one)} {_text(row, other)}".strip())
        sheet.dropped |= {one, other}
    if "born" not in index and BORN_MALE in index and BORN_FEMALE in index:
        male, female = index[BORN_MALE], index[BORN_FEMALE]
        _append(sheet, "born", lambda row: _cell(row, male) or _cell(row, female))
        if "sex" not in index:
            _append(sheet, "sex", lambda row: _sex(row, male, female))
        sheet.dropped |= {male, female}
    if "sex" not in index and FEMALE in index:
        marks = [(index[one], word) for one, word in ((MALE, "Nam"), (FEMALE, "Nữ")) if one in index]
        _append(sheet, "sex", lambda row: _marked(row, marks))
        sheet.dropped |= {position for position, _ in marks}
    for key, (least, most) in LENGTHS.items():
        if key in index:
            _pad(sheet, key, least, most)


def _append(sheet: Sheet, key: str, whole: Whole) -> None:
    rows, width = sheet.table.rows, max(len(sheet.titles), *map(len, sheet.table.rows))
    sheet.titles += [""] * (width - len(sheet.titles)) + [sheet.columns[key].header]
    for number in range(sheet.header_row, len(rows)):
        row = rows[number]
        rows[number] = [*row, *[""] * (width - len(row)), whole(row)]
    sheet.index[key] = width


def _cell(row: list[Cell], position: int) -> Cell:
    return row[position] if position < len(row) else ""


def _text(row: list[Cell], position: int) -> str:
    return values.text_of(_cell(row, position))


def _sex(row: list[Cell], male: int, female: int) -> str:
    """By the column that holds a birth; in a line of sums both hold how many there are."""
    if _is_birth(row, male):
        return "Nam"
    return "Nữ" if _is_birth(row, female) else ""


def _marked(row: list[Cell], marks: list[tuple[int, str]]) -> str:
    """The sex whose column bears a mark; "" for none or both. A sum below the list (12) is no mark."""
    said = [word for position, word in marks if fold(_text(row, position)) in MARKS]
    return said[0] if len(said) == 1 else ""


def _is_birth(row: list[Cell], position: int) -> bool:
    count = values.count_of(_cell(row, position))
    return bool(_text(row, position)) and (count is None or count >= FIRST_YEAR)


def _pad(sheet: Sheet, key: str, least: int, most: int) -> None:
    position, number = sheet.index[key], 0
    for row in sheet.table.rows[sheet.header_row :]:
        cell = _cell(row, position)
        if isinstance(cell, float) and not isinstance(cell, bool) and cell.is_integer() and cell >= 0:
            digits = str(int(cell))
            if least <= len(digits) < most:
                row[position] = digits.zfill(most)
                number += 1
    if number:
        header = sheet.columns[key].header
        sheet.notice(f"{number} ô cột {header} gõ kiểu số: đã thêm số 0 ở đầu cho đủ {most} chữ số.")
