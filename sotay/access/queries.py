"""Who may do what: grants turned into the plain data that an Actor carries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localtime

from sotay.access.choices import Permission, Role
from sotay.access.giving import may_give, may_open
from sotay.access.models import Grant
from sotay.access.permissions import BELOW, REACHING_BELOW, TABLE
from sotay.accounts.models import Account
from sotay.core.actor import SEGMENT, Actor, Reach
from sotay.core.spans import on_day
from sotay.core.tree import reached
from sotay.core.vietnamese import fold, name_sort_key
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.models import Organisation


def actor_for(account: Account, *, today: date, member_id: int | None = None) -> Actor:
    """The account with its rights of that day. Looked up at each request: a revoked role is gone at once."""
    reaches: dict[str, list[Reach]] = {}
    if account.is_active:
        grants = Grant.objects.filter(on_day(today), account=account, revoked_at__isnull=True)
        for role, path in grants.values_list("role", "organisation__path"):
            for permission, depth in TABLE[Role(role)].items():
                if reach := _reach(path, depth):
                    reaches.setdefault(str(permission), []).append(reach)
    return Actor(account.pk, account.full_name, {k: tuple(v) for k, v in reaches.items()}, member_id)


def roles_in_force(accounts: Collection[int], *, today: date) -> dict[int, frozenset[int]]:
    """By account (id), the ids of the roles in force that day; nobody's is left out of it."""
    rows = Grant.objects.filter(on_day(today), account_id__in=accounts, revoked_at__isnull=True)
    found: dict[int, set[int]] = {}
    for account, grant in rows.values_list("account_id", "pk"):
        found.setdefault(account, set()).add(grant)
    return {account: frozenset(held) for account, held in found.items()}


def _reach(path: str | None, depth: int | None) -> Reach | None:
    """What a grant reaches: for the whole installation (None) everything that the role reaches anywhere;
    at an organisation that has no place in the tree yet ("") nothing."""
    if path is None:
        return Reach("", BELOW)
    return Reach(path, depth) if path else None


@dataclass(frozen=True, slots=True)
class Right:
    """One line of "who can see this?": a role of somebody, where it was granted, what it allows here.

    `until` is the first day without. `here`: granted at this very organisation. `place`: its id, None for
    the whole installation.
    """

    account_name: str
    role: Role
    granted_at: str
    permissions: tuple[Permission, ...]
    since: date
    until: date | None
    here: bool
    grant: int
    account: str
    account_id: int
    place: int | None


@dataclass(frozen=True, slots=True)
class WhoCanSee:
    """The rights on an organisation; `members` of it, who see only themselves, are counted where the
    reader may not see its members' names."""

    rights: list[Right]
    members: int


def who_can_see(actor: Actor, organisation: Organisation, *, today: date) -> WhoCanSee:
    """Everybody who holds any permission on that organisation on that day. Requires ACCESS_VIEW."""
    actor.require(Permission.ACCESS_VIEW, organisation)
    names = actor.may(Permission.MEMBER_VIEW, organisation)
    grants = (
        Grant.objects.filter(on_day(today), revoked_at__isnull=True, account__is_active=True)
        .filter(Q(organisation__isnull=True) | Q(organisation__path__in=_line_of(organisation.path)))
        .select_related("account", "organisation")
        .order_by("organisation__path", "role", "account__full_name")
    )
    found, members = [], 0
    for grant in grants:
        path = grant.organisation.path if grant.organisation else None
        allowed = tuple(
            permission
            for permission, depth in TABLE[Role(grant.role)].items()
            if (reach := _reach(path, depth)) and reach.covers(organisation.path)
        )
        if allowed and grant.role == Role.MEMBER and not names:
            members += 1
        elif allowed:
            found.append(_right(grant, allowed, organisation))
    return WhoCanSee(found, members)


def _line_of(path: str) -> list[str]:
    """The path and those of everything above it."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def _right(grant: Grant, allowed: tuple[Permission, ...], organisation: Organisation) -> Right:
    return Right(
        grant.account.full_name,
        Role(grant.role),
        grant.organisation.code if grant.organisation else "toàn hệ thống",
        allowed,
        grant.valid_from,
        grant.valid_to,
        grant.organisation_id == organisation.pk,
        grant.pk,
        grant.account.public_id,
        grant.account_id,
        grant.organisation_id,
    )


@dataclass(frozen=True, slots=True)
class OwnGrant:
    """A role that an account holds: where (id; None: the whole installation) and for which days."""

    role: Role
    organisation: Organisation | None
    valid_from: date
    valid_to: date | None


def grants_of(actor: Actor, *, today: date) -> list[OwnGrant]:
    """The actor's own roles in force on that day."""
    if actor.account_id is None:
        return []
    grants = Grant.objects.filter(on_day(today), account_id=actor.account_id, revoked_at__isnull=True)
    return [
        OwnGrant(Role(g.role), g.organisation, g.valid_from, g.valid_to)
        for g in grants.select_related("organisation").order_by("organisation__path", "role")
    ]


