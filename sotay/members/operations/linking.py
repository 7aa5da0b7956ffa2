"""Whose account is it: accounts act as members."""

from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.accounts.models import Account
from sotay.core.actor import Actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.journal.operations import record
from sotay.members.events import AccountLinked, AccountUnlinked
from sotay.members.models import Member


@transaction.atomic
def link_account(*, actor: Actor, member: Member, account: Account, at: datetime) -> None:
    """Let the account act as this member. Requires MEMBER_ENROL at the member's cell.

    Said twice it changes nothing. Raises PermissionDenied, and DomainError when the member has another
    account or the account belongs to another member: take that link back first.
    """
    member = _enrolled_by(actor, member)
    if member.account_id == account.pk:
        return
    if member.account_id is not None:
        raise DomainError("Đảng viên này đã có tài khoản; đồng chí gỡ tài khoản cũ rồi cấp lại.")
    if Member.objects.filter(account=account).exists():
        raise DomainError("Tài khoản này đã gắn với đảng viên khác; đồng chí cấp tài khoản mới.")
    member.account = account
    member.save(update_fields=["account"])
    record(AccountLinked(member.pk, account.pk), actor=actor, at=at, organisation_id=member.home_id)


@transaction.atomic
def unlink_account(*, actor: Actor, member: Member, at: datetime) -> None:
    """Let no account act as this member. Requires MEMBER_ENROL at the member's cell. Without a link
    nothing changes. The account itself and its roles stay."""
    member = _enrolled_by(actor, member)
    if member.account_id is None:
        return
    event = AccountUnlinked(member.pk, member.account_id)
    member.account = None
    member.save(update_fields=["account"])
    record(event, actor=actor, at=at, organisation_id=member.home_id)


def _enrolled_by(actor: Actor, member: Member) -> Member:
    """The member as stored now, locked. Raises PermissionDenied: who has no cell is nobody's to enrol."""
    stored = Member.objects.select_for_update(of=("self",)).select_related("home").get(pk=member.pk)
    if stored.home is None:
        raise PermissionDenied("Đảng viên này chưa có nơi sinh hoạt; đồng chí nhập nơi sinh hoạt trước.")
    actor.require(Permission.MEMBER_ENROL, stored.home)
    return stored
