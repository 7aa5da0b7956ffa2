"""Judge an answer by the oracle: rightly refused or open, nothing foreign in it, nothing foreign changed."""

from sotay.organisations.models import Organisation
from tests.prove import changes, oracle
from tests.prove.asking import Answer, Probe
from tests.prove.canaries import Canary
from tests.prove.people import Person
from tests.prove.route_table import OWN, ROUTES
from tests.prove.world import World

ACCOUNT = "acc:"
ID_LENGTH = 14
BROKEN = "lỗi máy chủ"


class Judge:
    """Knows the world and whose accounts and signatures there are."""

    def __init__(self, world: World, people: list[Person]) -> None:
        self.world = world
        self.people = {person.name: person for person in people}
        self.signs = _signatories(world)
        self._absent: dict[tuple[str, str, str], tuple[tuple[int, str, bytes], tuple[int, str, bytes]]] = {}

    def forget(self) -> None:
        """Forget which answers were seen: from now on the product answers in another way."""
        self._absent.clear()

    def faults(self, probe: Probe, answer: Answer) -> list[str]:
        """What is wrong with an answer, in words; empty when nothing is."""
        rule = ROUTES[probe.route]
        open_to = oracle.may_ask(self.world, probe.person, rule, probe.method, probe.word)
        return [
            *self._wrong_status(probe, answer, open_to),
            *self._leaks(probe, answer),
            *self._wrong_changes(probe, answer, open_to),
            *self._tells_foreign_from_absent(probe, answer, open_to),
        ]

    def _wrong_status(self, probe: Probe, answer: Answer, open_to: bool) -> list[str]:
        if answer.status >= 500:
            return [f"{BROKEN} {answer.status}"]
        rule = ROUTES[probe.route]
        if _goes_elsewhere(answer):
            return [f"chuyển sang nơi khác: {answer.headers['Location'][:60]}"]
        if probe.position == "path" and open_to and answer.refused and not self._may_refuse(probe, answer):
            return [f"từ chối người có quyền ({answer.status})"]
        if probe.position == "path" and not open_to and not answer.refused:
            harmless = rule.right(probe.method) is None and self._may_get(probe)
            return [] if harmless else [f"mở cho người không có quyền ({answer.status})"]
        return []

    def _may_refuse(self, probe: Probe, answer: Answer) -> bool:
        """Signing out (and in) ends at the sign-in page for anybody; HEAD need not be served; a meeting
        that was not prepared has no item to write down."""
        if probe.route == "web:session-item" and answer.status == 404:
            return probe.word not in self.world.called.values()
        if probe.method == "HEAD" and answer.status == 405:
            return True
        return answer.to_sign_in and probe.route in {"web:sign-out", "web:sign-in", "web:second-step"}

    def _may_get(self, probe: Probe) -> bool:
        """An unknown method may answer like GET, to whoever may GET."""
        return oracle.may_ask(self.world, probe.person, ROUTES[probe.route], "GET", probe.word)

    def _leaks(self, probe: Probe, answer: Answer) -> list[str]:
        headers = "\n".join(f"{k}: {v}" for k, v in answer.headers.items()).encode()
        aviary = self.world.aviary
        logged = aviary.found_in(answer.log.encode())
        found = aviary.found_in(answer.content) | aviary.found_in(headers) | logged
        asked = oracle.places_of(self.world, ROUTES[probe.route].subject, probe.word)
        faults = []
        for word in sorted(found - probe.carried):
            canary = aviary.known[word]
            if not self._may_read(probe, asked, word, canary):
                faults.append(f"lộ {canary.kind} của {canary.place}")
        if logged:
            faults.append("có dữ liệu trong nhật ký máy chủ")
        return faults

    def _may_read(self, probe: Probe, asked: tuple[str, ...], word: str, canary: Canary) -> bool:
        world, person = self.world, probe.person
        if probe.route in OWN and canary.about and canary.about == person.member:
            return oracle.own_home(world, person) == canary.place
        if canary.kind == "account":
            owner = self.people[canary.place.removeprefix(ACCOUNT)]
            return oracle.may_read_account(world, person, probe.route, asked, owner)
        if canary.kind == "batch":
            return canary.place == f"{ACCOUNT}{person.name}"
        if canary.kind in {"own words", "opinion"}:
            return oracle.may_read_said(world, person, canary.kind, canary.about)
        if canary.kind in {"identifier", "health"}:
            return oracle.may_read_record(world, person, canary.kind, canary.about)
        if canary.kind == "member":
            member = canary.about or word
            signs = self.signs.get(member, ())
            return oracle.may_read_member(world, person, probe.route, asked, member, signs)
        if canary.kind == "meeting":
            meeting = canary.about or word
            if meeting in world.meetings:
                return oracle.may_read_meeting(world, person, meeting)
        return oracle.may_read(world, person, probe.route, asked, canary.kind, canary.place)

    def _wrong_changes(self, probe: Probe, answer: Answer, open_to: bool) -> list[str]:
        return [
            f"đổi {table} của {place}"
            for table, place in sorted(answer.changes)
            if (not open_to and table != "accounts.Tries")  # tries are counted for whoever is turned away
            or not changes.may_change(self.world, probe.person, table, place)
        ]

    def _tells_foreign_from_absent(self, probe: Probe, answer: Answer, open_to: bool) -> list[str]:
        """Whatever the person may not ask must look like what is not there, byte for byte."""
        if probe.alike:
            key = (probe.person.name, probe.route, f"{probe.method} {probe.path} {probe.alike}")
        elif open_to or not probe.word or probe.position != "path" or self._may_get(probe):
            return []
        else:
            key = (probe.person.name, probe.route, probe.method)
        # An address has other parts as well (the code of a figure): the whole of it is left out.
        sent = [probe.path] if probe.position == "path" else []
        echoes = sorted(word for word in probe.carried if len(word) == ID_LENGTH)
        # Alike once the echo of what was sent is taken out; or alike as it stands, where a word that
        # was sent also belongs on the page (a place named there anyway).
        readings = (answer.signature(*sent, *echoes), answer.signature(*sent))
        first = self._absent.setdefault(key, readings)
        same = any(one == other for one, other in zip(first, readings, strict=True))
        return [] if same else ["khác với câu trả lời cho mã không có"]


def _goes_elsewhere(answer: Answer) -> bool:
    """Whether it redirects off this site."""
    location = answer.headers.get("Location", "/")
    return location.startswith("//") or not location.startswith(("/", "?"))


def _signatories(world: World) -> dict[str, tuple[str, ...]]:
    """By public id of a member: the organisations whose secretary they are."""
    names = {place.pk: place.name for place in world.places.values()}
    found: dict[str, tuple[str, ...]] = {}
    rows = Organisation.objects.filter(positions__post="secretary").values_list(
        "pk", "positions__member__public_id"
    )
    for pk, member in rows:
        found[member] = (*found.get(member, ()), names[pk])
    return found
