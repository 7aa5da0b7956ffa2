"""What is known, as plain objects: the database before the import and what the rows add to it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.imports.plan import Change, ImportOptions, Twin
from sotay.imports.planning.steps import Interval, Steps
from sotay.meetings.choices import REGULAR_KINDS
from sotay.members.choices import MEMBER_STATUSES
from sotay.organisations.choices import CELL_KINDS

if TYPE_CHECKING:
    from sotay.imports.planning.landed import Landed


@dataclass(slots=True, eq=False, kw_only=True)
class Thing:
    """Something that has, or will have, a row of its own."""

    pk: int | None = None

    @property
    def row_id(self) -> int:
        """The id, once the row has been written."""
        assert self.pk is not None, "written in the wrong order"
        return self.pk


@dataclass(slots=True, eq=False)
class Org(Thing):
    """An organisation. `path`: where rights on it are decided (for a new one: the known node above)."""

    code: str = ""
    path: str = ""
    kind: str = ""
    seat: str = ""
    founded_on: date = date.min
    dissolved_on: date | None = None
    decision: str = ""
    official_order: int = 0
    names: Steps[str] = field(default_factory=Steps)
    organs: Steps[str] = field(default_factory=Steps)
    parents: "Steps[tuple[Org | None, str]]" = field(default_factory=Steps)
    """Parent and the decision of the link."""
    blocks: Steps[str] = field(default_factory=Steps)
    cell_types: Steps[str] = field(default_factory=Steps)

    @property
    def is_cell(self) -> bool:
        """Whether it holds the monthly meeting."""
        return self.kind in CELL_KINDS

    def exists_on(self, day: date) -> bool:
        """Founded and not yet dissolved."""
        return self.founded_on <= day and (self.dissolved_on is None or day < self.dissolved_on)


@dataclass(slots=True, eq=False)
class Handover(Thing):
    """One organisation goes over into another."""

    predecessor: Org = field(default_factory=Org)
    successor: Org = field(default_factory=Org)
    on: date = date.min
    change: str = ""
    takes_over: bool = False
    decision: str = ""


@dataclass(slots=True, eq=False)
class Held(Interval["tuple[Org, str]"]):
    """A post held for a while, in a term such as 2020–2025."""

    term: str = ""


@dataclass(slots=True, eq=False)
class Person(Thing):
    """A member."""

    full_name: str = ""
    sex: str = ""
    born_on: date | None = None
    birth_year: int | None = None
    home: Org | None = None
    numbers: dict[tuple[str, str], date] = field(default_factory=dict)
    statuses: Steps[str] = field(default_factory=Steps)
    places: "Steps[Org | None]" = field(default_factory=Steps)
    away: "list[Interval[Org | None]]" = field(default_factory=list)
    exempt: list[Interval[tuple[str, str]]] = field(default_factory=list)
    posts: list[Held] = field(default_factory=list)

    def is_member_on(self, day: date) -> bool:
        """Probationary or official that day."""
        return self.statuses.on(day) in MEMBER_STATUSES


@dataclass(slots=True)
class Mark:
    """One person's line in the snapshot of a meeting."""

    cell: Org
    basis: str
    expected: bool
    votes: bool
    state: str
    pk: int | None = None
    dirty: bool = False


@dataclass(slots=True, eq=False)
class Gathering(Thing):
    """A meeting."""

    cell: Org = field(default_factory=Org)
    kind: str = ""
    counted_for: int = 0
    code: str = ""
    status: str = ""
    also_for: int | None = None
    planned_on: date | None = None
    held_on: date | None = None
    started_at: time | None = None
    ended_at: time | None = None
    place: str = ""
    mode: str = "in_person"
    theme: str = ""
    reason: str = ""
    consent: str = ""
    rule_set: str = ""
    papers_on: date | None = None
    roll_recorded: bool = False
    sealed: bool = False
    """Its minutes are sealed: nothing that they say may change."""
    joint: list[Org] = field(default_factory=list)
    steps: dict[str, tuple[bool, str]] = field(default_factory=dict)
    marks: dict[Person, Mark] = field(default_factory=dict)

    @property
    def is_regular(self) -> bool:
        """Thường kỳ, with or without a theme."""
        return self.kind in REGULAR_KINDS

    @property
    def cells(self) -> list[Org]:
        """The host and those that take part."""
        return [self.cell, *self.joint]

    @property
    def months(self) -> tuple[int, ...]:
        """The months that it meets."""
        return (self.counted_for,) if self.also_for is None else (self.counted_for, self.also_for)


