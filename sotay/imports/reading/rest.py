"""Rows below a header that are no data: totals, headings across the table, signatures."""

import re

from sotay.core.vietnamese import fold
from sotay.imports.reading import values
from sotay.imports.reading.files import Cell
from sotay.imports.reading.sheets import Sheet, is_empty

_TOTAL = re.compile(
    r"(tong cong|tong so|tong|cong|cong chung|tong cong chung|cong toan .*|tong cong .*|danh sach nay co .*"
    r"|an dinh danh sach .*|cong danh sach .*)\s*[:.]?\s*[\d.,]*"
    r"( (dong chi|dang vien|nguoi|buoi|cuoc|luot|chi bo|dang bo|to chuc( dang)?|thang))?\.?$"
)
_SIGNATURE = re.compile(
    r"(nguoi lap( bieu)?|nguoi tong hop|xac nhan( cua)?.*|t/m .*|tm\.? .*|thu truong.*|bi thu"
    r"|(.*, )?ngay .* thang .* nam .*|.*\(ky.*\)|ghi chu ?:.*)$"
)
_UNIT = r"(dong chi|d/c|dang vien|nguoi|buoi|cuoc|luot|chi bo|dang bo|to chuc( dang)?|thang)"
_CLOSING = re.compile(
    r"(danh sach (nay |tren )?(co|gom)( tat ca)?:? \d.*|(trong do|gom)\s*:.*"
    r"|trong do,? (nu|nam|co|du bi|chinh thuc)\b.*"
    rf"|(tong( cong| so)?|cong)( la)?\s*([:.,]*|:?\s*\d+( {_UNIT})?[\s./]*))$"
)
_WORDS_OF_SUMS = (
    r"( (so|cong|chung|toan (chi bo|dang bo|xa|don vi)|co mat|du hop|phai du|duoc mien|vang( mat)?|co ly do"
    r"|khong ly do|dang vien|nu|nam|du bi|chinh thuc|ty le))*"
)
_SUM_BELOW = re.compile(
    rf"((tong|cong){_WORDS_OF_SUMS}\W*|(tong|cong)\b[^:\d]*[:\d].*|trong do\b.*|ty le\b.*"
    rf"|(so )?(dang vien )?(co mat|phai du|vang( mat)?( co| khong)?( ly do)?|du bi|chinh thuc)\W*"
    r"|(dat )?ty le\b.*|tong so\b\D*|tong( cong)?\s*\([ivx+ ]+\)|dang vien (chinh thuc|du bi)"
    r"|(an dinh danh sach|bang chu|nu|nam|du bi|chinh thuc|dang vien( chinh thuc| du bi)?)\s*:.*"
    rf"|[-+*•–]\s*(nu|nam|du bi|chinh thuc|co mat|vang|phai du)\b.*)$"
)
"""Below the last numbered row: how sums begin, in lists and in rolls."""
_COUNTED_BELOW = re.compile(
    rf"(trong do\W*)?[-+*•–]?\s*((nu|nam|du bi|chinh thuc)\W*)?\d*[.,]?\d*(/\d+)?\s*%?( {_UNIT})?"
    r"( (nu|nam|du bi|chinh thuc))?[\s./]*$"
)
_SIGN = re.compile(r"([^\w]+|[ivx]+\W*)$")
"""A dash, a star or a Roman numeral in front of a sum."""
_COUNTED = re.compile(rf"([\w ,/]+:\s*)?\d+( {_UNIT})?[\s./]*$")
_ORDINAL = re.compile(r"(stt|tt|so tt|so thu tu)$")
_BEARERS = ("record", "card", "citizen", "code", "cell")
MOST_NAMED = 8
LONGEST_SUM = 160
"""Letters of a line of sums; longer is a remark."""


def leave_out(sheet: Sheet) -> None:
    """Mark the rows that are no data and say which they are."""
    rows = sheet.table.rows
    mapped = sorted(set(sheet.index.values()) | set(sheet.free) - sheet.dropped)
    asked = {p for k, p in sheet.index.items() if sheet.columns[k].required}
    totals: list[int] = []
    others: list[int] = []
    last, closed = _last_bearer(sheet, mapped), False
    for number in range(sheet.header_row, len(rows)):
        row = rows[number]
        if is_empty(row):
            continue
        if is_total(row, mapped) or (number > last and (_is_closing(row) or _is_sum_below(row))):
            totals.append(number + 1)
        elif (closed and _is_name_alone(row)) or _is_aside(row, asked):
            others.append(number + 1)
        else:
            continue
        closed = number > last
    sheet.skipped.update(totals, others)
    if totals:
        sheet.notice(f"Không đọc dòng cộng: {_listed(totals)}.")
    if others:
        sheet.notice(f"Không đọc dòng đầu mục, dòng ký: {_listed(others)}.")


