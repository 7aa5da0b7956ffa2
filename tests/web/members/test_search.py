"""Looking for a member: without marks, in reach only; further down with a stated reason that is logged."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sotay.core import clock
from sotay.journal.models import Entry
from sotay.members.models import LookupReason
from tests.web.members.world import people, person
from tests.web.world import World

PATH = "/tim-dang-vien/"
WHY = "Soát hồ sơ chuyển sinh hoạt tháng 5"


def look(client: Client, name: str = "", birth_year: str = "", number: str = "") -> str:
    sent = {"name": name, "birth_year": birth_year, "number": number}
    return str(client.post(PATH, sent, follow=True).content.decode())


def names(page: str) -> list[str]:
    return re.findall(r'row__t">([^<]*)<', page)


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("huyen", 200), ("xa", 200), ("bi-thu", 200), ("dang-vien", 403), ("van-hanh", 403)],
)
def test_who_may_look(world: World, who: str | None, status: int) -> None:
    assert world.get(who, PATH).status_code == status


@pytest.mark.parametrize("asked", ["hoa", "HÒA", "thị hòa", "tran hoa", "Hoà", "  hoa   tran "])
def test_names_with_and_without_marks(world: World, asked: str) -> None:
    people(world)
    assert names(look(world.client("xa"), asked)) == ["Trần Thị Hòa"]


def test_in_vietnamese_order(world: World) -> None:
    for name in ("Lê Thị Yến", "Lê Thị Đào", "Lê Thị Ân", "Lê Thị An", "Lê Thị Dung"):
        person(world, "A1", name)
    assert names(look(world.client("xa"), "le thi")) == [
        "Lê Thị An",
        "Lê Thị Ân",
        "Lê Thị Dung",
        "Lê Thị Đào",
        "Lê Thị Yến",
    ]


def test_by_year_and_by_whole_number(world: World) -> None:
    people(world)
    client = world.client("xa")
    assert names(look(client, "van", "1957")) == ["Lê Văn Út"]
    assert names(look(client, "van", "1958")) == []
    assert names(look(client, number="0123456")) == ["Lê Văn Út"]
    assert names(look(client, number="012345")) == [], "a part of a number finds nobody"
    assert "0123456" not in look(client, "ut").replace('value="0123456"', "")


def test_a_year_of_birth_alone_lists_whoever_was_born_then(world: World) -> None:
    people(world)
    assert names(look(world.client("xa"), birth_year="1990")) == ["Đỗ Thị Ánh"]
    assert names(look(world.client("bi-thu-2"), birth_year="1957")) == ["Trần Thị Hòa"], "of the own cell"


def test_a_year_alone_is_no_list_of_the_whole_district(world: World) -> None:
    """A reason lets the district look for somebody further down, not draw a list of everybody there."""
    people(world)
    client = world.client("huyen")
    client.post(f"{PATH}ly-do/", {"reason": WHY})
    page = look(client, birth_year="1957")
    assert names(page) == ["Người Kho Bạc"], "a cell straight below"
    assert "muốn tìm xa hơn, đồng chí viết thêm tên hoặc số" in page
    assert names(look(client, "nguoi", "1957")) == ["Người Kho Bạc", "Người Xã Bình"]


def test_what_is_wrong_is_said_and_kept(world: World) -> None:
    client = world.client("xa")
    assert "Đồng chí viết tên, năm sinh hoặc một số để tìm." in look(client)
    page = look(client, "Hòa", "mười")
    assert "Năm sinh viết bốn chữ số" in page
    assert 'value="Hòa"' in page
    assert 'value="mười"' in page


def test_in_reach_only_and_foreign_looks_like_absent(world: World) -> None:
    people(world)
    client = world.client("bi-thu-2")

    def told(page: str) -> str:
        return re.sub(r'value="[^"]*"', "", page)

    assert names(look(client, "hoa")) == ["Trần Thị Hòa"]
    foreign, absent = look(client, "người xã bình"), look(client, "không có ai")
    assert told(foreign) == told(absent)
    assert "Không thấy ai" in foreign
    assert told(look(client, number="0123456")) == told(look(client, number="9999999"))


def test_a_link_only_where_the_record_may_be_opened(world: World) -> None:
    found = people(world)
    assert f"/dang-vien/{found['hoa'].public_id}/" in look(world.client("xa"), "hoa")


def test_above_the_direct_superior_only_with_a_reason(world: World) -> None:
    found = people(world)
    client = world.client("huyen")
    assert names(look(client, "nguoi")) == ["Người Kho Bạc"], "a cell straight below"
    client.post(f"{PATH}ly-do/", {"reason": WHY})
    page = client.get(PATH).content.decode()
    assert names(page) == ["Người Kho Bạc", "Người Xã Bình"]
    assert WHY in page
    assert f"/dang-vien/{found['xa'].public_id}/" not in page, "the name, not the record"
    assert client.get(f"/dang-vien/{found['xa'].public_id}/").status_code == 404
    noted = Entry.objects.filter(event="MembersFound").latest("pk")
    reason = LookupReason.objects.get()
    assert noted.organisation_id == world.places["H"].pk
    assert noted.payload == f'{{"members":[{found["khobac"].pk},{found["xa"].pk}],"reason":{reason.pk}}}'
    assert (reason.text, reason.account_id) == (WHY, world.accounts["huyen"].pk)
    client.post(f"{PATH}thoi/")
    assert names(client.get(PATH).content.decode()) == ["Người Kho Bạc"]
    assert LookupReason.objects.get().ended_at


def test_a_reason_holds_for_the_sitting_and_for_its_person(world: World) -> None:
    people(world)
    client, other = world.client("huyen"), world.client("xa-b")
    client.post(f"{PATH}ly-do/", {"reason": WHY})
    session = other.session
    session["ly-do-tim"] = LookupReason.objects.get().pk
    session.save()
    assert WHY not in look(other, "nguoi")
    assert "Người Xã Bình" in look(client, "nguoi")
    with time_machine.travel(clock.now() + timedelta(hours=4, minutes=1)):
        assert names(client.get(PATH).content.decode()) == ["Người Kho Bạc"]
    fresh = world.client("huyen")
    assert names(look(fresh, "nguoi")) == ["Người Kho Bạc"], "another sitting asks again"


@pytest.mark.parametrize("text", ["", "xem", "aaaaaaaaaaaaaaaa", "x" * 20 + " " + "y" * 300])
def test_a_reason_must_say_something(world: World, text: str) -> None:
    page = world.client("huyen").post(f"{PATH}ly-do/", {"reason": text})
    assert page.status_code == 200
    assert "đồng chí" in page.content.decode().lower()
    assert not LookupReason.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("bi-thu", 403), ("dang-vien", 403), ("van-hanh", 403)])
def test_a_cell_has_nothing_further_down(world: World, who: str, status: int) -> None:
    assert world.client(who).post(f"{PATH}ly-do/", {"reason": WHY}).status_code == status
    if who == "bi-thu":
        assert "nêu lý do" not in world.get(who, PATH).content.decode()


def test_nothing_that_was_looked_for_stands_in_an_address(world: World) -> None:
    people(world)
    answer = world.client("xa").post(PATH, {"name": "hòa", "birth_year": "", "number": "0123456"})
    assert answer["Location"] == f"{PATH}#ket-qua"
    page = look(world.client("xa"), "van")
    assert "ten=" not in page


def test_long_answers_have_pages(world: World) -> None:
    for number in range(35):
        person(world, "A1", f"Lê Văn Số{number}")
    client = world.client("xa")
    first = look(client, "le van so")
    assert "Tìm thấy 35 đồng chí" in first
    second = client.get(PATH, {"page": "2"}).content.decode()
    assert (len(names(first)), len(names(second))) == (30, 5)
    assert len(names(client.get(PATH, {"page": "9"}).content.decode())) == 5
    assert names(client.post(PATH, {"do": "clear"}, follow=True).content.decode()) == []


def test_number_of_queries_does_not_grow(
    world: World, django_assert_num_queries: Callable[[int], Any]
) -> None:
    person(world, "A1", "Lê Văn Một")
    client = world.client("xa")
    look(client, "le van")
    with CaptureQueriesContext(connection) as first:
        client.get(PATH)
    for number in range(20):
        person(world, "A2", f"Lê Văn Số{number}")
    with django_assert_num_queries(len(first)):
        client.get(PATH)
