"""Where something stands in a sheet, as a person finds it: the tab, the row, the letters of the column."""

from collections.abc import Sequence

MOST_PLACES = 3
LONGEST_TAB = 31
"""Characters of a tab's name: the most that Excel allows."""


def letters(position: int) -> str:
    """The letters over a column: 0 is A, 26 is AA."""
    before, last = divmod(position, 26)
    return (letters(before - 1) if before else "") + chr(65 + last)


def place_of(tab: str, row: int, column: int) -> str:
    """("Số liệu", 3, 2), counted from 0 → "trang “Số liệu”, dòng 4, cột C"; a CSV file has no tab."""
    shown = "".join(sign for sign in tab if sign.isprintable())[:LONGEST_TAB].strip()
    return ", ".join((*((f"trang “{shown}”",) if shown else ()), f"dòng {row + 1}", f"cột {letters(column)}"))


def listed(places: Sequence[str]) -> str:
    """The first places as the beginning of a sentence, and whether there are more."""
    said = "; ".join(places[:MOST_PLACES])
    more = " và những ô khác nữa" if len(places) > MOST_PLACES else ""
    return said[:1].upper() + said[1:] + more
