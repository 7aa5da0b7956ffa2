"""A second reading of who may what, written from the rules in words; it looks at nothing in `sotay.access`.

The rules (docs/trust.md): the cell and its superiors see counts; names on rolls are for the cell and its
direct superior; a member sees themselves; the operator of the server sees no content; offices above write
reviews and bring in spreadsheets for everything below them. What was given holds on its days only, until
it is taken back. A route that is not in ROUTES has no answer here, and that is a failure of the proof.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sotay.core import clock
from sotay.core.period import month_of, previous_month
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
    RECORD = "record meetings, rolls and counts"
    BELONG = "know one's own cell"
    REASONS = "why somebody is exempt"
    LOOKUP = "look for names further down, with a reason"
    GIVE = "give and take roles"
    ENROL = "hand out codes to members"


OFFICES = {"superior_officer", "committee_officer"}
HEADS_OF_CELLS = {"secretary", "deputy"}


def holds(world: World, person: Person, right: Right, place: str) -> bool:
    """Whether one of the person's roles gives the right at the place today."""
    return any(_gives(world, given, right, place) for given in person.held)


def _gives(world: World, given: Given, right: Right, place: str) -> bool:
    if given.place == "NOWHERE":  # not yet placed: nobody has any right through it
        return False
    levels = 0 if given.place is None else world.levels_below(place, given.place)
    if levels is None:
        return False
    if right is Right.STATE:  # the superior office, and the operator
        return given.role in {"superior_officer", "operator"}
    if given.role in OFFICES:
        if right in {Right.BELONG, Right.RECORD, Right.REASONS}:  # offices look, the cell records
            return False
        if right in {Right.NAMES, Right.GIVE, Right.ENROL} and given.place is not None:
            return levels <= 1
        return True
    if levels > 0:
        return False
    if given.role == "secretary":
        return right in {
            Right.COUNTS, Right.NAMES, Right.PAPER, Right.WHO, Right.RECORD, Right.REASONS,
            Right.ENROL,
        }  # fmt: skip
    if given.role == "deputy":
        return right in {Right.COUNTS, Right.NAMES, Right.RECORD}
    return given.role == "member" and right is Right.BELONG


def holds_anywhere(world: World, person: Person, right: Right) -> bool:
    """Whether the person holds the right at some place at least."""
    return any(holds(world, person, right, place) for place in world.places)


# Routes -----------------------------------------------------------------------------------------

ANYBODY, SIGNED_IN = "anybody", "signed in"
ONESELF = "a member, of oneself"
MANAGER = "whoever manages accounts"


@dataclass(frozen=True, slots=True)
class Route:
    """Which right each method asks for, at the place that the address names.

    `subject`: what the id in the address is. `values`: the other parts of the address, to be filled
    with one of these. A batch is an upload: it is asked by its token, by its owner alone; `state` says
    which uploads the route is about.
    """

    get: Right | str | None = None
    post: Right | str | None = None
    subject: str = ""
    id_name: str = "public_id"
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    state: str = ""
    cells_only: bool = False
    """Of organisations, only cells have such a page."""

    def right(self, method: str) -> Right | str | None:
        """What a method asks for; None: the route does not know the method."""
        if method in {"GET", "HEAD"}:
            return self.get
        return self.post if method == "POST" else None


def _batch(state: str, **methods: Right) -> Route:
    return Route(**methods, subject="batch", id_name="token", state=state)  # type: ignore[arg-type]


FIGURES = ("meeting.regular", "meeting.attendance_net", "meeting.thematic_cells", "org.cells", "member.total")

KINDS = {"kind": ("tong-ket", "bao-cao-thang", "bao-cao-quy", "bao-cao-nam")}
FLOWS = ("meeting.regular", "meeting.thematic", "meeting.attendance_net")
FORMS = ("xlsx", "csv")
MONTHS = (str(month_of(clock.today())), str(previous_month(month_of(clock.today()))))

