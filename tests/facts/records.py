"""What cells of a drawn district put on record, and its members."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from tests.facts.pick import Pick

if TYPE_CHECKING:
    from tests.facts.worlds import World

STEPS = ["O3", "O4", "O5", "C1", "C2", "C4", "C6", "C7", "C8", "E2", "E3"]
POOL = 6
"""People on rolls: six are enough for every shape."""


def months_from(start: date, length: int) -> list[int]:
    found = []
    year, number = start.year, start.month
    for _ in range(length):
        found.append(year * 100 + number)
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return found


def last_day(month: int) -> date:
    return date(month // 100, month % 100, calendar.monthrange(month // 100, month % 100)[1])


def edge_after(day: date, *, last: bool) -> date:
    """The first day of the month after, or the last day of the month itself."""
    end = last_day(day.year * 100 + day.month)
    return end if last else end + timedelta(days=1)


def later(month: int, by: int) -> int:
    return months_from(date(month // 100, month % 100, 1), by + 1)[-1]


Roll = list[tuple[str, str]]
O, P, A, X, W, E = "official", "probationary", "attached", "exempt", "away", "elsewhere"  # noqa: E741
ROLLS: list[Roll] = [
    [(O, "present"), (O, "present"), (P, "late"), (O, "excused")],
    [(O, "present"), (O, "unexcused"), (O, "online")],
    [(O, "present"), (A, "present"), (X, ""), (W, "excused")],
    [(O, ""), (O, "present"), (E, "present"), (X, "present")],
    [(O, "excused"), (P, "excused")],
    [(X, "present"), (W, "")],
    [],
    [(O, ""), (O, "")],
    [(O, "excused"), (O, "present"), (X, "excused")],
    [(O, "unexcused")],
]
MARKS = ["all", "all", "all", "skip", "part", "part_skip", "none", "optional"]


def marks(shape: str) -> dict[str, bool]:
    """Steps of a meeting by shape; optional steps never matter."""
    done = dict.fromkeys(STEPS, True)
    return {
        "all": done,
        "skip": done | {"C6": False},
        "part": dict.fromkeys(STEPS[:-1], True),
        "part_skip": dict.fromkeys(STEPS[3:], False),
        "none": {},
        "optional": done | {"O1": False, "C9": True},
    }[shape]


@dataclass
class Sitting:
    """One meeting to be written down; `rolls` by cell, None when none was recorded."""

    cell: int
    month: int
    kind: str = "regular"
    status: str = "held"
    held_on: date | None = None
    also_for: int | None = None
    joint: list[int] = field(default_factory=list)
    marks: str = "all"
    rolls: dict[int, Roll] | None = None
    times: tuple[time | None, time | None] = (None, None)
    papers: int | None = None
    """Days before the meeting that the papers went out."""


@dataclass
class Count:
    """The counts of a cell and month; `people` is expected, present, excused, unexcused."""

    cell: int
    month: int
    held: str
    people: tuple[int, int, int, int] | None = None
    steps: bool | None = None
    theme: bool | None = None


Span = tuple[date, date | None]


@dataclass
class Person:
    """A member with dated places, statuses and exemptions."""

    sex: str
    born_on: date | None
    birth_year: int | None
    places: list[tuple[int, date, date | None]]
    statuses: list[tuple[str, date, date | None]]
    exemptions: list[Span]


SHAPES = (
    ["plain"] * 6
    + ["held"] * 6
    + ["count"] * 3
    + ["nothing", "two", "joined", "not_held", "postponed", "planned"]
    + ["late", "joint", "count_beside", "count_beside"]
)
PEOPLE = [None, (10, 8, 1, 1), (7, 7, 0, 0), (3, 0, 3, 0), (0, 0, 0, 0), (5, 2, 0, 3)]
FLAG = [None, True, False]


EVENING = time(19, 30)
TIMES = [
    (None, None),
    (EVENING, None),
    (EVENING, time(20, 59)),
    (EVENING, time(21, 0)),
    (EVENING, time(21, 30)),
    (EVENING, time(21, 29)),
]
"""89, 90, 120 and 119 minutes: on both sides of what is asked."""


def _held(pick: Pick, cell: int, month: int, **more) -> Sitting:
    kind = pick.one(["regular", "regular", "combined"])
    sitting = Sitting(cell, month, kind, marks=pick.one(MARKS), **more)
    day = date(month // 100, month % 100, 3)
    sitting.held_on = day + timedelta(days=pick.one([0, 12, 25, -4, 40]))
    roll = pick.one([None, *ROLLS])
    sitting.rolls = None if roll is None else {cell: roll}
    sitting.times = pick.one(TIMES)
    sitting.papers = pick.one([None, 0, 1, 1, 5])
    return sitting


def _count(pick: Pick, cell: int, month: int, held: str) -> Count:
    theme = None if held == "joined" else pick.one(FLAG)
    if held != "yes":
        return Count(cell, month, held, theme=theme)
    people, steps = pick.one(PEOPLE), pick.one(FLAG)
    return Count(cell, month, held, people, steps, theme)


def _month(pick: Pick, world: World, cell: int, month: int) -> None:
    shape = pick.one(SHAPES)
    meetings, counts = world.meetings, world.counts
    if shape == "plain":
        day = date(month // 100, month % 100, 3)
        meetings.append(Sitting(cell, month, held_on=day, rolls={cell: ROLLS[0]}))
    elif shape == "held":
        meetings.append(_held(pick, cell, month))
    elif shape == "two":
        meetings += [_held(pick, cell, month), _held(pick, cell, month)]
    elif shape == "joined":
        meetings.append(_held(pick, cell, month, also_for=later(month, pick.one([1, 1, 2]))))
    elif shape == "late":
        meeting = _held(pick, cell, month)
        meeting.held_on = last_day(month) + timedelta(days=pick.one([1, 10, 40, 100]))
        meetings.append(meeting)
    elif shape == "joint":
        others = pick.order([c for c in world.cells() if c != cell])[:2]
        meeting = _held(pick, cell, month, joint=others)
        if meeting.rolls is not None:
            halves = pick.one(ROLLS)
            # Some cells bring no roll: another's says nothing of them.
            others = others[: pick.one([1, len(others)])]
            meeting.rolls = {cell: meeting.rolls[cell][:3], **dict.fromkeys(others, halves[:1])}
        meetings.append(meeting)
    elif shape in ("not_held", "postponed", "planned"):
        kind = pick.one(["regular", "combined", "thematic"])
        meetings.append(Sitting(cell, month, kind, shape, marks="none"))
    elif shape == "count":
        counts.append(_count(pick, cell, month, pick.one(["yes", "yes", "yes", "no", "joined"])))
    elif shape == "count_beside":
        meetings.append(_held(pick, cell, month))
        counts.append(_count(pick, cell, month, "yes"))
    if pick.number(0, 5) == 0:
        day = date(month // 100, month % 100, 20)
        meetings.append(Sitting(cell, month, "thematic", held_on=day, marks="none"))


def draw_records(pick: Pick, world: World) -> None:
    """For every cell and month around its life: something, or nothing."""
    for cell in world.cells():
        node = world.nodes[cell]
        for month in world.months:
            begun = later(node.founded.year * 100 + node.founded.month, 0) <= later(month, 1)
            over = node.dissolved is not None and last_day(month) > node.dissolved + timedelta(days=50)
            if begun and not over:
                _month(pick, world, cell, month)


def _person(pick: Pick, world: World, cells: list[int]) -> Person:
    day = world.start + timedelta(days=pick.number(-10, 200))
    second = day + timedelta(days=pick.number(1, 90))
    long_ago = date(2010, 5, 19)
    first, then = pick.one([cells[0], *cells]), pick.one(cells)
    places = pick.one(
        [
            [(first, long_ago, None)],
            [(first, long_ago, day), (then, day, None)],
            [(first, day, None)],
            [(first, long_ago, day), (then, day, second)],
        ]
    )
    end = pick.one(["left", "removed", "expelled", "deceased"])
    statuses = pick.one(
        [
            [("official", long_ago, None)],
            [("probationary", long_ago, day), ("official", day, None)],
            [("official", long_ago, day), (end, day, None)],
            [("probationary", day, None)],
            [("probationary", long_ago, day), ("official", day, second), (end, second, None)],
        ]
    )
    born = pick.one([None, None, date(1961, 12, 31), date(1992, 2, 29), date(1984, 7, 1), day])
    if born == day:
        born = date(day.year - pick.one([31, 41, 51, 61]), day.month, min(day.day, 28))
    turning = [world.report_date.year - age for age in (31, 41, 51, 61)]
    year = pick.one([None, *turning]) if born is None else None
    spans = pick.one([[], [], [(day, None)], [(day, second)]])
    return Person(pick.one(["female", "male", ""]), born, year, places, statuses, spans)


def draw_people(pick: Pick, world: World) -> None:
    """A few members; their places may lie in any cell, whenever it existed."""
    cells = world.cells()
    if cells:
        world.people = [_person(pick, world, cells) for _ in range(pick.one([0, 3, 9, 12]))]
