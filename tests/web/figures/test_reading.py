"""By the structure of then, or of today: charts, their map, the records behind, two periods side by side."""

import re
from datetime import date
from html import unescape

import pytest

from sotay.facts.operations import recount_everything
from tests import factories as make
from tests.web.world import TODAY, World

SPAN = {"tu": "2024-01", "den": "2024-05"}
NOW = {"co-cau": "nay"}
REGULAR = "bieu-do/meeting.regular/"


@pytest.fixture
def moved(world: World) -> World:
    """The cell A2 went from A to B in May."""
    make.move(world.places["A2"], world.places["B"], date(2024, 5, 2))
    make.settle(*world.places.values(), today=TODAY)
    recount_everything()
    return world


def page_of(world: World, rest: str, node: str = "H", **query: str) -> str:
    answer = world.get("huyen", world.page(node, rest), **SPAN, **query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def marks_of(page: str, name: str) -> list[str]:
    """The words of the map's row of that name: one a month with anything due."""
    rows = re.findall(r'<tr role="row"><th scope="row".*?</tr>', page.split('id="ban-do"')[1], re.S)
    row = next(one for one in rows if name in one)
    return re.findall(r"Tháng \d+/2024: [^<]*", row)


def test_the_map_puts_every_month_where_the_cell_is_today(moved: World) -> None:
    before, after = page_of(moved, REGULAR), page_of(moved, REGULAR, **NOW)
    a_then, a_now = marks_of(before, "xã A"), marks_of(after, "xã A")
    b_then, b_now = marks_of(before, "xã B"), marks_of(after, "xã B")
    assert a_then[4] == a_now[4], "in May A2 stood in B in both readings"
    assert b_then[4] == b_now[4]
    assert a_then[0] != a_now[0], "before, its months stood in A"
    assert b_then[0] != b_now[0]


def whole_of(page: str) -> str:
    return re.findall(r'class="tile__v">.*?</(?:p|div|a)>', page, re.S)[0].split("href")[0]


def test_the_whole_is_the_same_in_both_readings(moved: World) -> None:
    assert whole_of(page_of(moved, REGULAR)) == whole_of(page_of(moved, REGULAR, **NOW))


def test_a_row_opens_the_records_that_it_counts(moved: World) -> None:
    page = page_of(moved, REGULAR, **NOW)
    row = next(
        one
        for one in re.findall(r'<tr role="row"><th scope="row".*?</tr>', page.split('id="ban-do"')[1], re.S)
        if "xã B" in one
    )
    link = re.findall(r'href="([^"]+)"', row)[0]
    assert "co-cau=nay" in link
    records = unescape(moved.client("huyen").get(link).content.decode())
    cell = moved.places["A2"].public_id
    first = unescape(moved.client("huyen").get(link.replace("&co-cau=nay", "")).content.decode())
    for text, months in ((records, 5), (first, 1)):
        rows = [one for one in re.findall(r'<tr role="row">.*?</tr>', text, re.S) if "A2" in one]
        assert len(rows) == months, cell
    assert "Theo cơ cấu ngày" in records
    assert "Theo cơ cấu ngày" not in first


def test_the_page_offers_both_and_says_which_it_is(moved: World) -> None:
    first, second = page_of(moved, REGULAR), page_of(moved, REGULAR, **NOW)
    assert "Mọi tháng xếp theo nơi chi bộ đang thuộc ngày" not in first
    assert "Mọi tháng xếp theo nơi chi bộ đang thuộc ngày" in second
    tabs = re.findall(r'href="([^"]*co-cau=nay[^"]*)"[^>]*>Theo cơ cấu ngày', first)
    assert tabs
    assert moved.client("huyen").get(tabs[0]).status_code == 200
    months = re.findall(r'href="([^"]*so-lieu/meeting.regular/\?tu=2024-03[^"]*)"', second)
    assert months
    assert all("co-cau=nay" in one for one in months)


def test_two_periods_are_compared_under_one_structure(moved: World) -> None:
    query = {"a": "2024-01..2024-02", "b": "2024-05..2024-05"}
    first = page_of(moved, "so-sanh/", "B", **query)
    second = page_of(moved, "so-sanh/", "B", **query, **NOW)
    assert first != second
    assert 'name="co-cau" value="nay"' in second
    assert 'name="co-cau"' not in first


def test_files_say_how_they_were_read(moved: World) -> None:
    said = "Xếp mọi tháng theo cơ cấu tổ chức ngày"
    for rest in (f"{REGULAR}tai-ve/csv", "so-lieu/meeting.regular/tai-ve/csv", "so-sanh/tai-ve/csv"):
        for query, there in ((NOW, True), ({}, False)):
            answer = moved.get("huyen", moved.page("H", rest), **SPAN, **query)
            assert (said in answer.content.decode("utf-8-sig")) is there, rest


def test_a_cell_has_one_reading(moved: World) -> None:
    assert "Theo cơ cấu" not in page_of(moved, REGULAR, "A1", **NOW)


def test_a_verdict_and_a_stock_have_one_day_anyway(moved: World) -> None:
    for code in ("meeting.regular_cells", "org.cells"):
        page = page_of(moved, f"so-lieu/{code}/", **NOW)
        assert "Theo cơ cấu" not in page
