"""A second reading of who may what, written from the rules in words; it looks at nothing in `sotay.access`.

The rules (docs/trust.md): the cell and its superiors see counts; names on rolls are for the cell and its
direct superior; a member sees themselves; the operator of the server sees no content; offices above write
reviews and bring in spreadsheets for everything below them. What was given holds on its days only, until
it is taken back. Rights stand in `rights.py`, routes in `route_table.py`, who may
write which table in `changes.py`.
"""

from tests.prove.people import Given, Person
from tests.prove.rights import Right, gives, holds, holds_anywhere
from tests.prove.route_table import (
    ANYBODY,
    FILE,
    JOINS,
    LISTS,
    MANAGER,
    MINUTES,
    ONESELF,
    OWN,
    REVIEWS,
    ROOM,
    SEATED,
    SIGNED_IN,
    TOGETHER,
    VOTES,
    Route,
)
from tests.prove.world import World


def places_of(world: World, subject: str, word: str) -> tuple[str, ...]:
    """The places that an id speaks of; a jointly held meeting belongs to each of its cells."""
    if subject == "organisation":
        return tuple(p.name for p in world.places.values() if p.public_id == word)
    if subject == "meeting" and word in world.meetings:
        return world.cells_of(word)
    if subject == "member" and word in world.members:
        return (world.members[word],)
    if subject == "document" and word in world.documents:
        return (world.documents[word],)
    if subject == "committee" and word in world.committees:
        return (world.committees[word],)
    if subject == "minutes" and word in world.minutes:
        return (world.minutes[word],)
    if subject == "task" and word in world.tasks:
        return (world.tasks[word],)
    if subject == "poll" and word in world.polls:
        return (world.polls[word],)
    if subject == "report" and word in world.reports:
        return (world.reports[word],)
    return ()


def may_ask(world: World, person: Person, route: Route, method: str, word: str) -> bool:
    """Whether the person may use the route with this method for the thing behind the id."""
    right = route.right(method)
    if right is None:
        return False
    if route.subject == "feed":  # whoever has the token; it is a secret of its own
        return word in world.feeds
    if right == ANYBODY:
        return True
    if right == SIGNED_IN:
        return person.signed_in and person.active
    if right == ONESELF:
        return bool(person.member and person.held)
    if right == MANAGER:
        if not route.subject:
            return any(given.role == "operator" for given in person.held)
        owner = world.accounts.get(word)
        itself = owner is person and method == "POST"  # nobody locks or resets themselves
        return owner is not None and not itself and manages(world, person, owner)
    if right == FILE:
        return any(may_open(world, person, place) for place in places_of(world, route.subject, word))
    if right == JOINS and not route.subject:
        return bool(person.member) and holds_anywhere(world, person, Right.JOIN)
    if right == JOINS:
        return any(joins(world, person, place) for place in places_of(world, route.subject, word))
    assert isinstance(right, Right)
    if route.subject == "batch":
        canary = world.aviary.known.get(word)
        owned = canary is not None and canary.kind == "batch" and canary.place == f"acc:{person.name}"
        return owned and holds_anywhere(world, person, right)
    if not route.subject:
        return holds_anywhere(world, person, right)
    places = places_of(world, route.subject, word)
    if route.cells_only:
        places = tuple(place for place in places if world.places[place].is_cell)
    if route.committees_only:
        places = tuple(place for place in places if not world.places[place].is_cell)
    places = places[:1] if route.host_only else places
    return any(holds(world, person, right, place) for place in places)


def may_open(world: World, person: Person, place: str) -> bool:
    """A cell's published paper is read by the cell, its direct superior and its leader; a committee's
    orientation by whoever gives it, and by whoever reads papers anywhere at or below the committee."""
    if world.places[place].is_cell:
        return _reads(world, person, place)
    below = [one for one in world.places if world.levels_below(one, place) is not None]
    return holds(world, person, Right.ORIENT, place) or any(_reads(world, person, one) for one in below)


def _reads(world: World, person: Person, place: str) -> bool:
    return any(holds(world, person, right, place) for right in (Right.JOIN, Right.MINUTES, Right.VISIT))


def joins(world: World, person: Person, place: str) -> bool:
    """Whether the person is a member there and may take part: right and register must both say so."""
    return own_home(world, person) == place and holds(world, person, Right.JOIN, place)


# What an answer may contain -----------------------------------------------------------------------


