"""Journals of random content, written by the product's own operation."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from sotay.core.actor import Actor
from sotay.journal.models import Entry
from sotay.journal.operations import record
from sotay.journal.rules import Line

BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấềỗựỵ0123456789 \"\\\n{}[],:'–…"


@dataclass(frozen=True, slots=True)
class SomethingDone:
    """An event with a bit of everything."""

    number: int
    code: str
    flag: bool
    maybe: int | None
    many: list[int]


@dataclass(frozen=True, slots=True)
class OtherThingDone:
    """An event of another name with the same kind of content."""

    number: int
    code: str


def write_journal(random: Random, *, chains: int, longest: int) -> None:
    """Several chains of random length (at least three lines), written in mixed order."""
    lengths = {chain: random.randint(3, longest) for chain in range(chains)}
    order = [chain for chain, length in lengths.items() for _ in range(length)]
    random.shuffle(order)
    at = BEGINNING
    for chain in order:
        at += timedelta(microseconds=random.randint(1, 10**10))
        actor = Actor(random.choice([None, random.randint(1, 10**6)]), "ai đó")
        record(_event(random), actor=actor, at=at, organisation_id=chain)


def _event(random: Random) -> SomethingDone | OtherThingDone:
    code = "".join(random.choices(LETTERS, k=random.randint(0, 30)))
    if random.random() < 0.3:
        return OtherThingDone(random.randint(-5, 10**9), code)
    many = [random.randint(0, 99) for _ in range(random.randint(0, 5))]
    maybe = random.choice([None, random.randint(0, 9)])
    return SomethingDone(random.randint(0, 10**6), code, random.random() < 0.5, maybe, many)


def line_of(entry: Entry) -> Line:
    """The entry as the hashed line."""
    return Line(
        entry.organisation_id,
        entry.number,
        entry.at,
        entry.account_id,
        entry.event,
        entry.payload,
        entry.previous,
        entry.digest,
    )
