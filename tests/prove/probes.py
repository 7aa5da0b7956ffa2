"""Probes generated from the URLconf: every route × method × person × relation × position of an id."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, product
from random import Random

from sotay.core import clock
from sotay.core.period import format_month
from sotay.core.vietnamese import format_date
from sotay.web.door import routes
from tests.prove.asking import Probe
from tests.prove.batches import CHOSEN, Batches
from tests.prove.people import Person
from tests.prove.route_table import MONTHS, ROUTES, Route
from tests.prove.world import World

ALWAYS = ("GET", "POST")
OTHERS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
"""In the small run two of these in turn for each relation, so that every route and person meets all."""


class UnknownRoute(AssertionError):
    """A route that the oracle does not know: decide in `route_table.ROUTES` who may ask it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A route of the URLconf with its line in the oracle."""

    name: str
    pattern: str
    rule: Route


def known_routes() -> tuple[list[Known], list[str]]:
    """Every route of the URLconf that the oracle knows; and what the two do not agree on, in words."""
    found, faults = [], []
    for text, pattern in routes():
        name = f"web:{pattern.name}"
        rule = ROUTES.get(name)
        if rule is None:
            faults.append(f"địa chỉ {name} ({text}) không có trong bảng của phép thử (route_table.ROUTES)")
            continue
        converters = set(pattern.pattern.converters)
        wanted = {rule.id_name} if rule.subject else set()
        if converters != wanted | set(rule.values):
            faults.append(f"địa chỉ {name} ({text}) có phần thay đổi khác với bảng của phép thử")
            continue
        found.append(Known(name, text, rule))
    for name in ROUTES.keys() - {known.name for known in found}:
        faults.append(f"bảng của phép thử có địa chỉ {name} mà sản phẩm không có")
    return found, faults


def address(known: Known, word: str, values: dict[str, str]) -> str:
    """The pattern with its parts filled in."""
    path = known.pattern
    for part in path.split("<")[1:]:
        converter = part.split(">")[0]
        name = converter.rpartition(":")[2]
        path = path.replace(f"<{converter}>", values.get(name, word))
    return "/" + path


def relation_of(world: World, person: Person, place: str) -> str:
    """How a place stands to the person's (first) role, in one word."""
    seats = [g.place for g in person.given]
    if not seats:
        return "stranger"
    seat = seats[0]
    if seat is None:
        return "installation"
    if place == seat:
        return "own"
    node = world.places[place]
    if node.dissolved:
        return "dissolved"
    if seat in node.former:
        return "former child"
    if place == "NOWHERE":
        return "unplaced"
    down, up = world.levels_below(place, seat), world.levels_below(seat, place)
    if down is not None:
        return {1: "child", 2: "grandchild"}.get(down, "further below")
    if up is not None:
        return "ancestor" if up == 1 else "further above"
    return _sideways(world, seat, place)


def _sideways(world: World, seat: str, place: str) -> str:
    above, beside = world.above(seat), world.above(place)
    if above[:1] == beside[:1] and above:
        return "sibling"
    if not {seat, *above} & {place, *beside}:
        return "other district"
    return "cousin"


