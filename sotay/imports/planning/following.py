"""Members of a cell that is merged or absorbed go over with it, unless a row says otherwise.

A split says nothing of who goes where: there each member needs a row "Chuyển chính thức".
"""

from datetime import date

from sotay.imports.plan import Notice
from sotay.imports.planning.member_changes import end_posts
from sotay.imports.planning.members import home_of
from sotay.imports.planning.steps import Interval
from sotay.imports.planning.world import Handover, Org, Person, World
from sotay.organisations.choices import Change

WHOLE = frozenset({Change.MERGE, Change.ABSORB})


def follow_handovers(world: World) -> list[Notice]:
    """Move whoever is still in a cell on the day it goes over whole into another; a notice with how many."""
    moved = 0
    for handover in sorted(world.handovers.values(), key=lambda h: h.on):
        if handover.change not in WHOLE or not (
            world.may(handover.predecessor) and world.may(handover.successor)
        ):
            continue
        for person in list(world.belonging.get(handover.predecessor, ())):
            moved += _follow(world, person, handover)
    if not moved:
        return []
    text = f"{moved} đảng viên của chi bộ đã nhập vào chi bộ khác được chuyển theo, từ ngày của quyết định."
    return [Notice("", "Biến động tổ chức", text)]


def _follow(world: World, person: Person, handover: Handover) -> bool:
    before, after, day = handover.predecessor, handover.successor, handover.on
    belongs = person.places.on(day) is before
    if belongs:
        person.places.put(day, after)
        end_posts(person, before, day)
        person.home = home_of(person, world.today)
    if _host_follows(person, before, after, day) or belongs:
        world.belong(after, person)
        world.dirty_persons[person] = None
        return True
    return False


def _host_follows(person: Person, before: Org, after: Org, day: date) -> bool:
    """Who is attached to the cell for a time is attached to its successor from that day."""
    for span in person.away:
        if span.value is not before or not span.holds_on(day):
            continue
        if span.first == day:
            span.value = after
        else:
            person.away.append(Interval(day, span.end, after))
            span.end = day
        return True
    return False
