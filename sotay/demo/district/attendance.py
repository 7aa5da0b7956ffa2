"""Who came: how many is decided by exact quotas, who by luck."""

from collections import defaultdict
from random import Random

from sotay.demo.district.calendar import Calendar
from sotay.demo.district.lives import expected_by_cell
from sotay.demo.district.model import Marks, Person, Turnout, Unit
from sotay.demo.district.quotas import Dealer, monthly_missing
from sotay.demo.district.shape import Shape
from sotay.demo.district.steps import Clerk
from sotay.organisations.choices import CellType

PRESENT, LATE, ONLINE, EXCUSED, UNEXCUSED, UNRECORDED = (
    "present",
    "late",
    "online",
    "excused",
    "unexcused",
    "-",
)
_STRICT = {CellType.POLICE: 0.35, CellType.MILITARY: 0.35, CellType.AGENCY: 0.6, CellType.SCHOOL: 0.7}


def turn_out(random: Random, shape: Shape, calendar: Calendar, people: list[Person]) -> list[Turnout]:
    """One turnout for each cell and regular meeting, with the exact numbers of each block."""
    turnouts = _expected(calendar, people)
    for block in shape.paths:
        own = [t for t in turnouts if t.cell.grassroots.block == block]
        path = shape.paths[block]
        dealer = Dealer()
        for t in own:
            size = len(t.expected)
            t.excused = dealer.share(t.cell, float(path.excused) * size, size // 4)
        by_month = [[t for t in own if t.month == m] for m in shape.period.months]
        nets = [sum(t.net for t in some) for some in by_month]
        missing = monthly_missing(nets, mean=path.mean, rise=path.rise)
        _deal(random, by_month, missing)
    return turnouts


def _expected(calendar: Calendar, people: list[Person]) -> list[Turnout]:
    stays = expected_by_cell(people)
    turnouts = []
    for (cell, month), sitting in calendar.regular.items():
        for place in (cell, *sitting.joint):
            day = sitting.held_on
            if day is None:
                continue
            expected = [p for start, stop, p in stays[place] if start <= day < stop]
            turnout = Turnout(place, month, day, sitting.mode, expected)
            turnout.theme = (place, month) in calendar.themed
            turnouts.append(turnout)
    return turnouts


def _deal(random: Random, by_month: list[list[Turnout]], missing: list[int]) -> None:
    habits: dict[Unit, float] = defaultdict(lambda: random.uniform(0.6, 1.4))
    dealer = Dealer()
    for turnouts, total in zip(by_month, missing, strict=True):
        at = {t.cell: t for t in turnouts}
        wants: dict[object, float] = {c: t.net * _want(c) * habits[c] for c, t in at.items()}
        caps: dict[object, int] = {c: t.net // 2 for c, t in at.items()}
        for cell, part in dealer.deal(total, wants, caps).items():
            at[cell].missing = part  # type: ignore[index]  # the dealer does not care what a place is


def _want(cell: Unit) -> float:
    kind = cell.cell_type or CellType.RESIDENTIAL
    return _STRICT.get(kind, 1.0) * (0.4 if Clerk.is_meticulous(cell) else 1.0)


def mark_rolls(random: Random, turnouts: list[Turnout], people: list[Person]) -> Marks:
    """The marks of every cell with rolls. In the careless commune some marks are missing."""
    marks: Marks = defaultdict(lambda: defaultdict(dict))
    guests: dict[Unit, list[Person]] = defaultdict(list)
    for person in people:
        if Clerk.is_meticulous(person.cell) and [c.ground for c in person.changes] == ["Tuổi cao"]:
            guests[person.cell].append(person)
    for t in turnouts:
        if t.cell.counted:
            continue
        for person, mark in zip(_in_order(random, t), _letters(random, t), strict=True):
            marks[t.cell][person][t.month] = mark
        for person in _uncalled(random, t, guests.get(t.cell, [])):
            marks[t.cell][person][t.month] = PRESENT
    return marks


def _uncalled(random: Random, turnout: Turnout, guests: list[Person]) -> list[Person]:
    """Exempt old members who like to come all the same: noted by the import, not counted."""
    return [p for p in guests if p not in turnout.expected and random.random() < 0.2]


def _in_order(random: Random, turnout: Turnout) -> list[Person]:
    """The excused, then the missing, then the others; the lax are the likelier to be missing."""
    rest = list(turnout.expected)
    random.shuffle(rest)
    excused, rest = rest[: turnout.excused], rest[turnout.excused :]
    rest.sort(key=lambda p: random.random() ** (1 / p.laxity), reverse=True)
    return excused + rest


def _letters(random: Random, turnout: Turnout) -> list[str]:
    forgets = Clerk.is_careless(turnout.cell) and random.random() < 0.3
    missing = [UNRECORDED if forgets and random.random() < 0.5 else UNEXCUSED for _ in range(turnout.missing)]
    mixed = turnout.mode == "Kết hợp"
    present = [
        LATE if luck < 0.03 else ONLINE if mixed and luck < 0.35 else PRESENT
        for luck in (random.random() for _ in range(turnout.present))
    ]
    return [EXCUSED] * turnout.excused + missing + present