class Generator:
    """Makes probes for a world; `rng` decides which places stand for each relation."""

    def __init__(
        self, world: World, people: list[Person], known: list[Known], batches: Batches, random: Random
    ) -> None:
        self.world, self.people, self.known = world, people, known
        self.batches, self.random = batches, random
        period = (("tu", format_month(world.first_month)), ("den", format_month(world.last_month)))
        self.period = period

    def places(self, person: Person, per_relation: int) -> list[tuple[str, str]]:
        """(relation, place): some places of every relation that occurs."""
        by_relation: dict[str, list[str]] = {}
        for place in self.world.places:
            by_relation.setdefault(relation_of(self.world, person, place), []).append(place)
        found = []
        for relation, places in by_relation.items():
            chosen = self.random.sample(places, min(per_relation, len(places)))
            found += [(relation, place) for place in chosen]
        return found

    def words(self, known: Known, person: Person, per_relation: int) -> list[tuple[str, str]]:
        """(relation, id): ids of every relation, ids of the wrong kind, and one that does not exist."""
        if not known.rule.subject:
            return [("no id", "")]
        if known.rule.subject == "batch":
            return self._batch_words(known, person)
        if known.rule.subject == "feed":
            some = self.random.sample(sorted(self.world.feeds), 2)
            return [*(("feed", token) for token in some), ("absent", self.world.aviary.stranger())]
        if known.rule.subject == "account":
            some = self.random.sample(sorted(self.world.accounts), 6 * per_relation)
            own = [word for word, owner in self.world.accounts.items() if owner is person]
            absent = ("absent", self.world.aviary.stranger())
            return [*(("account", word) for word in [*own, *some]), absent, *self._wrong_words(known, person)]
        found = []
        for relation, place in self.places(person, per_relation):
            node = self.world.places[place]
            if known.rule.subject == "organisation":
                found.append((relation, node.public_id))
            elif known.rule.subject == "member":
                found += [(relation, word) for word, home in self.world.members.items() if home == place][:1]
            elif known.rule.subject == "document":
                found += [(relation, word) for word, of in self.world.documents.items() if of == place]
            elif known.rule.subject == "committee":
                found += [(relation, word) for word, of in self.world.committees.items() if of == place]
            elif known.rule.subject in {"minutes", "task"}:
                of_kind = self.world.minutes if known.rule.subject == "minutes" else self.world.tasks
                found += [(relation, word) for word, of in of_kind.items() if of == place]
            elif known.rule.subject == "poll":
                found += [(relation, word) for word, of in self.world.polls.items() if of == place]
            elif known.rule.subject == "report":
                found += [(relation, word) for word, of in self.world.reports.items() if of == place]
            elif node.meetings:
                kinds = self.random.sample(node.meetings, min(2, len(node.meetings)))
                kinds += [m for m in node.meetings if m == self.world.called.get(place) and m not in kinds]
                if known.name.startswith("web:session") and self.world.evenings.get(place) not in kinds:
                    kinds += [m for m in node.meetings if m == self.world.evenings.get(place)]
                found += [(relation, meeting) for meeting in kinds]
        found.append(("absent", self.world.aviary.stranger()))
        return found + self._wrong_words(known, person)

    def _batch_words(self, known: Known, person: Person) -> list[tuple[str, str]]:
        """One's own upload, some of others, an organisation's id, and one that does not exist."""
        mine = self.batches.of(known.rule.state, person=person)
        others = self.batches.of(known.rule.state, other_than=person)
        found = [("own", token) for token in mine[:1]]
        found += [("somebody else's", token) for token in self.random.sample(others, min(3, len(others)))]
        found.append(("wrong kind", self.world.places["D1C1"].public_id))
        return [*found, ("absent", self.world.aviary.stranger())]

    def _wrong_words(self, known: Known, person: Person) -> list[tuple[str, str]]:
        """Other things by which the own place (or any) might be asked for by mistake."""
        node = self.world.places[self.random.choice(sorted(self.world.places))]
        cell = self.world.places["D1C1K1"]
        other = cell.meetings[0] if known.rule.subject == "organisation" else cell.public_id
        return [("wrong kind", other), ("database id", str(node.pk)), ("code", node.code)]

    def by_path(
        self, per_relation: int, pairs: Iterable[tuple[Known, Person]] | None = None
    ) -> Iterator[Probe]:
        """Every route × person (without: all of both) × relation × method, with the id in the path."""
        turn = cycle(OTHERS)
        for known, person in product(self.known, self.people) if pairs is None else pairs:
            for relation, word in self.words(known, person, per_relation):
                others = OTHERS if per_relation > 1 or not word else (next(turn), next(turn))
                for method in (*ALWAYS, *others):
                    yield self.probe(known, person, method, relation, word)

    def probe(
        self,
        known: Known,
        person: Person,
        method: str,
        relation: str,
        word: str,
        *,
        query: tuple[tuple[str, str], ...] = (),
        body: tuple[tuple[str, str], ...] | None = None,
        position: str = "path",
        carried: frozenset[str] = frozenset(),
        alike: str = "",
    ) -> Probe:
        """One probe; methods that change something carry a body that would."""
        values = {name: self.random.choice(options) for name, options in known.rule.values.items()}
        if body is None:
            body = () if method in {"GET", "HEAD", "OPTIONS"} else BODIES.get(known.name, ())
        return Probe(
            person,
            known.name,
            method,
            word,
            relation,
            address(known, word, values),
            (*self.period, *query) if known.rule.subject == "organisation" else query,
            body,
            position,
            carried | ({word} if word else frozenset()) | self.batches.carried.get(word, frozenset()),
            alike,
        )


TODAY = format_date(clock.today())
SOON = format_date(clock.today() + timedelta(days=2))
COMMIT = (("do", "commit"), *CHOSEN.items())

