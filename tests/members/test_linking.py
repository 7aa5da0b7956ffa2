"""An account acts as a member: linked by whoever may enrol members of that cell, once on either side."""

from dataclasses import replace

import pytest

from sotay.access.choices import Role
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.vietnamese import name_sort_key
from sotay.journal.models import Entry
from sotay.members.models import Member, MemberStatus
from sotay.members.operations import link_account, unlink_account
from sotay.members.queries import (
    UnknownMember,
    member_of_account,
    member_to_enrol,
    members_without_account,
)
from tests.access.support import NOW, TODAY, a_tree, actor_with, an_account
from tests.factories.members import member

pytestmark = pytest.mark.django_db


def test_the_secretary_links_a_member_of_the_own_cell() -> None:
    tree, account = a_tree(), an_account()
    person = member(tree.cell)
    secretary = actor_with(Role.SECRETARY, tree.cell)
    link_account(actor=secretary, member=person, account=account, at=NOW)
    assert member_of_account(account.pk) == person.pk
    entry = Entry.objects.get(event="AccountLinked")
    assert (entry.organisation_id, entry.account_id) == (tree.cell.pk, secretary.account_id)
    link_account(actor=secretary, member=person, account=account, at=NOW)
    assert Entry.objects.filter(event="AccountLinked").count() == 1, "said twice is said once"


@pytest.mark.parametrize(
    ("role", "place", "may"),
    [
        (Role.SECRETARY, "cell", True),
        (Role.COMMITTEE_OFFICER, "commune", True),
        (Role.SECRETARY, "beside", False),
        (Role.DEPUTY, "cell", False),
        (Role.MEMBER, "cell", False),
        (Role.COMMITTEE_OFFICER, "other", False),
        (Role.SUPERIOR_OFFICER, "district", False),
        (Role.OPERATOR, "district", False),
    ],
)
def test_who_may_link(role: Role, place: str, may: bool) -> None:
    tree = a_tree()
    person, actor = member(tree.cell), actor_with(role, getattr(tree, place))
    if may:
        link_account(actor=actor, member=person, account=an_account(), at=NOW)
        assert member_to_enrol(actor, person.public_id) == person
        return
    with pytest.raises(PermissionDenied):
        link_account(actor=actor, member=person, account=an_account(), at=NOW)
    with pytest.raises(PermissionDenied):
        unlink_account(actor=actor, member=person, at=NOW)
    with pytest.raises(UnknownMember):
        member_to_enrol(actor, person.public_id)


def test_one_member_one_account() -> None:
    tree, account = a_tree(), an_account()
    first, second = member(tree.cell), member(tree.cell)
    secretary = actor_with(Role.SECRETARY, tree.cell)
    link_account(actor=secretary, member=first, account=account, at=NOW)
    with pytest.raises(DomainError, match="đã gắn với đảng viên khác"):
        link_account(actor=secretary, member=second, account=account, at=NOW)
    with pytest.raises(DomainError, match="đã có tài khoản"):
        link_account(actor=secretary, member=first, account=an_account(), at=NOW)
    unlink_account(actor=secretary, member=first, at=NOW)
    link_account(actor=secretary, member=second, account=account, at=NOW)
    assert member_of_account(account.pk) == second.pk


def test_who_has_no_cell_is_nobodys_to_enrol() -> None:
    tree = a_tree()
    with pytest.raises(PermissionDenied, match="nhập nơi sinh hoạt"):
        link_account(
            actor=actor_with(Role.SECRETARY, tree.cell), member=member(), account=an_account(), at=NOW
        )


def test_those_without_account_in_vietnamese_order() -> None:
    tree = a_tree()
    members = [
        member(tree.cell, name=name, birth_year=1960) for name in ("Lê Văn Út", "Đỗ Thị Ánh", "Bùi An")
    ]
    for one in members:
        Member.objects.filter(pk=one.pk).update(sort_key=name_sort_key(one.full_name))
    member(tree.beside, name="Người Chi bộ Bên")
    gone = member(tree.cell, name="Người Đã Chuyển")
    gone.statuses.update(valid_to=TODAY)
    MemberStatus.objects.create(member=gone, status="left", valid_from=TODAY)
    linked = member(tree.cell, name="Người Đã Có")
    secretary = actor_with(Role.SECRETARY, tree.cell)
    link_account(actor=secretary, member=linked, account=an_account(), at=NOW)
    found = members_without_account(secretary, tree.cell, today=TODAY)
    assert [one.name for one in found] == ["Bùi An", "Đỗ Thị Ánh", "Lê Văn Út"]
    assert found[0].birth_year == 1960
    with pytest.raises(PermissionDenied):
        members_without_account(replace(secretary, reaches={}), tree.cell, today=TODAY)
