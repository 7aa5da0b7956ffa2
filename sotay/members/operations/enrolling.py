"""Give members accounts of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission, Role
from sotay.access.operations import give_role
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
