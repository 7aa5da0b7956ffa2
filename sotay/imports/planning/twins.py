"""Rows that may mean somebody who is there already: shown side by side, decided by a person, remembered.

Likely twins: the same number under another name; the same folded name and day of birth; where one side
knows the year of birth alone, the same folded name, year and cell. A row that was refused because another
row of its file said something else does not slip in when it comes back alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.crypto import salted_hmac

from sotay.access.choices import Permission
from sotay.core.vietnamese import fold, format_date
from sotay.imports.choices import TwinAnswer, TwinKind
from sotay.imports.plan import Side, Twin
from sotay.imports.planning.world import Org, Person, World
from sotay.imports.reading import values
from sotay.imports.reading.sheets import Row, Sheet
from sotay.members.choices import IdentifierKind, Sex, Status

KEEP_ONE = "giữ lại một dòng."
"""How every fault ends that refuses a row because of another one."""
LEFT = "Để riêng theo lựa chọn khi nhập."
NUMBERS = {
    str(IdentifierKind.RECORD): "Số lý lịch",
    str(IdentifierKind.CARD): "Số thẻ",
    str(IdentifierKind.CITIZEN): "Số định danh",
}


def key_of(*said: str) -> str:
    """A digest that tells equal from different and nothing else: it needs the installation's secret."""
    return salted_hmac("sotay.imports.twins", "\x1f".join(said), algorithm="sha256").hexdigest()


def row_key(row: Row) -> str:
    """The digest of what a row says, column by column, whatever their order."""
    said = [f"{key}={values.text_of(row.raw(key))}" for key in sorted(row.sheet.index)]
    return key_of("row", row.sheet.dataset.kind, *said)


def settle(world: World, row: Row, twin: Twin) -> str:
    """The answer given to a twin, noted with it; without one, or with "aside", the row waits or is left."""
    answer = world.answers.get(twin.key) or ("" if world.options.twins == "ask" else world.options.twins)
    world.twins.append(replace(twin, answer=answer))
    if not answer:
        row.sheet.plan.waiting += 1
        row.sheet.skipped.add(row.number)
    elif answer == TwinAnswer.ASIDE:
        row.sheet.plan.left += 1
        row.sheet.wrong[row.number] = [LEFT]
        row.sheet.skipped.add(row.number)
        world.left.add((id(row.sheet), row.number))
    return answer


def hold_refused(world: World, sheets: Iterable[Sheet]) -> None:
    """Ask again of rows that were refused in an earlier file because of another row there."""
    if not world.refused:
        return
    for sheet in sheets:
        for row in list(sheet.rows()):
            key = row_key(row)
            if key in world.refused:
                file, name = sheet.table.file, sheet.table.sheet
                settle(world, row, Twin(key, TwinKind.REFUSED, file, name, row.number))