def standing_grant(account: Account, role: Role, organisation: Organisation | None) -> Grant | None:
    """The grant of that role at that place that has not been taken back, whatever its days."""
    return Grant.objects.filter(
        account=account, role=role, organisation=organisation, revoked_at__isnull=True
    ).first()


def needs_second_step(account: Account, *, today: date) -> bool:
    """Whether a role of the account reaches below its own organisation on that day."""
    if not settings.SECOND_STEP:
        return False
    held = Grant.objects.filter(on_day(today), account=account, revoked_at__isnull=True)
    return any(Role(role) in REACHING_BELOW for role in held.values_list("role", flat=True))


# Who may be given what, and whose account is whose business ---------------------------------------


def roles_to_give(actor: Actor, organisation: Organisation) -> list[Role]:
    """Roles that the actor may give there, in the order of the table: at a cell those of a cell, elsewhere
    those of an office."""
    cell = organisation.kind in CELL_KINDS
    offered = (role for role in Role if role is not Role.OPERATOR and cell != (role in REACHING_BELOW))
    return [role for role in offered if may_give(actor, role, organisation)]


def grant_at(organisation: Organisation, number: str) -> Grant | None:
    """The role given at that very organisation and not yet taken back, or None."""
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    found = Grant.objects.filter(pk=int(number), organisation=organisation, revoked_at__isnull=True)
    return found.select_related("account", "organisation").first()


MANY = 30


def known_people(
    actor: Actor, organisation: Organisation, *, today: date, search: str = "", public_id: str = ""
) -> list[Account]:
    """Persons to whom a role may be given there: they hold one already where the actor may give roles, or
    held one at that very organisation (what was taken back by mistake can be given again).
    Some thirty at most; without a search those of that organisation."""
    roles = Q(organisation=organisation)
    if search or public_id:
        roles |= _ahead(today) & Q(revoked_at__isnull=True)
    grants = Grant.objects.filter(
        reached(actor.reaches_of(Permission.ROLE_GIVE), "organisation__path"), roles
    )
    people = Account.objects.filter(pk__in=grants.values("account"), is_active=True)
    people = people.exclude(pk=actor.account_id or 0)
    if public_id:
        return list(people.filter(public_id=public_id))
    ordered = sorted(people, key=_by_given_name)
    wanted = fold(search)
    return [one for one in ordered if wanted in fold(f"{one.full_name} {one.username}")][:MANY]


def _by_given_name(account: Account) -> tuple[str, str]:
    return name_sort_key(account.full_name), account.username


def account_to_open(actor: Actor, public_id: str, *, today: date) -> Account | None:
    """The account for which the actor may hand out a code (`may_open`), their own included; or None."""
    account = Account.objects.filter(public_id=public_id, is_active=True).first()
    if account is None:
        return None
    may = account.pk == actor.account_id or may_open(actor, _standing(account, today))
    return account if may else None


def openable(actor: Actor, accounts: Iterable[int], *, today: date) -> set[int]:
    """Of these accounts (ids), those for which the actor may hand out a code. One query."""
    held: dict[int, list[Grant]] = {pk: [] for pk in accounts}
    rows = Grant.objects.filter(account__in=list(held), revoked_at__isnull=True).filter(_ahead(today))
    for grant in rows.select_related("organisation"):
        held[grant.account_id].append(grant)
    return {pk for pk, grants in held.items() if pk == actor.account_id or may_open(actor, grants)}


def without_role(accounts: Iterable[int], *, today: date) -> set[int]:
    """Of these accounts (ids), those that hold no role, neither now nor to come. One query."""
    asked = set(accounts)
    held = Grant.objects.filter(_ahead(today), account__in=asked, revoked_at__isnull=True)
    return asked - set(held.values_list("account", flat=True))


def _ahead(today: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=today)


def _standing(account: Account, today: date) -> list[Grant]:
    rows = Grant.objects.filter(_ahead(today), account=account, revoked_at__isnull=True)
    return list(rows.select_related("organisation"))


@dataclass(frozen=True, slots=True)
class Managed:
    """An account in the list of whoever manages it."""

    public_id: str
    full_name: str
    username: str
    active: bool
    roles: tuple[str, ...]


