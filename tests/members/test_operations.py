"""Storing members: keys follow the name, and only for a cell in the actor's hands."""

from datetime import date

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import Actor, system_actor
from sotay.core.errors import PermissionDenied
from sotay.core.vietnamese import name_sort_key
from sotay.members.models import Member, MemberStatus
from sotay.members.operations import replace_histories, save_members
from tests.factories.organisations import organisation

pytestmark = pytest.mark.django_db
SYSTEM = system_actor(Permission)


def test_search_and_sort_keys_follow_the_name() -> None:
    person = Member(full_name="Đỗ Thị Ánh")
    save_members(actor=SYSTEM, cells=[], new=[person], changed=[])
    assert (person.search_name, person.sort_key) == ("do thi anh", name_sort_key("Đỗ Thị Ánh"))
    person.full_name = "Đỗ Thị Yên"
    save_members(actor=SYSTEM, cells=[], new=[], changed=[person])
    assert Member.objects.get().search_name == "do thi yen"


def test_a_cell_out_of_reach_is_refused() -> None:
    cell = organisation()
    with pytest.raises(PermissionDenied):
        save_members(actor=Actor(1, "khách"), cells=[cell], new=[Member(full_name="A")], changed=[])
    assert not Member.objects.exists()


def test_histories_are_replaced_whole() -> None:
    person = Member.objects.create(full_name="A")

    def store(*days: date) -> None:
        statuses = [MemberStatus(member=person, status="official", valid_from=day) for day in days]
        replace_histories([person.pk], statuses=statuses, places=[], temporary=[], exemptions=[])

    store(date(2020, 1, 1))
    store(date(2021, 1, 1))
    assert list(person.statuses.values_list("valid_from", flat=True)) == [date(2021, 1, 1)]