LIST_FORMS = ("docx", "pdf", "xlsx", "html")
ROUTES: dict[str, Route] = {
    "web:alive": Route(get=ANYBODY),
    "web:sign-in": Route(get=ANYBODY, post=ANYBODY),
    "web:sign-out": Route(post=ANYBODY),
    "web:home": Route(get=SIGNED_IN),
    "web:components": Route(get=SIGNED_IN),
    "web:account": Route(get=SIGNED_IN, post=SIGNED_IN),
    "web:text-size": Route(post=SIGNED_IN),
    "web:own": Route(get=SIGNED_IN),
    "web:own-data": Route(get=ONESELF),
    "web:own-json": Route(get=ONESELF),
    "web:members": Route(get=Right.NAMES, subject="organisation"),
    "web:member-list": Route(get=Right.NAMES, subject="organisation"),
    "web:member-list-file": Route(get=Right.NAMES, subject="organisation", values={"form": LIST_FORMS}),
    "web:organisation-list": Route(get=Right.COUNTS, subject="organisation"),
    "web:organisation-list-file": Route(
        get=Right.COUNTS, subject="organisation", values={"form": LIST_FORMS}
    ),
    "web:member": Route(get=Right.NAMES, subject="member"),
    "web:member-search": Route(get=Right.NAMES, post=Right.NAMES),
    "web:member-reason": Route(post=Right.LOOKUP),
    "web:member-reason-end": Route(post=Right.LOOKUP),
    "web:second-step": Route(get=ANYBODY, post=ANYBODY),
    "web:sign-in-key": Route(get=ANYBODY, post=ANYBODY),
    "web:enrol": Route(get=ANYBODY, post=ANYBODY),
    "web:prove-again": Route(get=SIGNED_IN, post=SIGNED_IN),
    "web:narrow": Route(post=SIGNED_IN),
    "web:role-give": Route(get=Right.GIVE, post=Right.GIVE, subject="organisation"),
    "web:role-take": Route(post=Right.GIVE, subject="organisation"),
    "web:enrol-members": Route(get=Right.ENROL, post=Right.ENROL, subject="organisation"),
    "web:code-issue": Route(post=Right.ENROL, subject="organisation"),
    "web:managed-accounts": Route(get=MANAGER),
    "web:managed-account": Route(get=MANAGER, subject="account"),
    "web:managed-account-change": Route(post=MANAGER, subject="account"),
    "web:openers": Route(get=SIGNED_IN),
    "web:opener-end": Route(post=SIGNED_IN),
    "web:second-factor": Route(get=SIGNED_IN, post=SIGNED_IN),
    "web:second-factor-drop": Route(post=SIGNED_IN),
    "web:key-add": Route(get=SIGNED_IN, post=SIGNED_IN),
    "web:organisation": Route(get=Right.COUNTS, subject="organisation"),
    "web:records": Route(get=Right.COUNTS, subject="organisation", values={"code": FIGURES}),
    "web:records-file": Route(
        get=Right.COUNTS, subject="organisation", values={"code": FIGURES, "form": FORMS}
    ),
    "web:charts": Route(get=Right.COUNTS, subject="organisation", values={"code": FLOWS}),
    "web:charts-file": Route(get=Right.COUNTS, subject="organisation", values={"code": FLOWS, "form": FORMS}),
    "web:compare": Route(get=Right.COUNTS, subject="organisation"),
    "web:compare-file": Route(get=Right.COUNTS, subject="organisation", values={"form": FORMS}),
    "web:children": Route(get=Right.COUNTS, subject="organisation"),
    "web:children-file": Route(get=Right.COUNTS, subject="organisation", values={"form": FORMS}),
    "web:who-can-see": Route(get=Right.WHO, subject="organisation"),
    "web:meeting": Route(get=Right.COUNTS, subject="meeting"),
    "web:month": Route(get=Right.COUNTS, subject="organisation", values={"month": MONTHS}),
    "web:cell": Route(get=Right.RECORD, subject="organisation", cells_only=True),
    "web:meeting-record": Route(get=Right.RECORD, post=Right.RECORD, subject="organisation", cells_only=True),
    "web:month-counts": Route(
        get=Right.RECORD,
        post=Right.RECORD,
        subject="organisation",
        values={"month": MONTHS},
        cells_only=True,
    ),
    "web:meeting-amend": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting"),
    "web:roll": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting"),
    "web:review": Route(get=Right.PAPER, subject="organisation"),
    "web:review-save": Route(post=Right.WRITE, subject="organisation"),
    "web:review-preview": Route(get=Right.PAPER, subject="organisation"),
    "web:review-docx": Route(get=Right.PAPER, subject="organisation"),
    "web:review-pdf": Route(get=Right.PAPER, subject="organisation"),
    "web:review-xlsx": Route(get=Right.PAPER, subject="organisation"),
    "web:review-html": Route(get=Right.PAPER, subject="organisation"),
    "web:review-json": Route(get=Right.PAPER, subject="organisation"),
    "web:report": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-save": Route(post=Right.WRITE, subject="organisation", values=KINDS),
    "web:report-preview": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-docx": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-pdf": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-xlsx": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-html": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-json": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-layouts": Route(get=Right.CLOSE, post=Right.CLOSE, subject="organisation"),
    "web:report-layout-remove": Route(post=Right.CLOSE, subject="organisation"),
    "web:report-layout-file": Route(
        get=Right.CLOSE, subject="organisation", values={"kind": ("so-ket", "tong-ket")}
    ),
    "web:review-close": Route(get=Right.CLOSE, post=Right.CLOSE, subject="organisation"),
    "web:report-close": Route(get=Right.CLOSE, post=Right.CLOSE, subject="organisation", values=KINDS),
    "web:closed-report": Route(get=Right.PAPER, subject="report"),
    "web:closed-report-paper": Route(get=Right.PAPER, subject="report"),
    "web:closed-report-file": Route(get=Right.PAPER, subject="report", values={"form": ("docx", "xlsx")}),
    "web:closed-report-withdraw": Route(post=Right.CLOSE, subject="report"),
    "web:reports": Route(get=Right.PAPER, subject="organisation"),
    "web:data-notice": Route(get=SIGNED_IN),
    "web:data-controller": Route(get=Right.STATE, post=Right.STATE),
    "web:import": Route(get=Right.IMPORT, post=Right.IMPORT),
    "web:import-template": Route(get=Right.IMPORT, values={"name": ("to-chuc", "dang-vien", "diem-danh")}),
    "web:import-batch": _batch("fresh", get=Right.IMPORT),
    "web:import-columns": _batch("fresh", get=Right.IMPORT, post=Right.IMPORT),
    "web:import-twins": _batch("fresh", get=Right.IMPORT, post=Right.IMPORT),
    "web:import-changes": _batch("fresh", get=Right.IMPORT),
    "web:import-commit": _batch("fresh", post=Right.IMPORT),
    "web:import-cancel": _batch("fresh", post=Right.IMPORT),
    "web:import-done": _batch("finished", get=Right.IMPORT),
    "web:import-aside": _batch("with rows set aside", get=Right.IMPORT),
}
REVIEWS = frozenset(name for name in ROUTES if name.startswith(("web:review", "web:report", "web:closed")))
LISTS = frozenset(name for name in ROUTES if name.endswith(("-list", "-list-file")))
TOGETHER = frozenset({"web:meeting-record", "web:meeting-amend"})
"""Where the other cells under the same superior are named, because a meeting may be held with them."""


