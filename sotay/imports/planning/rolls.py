"""Sheets "Điểm danh" and "Điểm danh dạng dài": marks become states of the snapshot of each meeting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sotay.core.vietnamese import fold
from sotay.imports.plan import Fault
from sotay.imports.planning.member_changes import find_person
from sotay.imports.planning.naming import cell_of
from sotay.imports.planning.world import Gathering, Org, Person, World
from sotay.imports.reading import values
from sotay.imports.reading.files import Cell
from sotay.imports.reading.sheets import Row, Sheet, drop_columns
from sotay.imports.reading.titles import month_word
from sotay.meetings.choices import State, Status

_WORDS: dict[State | None, str] = {
    State.PRESENT: "x|co|co mat|1|+|✓|present",
    State.LATE: "m|muon|den muon|late",
    State.ONLINE: "o|tt|truc tuyen|online",
    State.EXCUSED: "p|phep|co phep|co ly do|vang co ly do|excused",
    State.UNEXCUSED: "k|kp|khong phep|khong ly do|vang khong ly do|vang khong co ly do|0|unexcused",
    None: "-|?|–",
}
MARKS: dict[str, str] = {
    word: str(state) if state else "" for state, found in _WORDS.items() for word in found.split("|")
}
"""Folded marks → states; "" is "not recorded", said on purpose."""
MARK_ADVICE = "Viết x, m, o, p, k hoặc -."


@dataclass(frozen=True, slots=True)
class Ref:
    """How a column or a row names a meeting. A date on day 1 may stand for its month (Excel makes it so)."""

    month: int | None = None
    day: date | None = None
    code: str = ""
    yearless: int | None = None
    """A month, 1 to 12, whose year nobody has said."""

    def of_year(self, year: int | None) -> "Ref":
        """The same in that year, when it lacks one."""
        return Ref(month=year * 100 + self.yearless) if self.yearless and year else self


@dataclass(slots=True)
class Entry:
    """One person at one meeting, as the roll says. `state` None: an empty cell."""

    row: Row
    gathering: Gathering
    cell: Org
    person: Person
    state: str | None


class Lookup:
    """Meetings by what rolls call them; each question is answered once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.known: dict[tuple[Org, Ref], Gathering | str] = {}

    def find(self, cell: Org, ref: Ref) -> Gathering | str:
        """The meeting of a cell, or what to do when there is none or more than one."""
        found = self.known.get((cell, ref))
        if found is None:
            found = self.known[cell, ref] = self._search(cell, ref)
        return found

    def _search(self, cell: Org, ref: Ref) -> Gathering | str:
        held = [g for g in self.world.gatherings.get(cell, ()) if g.status == Status.HELD]
        found: list[Gathering] = []
        if ref.code:
            found = [g for g in held if g.code.casefold() == ref.code.casefold()]
        if not found and ref.day:
            found = [g for g in held if g.held_on == ref.day]
        if not found and ref.month:
            regular = [g for g in held if g.is_regular]
            found = [g for g in regular if g.counted_for == ref.month] or [
                g for g in regular if g.also_for == ref.month
            ]
        if len(found) == 1:
            return found[0]
        if found:
            return "có hai buổi trở lên: ghi dd/mm/yyyy hoặc Mã buổi ở đầu cột"
        return "không có buổi đã họp này: nhập buổi ở trang Sinh hoạt, hoặc sửa đầu cột"


def ref_of(cell: Cell) -> Ref | None:
    """What a header or a cell names: a month, a day, else a code; None when empty."""
    text = values.text_of(cell)
    if not text:
        return None
    day, month = values.date_of(cell), values.month_in(cell)
    if isinstance(cell, date):
        return Ref(day=day, month=month if day and day.day == 1 else None)
    if month is not None:
        return Ref(month=month)
    if day is None and (lone := month_word(text)):
        return Ref(code=text, yearless=lone)
    return Ref(day=day) if day else Ref(code=text)


def _named(world: World, cell: Cell, codes: set[str]) -> Ref | None:
    """The same with the year that was answered; a code of a meeting ("T3") stays one."""
    ref = ref_of(cell)
    return ref if ref is None or ref.code.casefold() in codes else ref.of_year(world.options.year)


def _codes(world: World) -> set[str]:
    return {g.code.casefold() for meetings in world.gatherings.values() for g in meetings if g.code}


def read_rolls(world: World, wide: list[Sheet], long: list[Sheet]) -> list[Entry]:
    """Every mark of every sheet. Faults are noted; rows with faults give no entry."""
    lookup = Lookup(world)
    entries: list[Entry] = []
    for sheet in wide:
        entries.extend(_wide(world, lookup, sheet))
    for sheet in long:
        entries.extend(_long(world, lookup, sheet))
    return entries


def _cell_and_person(world: World, row: Row) -> tuple[Org, Person] | None:
    cell = cell_of(world, row)
    person = find_person(world, row, _visible)
    return (cell, person) if cell is not None and person is not None and not row.wrong else None


