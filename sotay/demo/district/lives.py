"""Where somebody is expected at meetings, by dated statuses (indicators.md, definition 10)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sotay.demo.district.model import DAY, Person, PersonChange, Unit

FAR = date.max
_ENDS = {"Chuyển đi", "Xóa tên", "Khai trừ", "Từ trần"}
Stay = tuple[Unit, date, date]


def official_stays(person: Person) -> list[Stay]:
    """Half-open spans of membership in each cell."""
    end = min((c.on for c in person.changes if c.what in _ENDS), default=FAR)
    stays: list[Stay] = []
    cell, start = person.cell, person.starts
    for change in sorted((c for c in person.changes if c.what == "Chuyển chính thức"), key=lambda c: c.on):
        stays.append((cell, start, change.on))
        cell, start = change.cell or cell, change.on
    stays.append((cell, start, end))
    return stays


def expected_stays(person: Person) -> list[Stay]:
    """Spans in which somebody is expected, and where: exempt nowhere, a temporary member at the host."""
    stays = official_stays(person)
    for change in person.changes:
        if change.what not in {"Miễn sinh hoạt", "Sinh hoạt tạm thời"}:
            continue
        first, end = change.on, _end(change)
        stays = [part for stay in stays for part in _without(stay, first, end)]
        if change.cell:
            stays.append((change.cell, first, end))
    return stays


def _end(change: PersonChange) -> date:
    return change.until + DAY if change.until else FAR


def _without(stay: Stay, first: date, end: date) -> list[Stay]:
    cell, start, stop = stay
    parts = [(cell, start, min(stop, first)), (cell, max(start, end), stop)]
    return [part for part in parts if part[1] < part[2]]


def expected_by_cell(people: Iterable[Person]) -> dict[Unit, list[tuple[date, date, Person]]]:
    """Of each cell: who is expected, from when to when."""
    found: dict[Unit, list[tuple[date, date, Person]]] = defaultdict(list)
    for person in people:
        for cell, start, stop in expected_stays(person):
            found[cell].append((start, stop, person))
    return found


def members_on(people: Iterable[Person], day: date) -> int:
    """How many are members (official or probationary) on that day."""
    return sum(any(start <= day < stop for _, start, stop in official_stays(person)) for person in people)
