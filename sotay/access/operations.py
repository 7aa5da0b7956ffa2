"""Give and take roles."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from sotay.access.choices import Permission, Role
from sotay.access.events import RoleGiven, RoleTaken
from sotay.access.giving import holds, holds_all_of, may_give, may_open
from sotay.access.models import Grant
from sotay.access.permissions import BELOW
from sotay.accounts.models import Account
from sotay.accounts.operations import (
    create_account,
    end_sessions_of,
    free_username,
    lock_account,
    make_code,
    reset_account,
    unlock_account,
)
from sotay.core.actor import SEGMENT, Actor, system_actor
from sotay.core.errors import DomainError, PermissionDenied
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

    Nobody grants more than they hold (`may_give`), and nobody more to themselves than they hold
    already. Raises PermissionDenied, and DomainError for a span that ends before it begins.
    """
    if not may_give(actor, role, organisation):
        raise PermissionDenied("Đồng chí chỉ giao được quyền mà chính mình có ở nơi đó.")
    if actor.account_id == account.pk and not holds_all_of(actor, role, organisation):
        raise PermissionDenied("Không ai tự giao thêm quyền cho mình; đồng chí nhờ cấp trên giao.")
    if valid_to is not None and valid_to <= valid_from:
        raise DomainError("Ngày cuối phải sau ngày đầu; đồng chí xem lại.")
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


@transaction.atomic
def take_role(*, actor: Actor, grant: Grant, at: datetime) -> None:
    """Take a role back at once. Requires what giving it requires, or account:manage at that place.

    Raises PermissionDenied.
    """
    manages = holds(actor, Permission.ACCOUNT_MANAGE, grant.organisation, BELOW)
    if not manages and not may_give(actor, Role(grant.role), grant.organisation):
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


@transaction.atomic
def invite(
    *,
    actor: Actor,
    full_name: str,
    role: Role,
    organisation: Organisation,
    valid_from: date,
    valid_to: date | None,
    at: datetime,
) -> tuple[Account, str]:
    """An account for a new person with that role, and its enrolment code. Requires what giving the role
    requires, and account:create."""
    name = " ".join(full_name.split())
    if not name:
        raise DomainError("Đồng chí viết họ và tên của người mới.")
    account = create_account(actor=actor, username=free_username(name), full_name=name, password=None, at=at)
    give_role(
        actor=actor,
        account=account,
        role=role,
        organisation=organisation,
        valid_from=valid_from,
        valid_to=valid_to,
        at=at,
    )
    return account, make_code(actor=actor, account=account, at=at)


def standing_grants(account: Account, today: date) -> list[Grant]:
    """Roles in force or to come."""
    rows = Grant.objects.filter(account=account, revoked_at__isnull=True)
    return list(rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today)).select_related("organisation"))


def _require_open(actor: Actor, account: Account, today: date, *, own: bool = False) -> None:
    if actor.account_id == account.pk:
        if own:
            return
        raise PermissionDenied("Đồng chí không làm việc này với tài khoản của chính mình.")
    if not may_open(actor, standing_grants(account, today)):
        raise PermissionDenied("Người này có vai trò ngoài phạm vi của đồng chí; cấp trên của nơi đó cấp mã.")


@transaction.atomic
def issue_code(*, actor: Actor, account: Account, today: date, at: datetime) -> str:
    """A new enrolment code for somebody (`may_open`), or for another machine of one's own."""
    _require_open(actor, account, today, own=True)
    return make_code(actor=actor, account=account, at=at)


@transaction.atomic
def begin_anew(*, actor: Actor, account: Account, today: date, at: datetime) -> str:
    """Everything that opened the account is void; a new code. Requires `may_open`."""
    _require_open(actor, account, today)
    return reset_account(actor=actor, account=account, at=at)


@transaction.atomic
def set_lock(*, actor: Actor, account: Account, locked: bool, today: date, at: datetime) -> None:
    """Lock or unlock the account. Requires `may_open`; nobody locks themselves out."""
    _require_open(actor, account, today)
    (lock_account if locked else unlock_account)(actor=actor, account=account, at=at)


@transaction.atomic
def end_all_sessions(*, actor: Actor, account: Account, today: date, at: datetime) -> None:
    """End every session of the account. Requires `may_open`."""
    _require_open(actor, account, today)
    end_sessions_of(actor=actor, account=account, at=at)


@transaction.atomic
def narrow_to_root(*, actor: Actor, today: date, at: datetime) -> bool:
    """Turn one's own officer's role for the whole installation into one at its single root, whose
    direct level below is all whose names it then sees. Only ever takes. False when there is nothing to
    narrow, or not exactly one root."""
    if actor.account_id is None:
        return False
    wide = Grant.objects.filter(
        account_id=actor.account_id,
        role=Role.SUPERIOR_OFFICER,
        organisation__isnull=True,
        revoked_at__isnull=True,
    ).first()
    roots = list(Organisation.objects.filter(path__length=SEGMENT, dissolved_on__isnull=True)[:2])
    if wide is None or len(roots) != 1:
        return False
    account = Account.objects.get(pk=actor.account_id)
    give_role(
        actor=actor,
        account=account,
        role=Role.SUPERIOR_OFFICER,
        organisation=roots[0],
        valid_from=today,
        valid_to=wide.valid_to,
        at=at,
    )
    take_role(actor=actor, grant=wide, at=at)
    return True