def _visible(world: World, person: Person) -> bool:
    """Whether the person was ever in a cell of the actor's scope."""
    places = [p for p in person.places.values if p] + [a.value for a in person.away if a.value]
    return any(world.may(place) for place in places)


def _state(cell: Cell) -> str | None:
    """The state of a mark, None when it is no mark."""
    return (
        MARKS.get(cell) if isinstance(cell, str) and cell in MARKS else MARKS.get(fold(values.text_of(cell)))
    )


def _is_blank(cell: Cell) -> bool:
    return cell is None or cell == "" or (isinstance(cell, str) and not cell.strip())


def _columns(world: World, sheet: Sheet) -> dict[int, Ref]:
    """Columns that are meetings; the others are dropped and named."""
    codes = _codes(world)
    found, dropped = {}, []
    for position, header in sheet.free.items():
        ref = _named(world, header, codes)
        if ref is None:
            continue
        if ref.yearless and ref.code.casefold() not in codes and position not in sheet.unnamed:
            world.yearless += 1
        elif position in sheet.unnamed or (
            ref.code and ref.code.casefold() not in codes and not _looks_marked(sheet, position)
        ):
            dropped.append(position)
        else:
            found[position] = ref
    drop_columns(sheet, dropped)
    return found


def _looks_marked(sheet: Sheet, position: int) -> bool:
    """Whether a column of an unknown name holds nothing but marks: then it is a roll without its meeting."""
    rows = sheet.table.rows[sheet.header_row :]
    cells = [row[position] for row in rows if position < len(row) and not _is_blank(row[position])]
    return bool(cells) and all(_state(c) is not None for c in cells)


def _wide(world: World, lookup: Lookup, sheet: Sheet) -> Iterator[Entry]:
    columns = _columns(world, sheet)
    lost: dict[tuple[int, str], dict[str, None]] = {}
    for row in sheet.rows():
        found = _cell_and_person(world, row)
        if found is None:
            continue
        entries = _marks_of(row, found[0], found[1], columns, lookup, lost)
        if not row.wrong:
            yield from entries
    for (position, advice), cells in lost.items():
        names = ", ".join(list(cells)[:10]) + (
            f" và {len(cells) - 10} chi bộ khác" if len(cells) > 10 else ""
        )
        header = values.text_of(sheet.free[position])
        file, name = sheet.table.file, sheet.table.sheet
        sheet.faults.append(Fault(file, name, sheet.header_row, header, f"Chi bộ {names} {advice}."))


def _marks_of(
    row: Row,
    cell: Org,
    person: Person,
    columns: dict[int, Ref],
    lookup: Lookup,
    lost: dict[tuple[int, str], dict[str, None]],
) -> list[Entry]:
    width = len(row.cells)
    found: dict[Gathering, Entry] = {}
    for position, ref in columns.items():
        raw = row.cells[position] if position < width else ""
        gathering = lookup.find(cell, ref)
        blank = _is_blank(raw)
        if isinstance(gathering, str):
            if not blank:
                lost.setdefault((position, gathering), {})[cell.code] = None
                _spoil(row, values.text_of(row.sheet.free[position]), gathering)
            continue
        state = None if blank else _state(raw)
        if state is None and not blank:
            row.fault(values.text_of(row.sheet.free[position]), MARK_ADVICE)
            continue
        # Two columns may name one meeting: the two months that it joins. The one with a mark speaks.
        known = found.get(gathering)
        if known is None or known.state is None:
            found[gathering] = Entry(row, gathering, cell, person, state)
        elif state is not None and state != known.state:
            row.fault(
                values.text_of(row.sheet.free[position]), "Trái với cột khác của cùng buổi: giữ một dấu."
            )
    return list(found.values())


def _spoil(row: Row, column: str, reason: str) -> None:
    """The row cannot go in for a reason that is told once for the whole column."""
    row.wrong = True
    row.sheet.wrong.setdefault(row.number, []).append(f"{column}: {reason}")


def _long(world: World, lookup: Lookup, sheet: Sheet) -> Iterator[Entry]:
    codes = _codes(world)
    for row in sheet.rows():
        found, ref = _cell_and_person(world, row), _named(world, row.raw("meeting"), codes)
        state = _state(row.raw("state"))
        if ref is None:
            row.fault("meeting", "Để trống: ghi đủ cột này.")
        if state is None:
            row.fault("state", MARK_ADVICE)
        if found is None or ref is None or row.wrong:
            continue
        if ref.yearless and ref.code.casefold() not in codes:
            world.yearless += 1
            continue
        gathering = lookup.find(found[0], ref)
        if isinstance(gathering, str):
            row.fault("meeting", f"Chi bộ {gathering}.".replace("ở đầu cột", "").replace("đầu cột", "ô này"))
        else:
            yield Entry(row, gathering, found[0], found[1], state)


def by_row(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    """Entries of each row, by the row's identity."""
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        found.setdefault(id(entry.row), []).append(entry)
    return found
