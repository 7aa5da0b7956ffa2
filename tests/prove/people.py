"""The persons who ask: every role in every state, each with a session made directly."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.accounts.sessions import BEGAN, SessionStore
from sotay.core import clock
from sotay.members.models import Member
from sotay.web.account.entering import FRESH_AT
from tests.prove.ahead import write_feed
from tests.prove.world import World

EVERYWHERE = None
"""A role for the whole installation."""


@dataclass(frozen=True, slots=True)
class Given:
    """A role at a place of the world. `state`: in force, expired, revoked, to come."""

    role: str
    place: str | None
    state: str = "in force"


@dataclass(slots=True)
class Person:
    """Somebody who asks. `home`: the cell where the account's member belongs."""

    name: str
    given: tuple[Given, ...] = ()
    active: bool = True
    home: str | None = None
    signed_in: bool = True
    pk: int = 0
    member: str = ""
    cookie: str = ""
    username: str = ""
    words: frozenset[str] = frozenset()
    """Canaries of the person's own account."""

    @property
    def held(self) -> list[Given]:
        """What the person holds at this moment."""
        if not (self.signed_in and self.active):
            return []
        return [g for g in self.given if g.state == "in force"]


def _one(name: str, role: str, place: str | None, state: str = "in force", home: str | None = None) -> Person:
    return Person(name, (Given(role, place, state),), home=home)


def everybody() -> list[Person]:
    """One person a line: what they hold, where, in which state."""
    return [
        Person("anonymous", signed_in=False),
        Person("no grant"),
        _one("superior everywhere", "superior_officer", EVERYWHERE),
        _one("superior D1", "superior_officer", "D1"),
        _one("superior D2", "superior_officer", "D2"),
        _one("superior D1C1", "superior_officer", "D1C1"),
        _one("officer D1C1", "committee_officer", "D1C1"),
        _one("officer D1C2", "committee_officer", "D1C2"),
        _one("officer D1C3", "committee_officer", "D1C3"),
        _one("officer D1C1P", "committee_officer", "D1C1P"),
        _one("officer of a cell", "committee_officer", "D1C1K2"),
        _one("officer D1", "committee_officer", "D1"),
        _one("secretary D1C1K1", "secretary", "D1C1K1", home="D1C1K1"),
        _one("secretary of a committee", "secretary", "D1C1"),
        _one("secretary D1G", "secretary", "D1G"),
        _one("secretary MOVED", "secretary", "MOVED"),
        _one("secretary GONE", "secretary", "GONE"),
        _one("deputy D1C1K2", "deputy", "D1C1K2"),
        _one("deputy of a committee", "deputy", "D1C1"),
        _one("leader D1C1K2", "leader", "D1C1K2"),
        _one("expired leader", "leader", "D1C1K1", "expired"),
        _one("member D1C1K1", "member", "D1C1K1", home="D1C1K1"),
        _one("member of a committee", "member", "D1C1", home="D1C1K3"),
        _one("member without a record", "member", "D1C1K3"),
        _one("member whose home is elsewhere", "member", "D1C1K1", home="D1C2K1"),
        _one("operator everywhere", "operator", EVERYWHERE),
        _one("operator D1", "operator", "D1"),
        _one("nowhere", "superior_officer", "NOWHERE"),
        Person(
            "several roles",
            (
                Given("secretary", "D1C1K1"),
                Given("member", "D2C1K1"),
                Given("deputy", "D1C2K2"),
                Given("committee_officer", "D2", "expired"),
                Given("superior_officer", "D1", "revoked"),
            ),
            home="D2C1K1",
        ),
        _one("expired officer", "committee_officer", "D1C1", "expired"),
        _one("expired secretary", "secretary", "D1C1K1", "expired", home="D1C1K1"),
        _one("revoked superior", "superior_officer", "D1", "revoked"),
        _one("revoked everywhere", "superior_officer", EVERYWHERE, "revoked"),
        _one("revoked secretary", "secretary", "D1C1K1", "revoked"),
        _one("future superior", "superior_officer", "D1", "to come"),
        _one("future officer", "committee_officer", "D1C1", "to come"),
        Person("inactive superior", (Given("superior_officer", "D1"),), active=False),
        Person("inactive secretary", (Given("secretary", "D1C1K1"),), active=False),
    ]


def write_people(world: World) -> list[Person]:
    """Accounts, grants, sessions."""
    people = everybody()
    for person in people:
        if person.signed_in:
            _account(world, person)
    for person in people:
        if person.member and person.active:
            write_feed(world, person.pk)
    Grant.objects.bulk_create(
        _grant(world, person, given) for person in people if person.signed_in for given in person.given
    )
    return people


def _account(world: World, person: Person) -> None:
    new = world.aviary.new
    name = f"acc:{person.name}"
    username, full_name = new("account", name), new("account", name)
    account = Account.objects.create(
        public_id=new("account", name),
        username=username,
        full_name=f"Lê {full_name}",
        is_active=person.active,
        password="!",
    )
    world.accounts[account.public_id] = person
    person.pk, person.username, person.words = account.pk, username, frozenset({username, full_name})
    if person.home:
        taken = list(world.member_pk[person.home])
        member = Member.objects.filter(pk__in=taken, account=None).order_by("pk").first()
        if member is None:
            raise LookupError(f"no member left in {person.home}")
        Member.objects.filter(pk=member.pk).update(account=account)
        person.member = member.public_id
    person.cookie = _session(account)


def _session(account: Account) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store["tim-dang-vien"] = {"name": "nguyen"}  # everybody was just looking for half the country
    store[BEGAN] = store[FRESH_AT] = clock.now().isoformat()
    store.save()
    return str(store.session_key)


def _grant(world: World, person: Person, given: Given) -> Grant:
    first, end = _span(given.state, world.today)
    revoked = timezone.now() - timedelta(minutes=1) if given.state == "revoked" else None  # noqa: TID251
    return Grant(
        account_id=person.pk,
        role=given.role,
        organisation_id=world.places[given.place].pk if given.place else None,
        valid_from=first,
        valid_to=end,
        revoked_at=revoked,
    )


def _span(state: str, today: date) -> tuple[date, date | None]:
    """Expired: today is the first day without. To come: from tomorrow."""
    if state == "expired":
        return today - timedelta(days=100), today
    if state == "to come":
        return today + timedelta(days=1), None
    return today, None


@dataclass(slots=True)
class Cast:
    """The people by name, for whoever looks one up."""

    people: list[Person] = field(default_factory=list)

    def named(self, name: str) -> Person:
        return next(p for p in self.people if p.name == name)
