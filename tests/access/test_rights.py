"""Which rights a grant gives, on which days, and that they are looked up afresh."""

import pytest

from sotay.access.choices import Permission, Role
from sotay.access.queries import actor_for, who_can_see
from sotay.core.actor import system_actor
from sotay.core.errors import PermissionDenied
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from sotay.organisations.operations import rebuild_places
from tests.access.support import DAY, NOW, TODAY, a_tree, actor_with, an_account, given
from tests.factories.organisations import move, organisation

pytestmark = pytest.mark.django_db


def test_names_end_one_level_below_and_counts_go_all_the_way() -> None:
    tree = a_tree()
    officer = actor_with(Role.SUPERIOR_OFFICER, tree.district)
    assert officer.may(Permission.ROLL_VIEW, tree.commune)
    assert not officer.may(Permission.ROLL_VIEW, tree.cell)
    assert officer.may(Permission.MEETING_VIEW, tree.cell)
    assert actor_with(Role.COMMITTEE_OFFICER, tree.commune).may(Permission.ROLL_VIEW, tree.cell)


def test_a_secretary_sees_the_own_cell_alone() -> None:
    tree = a_tree()
    secretary = actor_with(Role.SECRETARY, tree.cell)
    seen = Organisation.objects.visible_to(secretary, Permission.FIGURES_VIEW)
    assert list(seen) == [tree.cell]
    assert not secretary.may(Permission.REPORT_WRITE, tree.cell)


def test_the_operator_reads_no_content() -> None:
    tree = a_tree()
    operator = actor_with(Role.OPERATOR, None)
    content = [p for p in Permission if not p.startswith(("account:", "journal:", "controller:", "server:"))]
    assert not [p for p in content if operator.may(p, tree.cell)]


@pytest.mark.parametrize(
    ("days", "held"),
    [((0, None), True), ((-9, 1), True), ((-9, 0), False), ((1, None), False)],
    ids=["from today", "until today", "ended today", "from tomorrow"],
)
def test_a_role_holds_on_its_days_only(days: tuple[int, int | None], held: bool) -> None:
    tree = a_tree()
    first, end = days
    span = {"valid_from": TODAY + first * DAY, "valid_to": None if end is None else TODAY + end * DAY}
    assert actor_with(Role.SECRETARY, tree.cell, **span).may(Permission.ROLL_VIEW, tree.cell) is held


def test_a_role_taken_back_and_a_closed_account_give_nothing() -> None:
    tree = a_tree()
    assert not actor_with(Role.SECRETARY, tree.cell, revoked_at=NOW).reaches
    account = given(Role.SUPERIOR_OFFICER, tree.district).account
    account.is_active = False
    assert not actor_for(account, today=TODAY).reaches


def test_nobody_sees_anything_without_a_role() -> None:
    a_tree()
    nobody = actor_for(an_account(), today=TODAY)
    assert not Organisation.objects.visible_to(nobody, Permission.ORGANISATION_VIEW).exists()


def test_an_organisation_without_a_place_gives_no_right_anywhere() -> None:
    tree = a_tree()
    unplaced = organisation(Kind.GRASSROOTS_COMMITTEE)
    officer = actor_with(Role.SUPERIOR_OFFICER, unplaced)
    assert not officer.reaches
    assert not Organisation.objects.visible_to(officer, Permission.FIGURES_VIEW).exists()
    assert who_can_see(system_actor(Permission), tree.cell, today=TODAY).rights == []


def test_a_role_for_the_whole_installation_reaches_every_place() -> None:
    tree = a_tree()
    officer = actor_with(Role.SUPERIOR_OFFICER, None)
    assert Organisation.objects.visible_to(officer, Permission.FIGURES_VIEW).count() == 6
    assert officer.may(Permission.IMPORT_RUN, tree.cousin)


def test_rights_follow_the_place_of_today() -> None:
    tree = a_tree()
    before = given(Role.COMMITTEE_OFFICER, tree.commune).account
    after = given(Role.COMMITTEE_OFFICER, tree.other).account
    move(tree.cell, tree.other, TODAY)
    rebuild_places(today=TODAY)
    tree.cell.refresh_from_db()
    assert not actor_for(before, today=TODAY).may(Permission.FIGURES_VIEW, tree.cell)
    assert actor_for(after, today=TODAY).may(Permission.FIGURES_VIEW, tree.cell)


def test_who_can_see_lists_every_holder_and_nobody_else() -> None:
    tree = a_tree()
    above, here = given(Role.SUPERIOR_OFFICER, tree.district), given(Role.SECRETARY, tree.cell)
    given(Role.SECRETARY, tree.beside)
    given(Role.DEPUTY, tree.cell, valid_to=TODAY + DAY, revoked_at=NOW)
    asking = actor_for(here.account, today=TODAY)
    rights = {r.account_name: r.permissions for r in who_can_see(asking, tree.cell, today=TODAY).rights}
    assert set(rights) == {above.account.full_name, here.account.full_name}
    assert Permission.ROLL_VIEW not in rights[above.account.full_name]
    with pytest.raises(PermissionDenied):
        who_can_see(asking, tree.beside, today=TODAY)