def places_of(world: World, subject: str, word: str) -> tuple[str, ...]:
    """The places that an id speaks of; a jointly held meeting belongs to each of its cells."""
    if subject == "organisation":
        return tuple(p.name for p in world.places.values() if p.public_id == word)
    if subject == "meeting" and word in world.meetings:
        return world.cells_of(word)
    if subject == "member" and word in world.members:
        return (world.members[word],)
    if subject == "report" and word in world.reports:
        return (world.reports[word],)
    return ()


def may_ask(world: World, person: Person, route: Route, method: str, word: str) -> bool:
    """Whether the person may use the route with this method for the thing behind the id."""
    right = route.right(method)
    if right is None:
        return False
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
    return any(holds(world, person, right, place) for place in places)


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
    return False  # health, identifiers: see `may_read_record`


def _may_name(world: World, person: Person, route: str, asked: tuple[str, ...], place: str) -> bool:
    """An organisation is named to those who see its counts, who belong to it or hold a role there;
    a paper names its superior; figures name whoever stood below in their time."""
    if any(given.place == place for given in person.held):
        return True
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
    if route in REVIEWS | LISTS and any(world.places[one].parent == place for one in asked):
        return True
    beside = world.places[place]
    over = {beside.parent, *beside.former} - {None}  # neighbours on the day of the meeting, then or now
    siblings = [one for one in asked if over & {world.places[one].parent, *world.places[one].former}]
    if route in TOGETHER and beside.is_cell and siblings:
        return True
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
    """Facts of a meeting go to those who see the counts of one of its cells."""
    return any(holds(world, person, Right.COUNTS, cell) for cell in world.cells_of(meeting))


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
        elif any(_gives(world, given, right, place) for right in Right):
            return True
    return False


