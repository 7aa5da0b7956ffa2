"""The district as plain data, before any file or database."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sotay.members.choices import Post, Sex
from sotay.organisations.choices import Block, CellType, Kind

DAY = timedelta(days=1)


@dataclass(eq=False, slots=True)
class Unit:
    """An organisation. `size`: its members on the last day; `counted`: it sends counts, no rolls."""

    kind: Kind
    name: str
    parent: "Unit | None"
    founded: date
    organ: str = ""
    block: Block | None = None
    cell_type: CellType | None = None
    seat: str = ""
    ended: date | None = None
    decision: str = ""
    code: str = ""
    size: int = 0
    counted: bool = False
    changed: bool = False
    """Takes part in a merger or split: its life is kept plain otherwise."""

    @property
    def is_cell(self) -> bool:
        return self.kind in {Kind.CELL, Kind.GRASSROOTS_CELL}

    @property
    def grassroots(self) -> "Unit":
        """The grassroots organisation to which the unit belongs (itself, when it is one)."""
        unit = self
        while unit.kind == Kind.CELL and unit.parent:
            unit = unit.parent
        return unit

    def meets_in(self, month_first: date) -> bool:
        """Cells meet in the first ten days; who is founded or ends in a month does so after the 14th."""
        return self.founded <= month_first and (
            self.ended is None or self.ended > month_first + timedelta(days=10)
        )


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A line of "Biến động tổ chức"."""

    unit: Unit
    what: str
    on: date
    other: Unit | None = None
    value: str = ""
    organ: str = ""
    takes_over: bool = False
    decision: str = ""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A line of "Biến động đảng viên". `until` is the last day that it holds."""

    what: str
    on: date
    until: date | None = None
    cell: Unit | None = None
    ground: str = ""


@dataclass(eq=False, slots=True)
class Person:
    """A member. `cell` is the first one in these files; `since` empty: from the day of admission."""

    record: str
    name: str
    sex: Sex
    born: date
    joined: date
    official: date | None
    cell: Unit
    card: str = ""
    since: date | None = None
    post: Post | None = None
    post_from: date | None = None
    year_only: bool = False
    laxity: float = 1.0
    changes: list[PersonChange] = field(default_factory=list)

    @property
    def starts(self) -> date:
        """From when the person is a member of the first cell."""
        return self.since or max(self.joined, self.cell.founded)

    @property
    def is_exempt_for_good(self) -> bool:
        """Whether the only thing that happened is an exemption without an end."""
        return [c.what for c in self.changes] == ["Miễn sinh hoạt"] and self.changes[0].until is None


@dataclass(slots=True)
class Sitting:
    """A line of "Sinh hoạt": a meeting, or the record that it did not take place."""

    cell: Unit
    kind: str
    month: int
    status: str
    held_on: date | None = None
    planned_on: date | None = None
    also_month: int | None = None
    start: time | None = None
    end: time | None = None
    venue: str = ""
    mode: str = ""
    theme: str = ""
    reason: str = ""
    consent: str = ""
    joint: list[Unit] = field(default_factory=list)
    steps: dict[str, str] = field(default_factory=dict)
    papers_on: date | None = None


@dataclass(slots=True)
class Turnout:
    """What became of one cell's expected members at its regular meeting of a month."""

    cell: Unit
    month: int
    held_on: date
    mode: str
    expected: list[Person]
    excused: int = 0
    missing: int = 0
    """Neither present nor excused."""
    theme: bool = False

    @property
    def net(self) -> int:
        return len(self.expected) - self.excused

    @property
    def present(self) -> int:
        return self.net - self.missing


@dataclass(slots=True)
class Count:
    """A line of "Số liệu tháng"; without a turnout the month is joined with the one before."""

    cell: Unit
    month: int
    turnout: Turnout | None


Marks = dict[Unit, dict[Person, dict[int, str]]]
"""Of each cell with rolls: person → month → present, late, online, excused, unexcused or "-"."""


@dataclass(slots=True)
class Underway:
    """What is written down of the month that has begun."""

    month: int
    sittings: list[Sitting]
    marks: Marks
    counts: list[Count]


@dataclass(slots=True)
class District:
    """Everything that the files say, in their own order."""

    units: list[Unit]
    unit_changes: list[UnitChange]
    people: list[Person]
    sittings: list[Sitting]
    turnouts: list[Turnout]
    marks: Marks
    counts: list[Count]
    underway: Underway | None = None

    @property
    def cells(self) -> list[Unit]:
        return [unit for unit in self.units if unit.is_cell]
