"""dang-vien.xlsx: the register and its changes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sotay.demo.district.model import District, Person, Unit
from sotay.demo.district.tree import DISTRICT
from sotay.demo.files.book import Book, Row
from sotay.imports.columns import MEMBER_EVENTS, MEMBERS
from sotay.members.choices import Post
from sotay.organisations.choices import Block, Kind

TERM = "2020–2025"
TERM_BEGINS = date(2020, 7, 1)


def write(path: Path, district: District) -> None:
    """Both sheets."""
    with Book(path) as book:
        book.sheet(MEMBERS, (_person(person) for person in district.people))
        book.sheet(MEMBER_EVENTS, _changes(district))


def _person(person: Person) -> Row:
    return {
        "cell": person.cell.code,
        "record": person.record,
        "card": person.card if person.official else "",
        "full_name": person.name,
        "sex": str(person.sex.label),
        "born": person.born.year if person.year_only else person.born,
        "joined_on": person.joined,
        "official_on": person.official,
        "place_from": person.since,
        "post": str(person.post.label) if person.post else "",
        "post_from": person.post_from,
    }


def _changes(district: District) -> Iterator[Row]:
    lines = [(change, person) for person in district.people for change in person.changes]
    for change, person in sorted(lines, key=lambda line: (line[0].on, line[1].record)):
        yield {
            "record": person.record,
            "change": change.what,
            "first": change.on,
            "last": change.until,
            "cell": change.cell.code if change.cell else "",
            "grounds": change.ground,
        }
    for unit, person in committee_secretaries(district):
        yield {
            "record": person.record,
            "change": "Giữ chức vụ",
            "first": TERM_BEGINS,
            "cell": unit.code,
            "post": str(Post.SECRETARY.label),
            "term": TERM,
        }


def committee_secretaries(district: District) -> Iterator[tuple[Unit, Person]]:
    """Who leads each committee in the term, the district's own included: secretaries of its cells."""
    free = [
        p
        for p in district.people
        if p.post is Post.SECRETARY
        and not p.changes
        and p.official
        and max(p.official, p.starts) < TERM_BEGINS
    ]
    grassroots = [u for u in district.units if u.kind is Kind.GRASSROOTS_COMMITTEE]
    top = [u for u in district.units if u.code == DISTRICT]
    for unit in (*grassroots, *top):
        below = [p for p in free if unit in _above(p.cell)]
        # The district's secretary belongs to one of its agencies.
        below.sort(key=lambda p: unit in top and p.cell.grassroots.block is Block.AGENCY)
        if below:
            free.remove(below[-1])
            yield unit, below[-1]


def _above(unit: Unit) -> list[Unit]:
    found = []
    while unit.parent is not None:
        unit = unit.parent
        found.append(unit)
    return found
