"""Nobody grants, or takes back, more than they hold."""

import pytest

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.access.operations import first_person, give_role, take_role
from sotay.access.queries import actor_for
from sotay.core.actor import Actor, system_actor
from sotay.core.errors import PermissionDenied
from sotay.journal.models import Entry
from sotay.journal.queries import all_faults
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from tests.access.support import NOW, TODAY, a_tree, actor_with, an_account, given
from tests.factories.organisations import organisation

pytestmark = pytest.mark.django_db


def give(actor: Actor, role: Role, place: Organisation | None) -> Grant:
    return give_role(
        actor=actor, account=an_account(), role=role, organisation=place, valid_from=TODAY, at=NOW
    )


def test_an_officer_gives_roles_below_and_the_journal_says_so() -> None:
    tree = a_tree()
    officer = actor_with(Role.COMMITTEE_OFFICER, tree.commune)
    grant = give(officer, Role.SECRETARY, tree.cell)
    assert actor_for(grant.account, today=TODAY).may(Permission.ROLL_VIEW, tree.cell)
    assert Entry.objects.filter(event="RoleGiven", organisation_id=tree.cell.pk).exists()
    assert all_faults() == {}


def test_nobody_gives_more_than_they_hold() -> None:
    tree = a_tree()
    district = actor_with(Role.SUPERIOR_OFFICER, tree.district)
    commune = actor_with(Role.COMMITTEE_OFFICER, tree.commune)
    secretary = actor_with(Role.SECRETARY, tree.cell)
    refused = [
        (secretary, Role.COMMITTEE_OFFICER, tree.cell, "a role with more rights"),
        (secretary, Role.SECRETARY, tree.beside, "beside"),
        (secretary, Role.SUPERIOR_OFFICER, tree.district, "above"),
        (commune, Role.COMMITTEE_OFFICER, tree.other, "another committee"),
        (commune, Role.SUPERIOR_OFFICER, None, "the whole installation"),
        (commune, Role.OPERATOR, tree.commune, "rights of another kind"),
        (district, Role.SECRETARY, tree.cell, "names that the direct superior alone sees"),
        (commune, Role.SECRETARY, organisation(Kind.CELL), "a place not yet in the tree"),
    ]
    for actor, role, place, _why in refused:
        with pytest.raises(PermissionDenied):
            give(actor, role, place)
    assert not Grant.objects.filter(given_by_id__isnull=False).exists()


def test_nobody_takes_back_what_they_could_not_give() -> None:
    tree = a_tree()
    everywhere = given(Role.SUPERIOR_OFFICER, None)
    above = given(Role.SUPERIOR_OFFICER, tree.district)
    at_the_cell = given(Role.COMMITTEE_OFFICER, tree.cell)
    secretary = actor_with(Role.SECRETARY, tree.cell)
    manager = actor_with(Role.OPERATOR, tree.commune)
    for actor, grant in [
        (secretary, everywhere),
        (secretary, above),
        (secretary, at_the_cell),
        (manager, everywhere),
        (manager, above),
    ]:
        with pytest.raises(PermissionDenied):
            take_role(actor=actor, grant=grant, at=NOW)
    assert not Grant.objects.filter(revoked_at__isnull=False).exists()


def test_a_role_taken_back_is_gone_at_once() -> None:
    tree = a_tree()
    grant = given(Role.SECRETARY, tree.cell)
    take_role(actor=actor_with(Role.COMMITTEE_OFFICER, tree.commune), grant=grant, at=NOW)
    assert not actor_for(grant.account, today=TODAY).reaches
    again = given(Role.SECRETARY, tree.cell, account=grant.account)
    take_role(actor=actor_with(Role.OPERATOR, None), grant=again, at=NOW)
    assert not actor_for(grant.account, today=TODAY).reaches


def test_the_first_person_is_first_only_once() -> None:
    account = first_person(username="dau-tien", at=NOW, today=TODAY)
    tree = a_tree()
    assert actor_for(account, today=TODAY).may(Permission.IMPORT_RUN, tree.cell)
    with pytest.raises(PermissionDenied):
        first_person(username="thu-hai", at=NOW, today=TODAY)


def test_the_system_may_give_everything() -> None:
    tree = a_tree()
    for role in Role:
        give(system_actor(Permission), role, tree.cell)
    assert Grant.objects.count() == len(Role)
