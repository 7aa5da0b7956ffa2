"""Who may do what: grants turned into the plain data that an Actor carries."""

from dataclasses import dataclass
from datetime import date

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.access.permissions import BELOW, TABLE
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
                # A grant for the whole installation reaches everything that the role reaches anywhere.
                reach = Reach("", BELOW) if path is None else Reach(path, depth)
                reaches.setdefault(str(permission), []).append(reach)
    return Actor(account.pk, account.full_name, {k: tuple(v) for k, v in reaches.items()}, member_id)


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
        path = grant.organisation.path if grant.organisation else ""
        allowed = tuple(
            permission
            for permission, depth in TABLE[Role(grant.role)].items()
            if Reach(path, BELOW if not path else depth).covers(organisation.path)
        )
        if allowed:
            place = grant.organisation.code if grant.organisation else "toàn hệ thống"
            found.append(Right(grant.account.full_name, Role(grant.role), place, allowed))
    return found
