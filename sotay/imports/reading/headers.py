"""Where the header of a table stands, and which column is which: one to three rows below any titles."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from sotay.core.vietnamese import fold, nfc
from sotay.imports.columns import DATASETS, Column, Dataset
from sotay.imports.reading import values
from sotay.imports.reading.aliases import ALIASES, PARTS, PARTS_OF, STANDS_FOR
from sotay.imports.reading.files import Cell, Table
from sotay.imports.reading.mapping import MEETING
from sotay.imports.reading.places import letters
from sotay.imports.reading.titles import MOST_ROWS, flattened, is_cut_short, meets, month_word
from sotay.rulesets.rules import all_steps

How = Literal["exact", "folded", "alias", "guess", "person", ""]
"""How a column was recognised: our own title; the same but for case and marks; another known title;
a part of the title only; a person said so; not at all."""
HEADER_ROWS = 25
"""How far down the header may stand: offices put titles above their tables."""
_SIGNS = re.compile(r"[^\w/]+|_+")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NUMBERED = re.compile(r"\(?(\d{1,2}|[a-zđ])\)?(?:\s*=.*)?$", re.IGNORECASE)


@dataclass(slots=True)
class Header:
    """A header found: the dataset, its rows (0-based, first and last), its titles and their fields."""

    dataset: Dataset
    first: int
    last: int
    titles: list[str]
    fields: dict[int, str]
    how: dict[int, How] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def index(self) -> dict[str, int]:
        """Field → position; of a field that stands twice, the first."""
        found: dict[str, int] = {}
        for position, key in self.fields.items():
            if key != MEETING:
                found.setdefault(key, position)
        return found


@lru_cache(maxsize=16384)
def normal(title: str) -> str:
    """A title without case, marks, stars, dots and line breaks."""
    return " ".join(_SIGNS.sub(" ", fold(title)).replace(" / ", "/").split())


@cache
def _known(kind: str) -> dict[str, str]:
    """Normal title → field: first our own titles, then other ones."""
    dataset = next(d for d in DATASETS if d.kind == kind)
    own = {normal(c.header): c.key for c in dataset.columns}
    parts = {normal(PARTS[key].header): key for key in PARTS_OF.get(kind, ())}
    others = {normal(t): key for key, titles in ALIASES[kind].items() for t in titles}
    return others | parts | own


@cache
def fields_of(kind: str) -> dict[str, Column]:
    """Every field that a column of this dataset may be read as."""
    dataset = next(d for d in DATASETS if d.kind == kind)
    return {c.key: c for c in dataset.columns} | {key: PARTS[key] for key in PARTS_OF.get(kind, ())}


@lru_cache(maxsize=16384)
def field_of(kind: str, title: str) -> tuple[str, How]:
    """The field that a title means in a dataset, and how that is known; ("", "") when it means none."""
    known, plain = _known(kind), normal(title)
    if plain in known:
        return known[plain], _how(kind, known[plain], title, plain)
    if kind == "sinh-hoat":
        code = plain.partition(" ")[0].upper()
        if code in all_steps():
            return f"step:{code}", "alias"
    bare = normal(_ASIDE.sub(" ", title))
    return (known[bare], "guess") if bare and bare in known else ("", "")


def _how(kind: str, key: str, title: str, plain: str) -> How:
    column = fields_of(kind)[key]
    if nfc(title).rstrip(" *") == column.header:
        return "exact"
    return "folded" if plain == normal(column.header) else "alias"


def find_header(table: Table) -> Header | None:
    """The best reading of the table's first rows; `missing` is empty when it can be read.

    None when no row looks like the header of anything.
    """
    best: tuple[tuple[int, ...], Header] | None = None
    for first in range(min(len(table.rows), HEADER_ROWS)):
        if not any(isinstance(c, str) and c for c in table.rows[first]):
            continue
        for last in range(first, first + MOST_ROWS):
            for header in _readings(table, first, last):
                score = _score(header, table.sheet)
                if best is None or score > best[0]:
                    best = (score, header)
        if best is not None and not best[1].missing and best[1].last < first:
            break
    return best[1] if best and (not best[1].missing or len(best[1].index) >= 2) else None


def _readings(table: Table, first: int, last: int) -> Iterable[Header]:
    titles = flattened(table.rows, first, last)
    if titles is None or is_cut_short(table.rows, first, last):
        return
    for dataset in DATASETS:
        header = Header(dataset, first, last, titles, {})
        _assign(header, titles, table.rows[last])
        header.missing = missing(header, table.sheet)
        yield header


def _score(header: Header, sheet: str) -> tuple[int, ...]:
    index = header.index
    exact = sum(how in ("exact", "folded") for how in header.how.values())
    meetings = [header.titles[p] for p, key in header.fields.items() if key == MEETING]
    return (
        not header.missing,
        len(index) - len(header.missing) - 100 * header.dataset.meeting_columns * (not header.missing),
        len(meetings),
        sum(bool(meets(title)) for title in meetings),  # with their year
        fold(header.dataset.sheet) == fold(sheet),
        exact,
        -header.last,
    )


def _assign(header: Header, titles: list[str], lower: list[Cell]) -> None:
    kind = header.dataset.kind
    taken: set[str] = set()
    for position, title in enumerate(titles):
        key, how = field_of(kind, title) if title else ("", "")
        if not key and header.last > header.first and position < len(lower):
            key, how = field_of(kind, values.text_of(lower[position]))
            how = "guess" if key else how
        if key and key not in taken:
            taken.add(key)
            header.fields[position], header.how[position] = key, how
    if header.dataset.meeting_columns:
        for position, title in enumerate(titles):
            if title and position not in header.fields and meets(title):
                header.fields[position], header.how[position] = MEETING, "exact"
        words = [p for p, title in enumerate(titles) if p not in header.fields and month_word(title)]
        for position in words if len(words) > 1 else ():  # the year is asked for
            header.fields[position], header.how[position] = MEETING, "exact"


def unnamed(rows: list[list[Cell]], header: Header) -> dict[int, str]:
    """Columns without a title that hold something in rows of data: position → what to call them."""
    titles, known = header.titles, list(header.fields)
    data = [
        row
        for row in rows[header.last + 1 :]
        if sum(bool(p < len(row) and values.text_of(row[p])) for p in known) > 1
    ]
    width = max(map(len, data), default=0)
    bare = [p for p in range(width) if p >= len(titles) or not titles[p]]
    held = [p for p in bare if any(p < len(row) and values.text_of(row[p]) for row in data)]
    return {p: f"cột {letters(p)}, không có tên" for p in held}


def is_numbering(row: list[Cell]) -> bool:
    """Whether a row below the header only numbers the columns: 1, 2, 3 … or (1), (2), A, B."""
    texts = [t for t in map(values.text_of, row) if t]
    found = [_NUMBERED.match(t) for t in texts]
    if len(texts) < 3 or not all(found):
        return False
    numbers = [int(m[1]) for m in found if m and m[1].isdigit()]
    return len(numbers) >= 2 and all(b == a + 1 for a, b in pairwise(numbers))


def missing(header: Header, sheet: str) -> list[str]:
    """The titles that must still be there for the sheet to be read."""
    dataset, index = header.dataset, header.index
    for whole, parts in STANDS_FOR.items():
        if all(part in index for part in parts):
            index.setdefault(whole, index[parts[0]])
    found = [c.header for c in dataset.columns if c.required and c.key not in index]
    for group in dataset.any_of:
        if not any(key in index for key in group):
            found.append(" hoặc ".join(dataset.column(k).header for k in group))
    named = fold(sheet) == fold(dataset.sheet) or MEETING in header.fields.values()
    if dataset.meeting_columns and not named:
        # A sheet under another name is a roll only when a header reads as a month or a day.
        found.append("của buổi sinh hoạt (mm/yyyy)")
    return found
