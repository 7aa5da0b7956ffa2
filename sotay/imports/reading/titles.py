"""One title a column, out of the one to three rows that a table's titles take; and months below years."""

import re
from itertools import pairwise

from sotay.core.vietnamese import fold
from sotay.imports.reading import values
from sotay.imports.reading.files import Cell

MOST_ROWS = 3
"""How many rows the titles of a table may take."""
_MONTH_ALONE = re.compile(r"(?:thang|th|t)?\.?\s*(\d{1,2})")
_MONTH_WORD = re.compile(r"(?:^| )(?:thang|th|t)\.?\s*(\d{1,2})$")
_YEAR = re.compile(r"(?<![\d/.–-])((?:19|20)\d\d)(?![\d/.–-])")


def meets(cell: Cell) -> bool:
    """Whether a title names a meeting by its month or day."""
    return bool(values.month_in(cell) or values.date_of(cell))


def flattened(rows: list[list[Cell]], first: int, last: int) -> list[str] | None:
    """One title a column: of two rows, "group title, own title", of three also what stands between; None
    when a lower one is no such row."""
    if last >= len(rows):
        return None
    upper = [_title(c) for c in rows[first]]
    if first == last:
        return upper
    lowest = [_title(c) for c in rows[last]]
    if last - first == 1:
        return _joined(upper, lowest)
    if not is_titles(rows[last]):
        return None
    middle = _together([_title(c) for c in rows[last - 1]], lowest)
    found = _joined(upper, middle)
    if found is None:
        return None
    width = len(found)
    months = months_below(_wide(upper, width), _wide(lowest, width))
    below = _wide(middle, width)
    return [m or (b if meets(b) else title) for m, b, title in zip(months, below, found, strict=True)]


def is_titles(row: list[Cell]) -> bool:
    """Whether a row may be titles and not data: words, or months by their numbers."""
    texts = [c for c in row if values.text_of(c)]
    words = [c for c in texts if isinstance(c, str) and not values.date_of(c) and not _is_amount(c)]
    return bool(texts) and (len(words) == len(texts) or all(_MONTH_ALONE.fullmatch(_title(c)) for c in texts))


def _is_amount(text: str) -> bool:
    return not any(sign.isalpha() for sign in text)


def _joined(upper: list[str], lower: list[str]) -> list[str] | None:
    """Titles of two rows together; None when the lower one has none of its own."""
    width = max(len(upper), len(lower))
    upper, lower = _wide(upper, width), _wide(lower, width)
    return _together(upper, lower) if _are_two_rows(upper, lower) else None


def _together(upper: list[str], lower: list[str]) -> list[str]:
    width = max(len(upper), len(lower))
    upper, lower = _wide(upper, width), _wide(lower, width)
    titles, group = months_below(upper, lower), ""
    for position, (above, below) in enumerate(zip(upper, lower, strict=True)):
        group = above or (group if below else "")
        titles[position] = titles[position] or (f"{group} {below}".strip() if below != above else above)
    return titles


def is_cut_short(rows: list[list[Cell]], first: int, last: int) -> bool:
    """Whether months that belong to these titles stand in the rows below them, down to the third."""
    rest = range(last + 1, first + MOST_ROWS)
    return any(is_above_months(rows, above, below) for below in rest for above in range(first, last + 1))


def is_above_months(rows: list[list[Cell]], first: int, second: int) -> bool:
    """Whether a row further down is no data but names months: of a year of the first one, or of none."""
    if second >= len(rows):
        return False
    upper, lower = [_title(c) for c in rows[first]], [_title(c) for c in rows[second]]
    width = max(len(upper), len(lower))
    upper, lower = _wide(upper, width), _wide(lower, width)
    own = [b for a, b in zip(upper, lower, strict=True) if b and b != a]
    without_year = len(own) > 1 and all(map(month_word, own))
    return without_year or any(months_below(upper, lower))


def month_word(title: str) -> int | None:
    """The month, 1 to 12, that a title is or ends as without its year: "Tháng 3", "T3"."""
    found = _MONTH_WORD.search(fold(title))
    return int(found[1]) if found is not None and 1 <= int(found[1]) <= 12 else None


def months_below(upper: list[str], lower: list[str]) -> list[str]:
    """mm/yyyy for each column that is a month ("Tháng 3", "T3", 3) below a group that names one year
    ("Năm 2024"); "" for the others. A row of data may hold numbers: numbers alone must rise, and nothing
    else may stand beside them.
    """
    found, group, year = [""] * len(upper), "", ""
    for position, (above, below) in enumerate(zip(upper, lower, strict=True)):
        month = _MONTH_ALONE.fullmatch(fold(below))
        if above and above != group:
            group, year = above, _year_in(above) if month else ""
        if month and year and 1 <= int(month[1]) <= 12:
            found[position] = f"{int(month[1]):02}/{year}"
    numbers = [int(lower[p]) for p, title in enumerate(found) if title and lower[p].isdigit()]
    if not numbers:
        return found
    alone = all(found[p] or not b or b == upper[p] for p, b in enumerate(lower))
    by_year = [title for title in found if title]
    rising = len(by_year) > 1 and all(_as_number(a) < _as_number(b) for a, b in pairwise(by_year))
    return found if alone and rising else [""] * len(upper)


def _as_number(month: str) -> int:
    return int(month[3:] + month[:2])


def _year_in(group: str) -> str:
    years = _YEAR.findall(group)
    return years[0] if len(years) == 1 and "ngay" not in fold(group).split() else ""


def _are_two_rows(upper: list[str], lower: list[str]) -> bool:
    """Whether the lower row holds titles of its own: under a group, beside columns that it leaves empty."""
    if any(months_below(upper, lower)):
        return True
    own = [b for b in lower if b]
    spread = any(below and not above for above, below in zip(upper, lower, strict=True))
    empty = any(above and (not below or below == above) for above, below in zip(upper, lower, strict=True))
    return bool(own) and (spread or len(set(upper) - {""}) < len([u for u in upper if u])) and empty


def _wide(row: list[str], width: int) -> list[str]:
    return row + [""] * (width - len(row))


def _title(cell: Cell) -> str:
    return values.text_of(cell)
