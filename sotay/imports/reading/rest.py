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
MOST_NAMED = 8


def leave_out(sheet: Sheet) -> None:
    """Mark the rows that are no data and say which they are."""
    rows = sheet.table.rows
    mapped = sorted(set(sheet.index.values()) | set(sheet.free) - sheet.dropped)
    asked = {p for k, p in sheet.index.items() if sheet.columns[k].required}
    totals: list[int] = []
    others: list[int] = []
    for number in range(sheet.header_row, len(rows)):
        row = rows[number]
        if is_empty(row):
            continue
        if is_total(row, mapped):
            totals.append(number + 1)
        elif _is_aside(row, asked):
            others.append(number + 1)
    sheet.skipped.update(totals, others)
    if totals:
        sheet.notice(f"Không đọc dòng cộng: {_listed(totals)}.")
    if others:
        sheet.notice(f"Không đọc dòng đầu mục, dòng ký: {_listed(others)}.")


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
