"""Give members accounts of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission, Role
from sotay.access.operations import give_role, issue_code
from sotay.access.queries import without_role
from sotay.accounts.models import Account
from sotay.accounts.operations import free_username, make_code, open_account
from sotay.core.actor import Actor
from sotay.core.errors import PermissionDenied
from sotay.members.models import Member
from sotay.members.operations.linking import link_account
from sotay.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A member who has just got an account; the code is shown once."""

    name: str
    username: str
    code: str


@transaction.atomic
def enrol_members(
    *, actor: Actor, cell: Organisation, members: Sequence[str], at: datetime, today: date
) -> list[Enrolled]:
    """An account, the role of a member and an enrolment code for each of these members of the cell (public
    ids), as one. Requires MEMBER_ENROL at the cell. Raises PermissionDenied for whoever is not there,
    DomainError for whoever has an account already."""
    actor.require(Permission.MEMBER_ENROL, cell)
    found = {m.public_id: m for m in Member.objects.filter(public_id__in=members, home=cell)}
    made = []
    for public_id in dict.fromkeys(members):
        if public_id not in found:
            raise PermissionDenied("Người này không còn ở chi bộ; đồng chí tải lại trang và chọn lại.")
        made.append(_enrol(actor, cell, found[public_id], at, today))
    return made


def _enrol(actor: Actor, cell: Organisation, member: Member, at: datetime, today: date) -> Enrolled:
    account = open_account(
        actor=actor, username=free_username(member.full_name), full_name=member.full_name, at=at
    )
    link_account(actor=actor, member=member, account=account, at=at)
    give_role(actor=actor, account=account, role=Role.MEMBER, organisation=cell, valid_from=today, at=at)
    return Enrolled(member.full_name, account.username, make_code(actor=actor, account=account, at=at))


@transaction.atomic
def enrol_with_role(
    *,
    actor: Actor,
    cell: Organisation,
    member: str,
    role: Role,
    valid_from: date,
    valid_to: date | None,
    at: datetime,
    today: date,
) -> Enrolled:
    """As `enrol_members` for one member (public id), who is given that role of the cell as well. Requires
    what both require; raises what they raise."""
    made = enrol_members(actor=actor, cell=cell, members=[member], at=at, today=today)[0]
    account = Account.objects.get(username=made.username)
    give_role(
        actor=actor,
        account=account,
        role=role,
        organisation=cell,
        valid_from=valid_from,
        valid_to=valid_to,
        at=at,
    )
    return made


@transaction.atomic
def code_for_member(*, actor: Actor, cell: Organisation, account: str, at: datetime, today: date) -> Enrolled:
    """A new code for a member of the cell who has an account (public id); one whose roles have all been
    taken back is given that of a member again. Requires MEMBER_ENROL at the cell and what `issue_code`
    requires. Raises PermissionDenied."""
    actor.require(Permission.MEMBER_ENROL, cell)
    found = Account.objects.filter(
        public_id=account, is_active=True, pk__in=Member.objects.filter(home=cell).values("account")
    ).first()
    if found is None:
        raise PermissionDenied("Người này không còn ở chi bộ; đồng chí tải lại trang và chọn lại.")
    if without_role([found.pk], today=today):
        give_role(actor=actor, account=found, role=Role.MEMBER, organisation=cell, valid_from=today, at=at)
    return Enrolled(
        found.full_name, found.username, issue_code(actor=actor, account=found, today=today, at=at)
    )
