"""The members of a cell: names for the cell and its direct superior; opening the list is noted."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.journal.models import Entry
from sotay.members.models import OfficialPlace
from tests.web.members.world import people, person
from tests.web.world import World


def listed(page: str) -> list[str]:
    return re.findall(r'row__t">([^<]*(?:&lt;[^<]*)*)<', page)


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
        ("khong", 403),
    ],
)
def test_who_may_open_the_list_of_a_cell(world: World, who: str | None, status: int) -> None:
    assert world.get(who, world.page("A1", "dang-vien/")).status_code == status


def test_the_list_in_vietnamese_order_with_what_is_out_of_the_ordinary(world: World) -> None:
    people(world)
    OfficialPlace.objects.filter(member__full_name="Tôi Là Đảng Viên").delete()
    page = world.get("bi-thu", world.page("A1", "dang-vien/")).content.decode()
    assert listed(page) == ["Bùi&lt;b&gt; An", "Đỗ Thị Ánh", "Lê Văn Út", "Trần Thị Hòa"]
    assert "3 đảng viên" in page
    assert "Sinh năm 1990 · Dự bị · Bí thư" in page
    assert "Được miễn sinh hoạt" in page
    assert "1 đồng chí nơi khác đến sinh hoạt tạm thời" in page
    assert "năm sinh 2/3, giới tính 0/3, số thẻ 1/3" in page
    assert "NQ-SUCKHOE" not in page


def test_above_the_direct_superior_no_names_and_a_way_on(world: World) -> None:
    people(world)
    page = world.get("huyen", world.page("A", "dang-vien/")).content.decode()
    assert "Lê Văn Út" not in page
    assert "2 chi bộ bên dưới không hiện tên ở đây" in page
    assert "nêu lý do" in page
    whole = world.get("huyen", world.page("H", "dang-vien/")).content.decode()
    assert "1 trong " in whole
    assert "chỉ gồm các chi bộ đồng chí được xem tên" in whole


def test_a_committee_sees_its_cells_together(world: World) -> None:
    people(world)
    page = world.get("xa", world.page("A", "dang-vien/")).content.decode()
    assert "Trần Thị Hòa" in page
    assert "Chi bộ thôn A2" in page
    assert "Người Xã Bình" not in page
    assert "không hiện tên" not in page


def test_of_an_earlier_day(world: World) -> None:
    people(world)
    page = world.get("bi-thu", world.page("A1", "dang-vien/"), ngay="2014-12-31").content.decode()
    assert "Lê Văn Út" not in page
    assert "tính đến 31/12/2014" in page
    wrong = world.get("bi-thu", world.page("A1", "dang-vien/"), ngay="2030-01-01").content.decode()
    assert "Viết ngày từ hôm nay trở về trước." in wrong


def test_opening_the_list_is_noted_without_names(world: World) -> None:
    people(world)
    world.client("bi-thu").head(world.page("A1", "dang-vien/"))
    assert not Entry.objects.filter(event="MembersSeen").exists()
    world.get("bi-thu", world.page("A1", "dang-vien/"))
    entry = Entry.objects.get(event="MembersSeen")
    assert entry.organisation_id == world.places["A1"].pk
    assert f'"day":"{date(2024, 6, 15)}"' in entry.payload
    assert "Út" not in entry.payload


def test_an_empty_list_says_what_to_do(world: World) -> None:
    page = world.get("bi-thu-2", world.page("A2", "dang-vien/")).content.decode()
    assert "Nhập danh sách đảng viên từ bảng tính" in page


def test_long_lists_have_pages(world: World) -> None:
    for number in range(60):
        person(world, "A2", f"Lê Văn Số{number}")
    path = world.page("A2", "dang-vien/")
    first = world.get("bi-thu-2", path).content.decode()
    second = world.get("bi-thu-2", path, page="2").content.decode()
    assert len(listed(first)) == 50
    assert len(listed(second)) == 10
    assert not set(listed(first)) & set(listed(second))


def test_number_of_queries_does_not_grow(
    world: World, django_assert_num_queries: Callable[[int], Any]
) -> None:
    people(world)
    client = world.client("xa")
    client.get(world.page("A", "dang-vien/"))
    with CaptureQueriesContext(connection) as first:
        client.get(world.page("A", "dang-vien/"))
    for number in range(20):
        person(world, "A2", f"Lê Văn Số{number}")
    with django_assert_num_queries(len(first)):
        client.get(world.page("A", "dang-vien/"))
