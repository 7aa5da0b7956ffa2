"""Who was expected at a meeting, as at the day held, with what right (indicators.md, definition 10)."""

from collections.abc import Callable
from datetime import date

from sotay.imports.planning.world import Mark, Org, Person, World
from sotay.meetings.choices import EXPECTED_BASES, Basis
from sotay.meetings.rules import expected as rules
from sotay.members.choices import MEMBER_STATUSES, Status

Roster = dict[Person, str]
"""Everybody expected, with the basis."""


def basis_of(person: Person, cell: Org, day: date) -> str:
    """Why a person is, or is not, expected in that cell on that day."""
    standing = person.statuses.on(day)
    away = next((a for a in person.away if a.holds_on(day)), None) if person.away else None
    return rules.basis_of(
        standing=standing,
        here=person.places.on(day) is cell,
        attached=away is not None and away.value is cell,
        away=away is not None,
        exempt=bool(person.exempt) and any(e.holds_on(day) for e in person.exempt),
    )


def may_vote(person: Person, basis: str, day: date) -> bool:
    """Official members vote, in their own cell."""
    return rules.may_vote(basis, person.statuses.on(day))


def rosters(world: World) -> Callable[[Org, date], Roster]:
    """Who is expected in a cell on a day; each answer is worked out once."""
    known: dict[tuple[Org, date], Roster] = {}

    def roster(cell: Org, day: date) -> Roster:
        found = known.get((cell, day))
        if found is None:
            found = known[cell, day] = {}
            for person in world.belonging.get(cell, ()):
                basis = basis_of(person, cell, day)
                if basis in EXPECTED_BASES:
                    found[person] = basis
        return found

    return roster


def expected_mark(person: Person, cell: Org, basis: str, day: date) -> Mark:
    """The line of somebody who was expected, before any state is known."""
    return Mark(cell, str(basis), True, may_vote(person, basis, day), "", dirty=True)


def preferred_basis(person: Person, day: date) -> str:
    """The basis of somebody whom only the roll expects: their standing that day, else the first known."""
    standing = person.statuses.on(day)
    if standing not in MEMBER_STATUSES:
        standing = next((s for s in person.statuses.values if s in MEMBER_STATUSES), Status.OFFICIAL)
    return Basis.OFFICIAL if standing == Status.OFFICIAL else Basis.PROBATIONARY
