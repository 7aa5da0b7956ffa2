"""A figure's charts: over time, by block, and a map of the next level; every point opens its records."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest

from sotay.facts.operations import recount_everything
from sotay.organisations.choices import Change
from tests import factories as make
from tests.web.world import MONTHS, TODAY, World

QUERY = {"tu": "2024-01", "den": "2024-05"}
NET = "bieu-do/meeting.attendance_net/"
REGULAR = "bieu-do/meeting.regular/"


def page_of(world: World, who: str, code: str, rest: str, **more: str) -> str:
    return unescape(world.get(who, world.page(code, rest), **QUERY, **more).content.decode())


def row_of(page: str, name: str) -> str:
    """The row of the map that begins with that name."""
    table = page.split('id="ban-do"')[1]
    return re.findall(rf"<tr role=\"row\"><th[^>]*>(?:<a[^>]*>)?{name}.*?</tr>", table, re.S)[0]


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        (None, "H", 302),
        ("huyen", "H", 200),
        ("huyen", "B1", 200),
        ("xa", "A", 200),
        ("xa", "B", 404),
        ("xa", "H", 404),
        ("bi-thu", "A1", 200),
        ("bi-thu", "A2", 404),
        ("dang-vien", "A1", 403),
        ("van-hanh", "H", 403),
    ],
)
@pytest.mark.parametrize("rest", [REGULAR, f"{REGULAR}tai-ve/csv", "so-sanh/", "truc-thuoc/"])
def test_who_may_open_it(world: World, who: str | None, code: str, status: int, rest: str) -> None:
    assert world.get(who, world.page(code, rest)).status_code == status


def test_a_figure_that_has_no_time_axis_has_no_charts(world: World) -> None:
    for code in ("meeting.regular_cells", "member.total", "khong.co"):
        assert world.get("huyen", world.page("H", f"bieu-do/{code}/")).status_code == 404


def test_the_heading_tells_the_news_and_every_month_opens_its_records(world: World) -> None:
    page = page_of(world, "huyen", "H", NET)
    assert re.search(r"<h1>Dự sinh hoạt .*mục tiêu 90%</h1>", page)
    assert page.count('class="chart--wide"') == 2, "the line, and the bars by block"
    assert "Tháng 3/2024" in page
    assert "Có số liệu: " in page
    months = re.findall(r'href="([^"]*so-lieu/meeting.attendance_net/\?tu=2024-03&den=2024-03[^"]*)"', page)
    assert len([url for url in months if "con=" not in url]) == 3, "two blocks and the whole"
    squares = re.findall(r'<a href="([^"]*)" class="heat__c', page)
    march = [url for url in months if "con=" in url]
    assert march == [url for url in squares if "tu=2024-03&den=2024-03" in url]
    assert len(march) == 3, "each child's square of March opens its own records"
    assert all(world.client("huyen").get(url.replace("&amp;", "&")).status_code == 200 for url in march)
    client = world.client("huyen")
    assert {client.get(link).status_code for link in months} == {200}


@pytest.mark.parametrize(
    ("word", "label"), [("thang", "Tháng 1/2024"), ("quy", "Quý I/2024"), ("nam", "5 tháng 2024")]
)
def test_points_are_months_quarters_or_years(world: World, word: str, label: str) -> None:
    assert label in page_of(world, "huyen", "H", REGULAR, theo=word)


def test_themes_have_quarters_and_no_months(world: World) -> None:
    page = page_of(world, "huyen", "H", "bieu-do/meeting.thematic/", theo="thang")
    assert "Theo tháng" not in page
    assert "Quý I/2024" in page
    assert "Chưa đủ quý, không tính: quý II/2024" in page


def test_the_map_says_in_words_what_each_cell_did(world: World) -> None:
    row = row_of(page_of(world, "xa", "A", REGULAR), "Chi bộ thôn A2")
    assert "Tháng 3/2024: không sinh hoạt" in row
    assert "Tháng 4/2024: hoãn, có ý kiến cấp ủy" in row
    assert "Tháng 1/2024: đã sinh hoạt đủ (100%, 1/1 chi bộ–tháng)" in row
    assert "Tháng 6/2024" not in row, "a month that has not passed stays empty"


def test_a_committee_shows_how_many_of_its_cells_met(world: World) -> None:
    row = row_of(page_of(world, "huyen", "H", REGULAR), "Đảng bộ xã An")
    assert "Tháng 3/2024: có muộn hoặc còn thiếu (50%, 1/2 chi bộ–tháng)" in row
    link = re.findall(r'href="([^"]*)"', row)[0]
    assert "con=" in link
    assert world.client("huyen").get(link).status_code == 200


def test_the_line_that_the_heading_speaks_of_is_drawn(world: World) -> None:
    """The whole in the one red, the blocks beside it; the title of bars by block promises no years."""
    page = page_of(world, "huyen", "H", NET)
    last = re.findall(r"<h1>Dự sinh hoạt [^<]*? (?:lên|xuống|mức|là) ([\d,]+%)", page)[0]
    wide = page.split('class="chart--wide"')[1].split("</svg>")[0]
    named = re.findall(r'fill="#8c1620" font-weight="600">([^<]*)<', wide)
    assert named == [f"Chung {last}"]
    assert wide.count("<polyline") == 3, "the whole and two blocks"
    heading = re.findall(r'<h2 id="theo-khoi">([^<]*)</h2>', page)
    assert heading == ["Theo khối, cả kỳ (lượt)"]


def test_a_late_month_is_said_and_a_joined_one_is_not_late(world: World) -> None:
    first = world.meetings["B1-202401"]
    first.held_on = date(2024, 2, 9)
    first.save()
    joined = world.meetings["S-202401"]
    joined.also_for, joined.held_on, joined.consent = 202402, date(2024, 2, 9), "12-CV/HU"
    joined.save()
    recount_everything()
    page = page_of(world, "huyen", "H", REGULAR)
    assert "Tháng 1/2024: có muộn hoặc còn thiếu" in row_of(page, "Đảng bộ xã Bình")
    assert "Tháng 1/2024: đã sinh hoạt đủ" in row_of(page, "Chi bộ Kho bạc")
    records = page_of(world, "huyen", "H", "so-lieu/meeting.regular/", loc="muon")
    assert re.findall(r"Trong đó muộn: (\d+)", records) == ["1"]
    assert "Sinh hoạt muộn" in records
    assert "Chi bộ Kho bạc" not in records.split('id="ban-ghi"')[1]


def test_a_merged_cell_has_a_row_of_its_own_from_the_month_of_the_change(world: World) -> None:
    day = date(2024, 4, 10)
    new = make.organisation("cell", world.places["A"], code="A9", name="Chi bộ hợp nhất", founded=day)
    for code in ("A1", "A2"):
        make.succeed(Change.MERGE, world.places[code], new, day)
    make.settle(*world.places.values(), today=TODAY)
    recount_everything()
    page = page_of(world, "xa", "A", REGULAR)
    old, merged = row_of(page, "Chi bộ thôn A1"), row_of(page, "Chi bộ hợp nhất")
    assert "Tháng 3/2024" in old
    assert "Tháng 4/2024" not in old
    assert "Tháng 3/2024" not in merged
    assert "Tháng 4/2024: đã sinh hoạt đủ" in merged, "A1 had met in the month of the change"
    link = re.findall(r'href="([^"]*)"', old)[0]
    assert world.client("xa").get(link).status_code == 200


def test_a_group_under_five_is_not_broken_out(world: World) -> None:
    """Joint cells with two expected each in May; with the meeting of its own, B1 has more."""
    page = page_of(world, "xa", "A", NET)
    row = row_of(page, "Chi bộ thôn A2")
    assert "Tháng 5/2024: dưới 5 người, không tách riêng" in row
    assert "Tháng 1/2024: thiếu" in row
    csv = world.get("xa", world.page("A", f"{NET}tai-ve/csv"), **QUERY).content.decode("utf-8-sig")
    lines = [line for line in csv.splitlines() if line.startswith("Chi bộ thôn A2;Tháng 5/2024")]
    assert lines == ["Chi bộ thôn A2;Tháng 5/2024;Dự sinh hoạt;;;;;;;dưới 5 người, không tách riêng"]


def test_a_cell_has_a_line_and_no_map(world: World) -> None:
    page = page_of(world, "bi-thu", "A1", NET)
    assert 'class="chart--wide"' in page
    assert 'id="ban-do"' not in page


def test_a_period_without_anything_due_still_has_a_page(world: World) -> None:
    query = {"tu": "2026-01", "den": "2026-02"}
    for rest in (NET, REGULAR, "bieu-do/meeting.thematic/", f"{NET}tai-ve/xlsx"):
        assert world.get("huyen", world.page("H", rest), **query).status_code == 200


@pytest.mark.parametrize("rest", [REGULAR, NET, "truc-thuoc/", "so-sanh/"])
def test_number_of_queries_does_not_grow(
    world: World, rest: str, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = world.client("huyen")
    with django_assert_max_num_queries(90) as first:
        client.get(world.page("H", rest), QUERY)
    for number in range(3):
        cell = make.organisation(parent=world.places["A"], name=f"Chi bộ thêm {number}")
        make.settle(cell)
        for month in MONTHS[:3]:
            make.roll(make.meeting(cell, month), "present")
    recount_everything()
    longer = QUERY | {"tu": "2022-01"}
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(world.page("H", rest), QUERY if rest == "so-sanh/" else longer)
