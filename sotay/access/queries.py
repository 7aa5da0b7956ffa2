"""Who may do what: grants turned into the plain data that an Actor carries."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.access.permissions import BELOW, REACHING_BELOW, TABLE
from sotay.accounts.models import Account
from sotay.core.actor import Actor, Reach
from sotay.core.spans import on_day
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


def _reach(path: str | None, depth: int | None) -> Reach | None:
    """What a grant reaches: for the whole installation (None) everything that the role reaches anywhere;
    at an organisation that has no place in the tree yet ("") nothing."""
    if path is None:
        return Reach("", BELOW)
    return Reach(path, depth) if path else None


@dataclass(frozen=True, slots=True)
class Right:
    """One line of "who can see this?": a role of somebody, where it was granted, what it allows here."""

    account_name: str
    role: Role
    granted_at: str
    permissions: tuple[Permission, ...]


def who_can_see(actor: Actor, organisation: Organisation, *, today: date) -> list[Right]:
    """Everybody who holds any permission on that organisation on that day. Requires ACCESS_VIEW."""
    actor.require(Permission.ACCESS_VIEW, organisation)
    grants = (
        Grant.objects.filter(on_day(today), revoked_at__isnull=True, account__is_active=True)
        .select_related("account", "organisation")
        .order_by("organisation__path", "role", "account__full_name")
    )
    found = []
    for grant in grants:
        path = grant.organisation.path if grant.organisation else None
        allowed = tuple(
            permission
            for permission, depth in TABLE[Role(grant.role)].items()
            if (reach := _reach(path, depth)) and reach.covers(organisation.path)
        )
        if allowed:
            place = grant.organisation.code if grant.organisation else "toàn hệ thống"
            found.append(Right(grant.account.full_name, Role(grant.role), place, allowed))
    return found


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
