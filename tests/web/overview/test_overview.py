"""The first page of each role, the dashboards, a cell's own page."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.facts.operations import recount_everything
from sotay.meetings.models import CellMonthCount, Meeting
from sotay.web.overview.children import FEW
from tests import factories as make
from tests.web.world import MONTHS, PASSWORD, TODAY, World


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("huyen", "H"),
        ("xa", "A:thang/202406/"),
        ("bi-thu", "A1:chi-bo/"),
        ("dang-vien", "/cua-toi/"),
        ("van-hanh", "/may-chu/"),
    ],
)
def test_home_leads_each_role_to_its_place(world: World, who: str, where: str) -> None:
    answer = world.get(who, "/")
    code, _, rest = where.partition(":")
    assert answer.headers["Location"] == (where if where.startswith("/") else world.page(code, rest))


def test_dashboard_says_which_aims_are_missed(world: World) -> None:
    page = world.get("huyen", world.page("H"), tu="2024-01", den="2024-05").content.decode()
    heading = re.findall(r"<h1>(.*?)</h1>", page)[0]
    assert re.fullmatch(r"Đề án 11 ở Đảng bộ huyện Thử: \d/6 mục tiêu chưa đạt, 2 chưa có số liệu", heading)
    assert "<title>Đảng bộ huyện Thử – Sổ tay</title>" in page
    assert page.count("Cách tính khác") == 2
    assert "Đảng bộ xã An" in page
    assert "Theo thứ tự chính thức, không xếp hạng" in page
    assert page.index("Đảng bộ xã An") < page.index("Đảng bộ xã Bình") < page.index("Chi bộ Kho bạc")
    assert "Dự sinh hoạt theo tháng" in page, "one whole quarter makes no line"


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        (None, "H", 302),
        ("huyen", "B1", 200),
        ("xa", "A", 200),
        ("xa", "A1", 200),
        ("xa", "H", 404),
        ("xa", "B", 404),
        ("xa", "B1", 404),
        ("bi-thu", "A1", 200),
        ("bi-thu", "A2", 404),
        ("bi-thu", "A", 404),
        ("dang-vien", "A1", 403),
        ("khong", "A1", 403),
        ("van-hanh", "H", 403),
    ],
)
def test_only_those_above_and_of_the_place_see_it(
    world: World, who: str | None, code: str, status: int
) -> None:
    assert world.get(who, world.page(code)).status_code == status


def test_foreign_and_absent_look_alike(world: World) -> None:
    client = world.client("xa")
    foreign, absent = (client.get(p).content for p in (world.page("B"), "/to-chuc/khongcoaidau12/"))
    assert foreign == absent


def test_cell_page_shows_its_months_in_words(world: World) -> None:
    page = world.get("xa", world.page("A2")).content.decode()
    for words in ("không sinh hoạt", "hoãn, có ý kiến cấp ủy", "Số liệu tháng", "6/8 đồng chí có mặt"):
        assert words in page
    assert "Kín" not in page, "no names on a cell's page"


def test_period_is_chosen_by_the_address(world: World) -> None:
    page = world.get("huyen", world.page("H"), tu="2024-01", den="2024-03").content.decode()
    assert "1/2024 – 3/2024" in page
    default = world.get("huyen", world.page("H")).content.decode()
    assert "12/2021 – 5/2024" in default, "from the programme's first month to the last with records"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"tu": "2024-13"}, "Chọn lại tháng đầu và tháng cuối."),
        ({"tu": "2024-05", "den": "2024-01"}, "Tháng đầu phải trước"),
        ({"tu": "2001-01", "den": "2024-01"}, "nhiều nhất 10 năm"),
        ({"ngay": "hôm nay"}, "Viết lại ngày của báo cáo"),
    ],
)
def test_a_wrong_period_says_what_to_do(world: World, query: dict[str, str], words: str) -> None:
    answer = world.get("huyen", world.page("H"), **query)
    assert answer.status_code == 200
    assert words in answer.content.decode()


@pytest.mark.parametrize("code", ["H", "A", "A1"])
def test_number_of_queries_does_not_grow(
    world: World, code: str, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = world.client("huyen")
    query = {"tu": "2024-01", "den": "2024-03"}
    with django_assert_max_num_queries(90) as first:
        client.get(world.page(code), query)
    for number in range(3):
        cell = make.organisation(parent=world.places["A"], name=f"Chi bộ thêm {number}")
        make.settle(cell)
        for month in MONTHS[:3]:
            make.roll(make.meeting(cell, month), "present")
            make.roll(make.meeting(world.places["A1"], month, kind="combined"), "present")
    recount_everything()
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(world.page(code), query)


@pytest.mark.slow
def test_every_figure_link_opens(world: World) -> None:
    client = world.client("huyen")
    page = client.get(world.page("H")).content.decode().replace("&amp;", "&")
    links = set(re.findall(r'href="(/to-chuc/[^"]*/so-lieu/[^"]*)"', page))
    assert len(links) > 20
    assert {client.get(link).status_code for link in links} == {200}


def test_what_lies_elsewhere_now_has_no_link(world: World) -> None:
    make.move(world.places["A2"], world.places["B"], date(2024, 6, 1))
    make.settle(*world.places.values(), today=TODAY)
    page = world.get("xa", world.page("A"), tu="2024-01", den="2024-05").content.decode()
    assert world.places["A1"].public_id in page
    assert f'href="{world.page("A2")}' not in page


def test_those_below_an_aim_stand_in_official_order_and_all_can_be_reached(world: World) -> None:
    """The first dozen open, the others folded: nobody is chosen by how far from the aim they are."""
    named = []
    for number in range(15):
        cell = make.organisation(
            "grassroots_cell",
            world.places["H"],
            code=f"Z{number:02d}",
            name=f"Chi bộ số {number:02d}",
            block="agency",
        )
        cell.official_order = 100 + number
        cell.save(update_fields=["official_order"])
        make.settle(cell)
        make.count(cell, 202401, people=(20, 5 + number % 3 * 5, 0, 0))
        named.append(f"Chi bộ số {number:02d}")
    recount_everything()
    page = world.get("huyen", world.page("H"), tu="2024-01", den="2024-01").content.decode()
    section = page.split('id="to-chuc"')[1].split("</section>")[0]
    open_, folded = section.split('id="to-chuc-nua"')
    order = re.findall(r"Chi bộ số \d\d", section)
    assert order == named, "each once, in official order"
    assert open_.count('<th scope="row"') == FEW
    assert folded.count('<th scope="row"') == len(re.findall('<th scope="row"', section)) - FEW
    assert "xa mục tiêu nhất" not in page
    assert "không xếp hạng" in section


def test_two_places_are_offered_to_choose_from(world: World) -> None:
    account = world.accounts["bi-thu"]
    Grant.objects.create(
        account=account, role="secretary", organisation=world.places["B1"], valid_from=date(2024, 1, 1)
    )
    page = world.get("bi-thu", "/").content.decode()
    assert world.page("A1") in page
    assert world.page("B1") in page
    assert world.get("bi-thu", world.page("A2")).status_code == 404


def test_an_installation_without_records_leads_to_the_import(db: None) -> None:
    account = Account.objects.create_account(username="moi", full_name="Mới", password=PASSWORD)
    Grant.objects.create(account=account, role="superior_officer", valid_from=date(2020, 1, 1))
    client = Client()
    client.force_login(account)
    assert client.get("/").headers["Location"] == "/nhap-du-lieu/"
    district = make.organisation("superior_committee", name="Đảng bộ huyện Mới")
    make.settle(district)
    page = client.get("/", follow=True)
    assert page.status_code == 200
    assert "Đảng bộ huyện Mới" in page.content.decode()
    assert "Chưa có số liệu cho thời gian này" in page.content.decode()
    assert "Đề án 11 ở Đảng bộ huyện Mới: chưa có số liệu</h1>" in page.content.decode()
    for rest in ("so-ket/", "so-ket/xem-truoc/", "so-ket/tai-ve/docx", "so-lieu/meeting.thematic/"):
        assert client.get(f"/to-chuc/{district.public_id}/{rest}").status_code == 200


def test_without_records_nothing_is_missed(world: World) -> None:
    page = world.get("huyen", world.page("H"), tu="2023-01", den="2023-06").content.decode()
    assert "Đề án 11 ở Đảng bộ huyện Thử: chưa có số liệu</h1>" in page
    assert "Thiếu 100" not in page
    review = world.get("huyen", world.page("H", "so-ket/"), tu="2023-01", den="2023-06").content.decode()
    assert "Thiếu 100" not in review


def test_what_nobody_recorded_is_left_out_of_the_missed(world: World) -> None:
    Meeting.objects.all().delete()
    CellMonthCount.objects.all().delete()
    make.roll(make.meeting(world.places["A1"], 202403), "present")
    recount_everything()
    page = world.get("huyen", world.page("H"), tu="2024-01", den="2024-03").content.decode()
    heading = re.findall(r"<h1>(.*?)</h1>", page)[0]
    assert "chưa có số liệu" in heading
    assert page.count("Chưa có số liệu</span>") >= 1, "a tile without any record has no gap"


def test_a_cell_that_has_ended_still_has_its_page(world: World) -> None:
    make.dissolve(world.places["A2"], date(2024, 4, 1))
    make.settle(*world.places.values(), today=TODAY)
    page = world.get("xa", world.page("A2")).content.decode()
    assert "01/04/2024" in page
    assert "Thôn, tổ dân phố" in page


def test_the_second_reading_stands_beside_where_it_says_something_else(world: World) -> None:
    """Every month under the structure of the report's day (indicators.md, definition 8)."""
    client, period = world.client("huyen"), {"tu": "2024-01", "den": "2024-03"}
    page = client.get(world.page("H"), period).content.decode()
    assert "Tính theo cơ cấu tổ chức ngày 15/06/2024" in page
    assert "Kỳ này hai cách tính như nhau." in page
    make.move(world.places["A2"], world.places["B"], date(2024, 5, 1))
    make.settle(*world.places.values())
    recount_everything()
    page = client.get(world.page("H"), period).content.decode()
    told = page[page.index('id="co-cau"') :]
    told = told[: told.index("</details>")]
    assert "Chỉ nêu chỗ hai cách tính khác nhau." in told
    assert {"Đảng bộ xã An", "Đảng bộ xã Bình"} <= set(re.findall(r"rowheader\">([^<]*)<", told))
    assert "Toàn bộ" not in told, "nobody came into the district or left it"


def test_each_total_says_from_which_book_it_comes(world: World) -> None:
    """Members by the register, attendances by rolls: each total stands with its word."""
    page = world.get("huyen", world.page("H")).content.decode()
    assert "Số đảng viên ở trên theo sổ đảng viên; lượt dự theo điểm danh" in page
    cell = world.get("bi-thu", world.page("A1")).content.decode()
    assert "Đảng viên theo sổ" in cell
    assert "Số phải dự theo điểm danh của từng buổi" in cell