def managed_accounts(actor: Actor, *, today: date, search: str = "") -> list[Managed]:
    """Accounts that the actor manages: all of their roles stand where account:manage holds. Two queries."""
    by_account: dict[int, list[Grant]] = {}
    rows = Grant.objects.filter(_ahead(today), revoked_at__isnull=True).select_related("organisation")
    for grant in rows.order_by("role"):
        by_account.setdefault(grant.account_id, []).append(grant)
    wanted = fold(search)
    return [
        Managed(
            one.public_id,
            one.full_name,
            one.username,
            one.is_active,
            tuple(dict.fromkeys(str(Role(g.role).label) for g in by_account.get(one.pk, ()))),
        )
        for one in sorted(Account.objects.all(), key=_by_given_name)
        if wanted in fold(f"{one.full_name} {one.username}") and _manages(actor, by_account.get(one.pk, []))
    ]


def _manages(actor: Actor, grants: list[Grant]) -> bool:
    reaches = actor.reaches_of(Permission.ACCOUNT_MANAGE)
    places = [Reach(g.organisation.path if g.organisation else "", BELOW) for g in grants]
    return all(any(r.contains(p) for r in reaches) for p in places or [Reach("", BELOW)])


def managed_account(actor: Actor, public_id: str, *, today: date) -> Account | None:
    """The account with that public id if the actor manages it, or None."""
    account = Account.objects.filter(public_id=public_id).first()
    return account if account and _manages(actor, _standing(account, today)) else None


def holders_at(places: Iterable[int], permission: Permission, *, today: date) -> dict[int, tuple[int, ...]]:
    """By organisation (id): the accounts (ids) with a role that stands at that very place today and gives
    the permission there. For telling people of what happened; one query."""
    roles = [role for role, allowed in TABLE.items() if permission in allowed]
    rows = Grant.objects.filter(
        on_day(today),
        organisation__in=list(places),
        role__in=roles,
        revoked_at__isnull=True,
        account__is_active=True,
    )
    found: dict[int, tuple[int, ...]] = {}
    for place, account in rows.order_by("pk").values_list("organisation_id", "account_id"):
        if place is not None:
            found[place] = (*found.get(place, ()), account)
    return found


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A role in words: where by code, until the last day with it."""

    role: str
    place: str
    since: date
    last: date | None


def grants_held(account: Account, *, today: date) -> list[HeldGrant]:
    """Roles of an account, in force or to come. The caller has asked whether the actor manages it."""
    return [
        HeldGrant(
            str(Role(g.role).label),
            g.organisation.code if g.organisation else "toàn hệ thống",
            g.valid_from,
            g.valid_to - timedelta(days=1) if g.valid_to else None,
        )
        for g in _standing(account, today)
    ]


@dataclass(frozen=True, slots=True)
class Assigned:
    """A leader of a cell: from `since` until `until`, the first day without (None: still)."""

    account: int
    since: date
    until: date | None

    def led_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def assigned_leaders(cells: Iterable[int] | None = None) -> dict[int, list[Assigned]]:
    """By cell (id): who is or was assigned to it as a leader; of these cells, or of all. Asks no rights."""
    rows = Grant.objects.filter(role=Role.LEADER, organisation__isnull=False)
    if cells is not None:
        rows = rows.filter(organisation__in=list(cells))
    found: dict[int, list[Assigned]] = {}
    names = ("organisation_id", "account_id", "valid_from", "valid_to", "revoked_at")
    for cell, account, since, until, revoked in rows.values_list(*names):
        ended = localtime(revoked).date() if revoked else None
        last = min(filter(None, (until, ended)), default=None)
        if cell is not None and (last is None or since < last):
            found.setdefault(cell, []).append(Assigned(account, since, last))
    return found


def leaders_on(cell: Organisation, day: date) -> set[int]:
    """Accounts that were assigned to the cell as leaders on that day, also when taken back since. Asks no
    rights."""
    return {one.account for one in assigned_leaders([cell.pk]).get(cell.pk, ()) if one.led_on(day)}


@dataclass(frozen=True, slots=True)
class GivenGrant:
    """A role once given to me: where (id; None: the whole installation), its days, when taken back."""

    role: Role
    organisation: int | None
    valid_from: date
    valid_to: date | None
    revoked_at: datetime | None


def own_grants(actor: Actor) -> list[GivenGrant]:
    """Every role that the actor was ever given, newest first. Asks no rights: of the actor alone."""
    rows = Grant.objects.filter(account=actor.account_id or 0).order_by("-valid_from", "-pk")
    return [GivenGrant(Role(g.role), g.organisation_id, g.valid_from, g.valid_to, g.revoked_at) for g in rows]
