"""Every counted cell of a month's, quarter's or year's tables opens the records that it counts."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from tests.web.world import World

CELL = re.compile(r'<a class="fig" href="([^"]+)">([^<]*)</a>')


def tables(page: str) -> dict[str, str]:
    """The tables of the report itself, by the number in their title."""
    found = re.findall(r'<h3 class="board__t" id="bieu-\d">Biểu (\d)\.(.*?)</section>', page, re.DOTALL)
    return dict(found)


def row(table: str, name: str) -> list[tuple[str, str]]:
    """(address, text) of each figure in the row of that name."""
    line = next(r for r in table.split("<tr") if f">{name}<" in r)
    return [(unescape(url), text) for url, text in CELL.findall(line)]


def count_of(page: str) -> str:
    """How many records the chosen filter keeps."""
    return re.findall(r'aria-current="page">[^<]*: ([\d.]+)</a>', page)[0]


@pytest.mark.parametrize(
    ("kind", "last"), [("bao-cao-thang", "2024-03"), ("bao-cao-quy", "2024-03"), ("bao-cao-nam", "2024-12")]
)
def test_every_counted_cell_has_its_records(world: World, kind: str, last: str) -> None:
    page = world.get("huyen", world.page("H", f"{kind}/"), den=last).content.decode()
    found = tables(page)
    assert list(found) == ["1", "2", "3", "4", "5"]
    for number, table in found.items():
        for line in table.split("<tbody")[1].split("<tr")[1:]:
            cells = re.findall(r"<td[^>]*>(.*?)</td>", line, re.DOTALL)
            counted = cells if number in "13" else cells[:-1]  # the last column is a difference
            for cell in counted:
                assert ("<a" in cell) == bool(re.search(r"[0-9]|chưa đủ", cell)), (number, line)
    links = {url.split("?")[0] for t in found.values() for url, _ in CELL.findall(t)}
    assert len(links) > 5


def test_the_states_of_a_month_open_as_many_records_as_they_count(world: World) -> None:
    """March: A2 did not meet; the other three cells did."""
    page = world.get("huyen", world.page("H", "bao-cao-thang/"), den="2024-03").content.decode()
    cells = row(tables(page)["3"], "Toàn Đảng bộ")
    assert [text for _, text in cells] == ["4", "3", "0", "0", "1", "0", "0"]
    client = world.client("huyen")
    for url, text in cells:
        assert "tu=2024-03&den=2024-03" in url
        assert count_of(client.get(url).content.decode()) == text, url
    behind = client.get(cells[4][0]).content.decode().split('id="ban-ghi"')[1]
    assert "Chi bộ thôn A2" in behind
    assert "Chi bộ Kho bạc" not in behind


def test_postponed_and_not_held_are_told_apart(world: World) -> None:
    page = world.get("huyen", world.page("H", "so-lieu/meeting.regular/"), tu="2024-01", den="2024-05")
    assert "Không tổ chức: 1" in page.content.decode()
    assert "Hoãn, có ý kiến: 1" in page.content.decode()


def test_the_time_before_opens_its_own_months(world: World) -> None:
    page = world.get("huyen", world.page("H", "bao-cao-thang/"), den="2024-03").content.decode()
    before, now = row(tables(page)["4"], "Sinh hoạt thường kỳ")
    assert ("tu=2024-02&den=2024-02" in before[0], "tu=2024-03&den=2024-03" in now[0]) == (True, True)
    assert world.client("huyen").get(before[0]).status_code == 200


def test_members_by_status_open_that_status(world: World) -> None:
    page = world.get("huyen", world.page("H", "bao-cao-thang/"), den="2024-03").content.decode()
    rows = tables(page)["2"]
    total, official = row(rows, "Đảng viên")[1], row(rows, "- Chính thức")[1]
    assert "tinh-trang=official" in official[0]
    client = world.client("huyen")
    for url, text in (total, official):
        shown = re.findall(r'class="tile__v"><b>([\d.]+)</b>', client.get(url).content.decode())
        assert shown == [text], url


@pytest.mark.parametrize("query", [{"tinh-trang": "x"}, {"tinh-trang": "official", "nam": "2024"}])
def test_a_status_that_is_not_there_is_not_found(world: World, query: dict[str, str]) -> None:
    assert world.get("huyen", world.page("H", "so-lieu/member.total/"), **query).status_code == 404
    other = world.get("huyen", world.page("H", "so-lieu/meeting.regular/"), **{"tinh-trang": "official"})
    assert other.status_code == 404


def test_a_cells_own_month_opens_its_meeting(world: World) -> None:
    page = world.get("bi-thu", world.page("A1", "bao-cao-thang/"), den="2024-03").content.decode()
    results = CELL.findall(tables(page)["1"])
    assert len(results) == 5, "the quarter has not been counted yet: its line opens nothing"
    client = world.client("bi-thu")
    for url, text in results:
        behind = client.get(unescape(url))
        assert behind.status_code == 200, text
        assert world.meeting("A1-202403") in behind.content.decode(), text


def test_the_paper_on_screen_opens_the_same(world: World) -> None:
    page = world.get("huyen", world.page("H", "bao-cao-thang/xem-truoc/"), den="2024-03").content.decode()
    assert len(CELL.findall(page)) > 40
    assert 'href="code=' not in page
    child = next(url for url, _ in CELL.findall(page) if "con=" in url)
    assert world.client("huyen").get(unescape(child)).status_code == 200


def test_a_note_stands_in_the_card_of_its_table(world: World) -> None:
    """A long one, of all the formulas, is folded and read sentence by sentence."""
    page = world.get("huyen", world.page("H", "bao-cao-thang/"), den="2024-03").content.decode()
    found = tables(page)
    assert "Theo sổ đảng viên, đếm vào ngày cuối của mỗi kỳ" in found["2"]
    folded = found["4"].split("<details")[1]
    assert folded.count("<li>") >= 5
    assert "sheet__note" not in page


def test_number_of_queries_does_not_grow_with_the_cells(
    world: World, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = world.client("huyen")
    with CaptureQueriesContext(connection) as one:
        client.get(world.page("A1", "bao-cao-thang/"), {"den": "2024-03"})
    with django_assert_max_num_queries(len(one)):
        client.get(world.page("H", "bao-cao-thang/"), {"den": "2024-03"})
