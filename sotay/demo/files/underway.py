"""thang-mm-yyyy.xlsx: what has come in so far of the month that has begun."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sotay.demo.district.model import District, Underway
from sotay.demo.files import rolls
from sotay.demo.files.book import Book
from sotay.demo.files.meetings import count_row, month_text, sitting_row
from sotay.imports.columns import COUNTS, MEETINGS, ROLLS


def jobs(district: District) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """One workbook for the whole month, where there is one."""
    if begun := district.underway:
        name = f"thang-{begun.month % 100:02d}-{begun.month // 100}"
        yield name, partial(_write, district=district, begun=begun)


def _write(path: Path, *, district: District, begun: Underway) -> None:
    cells, exempt = list(begun.marks), rolls.exempt_of(district)
    lines = rolls.roll_rows(begun.marks, cells, exempt, rolls.words_of(0), [begun.month])
    with Book(path) as book:
        book.sheet(MEETINGS, map(sitting_row, begun.sittings))
        book.wide_sheet(ROLLS, [month_text(begun.month)], lines)
        if begun.counts:
            book.sheet(COUNTS, map(count_row, begun.counts))
