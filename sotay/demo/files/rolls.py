"""diem-danh-*.xlsx: a row a member, a column a month, in each office's own marks."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sotay.core.vietnamese import name_sort_key
from sotay.demo.district.attendance import EXCUSED, LATE, ONLINE, PRESENT, UNEXCUSED, UNRECORDED
from sotay.demo.district.model import District, Marks, Person, Unit
from sotay.demo.files.book import Book
from sotay.demo.files.meetings import BLOCK_FILES, month_text
from sotay.imports.columns import ROLLS
from sotay.organisations.choices import Block

Exempt = dict[Unit, list[Person]]
_STATES = (PRESENT, LATE, ONLINE, EXCUSED, UNEXCUSED, UNRECORDED)
# Offices differ: the import reads them all. What was not recorded is left empty.
_HABITS = (
    ("x", "m", "o", "p", "k", ""),
    ("x", "muộn", "tt", "phép", "kp", ""),
    ("1", "m", "tt", "p", "0", ""),
    ("có", "muộn", "trực tuyến", "có lý do", "không lý do", ""),
)


def jobs(district: District) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """One workbook a commune, one each for the other blocks."""
    cells: dict[str, list[Unit]] = {}
    for cell in district.cells:
        if cell in district.marks:
            cells.setdefault(_name(cell), []).append(cell)
    exempt = exempt_of(district)
    for number, (name, some) in enumerate(cells.items()):
        words = words_of(number)
        yield f"diem-danh-{name}", partial(_write, district=district, cells=some, exempt=exempt, words=words)


def exempt_of(district: District) -> Exempt:
    """Of each cell, who is exempt for good: they stand in its list too."""
    exempt: Exempt = defaultdict(list)
    for person in district.people:
        if person.is_exempt_for_good:
            exempt[person.cell].append(person)
    return exempt


def words_of(number: int) -> dict[str, str]:
    """How the office of that number writes each state."""
    return dict(zip(_STATES, _HABITS[number % len(_HABITS)], strict=True))


def _name(cell: Unit) -> str:
    top = cell.grassroots
    return top.code.lower() if top.block == Block.COMMUNE else BLOCK_FILES[top.block or Block.OTHER]


def _write(
    path: Path, *, district: District, cells: list[Unit], exempt: Exempt, words: dict[str, str]
) -> None:
    months = sorted({m for cell in cells for marks in district.marks[cell].values() for m in marks})
    with Book(path) as book:
        book.wide_sheet(
            ROLLS, [month_text(m) for m in months], roll_rows(district.marks, cells, exempt, words, months)
        )


def roll_rows(
    known: Marks, cells: list[Unit], exempt: Exempt, words: dict[str, str], months: list[int]
) -> Iterator[tuple[list[str], list[str]]]:
    """A row a member of each of the cells: who it is, and the mark of each month."""
    for cell in cells:
        rows = known[cell]
        # Who is exempt stands in the list too, with an empty row.
        rest = [p for p in exempt.get(cell, ()) if p not in rows]
        for person in sorted([*rows, *rest], key=lambda p: (name_sort_key(p.name), p.record)):
            marks = rows.get(person, {})
            about = [cell.code, person.record, "", "", person.name]
            yield about, [words[marks[m]] if m in marks else "" for m in months]