def refused_keys(sheets: Iterable[Sheet]) -> set[str]:
    """The digests of rows that are refused now because of another row."""
    found = set()
    for sheet in sheets:
        doubles = {n for n, reasons in sheet.wrong.items() if any(r.endswith(KEEP_ONE) for r in reasons)}
        found |= {row_key(row) for row in sheet.rows() if row.number in doubles}
    return found


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody as a row gives them."""

    row: Row
    numbers: tuple[tuple[str, str], ...]
    cell: Org
    full_name: str
    sex: str
    born_on: date | None
    birth_year: int | None
    joined_on: date | None
    official_on: date | None


@dataclass(slots=True)
class Likeness:
    """Everybody known and everybody new so far, by folded name."""

    world: World
    named: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[int, Row] = field(default_factory=dict)
    """Rows of persons that are new in this batch, by the person's identity."""

    def __post_init__(self) -> None:
        for person in self.world.everybody:
            self.note(person)

    def note(self, person: Person, row: Row | None = None) -> None:
        """Somebody more."""
        self.named[fold(person.full_name)].append(person)
        if row is not None:
            self.rows[id(person)] = row

    def of(self, one: Newcomer, known: Person | None) -> tuple[Twin, Person] | None:
        """The likeliest twin of a row and who it is; none when the row is plainly theirs, or new."""
        if known is not None:
            if fold(known.full_name) == fold(one.full_name) or _same_birth(one, known):
                return None
            return self._twin(one, known, TwinKind.NUMBER), known
        for person in self.named.get(fold(one.full_name), ()):
            if person.home is not None and not self.world.may(person.home):
                continue
            if one.born_on and one.born_on == person.born_on:
                return self._twin(one, person, TwinKind.NAME_BIRTH), person
            if _same_year(one, person) and one.cell in person.places.values:
                return self._twin(one, person, TwinKind.NAME_YEAR), person
        return None

    def _twin(self, one: Newcomer, person: Person, kind: TwinKind) -> Twin:
        said = [f"{k}:{n}" for k, n in sorted(one.numbers)]
        theirs = [f"{k}:{n}" for k, n in sorted(person.numbers)]
        key = key_of("twin", kind, *said, "|", fold(one.full_name), "|", *theirs)
        twin_row = self.rows.get(id(person))
        cell = person.home
        visible = twin_row is not None or (
            cell is not None and self.world.actor.may(Permission.MEMBER_VIEW, cell)
        )
        table = one.row.sheet.table
        other = _other_row(one.row, twin_row) if twin_row is not None else ""
        sides = _sides(one, person, self.world.today, visible=visible)
        return Twin(key, kind, table.file, table.sheet, one.row.number, "", visible, sides, other)


def _other_row(row: Row, other: Row) -> str:
    """Where the other row of one upload stands: in the same file, or in which."""
    here, there = row.sheet.table, other.sheet.table
    line = f"dòng {other.number}"
    if there.sheet and (here.file, here.sheet) != (there.file, there.sheet):
        line = f"{line}, trang {there.sheet}"
    return f"{line} của {'chính tệp này' if here.file == there.file else f'tệp {there.file}'}"


def _same_birth(one: Newcomer, person: Person) -> bool:
    if one.born_on and person.born_on:
        return one.born_on == person.born_on
    return _same_year(one, person)


def _same_year(one: Newcomer, person: Person) -> bool:
    if one.born_on and person.born_on:
        return False
    year = one.birth_year or (one.born_on.year if one.born_on else None)
    theirs = person.birth_year or (person.born_on.year if person.born_on else None)
    return year is not None and year == theirs


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _sides(one: Newcomer, person: Person, today: date, *, visible: bool) -> tuple[Side, ...]:
    """Field by field: what is known, what the file says. What may not be seen is not compared
    either: whether a guess agrees would tell it."""
    cell = person.home
    dates = dict(zip(person.statuses.values, person.statuses.days, strict=True))
    pairs = [
        ("Họ và tên", person.full_name, one.full_name),
        (
            "Ngày sinh",
            _day(person.born_on) or str(person.birth_year or ""),
            _day(one.born_on) or str(one.birth_year or ""),
        ),
        ("Giới tính", *(str(Sex(s).label) if s else "" for s in (person.sex, one.sex))),
        ("Chi bộ", *(_cell(c, today) for c in (cell, one.cell))),
        ("Ngày vào Đảng", _day(dates.get(Status.PROBATIONARY)), _day(one.joined_on)),
        ("Ngày chính thức", _day(dates.get(Status.OFFICIAL)), _day(one.official_on)),
    ]
    for kind, label in NUMBERS.items():
        ours = ", ".join(sorted(n for k, n in person.numbers if k == kind))
        pairs.append((label, ours, ", ".join(n for k, n in one.numbers if k == kind)))
    return tuple(
        Side(
            label,
            ours if visible else "",
            theirs,
            visible and fold(ours) == fold(theirs),
            alike_only=visible and ours != theirs,
        )
        for label, ours, theirs in pairs
        if theirs or (visible and ours)
    )


def _cell(cell: Org | None, today: date) -> str:
    return f"{cell.names.on(today) or ''} ({cell.code})".strip() if cell is not None else ""
