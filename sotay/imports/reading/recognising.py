"""From a table to a sheet whose columns are known: by its titles, or as a person confirmed them."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sotay.core.vietnamese import fold
from sotay.imports.columns import dataset as dataset_of
from sotay.imports.plan import Fault, Notice, SheetPlan
from sotay.imports.reading import values
from sotay.imports.reading.aliases import PARTS
from sotay.imports.reading.files import Cell, Table
from sotay.imports.reading.headers import (
    HEADER_ROWS,
    Header,
    fields_of,
    find_header,
    is_numbering,
    missing,
    normal,
    unnamed,
)
from sotay.imports.reading.mapping import MEETING, Mappings, SheetMapping
from sotay.imports.reading.parts import join_parts
from sotay.imports.reading.rest import leave_out
from sotay.imports.reading.sheets import HELP_SHEET, Sheet, drop_columns, is_empty
from sotay.imports.reading.titles import flattened, meets

UNKNOWN = "Trang này không được đọc: không nhận ra tiêu đề cột nào."
UNWANTED = "Trang này không được đọc, theo cách ghép cột đã chọn."


def is_silent(table: Table) -> bool:
    """Whether a table is empty or the help sheet of our own template."""
    return fold(table.sheet) == fold(HELP_SHEET) or all(is_empty(row) for row in table.rows)


def recognise(table: Table, mappings: Mappings | None = None) -> Sheet | Fault | Notice | None:
    """The sheet of a table, or what is wrong with its headers; a notice when nothing matches; None: empty.

    A mapping confirmed for a table of this shape goes before every guess.
    """
    if is_silent(table):
        return None
    table = replace(table, rows=list(table.rows))  # parts are joined onto it: the book stays as it came
    header = find_header(table)
    titles = header.titles if header else guessed_titles(table)
    print_ = fingerprint(titles)
    confirmed = (mappings or {}).get(print_)
    if confirmed is not None:
        return _as_confirmed(table, header, titles, confirmed, print_)
    if header is None:
        return Notice(table.file, table.sheet, UNKNOWN)
    if header.missing:
        return _lacking(table, header)
    return _sheet(table, header, print_)


def _lacking(table: Table, header: Header) -> Fault:
    lacking = ", ".join(header.missing)
    advice = f"Thiếu cột {lacking}: thêm cột rồi chọn lại (trang {header.dataset.sheet})."
    return Fault(table.file, table.sheet, 0, "", advice)


def _as_confirmed(
    table: Table, header: Header | None, titles: list[str], confirmed: SheetMapping, print_: str
) -> Sheet | Fault | Notice:
    if not confirmed.kind:
        return Notice(table.file, table.sheet, UNWANTED)
    first, last = (header.first, header.last) if header else (guessed_row(table),) * 2
    found = apply(Header(dataset_of(confirmed.kind), first, last, titles, {}), confirmed, table.sheet)
    if found.missing:
        return _lacking(table, found)
    sheet = _sheet(table, found, print_)
    sheet.remembered = True
    return sheet


def apply(header: Header, confirmed: SheetMapping, sheet: str) -> Header:
    """The header with the fields that a person gave to its columns."""
    known = fields_of(confirmed.kind)
    header.fields, header.how = {}, {}
    for position, name in enumerate(names(header.titles)):
        key = confirmed.fields.get(name, "")
        if key in known or (key == MEETING and header.dataset.meeting_columns):
            header.fields[position], header.how[position] = key, "person"
        elif name == "#" and header.dataset.meeting_columns and MEETING in confirmed.fields.values():
            header.fields[position], header.how[position] = MEETING, "person"
    header.missing = missing(header, sheet)
    return header


def names(titles: Iterable[str]) -> list[str]:
    """A name for every column that stays from file to file: its normal title, numbered when it repeats.

    Every column that names a month or a day is called "#", so that next year's roll has the same shape.
    """
    seen: dict[str, int] = {}
    found = []
    for title in titles:
        name = "#" if meets(title) else normal(title)
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 or name in ("", "#") else f"{name} #{seen[name]}")
    return found


def fingerprint(titles: Iterable[str]) -> str:
    """A hash of the shape of the titles, free of any value: order counts, the number of meetings does not."""
    shape: list[str] = []
    for name in names(titles):
        if name and not (name == "#" and shape and shape[-1] == "#"):
            shape.append(name)
    return hashlib.sha256(json.dumps(shape, ensure_ascii=False).encode()).hexdigest()[:32]


def guessed_row(table: Table) -> int:
    """The first row that may be a header of something: three words or more, no number."""
    for number, row in enumerate(table.rows[:HEADER_ROWS]):
        filled = [c for c in row if c not in ("", None)]
        if len(filled) >= 3 and all(isinstance(c, str) for c in filled):
            return number
    return next((n for n, row in enumerate(table.rows) if not is_empty(row)), 0)


def guessed_titles(table: Table) -> list[str]:
    row = guessed_row(table)
    return flattened(table.rows, row, row) or []


def _sheet(table: Table, header: Header, print_: str) -> Sheet:
    dataset = header.dataset
    rows = table.rows
    titles = _raw_titles(table, header)
    free = {
        i: c
        for i, c in enumerate(titles)
        if values.text_of(c) and (i not in header.fields or header.fields[i] == MEETING)
    }
    nameless = unnamed(rows, header)
    free |= nameless
    begin = header.last + 1
    while begin < len(rows) and is_numbering(rows[begin]):
        begin += 1
    plan = SheetPlan(table.file, table.sheet or dataset.sheet, dataset.kind)
    sheet = Sheet(table, dataset, begin, header.index, free, plan)
    sheet.columns = {c.key: c for c in dataset.columns} | PARTS
    sheet.unnamed = set(nameless)
    sheet.titles, sheet.how, sheet.fingerprint = titles, dict(header.how), print_
    if not dataset.meeting_columns:
        drop_columns(sheet, list(free))
    elif "person" in header.how.values():
        drop_columns(sheet, [i for i in free if header.fields.get(i) != MEETING])
        for position in sheet.dropped:
            sheet.free.pop(position, None)
    for note in table.notes:
        sheet.notice(note)
    join_parts(sheet)
    leave_out(sheet)
    return sheet


def _raw_titles(table: Table, header: Header) -> list[Cell]:
    """The titles as text, days of the workbook as days: a wide roll names its meetings by them."""
    lower = table.rows[header.last]
    return [
        lower[i] if i < len(lower) and isinstance(lower[i], date) else title
        for i, title in enumerate(header.titles)
    ]
