"""Give and take roles."""

from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission, Role
from sotay.access.events import RoleGiven, RoleTaken
from sotay.access.models import Grant
from sotay.access.permissions import BELOW, TABLE
from sotay.accounts.models import Account
from sotay.accounts.operations import create_account
from sotay.core.actor import Actor, Reach, system_actor
from sotay.core.errors import PermissionDenied
from sotay.journal.operations import record
from sotay.organisations.models import Organisation


@transaction.atomic
def give_role(
    *,
    actor: Actor,
    account: Account,
    role: Role,
    organisation: Organisation | None,
    valid_from: date,
    valid_to: date | None = None,
    at: datetime,
) -> Grant:
    """Give a role at an organisation (None: the whole installation) for a span of days.

    Nobody grants more than they hold: raises PermissionDenied unless the actor holds every
    permission of the role over everything that the role would reach.
    """
    if not _holds_all_of(actor, role, organisation):
        raise PermissionDenied("Đồng chí chỉ giao được quyền mà chính mình có ở nơi đó.")
    grant, _ = Grant.objects.update_or_create(
        account=account,
        role=role,
        organisation=organisation,
        revoked_at=None,
        defaults={"valid_from": valid_from, "valid_to": valid_to, "given_by_id": actor.account_id},
    )
    place = organisation.pk if organisation else 0
    record(RoleGiven(account.pk, role, place, valid_to), actor=actor, at=at, organisation_id=place)
    return grant


CONTAINED_IN: dict[str, str] = {
    Permission.MEETING_RECORD: Permission.IMPORT_RUN,
    Permission.MEMBER_REASONS: Permission.MEMBER_ENROL,
}
"""Whoever may bring in spreadsheets of a place may write its meetings already, though not by hand; whoever
enrols the members of a cell may give the secretary what only a secretary sees."""


def _holds_all_of(actor: Actor, role: Role, organisation: Organisation | None) -> bool:
    """Whether the actor holds every permission of the role over everything that the role would reach."""
    return all(_holds(actor, permission, organisation, depth) for permission, depth in TABLE[role].items())


def _holds(actor: Actor, permission: str, organisation: Organisation | None, depth: int | None) -> bool:
    wanted = Reach(organisation.path, depth) if organisation else Reach("", BELOW)
    held = (*actor.reaches_of(permission), *actor.reaches_of(CONTAINED_IN.get(permission, permission)))
    return any(reach.contains(wanted) for reach in held)


@transaction.atomic
def take_role(*, actor: Actor, grant: Grant, at: datetime) -> None:
    """Take a role back at once. Requires what giving it requires, or account:manage at that place.

    Raises PermissionDenied.
    """
    manages = _holds(actor, Permission.ACCOUNT_MANAGE, grant.organisation, BELOW)
    if not manages and not _holds_all_of(actor, Role(grant.role), grant.organisation):
        raise PermissionDenied("Đồng chí chỉ thu lại được quyền mà chính mình có ở nơi đó.")
    grant.revoked_at = at
    grant.save(update_fields=["revoked_at"])
    place = grant.organisation_id or 0
    record(RoleTaken(grant.account_id, grant.role, place), actor=actor, at=at, organisation_id=place)


@transaction.atomic
def first_person(*, username: str, at: datetime, today: date) -> Account:
    """The first account of a fresh installation: operator, and officer of everything.

    Raises PermissionDenied once anybody exists.
    """
    if Account.objects.exists():
        raise PermissionDenied("Đã có người dùng; chỉ người có quyền mới thêm được người khác.")
    system = system_actor(Permission)
    account = create_account(actor=system, username=username, full_name=username, password=None, at=at)
    for role in (Role.OPERATOR, Role.SUPERIOR_OFFICER):
        give_role(actor=system, account=account, role=role, organisation=None, valid_from=today, at=at)
    return account
