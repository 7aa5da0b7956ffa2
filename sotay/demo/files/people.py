"""dang-vien.xlsx: the register and its changes."""

from collections.abc import Iterator
from pathlib import Path

from sotay.demo.district.model import District, Person
from sotay.demo.files.book import Book, Row
from sotay.imports.columns import MEMBER_EVENTS, MEMBERS


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