def may_read(world: World, person: Person, route: str, asked: tuple[str, ...], kind: str, place: str) -> bool:
    """Whether a thing of that kind that belongs to `place` may stand in an answer of the route.

    `asked`: the places that the address speaks of. Members, meetings and accounts are asked by
    `may_read_member`, `may_read_meeting`, `may_read_account`.
    """
    if kind in {"id", "name"}:
        return _may_name(world, person, route, asked, place)
    if kind == "detail":
        return holds(world, person, Right.COUNTS, place)
    if kind == "text":
        return holds(world, person, Right.PAPER, place)
    if kind == "meeting":
        return holds(world, person, Right.COUNTS, place)
    if kind == "poll" and route in ROOM and place in asked:  # who sits with the host sees the large screen
        return any(holds(world, person, Right.JOIN, one) for one in asked)
    if kind in {"poll", "task"}:  # voted on, given: the cell, and whoever reads its minutes
        return any(holds(world, person, one, place) for one in (Right.RECORD, Right.JOIN, Right.MINUTES))
    if kind == "minutes":  # what was said and written at a meeting, guests and groups
        return any(holds(world, person, one, place) for one in (Right.RECORD, Right.MINUTES))
    if kind == "visit":  # what a leader noted: the cell, its direct superior, the leader
        return holds(world, person, Right.VISITS, place) or holds(world, person, Right.VISIT, place)
    if kind in {"paper", "orientation"}:
        return may_open(world, person, place)
    if kind in {"own plan", "topic", "committee", "agenda"}:
        return _may_read_plan(world, person, kind, place)
    return False  # health, identifiers: see `may_read_record`


def _may_read_plan(world: World, person: Person, kind: str, place: str) -> bool:
    """What is being prepared is the cell's own; its agenda goes out with the call, its committee's minutes to
    whoever reads its minutes; a shared topic to the cells beside and below its owner."""
    if kind == "own plan":
        return holds(world, person, Right.RECORD, place)
    if kind == "committee":
        return holds(world, person, Right.MINUTES, place) or holds(world, person, Right.RECORD, place)
    if kind == "agenda":
        return holds(world, person, Right.RECORD, place) or _reads(world, person, place)
    parent = world.places[place].parent
    near = [
        one
        for one, node in world.places.items()
        if world.levels_below(one, place) is not None
        or (parent is not None and node.parent == parent and world.places[place].is_cell)
    ]
    return any(holds(world, person, Right.RECORD, one) for one in near)


def _may_name(world: World, person: Person, route: str, asked: tuple[str, ...], place: str) -> bool:
    """An organisation is named to those who see its counts, who belong to it or hold a role there;
    a paper names its superior; figures name whoever stood below in their time."""
    if any(given.place == place for given in person.held):
        return True
    if route in OWN and any(given.place == place for given in person.given):
        return True  # which roles one has held, those that ended too
    if holds(world, person, Right.COUNTS, place) or holds(world, person, Right.BELONG, place):
        return True
    if own_home(world, person) == place or (person.held and place in world.posts.get(person.member, ())):
        return True
    if route == "web:member" and any(place in world.posts.get(one, ()) for one in _members_of(world, asked)):
        return True  # a record says where its member holds a post
    node = world.places[place]
    below_once = [above for former in (node.parent, *node.former) for above in _line(world, former)]
    if any(holds(world, person, Right.COUNTS, above) for above in below_once):
        return True
    if place == "GONE" and holds(world, person, Right.COUNTS, "D1C1K1"):  # it took over the records
        return True
    if route in REVIEWS | LISTS | MINUTES and any(world.places[one].parent == place for one in asked):
        return True
    if route.startswith("web:paper-") and any(place in world.places[one].former for one in asked):
        return True  # a paper of a meeting bears the superior of its own day
    beside = world.places[place]
    over = {beside.parent, *beside.former} - {None}  # neighbours on the day of the meeting, then or now
    siblings = [one for one in asked if over & {world.places[one].parent, *world.places[one].former}]
    if route in TOGETHER and beside.is_cell and siblings:
        return True
    if route in VOTES and place in asked:
        return True  # the host knows who sits with it
    tables = [{host, *others} for host, others in world.joint.values()]
    if route in SEATED and any(place in table and table & set(asked) for table in tables):
        return True  # minutes and the page of a meeting say who sat there
    if route == "web:topics" and any(place in world.above(one) for one in asked):
        return True  # a topic says whose it is
    if route.startswith("web:managed-account"):  # where the roles stand that such a person manages
        return any(manages(world, person, o) and _stands_at(o, place) for o in world.accounts.values())
    # "Who can see this?" says by its code where a right was given: above, that is.
    return route == "web:who-can-see" and any(place in world.above(one) for one in asked)


