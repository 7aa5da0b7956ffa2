"""One record: for the cell and its direct superior; grounds of exemption for the secretary alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.journal.models import Entry
from sotay.meetings.models import Attendance
from sotay.members.models import Member
from tests import factories as make
from tests.web.members.world import people
from tests.web.world import World


def page(world: World, who: str | None, member: Member, **query: Any) -> Any:
    return world.get(who, f"/dang-vien/{member.public_id}/", **query)


def attends(world: World, member: Member, name: str, state: str, code: str = "A1") -> None:
    Attendance.objects.create(
        meeting=world.meetings[name],
        cell=world.places[code],
        member=member,
        basis="official",
        expected=True,
        state=state,
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, 302),
        ("huyen", 404),
        ("xa", 200),
        ("bi-thu", 200),
        ("xa-b", 404),
        ("bi-thu-2", 404),
        ("dang-vien", 403),
        ("van-hanh", 403),
    ],
)
def test_who_may_open_it(world: World, who: str | None, status: int) -> None:
    assert page(world, who, people(world)["ut"]).status_code == status


def test_a_foreign_record_looks_like_none(world: World) -> None:
    foreign = page(world, "bi-thu-2", people(world)["ut"])
    absent = world.get("bi-thu-2", "/dang-vien/khongcodaudau2/")
    assert foreign.status_code == absent.status_code == 404
    assert foreign.content == absent.content


def test_what_the_register_says(world: World) -> None:
    found = people(world)
    make.official_place(found["anh"], world.places["A1"], date(2020, 1, 1))
    text = page(world, "bi-thu", found["anh"]).content.decode()
    assert "Đỗ Thị Ánh" in text
    assert "Đảng viên dự bị" in text
    assert "Từ 03/02/2015 đến nay" in text
    assert "Từ 03/02/2015 đến hết 31/12/2019" in text
    assert "Bí thư, Chi bộ thôn A1" in text
    assert "0123456" in page(world, "bi-thu", found["ut"]).content.decode()
    assert "Bùi&lt;b&gt; An" in page(world, "bi-thu", found["an"]).content.decode()


@pytest.mark.parametrize(("who", "grounds"), [("bi-thu", True), ("xa", False), ("pho", False)])
def test_grounds_of_exemption_are_for_the_secretary_alone(world: World, who: str, grounds: bool) -> None:
    if who == "pho":
        world.accounts["pho"] = world.accounts["khong"]
        Grant.objects.create(
            account=world.accounts["pho"],
            role=Role.DEPUTY,
            organisation=world.places["A1"],
            valid_from=date(2024, 1, 1),
        )
    text = page(world, who, people(world)["ut"]).content.decode()
    assert "Được miễn sinh hoạt" in text or "Tuổi cao" in text
    assert ("Tuổi cao, sức yếu" in text) is grounds
    assert ("NQ-SUCKHOE" in text) is grounds


def test_meetings_by_year_with_how_it_turned_out(world: World) -> None:
    ut = people(world)["ut"]
    attends(world, ut, "A1-202401", "late")
    attends(world, ut, "A1-202402", "unexcused")
    text = page(world, "xa", ut).content.decode()
    assert "Sinh hoạt thường kỳ tháng 1/2024" in text
    assert "Đến muộn" in text
    assert "Vắng không có lý do" in text
    assert world.meeting("A1-202401") in text
    assert "%" not in text.split('id="buoi"')[1], "no score of a person"


def test_meetings_of_an_earlier_cell_stay_with_that_cell(world: World) -> None:
    ut = people(world)["ut"]
    attends(world, ut, "B1-202401", "present", "B1")
    assert "tháng 1/2024" not in page(world, "bi-thu", ut).content.decode()


def test_opening_it_is_noted(world: World) -> None:
    ut = people(world)["ut"]
    page(world, "bi-thu", ut)
    page(world, "xa-b", ut)
    entry = Entry.objects.get(event="MemberSeen")
    assert (entry.organisation_id, entry.payload) == (world.places["A1"].pk, f'{{"member":{ut.pk}}}')


def test_number_of_queries_does_not_grow(
    world: World, django_assert_num_queries: Callable[[int], Any]
) -> None:
    ut = people(world)["ut"]
    attends(world, ut, "A1-202401", "late")
    client = world.client("xa")
    client.get(f"/dang-vien/{ut.public_id}/")
    with CaptureQueriesContext(connection) as first:
        client.get(f"/dang-vien/{ut.public_id}/")
    for month in (202402, 202403, 202404):
        attends(world, ut, f"A1-{month}", "present")
    with django_assert_num_queries(len(first)):
        client.get(f"/dang-vien/{ut.public_id}/")
