"""Change the register of members."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.accounts.models import Account
from sotay.core.actor import Actor, HasPath
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.vietnamese import fold, name_sort_key
from sotay.journal.operations import record
from sotay.members.events import AccountLinked, AccountUnlinked
from sotay.members.models import (
    Exemption,
    Member,
    MemberIdentifier,
    MemberStatus,
    OfficialPlace,
    Position,
    TemporaryPlace,
)

BATCH = 2000


@transaction.atomic
def save_members(
    *, actor: Actor, cells: Iterable[HasPath], new: Sequence[Member], changed: Sequence[Member]
) -> None:
    """Store members as they are given; the new ones get their ids. `cells`: every home among them.

    Search and sort keys follow the name. Their dated rows go in by `replace_histories`.
    """
    for cell in cells:
        actor.require(Permission.IMPORT_RUN, cell)
    for member in (*new, *changed):
        member.search_name = fold(member.full_name)
        member.sort_key = name_sort_key(member.full_name)
    Member.objects.bulk_create(new, batch_size=BATCH)
    fields = ["full_name", "search_name", "sort_key", "sex", "born_on", "birth_year", "home"]
    Member.objects.bulk_update(changed, fields, batch_size=500)


@transaction.atomic
def replace_histories(
    members: Collection[int],
    *,
    statuses: Sequence[MemberStatus],
    places: Sequence[OfficialPlace],
    temporary: Sequence[TemporaryPlace],
    exemptions: Sequence[Exemption],
) -> None:
    """Let these be all dated standings, places and exemptions of the members (ids known before)."""
    ids = sorted(members)
    for start in range(0, len(ids), BATCH * 10):
        part = ids[start : start + BATCH * 10]
        for model in (MemberStatus, OfficialPlace, TemporaryPlace, Exemption):
            model.objects.filter(member_id__in=part).delete()
    MemberStatus.objects.bulk_create(statuses, batch_size=BATCH)
    OfficialPlace.objects.bulk_create(places, batch_size=BATCH)
    TemporaryPlace.objects.bulk_create(temporary, batch_size=BATCH)
    Exemption.objects.bulk_create(exemptions, batch_size=BATCH)


@transaction.atomic
def add_identifiers(numbers: Sequence[MemberIdentifier]) -> None:
    """Numbers by which members are known from now on; the ones known before stay."""
    MemberIdentifier.objects.bulk_create(numbers, batch_size=BATCH)


@transaction.atomic
def save_positions(*, new: Sequence[Position], ended: Sequence[Position]) -> None:
    """New posts, and the days on which others end, with their terms."""
    Position.objects.bulk_create(new, batch_size=BATCH)
    Position.objects.bulk_update(ended, ["valid_to", "term"], batch_size=500)


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