# What may change ------------------------------------------------------------------------------------

RECORDED = frozenset(
    {
        "meetings.Meeting",
        "meetings.MeetingStep",
        "meetings.JointCell",
        "meetings.Attendance",
        "meetings.CellMonthCount",
        "facts.CellMonth",
        "facts.StaleMonth",
    }
)
"""What the cell itself may write of its meetings, besides the offices' spreadsheets."""
CHANGES: dict[str, Right | None] = {
    "programmes.ReviewText": Right.WRITE,
    "reporting.ClosedReport": Right.CLOSE,
    "reporting.ReportLayout": Right.CLOSE,
    "reporting.ReportWithdrawal": Right.CLOSE,
    "journal.Entry": Right.COUNTS,
    "journal.Chain": Right.COUNTS,
}
"""By table, the right at the place of the row. Every other table of an organisation: IMPORT."""


def may_change(world: World, person: Person, table: str, place: str) -> bool:
    """Whether a row of that table, of that place, may differ after the person asked.

    "installation": what belongs to no organisation. "account:<name>": somebody's account.
    """
    if table == "accounts.Session" and place == "account:new":
        return True  # whoever comes may be asked a question: a session that is nobody's yet
    if place.startswith("account:"):
        return place == f"account:{person.name}" or _may_change_account(world, person, table, place)
    if table in {"access.Grant", "members.Member"} and holds(world, person, Right.ENROL, place):
        return True
    if table == "imports.Statement":
        return holds_anywhere(world, person, Right.STATE)
    if place == "installation" and table.startswith("imports."):
        return holds_anywhere(world, person, Right.IMPORT)
    if table in {"accounts.Tries", "accounts.Session"} and place == "installation":
        return True  # tries are counted, and a question waits for its answer, for whoever comes
    if place == "installation":
        return table.startswith("journal.") and person.signed_in and person.active
    if place == "a new root":
        return any(g.place is None and g.role in OFFICES for g in person.held)
    if table in RECORDED and holds(world, person, Right.RECORD, place):
        return True
    if table.startswith("journal.") and place == own_home(world, person):
        return True  # it is noted there that a member took out the own data
    return holds(world, person, CHANGES.get(table, Right.IMPORT) or Right.IMPORT, place)


def _may_change_account(world: World, person: Person, table: str, place: str) -> bool:
    """A new account by whoever gives roles or enrols members; another's by whoever manages it."""
    if place == "account:new":
        return holds_anywhere(world, person, Right.GIVE) or holds_anywhere(world, person, Right.ENROL)
    owner = next((o for o in world.accounts.values() if place == f"account:{o.name}"), None)
    return owner is not None and table.startswith("accounts.") and manages(world, person, owner)
