"""Which role gives which right, read from the rules in words; it looks at nothing in `sotay.access`."""

from enum import StrEnum

from tests.prove.people import Given, Person
from tests.prove.world import World


class Right(StrEnum):
    """What one may want at a place."""

    COUNTS = "figures, meetings without names"
    NAMES = "names on rolls"
    PAPER = "the review with its texts"
    WRITE = "write the review"
    CLOSE = "close reports, cancel them, set their own layout"
    WHO = "who can see this"
    IMPORT = "bring in spreadsheets"
    STATE = "state who controls the data"
    SERVER = "how the server stands"
    RECORD = "prepare, lead and record meetings, rolls and counts"
    SEAL = "seal minutes, number resolutions"
    JOIN = "take part in one's own cell's meetings: reply, read papers, speak, vote"
    MINUTES = "what was said by name: opinions, minutes"
    REMIND = "remind a cell of its month"
    ORIENT = "orientation of a month and papers for the cells below"
    VISITS = "what leaders noted of a cell's meeting"
    VISIT = "note a visit to the cell one is assigned to"
    BELONG = "know one's own cell"
    REASONS = "why somebody is exempt"
    LOOKUP = "look for names further down, with a reason"
    GIVE = "give and take roles"
    ENROL = "hand out codes to members"


OFFICES = {"superior_officer", "committee_officer"}
OF_THE_CELL = {Right.BELONG, Right.RECORD, Right.REASONS, Right.SEAL, Right.JOIN, Right.VISIT}
OF_THE_DIRECT_SUPERIOR = {Right.NAMES, Right.GIVE, Right.ENROL, Right.MINUTES, Right.REMIND, Right.VISITS}


def holds(world: World, person: Person, right: Right, place: str) -> bool:
    """Whether one of the person's roles gives the right at the place today."""
    return any(gives(world, given, right, place) for given in person.held)


def gives(world: World, given: Given, right: Right, place: str) -> bool:
    """Whether what was given, while it is in force, gives the right at the place."""
    if given.place == "NOWHERE":  # not yet placed: nobody has any right through it
        return False
    levels = 0 if given.place is None else world.levels_below(place, given.place)
    if levels is None:
        return False
    if right is Right.STATE:  # the superior office, and the operator
        return given.role in {"superior_officer", "operator"}
    if right is Right.SERVER:  # whoever keeps it, nobody else
        return given.role == "operator"
    if given.role in OFFICES:
        if right in OF_THE_CELL:  # offices look, the cell records
            return False
        if right is Right.ORIENT and given.role == "committee_officer":
            return levels == 0
        if right in OF_THE_DIRECT_SUPERIOR and given.place is not None:
            return levels <= 1
        return True
    if levels > 0:
        return False
    if given.role == "secretary":
        return right in {
            Right.COUNTS, Right.NAMES, Right.PAPER, Right.WHO, Right.RECORD, Right.REASONS,
            Right.ENROL, Right.SEAL, Right.JOIN, Right.MINUTES, Right.VISITS,
        }  # fmt: skip
    if given.role == "deputy":
        return right in {
            Right.COUNTS, Right.NAMES, Right.RECORD, Right.JOIN, Right.MINUTES, Right.VISITS,
        }  # fmt: skip
    if given.role == "leader":  # of the committee above, assigned to this cell
        return right in {Right.COUNTS, Right.VISIT}
    return given.role == "member" and right in {Right.BELONG, Right.JOIN}


def holds_anywhere(world: World, person: Person, right: Right) -> bool:
    """Whether the person holds the right at some place at least."""
    return any(holds(world, person, right, place) for place in world.places)
