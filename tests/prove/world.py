"""The world that the probes walk through: two districts full of canaries, as plain words of places.

Names tell the place: D1, D1C2 (a committee), D1C2K3 (its cell). The special ones are listed below.
Who stands under whom is said here, in `Place`, and the oracle reads it from here and not from paths.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from sotay.core.period import month_of, previous_month
from tests.prove.canaries import Aviary


@dataclass(slots=True)
class Place:
    """An organisation of the world: today's parent (the last one when dissolved), and earlier ones."""

    name: str
    kind: str
    parent: str | None
    former: tuple[str, ...] = ()
    dissolved: bool = False
    pk: int = 0
    public_id: str = ""
    code: str = ""
    meetings: list[str] = field(default_factory=list)
    """Public ids: held with a roll, not held, postponed, joint (hosts only)."""

    @property
    def is_cell(self) -> bool:
        return self.kind in {"cell", "grassroots_cell"}


SPECIAL = (
    Place("D1G", "grassroots_cell", "D1"),  # a cell straight below the district
    Place("D1C1P", "part_committee", "D1C1"),
    Place("D1C1PK", "cell", "D1C1P"),  # a committee's grandchild
    Place("MOVED", "cell", "D1C2", former=("D1C1",)),  # moved inside the district
    Place("GONE", "cell", "D1C1", dissolved=True),  # merged into D1C1K1
    Place("FARMOVED", "cell", "D2C1", former=("D1C3",)),  # moved to the other district
    Place("NOWHERE", "grassroots_cell", None),  # entered, but not yet placed in the tree
)
JOINT = {"D1C1K1": ("D1C1K2", "D1C2K1"), "D2C1K1": ("D1C1K1",), "D1C2K2": ("MOVED",)}
"""Hosts and the other cells of a jointly held meeting."""


@dataclass(slots=True)
class World:
    """Everything the proof knows of what it wrote."""

    today: date
    aviary: Aviary
    places: dict[str, Place]
    joint: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """By public id of a jointly held meeting: the host and the others."""
    meetings: dict[str, str] = field(default_factory=dict)
    """By public id of a meeting: its (host) cell."""
    feeds: set[str] = field(default_factory=set)
    """Tokens of private calendar feeds."""
    called: dict[str, str] = field(default_factory=dict)
    """By cell: the public id of its meeting ahead."""
    reports: dict[str, str] = field(default_factory=dict)
    """By public id of a closed report: its organisation."""
    documents: dict[str, str] = field(default_factory=dict)
    committees: dict[str, str] = field(default_factory=dict)
    """By public id of a cell committee's own meeting: the cell."""
    evenings: dict[str, str] = field(default_factory=dict)
    """By cell: public id of its meeting in session."""
    underway: set[str] = field(default_factory=set)
    """Public ids of meetings in session."""
    polls: dict[str, str] = field(default_factory=dict)
    minutes: dict[str, str] = field(default_factory=dict)
    """Meetings whose minutes the cell has adopted, by public id: their cell."""
    tasks: dict[str, str] = field(default_factory=dict)
    """By public id of a stored file: its organisation."""
    members: dict[str, str] = field(default_factory=dict)
    """By public id of a member: the present official cell."""
    accounts: dict[str, Any] = field(default_factory=dict)
    """By public id of an account: its person."""
    member_pk: dict[str, list[int]] = field(default_factory=dict)
    """By cell: its members."""

    posts: dict[str, list[str]] = field(default_factory=dict)
    """By public id of a member: the organisations in which a post is held."""

    @property
    def last_month(self) -> int:
        """The last month passed: every living cell has records of it."""
        return previous_month(month_of(self.today))

    @property
    def first_month(self) -> int:
        """Probes ask for the two months up to the last one."""
        return previous_month(self.last_month)

    def above(self, name: str) -> list[str]:
        """Today's chain of superiors, nearest first."""
        found = []
        while (parent := self.places[name].parent) is not None:
            found.append(parent)
            name = parent
        return found

    def levels_below(self, name: str, top: str) -> int | None:
        """How many levels `name` stands below `top` today: 0 itself, None not at all."""
        line = [name, *self.above(name)]
        return line.index(top) if top in line else None

    def cells_of(self, meeting: str) -> tuple[str, ...]:
        """The cells that take part in a meeting, the host first."""
        if meeting in self.joint:
            host, others = self.joint[meeting]
            return (host, *others)
        return (self.meetings[meeting],)


def plan_world(random: Random, today: date) -> World:
    """The places, in a shuffled order of writing, so that neither ids nor paths follow the names."""
    places = [Place(f"D{d}", "superior_committee", None) for d in (1, 2)]
    for d in (1, 2):
        for c in (1, 2, 3):
            places.append(Place(f"D{d}C{c}", "grassroots_committee", f"D{d}"))
            places += [Place(f"D{d}C{c}K{k}", "cell", f"D{d}C{c}") for k in (1, 2, 3)]
    places += [Place(p.name, p.kind, p.parent, p.former, p.dissolved) for p in SPECIAL]
    random.shuffle(places)
    return World(today, Aviary(random), {place.name: place for place in places})


def moving_day(world: World) -> date:
    """When the moves and the merger of the world took place."""
    return world.today - timedelta(days=400)