BODIES: dict[str, tuple[tuple[str, str], ...]] = {
    "web:review-save": (("key", "strengths"), ("version", "1"), ("text", "Chữ mới"), ("do", "save")),
    "web:report-layout-remove": (("remove", "so-ket"),),
    "web:closed-report-withdraw": (("note", "Sai số liệu"),),
    "web:report-save": (("key", "proposals"), ("version", "0"), ("text", "Chữ mới"), ("do", "save")),
    "web:meeting-record": (("status", "not_held"), ("counted_for", MONTHS[0]), ("reason", "Bão lụt")),
    "web:meeting-amend": (("status", "not_held"), ("counted_for", MONTHS[1]), ("reason", "Bão lụt")),
    "web:month-counts": (("held", "no"), ("reason", "Bão lụt")),
    "web:roll": (("seen", ""),),
    "web:reply": (("answer", "come"),),
    "web:visit": (("attended", "1"), ("remarks", "Đúng quy trình"), ("version", "0")),
    "web:orientation": (("title", "Định hướng"), ("text", "An toàn giao thông")),
    "web:own-calendar": (("do", "make"), ("detailed", "1")),
    "web:call-list": (("member", ""), ("told", "1")),
    "web:opinion-before": (("text", "Làm đường trước Tết"), ("key", "")),
    "web:leave": (("member", ""), ("answer", "come")),
    "web:session": (("do", "open"),),
    "web:session-opinion": (("speaker", ""), ("text", "Nhất trí")),
    "web:session-speakers": (("do", "ask"), ("nguoi", "")),
    "web:session-guests": (("name", "Ai Đó"), ("post", "")),
    "web:session-sittings": (("do", "mode"), ("mode", "online"), ("mode_reason", "Bão lụt")),
    "web:session-item": (("content", "Chữ mới"), ("version", "0")),
    "web:propose": (
        ("month", MONTHS[0]),
        ("kind", "thematic"),
        ("theme", "Mới"),
        ("mode", "in_person"),
        ("planned_on", SOON),
        ("planned_time", "19:30"),
        ("place", "Nhà văn hóa"),
        ("key", "k"),
    ),
    "web:plan": (
        ("month", MONTHS[0]),
        ("kind", "regular"),
        ("mode", "in_person"),
        ("planned_on", SOON),
        ("planned_time", "20:00"),
        ("place", "Trường học"),
        ("seen", ""),
    ),
    "web:prepare": (("do", "guest"), ("name", "Ai Đó"), ("post", "")),
    "web:agenda-item": (("title", "Mục mới"),),
    "web:paper-add": (("title", "Tài liệu mới"), ("text", "Chữ mới")),
    "web:put-off": (("way", "not_held"), ("reason", "Bão lụt")),
    "web:habit": (("rule", "thu:5:1"), ("begins", "20:00"), ("place", "Đình làng")),
    "web:topics": (("title", "Chuyên đề mới"), ("shared", "on")),
    "web:year-plan": (("do", "propose"),),
    "web:year-month": (("kind", "combined"), ("theme", "Chuyên đề mới")),
    "web:committee-new": (("held_on", TODAY), ("agreed", "Thống nhất"), ("there", ""), ("version", "0")),
    "web:month-report-write": (("seen", "0"), ("mood", "Ổn định"), ("no_proposals", "on")),
    "web:minutes-act": (("no", "0"), ("other", "0")),
    "web:minutes-confirm": (("hand", "chair"), ("hand", "taker")),
    "web:minutes-wording": (("seen", "0"), ("text", "Lời khác")),
    "web:tasks-give": (("text", "Một việc"), ("holders_words", "22 đảng viên"), ("due_on", "31/12/2099")),
    "web:decision": (("kind", "NQ"), ("seen", "0"), ("subject", "nhiệm vụ"), ("text", "Nội dung")),
    "web:task": (("outcome", "done"), ("note", "")),
    "web:votes": (("purpose", "resolution"), ("subject", "Nghị quyết"), ("no", "0"), ("other", "0")),
    "web:poll-void": (("reason", "Ít phiếu quá"),),
    "web:poll-cast": (("choice", "a"),),
    "web:check-in-desk": (("on", "1"),),
    "web:role-give": (
        ("account", ""),
        ("full_name", "Ai Đó"),
        ("role", "member"),
        ("first", "01/01/2024"),
    ),
    "web:managed-account-change": (("do", "lock"),),
    "web:enrol": (("code", "lam hoa cam dong xuan thu"), ("way", "pin")),
    "web:sign-in": (("username", "ai-do"), ("password", "khong-dung-dau")),
    "web:import-commit": COMMIT,
    "web:text-size": (("size", "lon"),),
    "web:member-search": (("name", "nguyen"), ("birth_year", ""), ("number", ""), ("do", "find")),
    "web:member-reason": (("reason", "Soát hồ sơ chuyển sinh hoạt"),),
    "web:account": (("present", "sai"), ("new", "mot mat khau moi"), ("again", "mot mat khau moi")),
}
"""Forms filled in so that they would change something, if the person may."""
