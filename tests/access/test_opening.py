"""Whoever hands out a code could use it: so only for persons whose every right one could give."""

import pytest

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.access.operations import begin_anew, give_role, invite, issue_code, narrow_to_root, set_lock
from sotay.access.queries import actor_for, who_can_see
from sotay.accounts.models import Account, EnrolmentCode
from sotay.core.actor import Actor
from sotay.core.errors import PermissionDenied
from tests.access.support import NOW, TODAY, Tree, a_tree, actor_with, an_account, given

pytestmark = pytest.mark.django_db


def code_for(actor: Actor, account: Account) -> str:
    return issue_code(actor=actor, account=account, today=TODAY, at=NOW)


def everybody(tree: Tree) -> dict[str, Grant]:
    return {
        "district": given(Role.SUPERIOR_OFFICER, tree.district),
        "commune": given(Role.COMMITTEE_OFFICER, tree.commune),
        "colleague": given(Role.COMMITTEE_OFFICER, tree.commune),
        "other": given(Role.COMMITTEE_OFFICER, tree.other),
        "secretary": given(Role.SECRETARY, tree.cell),
        "member": given(Role.MEMBER, tree.cell),
        "beside": given(Role.MEMBER, tree.beside),
        "operator": given(Role.OPERATOR, None),
        "everywhere": given(Role.SUPERIOR_OFFICER, None),
    }


MAY = {
    "district": {"district", "commune", "colleague", "other"},
    "commune": {"commune", "colleague", "secretary", "member", "beside"},
    "secretary": {"secretary", "member"},
    "member": {"member"},
}


@pytest.mark.parametrize("who", MAY)
def test_whose_codes_somebody_may_hand_out(who: str) -> None:
    people = everybody(a_tree())
    actor = actor_for(people[who].account, today=TODAY)
    opened = set()
    for name, grant in people.items():
        try:
            code_for(actor, grant.account)
        except PermissionDenied:
            continue
        opened.add(name)
    assert opened == MAY[who]


def test_a_member_who_is_an_officer_elsewhere_is_not_the_secretarys_to_open() -> None:
    tree = a_tree()
    member = given(Role.MEMBER, tree.cell).account
    given(Role.COMMITTEE_OFFICER, tree.commune, account=member)
    with pytest.raises(PermissionDenied):
        code_for(actor_with(Role.SECRETARY, tree.cell), member)
    assert not EnrolmentCode.objects.exists()


def test_the_operator_manages_but_nobody_else_opens_who_has_no_role() -> None:
    tree, nobody = a_tree(), an_account()
    code_for(actor_with(Role.OPERATOR, None), nobody)
    for role, place in [(Role.SUPERIOR_OFFICER, tree.district), (Role.OPERATOR, tree.district)]:
        with pytest.raises(PermissionDenied):
            code_for(actor_with(role, place), nobody)


def test_nobody_locks_or_resets_themselves() -> None:
    operator = given(Role.OPERATOR, None).account
    actor = actor_for(operator, today=TODAY)
    with pytest.raises(PermissionDenied):
        set_lock(actor=actor, account=operator, locked=True, today=TODAY, at=NOW)
    with pytest.raises(PermissionDenied):
        begin_anew(actor=actor, account=operator, today=TODAY, at=NOW)


def test_the_superior_appoints_the_officer_below_without_seeing_what_he_sees() -> None:
    tree = a_tree()
    district = actor_with(Role.SUPERIOR_OFFICER, tree.district)
    account, code = invite(
        actor=district,
        full_name="Lê  Thị Đào",
        role=Role.COMMITTEE_OFFICER,
        organisation=tree.commune,
        valid_from=TODAY,
        valid_to=None,
        at=NOW,
    )
    assert (account.username, account.full_name, len(code.split())) == ("le-thi-dao", "Lê Thị Đào", 6)
    assert actor_for(account, today=TODAY).may(Permission.ROLL_VIEW, tree.cell)
    assert not district.may(Permission.ROLL_VIEW, tree.cell)


def test_nobody_appoints_themselves() -> None:
    tree = a_tree()
    account = given(Role.SUPERIOR_OFFICER, tree.district).account
    with pytest.raises(PermissionDenied, match="tự giao"):
        give_role(
            actor=actor_for(account, today=TODAY),
            account=account,
            role=Role.COMMITTEE_OFFICER,
            organisation=tree.commune,
            valid_from=TODAY,
            at=NOW,
        )


def test_a_secretary_gives_the_role_of_a_member_and_no_other() -> None:
    tree = a_tree()
    secretary = actor_with(Role.SECRETARY, tree.cell)
    for role in Role:
        try:
            give_role(
                actor=secretary,
                account=an_account(),
                role=role,
                organisation=tree.cell,
                valid_from=TODAY,
                at=NOW,
            )
        except PermissionDenied:
            assert role is not Role.MEMBER
        else:
            assert role is Role.MEMBER


def test_names_of_members_stay_with_the_cell_and_its_superior() -> None:
    tree = a_tree()
    member = given(Role.MEMBER, tree.cell)
    for role, place, named in [
        (Role.SECRETARY, tree.cell, True),
        (Role.COMMITTEE_OFFICER, tree.commune, True),
        (Role.SUPERIOR_OFFICER, tree.district, False),
    ]:
        found = who_can_see(actor_with(role, place), tree.cell, today=TODAY)
        names = {right.account_name for right in found.rights}
        assert (member.account.full_name in names, found.members) == (named, 0 if named else 1)


def test_the_first_person_narrows_their_own_reach() -> None:
    tree = a_tree()
    account = given(Role.SUPERIOR_OFFICER, None).account
    assert actor_for(account, today=TODAY).may(Permission.ROLL_VIEW, tree.cell)
    assert narrow_to_root(actor=actor_for(account, today=TODAY), today=TODAY, at=NOW)
    now = actor_for(account, today=TODAY)
    assert now.may(Permission.FIGURES_VIEW, tree.cell)
    assert not now.may(Permission.ROLL_VIEW, tree.cell)
    assert not narrow_to_root(actor=now, today=TODAY, at=NOW)