def _last_bearer(sheet: Sheet, mapped: list[int]) -> int:
    """The last row with an ordinal or an identifier (0-based): what comes below it may close the list.

    When no row has one, the end of the sheet: then nothing is known to come below.
    """
    rows = sheet.table.rows
    ordinals = [p for p, t in enumerate(sheet.titles) if _ORDINAL.match(fold(values.text_of(t)))]
    bearers = [sheet.index[k] for k in _BEARERS if k in sheet.index]
    for number in range(len(rows) - 1, sheet.header_row - 1, -1):
        row = rows[number]
        if is_total(row, mapped) or _is_closing(row) or _is_sum_below(row):
            continue
        numbered = any(p < len(row) and values.count_of(row[p]) is not None for p in ordinals)
        texts = [values.text_of(row[p]) for p in bearers if p < len(row)]
        if numbered or any(t and " " not in t for t in texts):
            return number
    return len(rows)


def _is_closing(row: list[Cell]) -> bool:
    """Whether a row closes a list: "Danh sách có 03 đồng chí", "Tổng | | 3 đ/c", "Trong đó: Nữ: 1"."""
    filled = [fold(values.text_of(c)) for c in row if values.text_of(c)]
    if not filled or not _CLOSING.match(filled[0]):
        return False
    return all(_COUNTED.match(t) or _is_number(t) or t == filled[0] for t in filled[1:])


def _is_sum_below(row: list[Cell]) -> bool:
    """Whether a row begins like a sum and says nothing else but numbers: "Tổng số có mặt | 12 | 11",
    "- Dự bị: 0", "* | Tổng cộng | 1 đồng chí". A date, or a year of birth, is a person's."""
    filled = [fold(values.text_of(c)) for c in row if values.text_of(c)]
    filled = [t for t in filled if not _SIGN.match(t)]
    if not filled or len(filled[0]) > LONGEST_SUM or not _SUM_BELOW.match(filled[0]):
        return False
    return all(_says_how_many(t) or t == filled[0] for t in filled[1:])


def _says_how_many(text: str) -> bool:
    year = text.isdecimal() and 1900 <= int(text) < 2100
    return not year and bool(_COUNTED_BELOW.match(text))


def _is_name_alone(row: list[Cell]) -> bool:
    """Whether nothing stands in a row but a name or two: who signs below a list that is closed."""
    filled = [c for c in row if values.text_of(c)]
    names = all(isinstance(c, str) and not any(s.isdigit() for s in c) and " " in c.strip() for c in filled)
    return names and len(set(filled)) <= 2


def is_total(row: list[Cell], mapped: list[int]) -> bool:
    """Whether a row is a sum: the word for it, and beside it, in the columns that are read, numbers alone."""
    word = next((i for i, c in enumerate(row) if isinstance(c, str) and c.strip()), None)
    if word is None or not _TOTAL.match(fold(row[word])):
        return False
    others = [row[p] for p in mapped if p != word and p < len(row) and values.text_of(row[p])]
    # A name in two columns is read as one: of this row it is the same word once more.
    return all(_is_number(c) or c == row[word].strip() for c in others)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, int | float):
        return True
    return isinstance(cell, str) and bool(re.fullmatch(r"[\d.,%\s–-]+", cell))


def _is_aside(row: list[Cell], asked: set[int]) -> bool:
    """A line for signatures: nothing in it but one or two texts, one of them a word of that kind."""
    filled = [c for c in row if values.text_of(c)]
    if len(filled) > 3 or not all(isinstance(c, str) for c in filled):
        return False
    if len(asked) > 1 and all(p < len(row) and values.text_of(row[p]) for p in asked):
        return False
    return any(_SIGNATURE.match(fold(c)) for c in filled)


def _listed(numbers: list[int]) -> str:
    more = f" và {len(numbers) - MOST_NAMED} dòng khác" if len(numbers) > MOST_NAMED else ""
    return "dòng " + ", ".join(map(str, numbers[:MOST_NAMED])) + more
