"""The way in for those who show files before they are read: what a workbook looks like, and its sheets.

`look` says what each sheet seems to be, without any value of its rows; a person may change that and
confirm it as a `SheetMapping`, remembered under the fingerprint; `read` takes the files with the
mappings confirmed so far. A `Book` may be given instead of a path so that a file is opened once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sotay.imports.columns import DATASETS
from sotay.imports.plan import Fault, Notice
from sotay.imports.reading import values
from sotay.imports.reading.files import UPLOAD, Cell, Limits, Table, Unreadable, tables
from sotay.imports.reading.headers import Header, How, fields_of, find_header, is_numbering, unnamed
from sotay.imports.reading.mapping import DROPPED, MEETING, Mappings, SheetMapping
from sotay.imports.reading.recognising import (
    apply,
    fingerprint,
    guessed_row,
    guessed_titles,
    is_silent,
    names,
    recognise,
)
from sotay.imports.reading.sheets import Sheet

NO_SHEET = "Không có trang nào đọc được: dùng mẫu của chương trình."


@dataclass(frozen=True, slots=True)
class Book:
    """A file that has been opened: its tables, or the sentence that says why it cannot be read."""

    path: Path
    tables: tuple[Table, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """One column. `field`: the key of ours, MEETING, or "" when it will be dropped."""

    position: int
    title: str
    name: str
    """What a mapping calls this column."""
    field: str
    how: How


@dataclass(frozen=True, slots=True)
class SheetShape:
    """One sheet as it seems to be. `kind` "": nothing was recognised, a person may still say what it is."""

    file: str
    sheet: str
    kind: str
    header_rows: tuple[int, ...]
    """0-based; the first and the last, which may be the same."""
    columns: tuple[ColumnShape, ...]
    missing: tuple[str, ...]
    """Titles that must still be found before the sheet can be read."""
    fingerprint: str
    remembered: bool
    """Whether this is a mapping confirmed before."""
    skip: bool = False
    """Whether it was confirmed that this sheet is left unread."""
    unnamed: tuple[str, ...] = ()
    """Columns without a title that hold something: they are not kept, so they are named by their letter."""
    samples: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    """The first rows as text, a tuple a column: only for the eyes of who uploaded them."""

    @property
    def dropped(self) -> tuple[str, ...]:
        """Titles of the columns that are not kept."""
        return (*(c.title for c in self.columns if c.field == DROPPED), *self.unnamed)

    @property
    def is_certain(self) -> bool:
        """Whether nothing was guessed: our own titles, or a mapping confirmed before."""
        sure = {"exact", "folded", "person", ""}
        return self.remembered or (not self.missing and all(c.how in sure for c in self.columns))

    def mapping(self) -> SheetMapping:
        """The guess as a mapping, ready to be confirmed."""
        return SheetMapping(self.kind, {c.name: c.field for c in self.columns if c.field})


@dataclass(frozen=True, slots=True)
class WorkbookShape:
    """One file. `fault`: why it cannot be read at all, in one sentence."""

    file: str
    sheets: tuple[SheetShape, ...] = ()
    fault: str = ""


@dataclass(slots=True)
class Reading:
    """What came of several files: sheets to plan, and what is to be said about the others."""

    sheets: list[Sheet] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    unreadable: bool = False


def open_book(path: Path, *, limits: Limits = UPLOAD) -> Book:
    """Open a file once, within limits. Never raises for a bad file: the book says what is wrong."""
    try:
        return Book(path, tuple(tables(path, limits=limits)))
    except Unreadable as error:
        return Book(path, fault=str(error))


def look(
    source: Path | Book, *, mappings: Mappings | None = None, limits: Limits = UPLOAD, samples: int = 3
) -> WorkbookShape:
    """What a file seems to hold, sheet by sheet; empty sheets and our help sheet are left out."""
    book = source if isinstance(source, Book) else open_book(source, limits=limits)
    sheets = tuple(_shape(t, mappings or {}, samples) for t in book.tables if not is_silent(t))
    return WorkbookShape(book.path.name, sheets, book.fault)


def _shape(table: Table, mappings: Mappings, samples: int) -> SheetShape:
    header = find_header(table)
    titles = header.titles if header else guessed_titles(table)
    print_ = fingerprint(titles)
    confirmed = mappings.get(print_)
    rows = (header.first, header.last) if header else (guessed_row(table),) * 2
    if confirmed is not None and confirmed.kind:
        dataset = next(d for d in DATASETS if d.kind == confirmed.kind)
        header = apply(Header(dataset, *rows, titles, {}), confirmed, table.sheet)
    below = [row for row in table.rows[rows[1] + 1 :] if not is_numbering(row)][:samples]
    columns = tuple(
        ColumnShape(
            position,
            title,
            name,
            header.fields.get(position, DROPPED) if header else DROPPED,
            header.how.get(position, "") if header else "",
        )
        for position, (title, name) in enumerate(zip(titles, names(titles), strict=True))
        if title
    )
    return SheetShape(
        file=table.file,
        sheet=table.sheet,
        kind=header.dataset.kind if header else "",
        header_rows=tuple(dict.fromkeys(rows)),
        columns=columns,
        missing=tuple(header.missing) if header else (),
        fingerprint=print_,
        remembered=confirmed is not None,
        skip=confirmed is not None and not confirmed.kind,
        unnamed=tuple(unnamed(table.rows, header).values()) if header else (),
        samples=tuple(tuple(_said(row, c.position) for row in below) for c in columns),
    )


def _said(row: list[Cell], position: int) -> str:
    return values.shown_of(row[position])[:60] if position < len(row) else ""


def read(
    sources: Sequence[Path | Book], *, mappings: Mappings | None = None, limits: Limits = UPLOAD
) -> Reading:
    """Every sheet of these files as the planning takes them, with what could not be read."""
    found = Reading()
    for source in sources:
        book = source if isinstance(source, Book) else open_book(source, limits=limits)
        _take(found, book, mappings)
    return found


def _take(found: Reading, book: Book, mappings: Mappings | None) -> None:
    name = book.path.name
    if book.fault:
        found.faults.append(Fault(name, "", 0, "", book.fault))
        found.unreadable = True
        return
    results = [recognise(table, mappings) for table in book.tables]
    sheets = [r for r in results if isinstance(r, Sheet)]
    faults = [r for r in results if isinstance(r, Fault)]
    if not sheets and not faults:
        faults = [Fault(name, "", 0, "", NO_SHEET)]
    found.sheets += sheets
    found.faults += faults
    found.notices += [r for r in results if isinstance(r, Notice)]
    found.unreadable |= bool(faults)


def fields_offered(kind: str) -> list[tuple[str, str]]:
    """The fields that a column of this dataset may be read as: (key, our title), to choose from."""
    dataset = next(d for d in DATASETS if d.kind == kind)
    found = [(key, column.header) for key, column in fields_of(kind).items()]
    return [*found, (MEETING, "Một buổi sinh hoạt")] if dataset.meeting_columns else found