@dataclass(slots=True, eq=False)
class Count(Thing):
    """The counts of a cell and month."""

    cell: Org = field(default_factory=Org)
    month: int = 0
    held: str = ""
    expected: int | None = None
    present: int | None = None
    excused: int | None = None
    unexcused: int | None = None
    steps_complete: bool | None = None
    theme_held: bool | None = None
    reason: str = ""
    consent: str = ""


@dataclass(slots=True)
class World:
    """Everything the rows may speak of. The sets say what has to be written."""

    actor: Actor
    options: ImportOptions
    today: date
    orgs: dict[str, Org] = field(default_factory=dict)
    handovers: dict[tuple[Org, Org], Handover] = field(default_factory=dict)
    persons: dict[tuple[str, str], Person] = field(default_factory=dict)
    """By kind and number of every identifier."""
    everybody: list[Person] = field(default_factory=list)
    """Whoever was loaded, with or without a number."""
    belonging: dict[Org, list[Person]] = field(default_factory=lambda: defaultdict(list))
    """Everybody who ever was in the cell, officially or for a time."""
    gatherings: dict[Org, list[Gathering]] = field(default_factory=lambda: defaultdict(list))
    """Meetings of the cell, jointly held ones included."""
    counts: dict[tuple[Org, int], Count] = field(default_factory=dict)
    dirty_orgs: dict[Org, None] = field(default_factory=dict)
    dirty_handovers: dict[Handover, None] = field(default_factory=dict)
    dirty_persons: dict[Person, None] = field(default_factory=dict)
    dirty_gatherings: dict[Gathering, None] = field(default_factory=dict)
    dirty_steps: dict[Gathering, None] = field(default_factory=dict)
    dirty_rolls: dict[Gathering, None] = field(default_factory=dict)
    dirty_flags: dict[Gathering, None] = field(default_factory=dict)
    """Meetings known before whose `roll_recorded` alone changed."""
    dirty_counts: dict[Count, None] = field(default_factory=dict)
    stale: set[tuple[Org, int]] = field(default_factory=set)
    """Cells and months whose figures must be counted again."""
    steps_known: bool = False
    """Whether the steps of meetings were loaded."""
    answers: dict[str, str] = field(default_factory=dict)
    """What was decided of likely twins, by key."""
    refused: set[str] = field(default_factory=set)
    """Digests of rows refused in earlier files because of another row."""
    twins: list[Twin] = field(default_factory=list)
    left: set[tuple[int, int]] = field(default_factory=set)
    """Rows left aside by choice: identity of the sheet, number."""
    changes: list[Change] = field(default_factory=list)
    landed: "list[Landed]" = field(default_factory=list)
    """Rows that add or change something, and of what."""
    said: "dict[tuple[str, bool], Org | str]" = field(default_factory=dict)
    """What a file calls a cell (and whether any organisation will do) → which it is, or what to do."""
    bearers: dict[str, list[Org]] = field(default_factory=lambda: defaultdict(list))
    """Organisations of the actor's scope by what lists may call them; filled when first asked."""
    yearless: int = 0
    """Columns and rows of rolls that name a month whose year has not been answered."""
    blanks: int = 0
    """Empty cells of rolls whose meaning has not been answered."""

    def may(self, org: Org) -> bool:
        """Whether the actor may import for that organisation."""
        return self.actor.may(Permission.IMPORT_RUN, org)

    def org(self, code: str) -> Org | None:
        """The organisation of that code inside the actor's scope: outside is as if it were not there."""
        found = self.orgs.get(code.casefold())
        return found if found is not None and self.may(found) else None

    def regular(self, cell: Org, month: int) -> "Iterator[Gathering]":
        """Regular meetings recorded for a cell and month, whatever their status."""
        for gathering in self.gatherings.get(cell, ()):
            if gathering.is_regular and month in gathering.months:
                yield gathering

    def belong(self, cell: Org, person: Person) -> None:
        """Note that the person was, is or will be in the cell."""
        if person not in self.belonging[cell]:
            self.belonging[cell].append(person)