def _members_of(world: World, cells: tuple[str, ...]) -> list[str]:
    return [member for member, home in world.members.items() if home in cells]


def own_home(world: World, person: Person) -> str:
    """The cell where the person is a member; "" for who is none, or holds nothing."""
    return world.members[person.member] if person.member and person.held else ""


def _line(world: World, name: str | None) -> list[str]:
    """A place and everything above it."""
    return [name, *world.above(name)] if name else []


def may_read_meeting(world: World, person: Person, meeting: str) -> bool:
    """Facts of a meeting go to those who see the counts of its cells; and to its members."""
    cells = world.cells_of(meeting)
    if meeting in world.minutes and any(holds(world, person, Right.JOIN, cell) for cell in cells):
        return True
    if any(joins(world, person, cell) for cell in cells):
        return True
    return any(holds(world, person, Right.COUNTS, cell) for cell in cells)


def may_read_said(world: World, person: Person, kind: str, member: str) -> bool:
    """Own words of a reason for leave go to the cell's secretary alone, opinions to those who read the
    minutes; both to the member."""
    if person.member == member and person.held:
        return True
    right = Right.REASONS if kind == "own words" else Right.MINUTES
    return holds(world, person, right, world.members[member])


def may_read_member(
    world: World,
    person: Person,
    route: str,
    asked: tuple[str, ...],
    member: str,
    signs: tuple[str, ...],
) -> bool:
    """A member's name: those with NAMES at the member's cell, the member; and a paper is signed by its
    organisation's own secretary."""
    if person.member == member and person.held:
        return True
    if holds(world, person, Right.NAMES, world.members[member]):
        return True
    if route in {"web:minutes-read", "web:paper-minutes-read"} and any(
        one == world.members[member] and holds(world, person, Right.JOIN, one) for one in asked
    ):
        return True  # members read the minutes of their own cell, once adopted
    return route in REVIEWS | LISTS and any(one in signs for one in asked)


def may_read_record(world: World, person: Person, kind: str, member: str) -> bool:
    """A member's numbers go where the name goes, why somebody is exempt to the cell's secretary alone;
    and both to the member."""
    if person.member == member and person.held:
        return True
    return holds(world, person, Right.REASONS if kind == "health" else Right.NAMES, world.members[member])


def may_read_account(world: World, person: Person, route: str, asked: tuple[str, ...], owner: Person) -> bool:
    """An account's name: its owner; and on the page "who can see this?" whoever has a right there."""
    if owner is person:
        return True
    if route.startswith("web:managed-account"):
        return manages(world, person, owner)
    if route == "web:role-give":
        return may_be_chosen(world, person, asked, owner)
    if route in {"web:enrol-members", "web:code-issue"}:
        return bool(owner.member) and holds(world, person, Right.ENROL, world.members[owner.member])
    if route != "web:who-can-see":
        return False
    if not any(holds(world, person, Right.NAMES, one) for one in asked):
        return any(_has_any_right(world, owner, one, but="member") for one in asked)
    return any(_has_any_right(world, owner, one) for one in asked)


def may_be_chosen(world: World, person: Person, asked: tuple[str, ...], owner: Person) -> bool:
    """Whoever gives roles at a place chooses among those who hold one where they give roles, those who once
    held one at that very place, and the members of the cell."""
    if any(holds(world, person, Right.GIVE, one.place) for one in standing(owner) if one.place):
        return True
    here = [one for one in asked if holds(world, person, Right.GIVE, one)]
    home = world.members[owner.member] if owner.member else ""
    return home in here or any(given.place in here for given in owner.given)


def standing(owner: Person) -> list[Given]:
    """What was given and has not ended, be it to come."""
    return [given for given in owner.given if given.state in {"in force", "to come"}]


def _stands_at(owner: Person, place: str) -> bool:
    return any(given.place == place for given in standing(owner))


def manages(world: World, person: Person, owner: Person) -> bool:
    """Accounts are managed by the operator of everywhere, or of a place at or above all of their roles."""
    return any(
        mine.place is None
        or (
            mine.place != "NOWHERE"
            and bool(standing(owner))
            and all(g.place and world.levels_below(g.place, mine.place) is not None for g in standing(owner))
        )
        for mine in person.held
        if mine.role == "operator"
    )


def _has_any_right(world: World, owner: Person, place: str, but: str = "") -> bool:
    for given in owner.held:
        if given.role == but:
            continue
        if given.role == "operator":  # manages accounts for what lies below, and sees nothing of it
            if given.place is None or world.levels_below(place, given.place) is not None:
                return True
        elif any(gives(world, given, right, place) for right in Right):
            return True
    return False
