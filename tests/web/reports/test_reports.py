"""The list of reports: what can be made, what is being written, what has been made."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.world import World

QUERY = "tu=2024-01&den=2024-05"


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        (None, "H", 302),
        ("huyen", "H", 200),
        ("huyen", "A1", 200),
        ("xa", "A", 200),
        ("bi-thu", "A1", 200),
        ("xa", "H", 404),
        ("xa", "B", 404),
        ("bi-thu", "A2", 404),
        ("dang-vien", "A1", 403),
        ("van-hanh", "H", 403),
    ],
)
def test_who_may_see_the_list(world: World, who: str | None, code: str, status: int) -> None:
    assert world.get(who, world.page(code, "bao-cao/")).status_code == status


def test_every_report_offered_opens(world: World) -> None:
    client = world.client("huyen")
    page = client.get(world.page("H", "bao-cao/")).content.decode().replace("&amp;", "&")
    kinds = "so-ket|tong-ket|bao-cao-thang|bao-cao-quy|bao-cao-nam"
    links = set(re.findall(rf'href="(/to-chuc/[^"/]*/(?:{kinds})/[^"]*)"', page))
    assert len(links) >= 11
    assert {client.get(link).status_code for link in links} == {200}


def test_another_period_leads_to_the_form_standing_open(world: World) -> None:
    client = world.client("huyen")
    page = client.get(world.page("H", "bao-cao/")).content.decode().replace("&amp;", "&")
    others = re.findall(r'href="([^"]*)">(?:(?!</a>).)*Kỳ khác', page)
    assert len(others) == 5
    for url in others:
        shown = client.get(url).content.decode()
        form = shown.split('class="card card--flush noprint period"')[1].split("</details>")[0]
        assert form.startswith(" open>"), url
        assert form.count(" autofocus") == 1
    plain = client.get(others[2].replace("&chon=ky", "")).content.decode()
    assert 'noprint period">' in plain, "folded for those who came to read"
    assert " autofocus" not in plain


def test_what_is_being_written_is_listed_whatever_the_period(world: World) -> None:
    data = {"key": "strengths", "version": 0, "text": "Đã vào nếp.", "do": "save"}
    world.client("huyen").post(f"{world.page('H', 'so-ket/luu')}?tu=2023-01&den=2023-06", data)
    page = world.get("huyen", world.page("H", "bao-cao/")).content.decode()
    assert "Báo cáo sơ kết, 1/2023–6/2023" in page
    assert "1 phần đã viết" in page


def test_number_of_queries_does_not_grow(
    world: World, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = world.client("huyen")
    with django_assert_max_num_queries(40) as first:
        client.get(world.page("H", "bao-cao/"))
    enough = len(first.captured_queries)
    for month in ("01", "02", "03"):
        data = {"key": "strengths", "version": 0, "text": "Đã vào nếp.", "do": "save"}
        client.post(f"{world.page('H', 'so-ket/luu')}?tu=2023-{month}&den=2023-06", data)
    with django_assert_max_num_queries(enough):
        client.get(world.page("H", "bao-cao/"))
