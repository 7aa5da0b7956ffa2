"""Every printed number of a paper on screen opens records that tell the same and add up to it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sotay.facts import drill
from sotay.members.choices import Sex
from sotay.members.models import Member, OfficialPlace
from sotay.reporting.review import change, tables
from sotay.web.reviews import opening
from tests import factories as make
from tests.web.reviews.walking import look, numbers, plain, walk
from tests.web.world import World

YEARS = "tu=2022-01&den=2024-05"
MONTHS = "tu=2024-01&den=2024-05"


def paper(world: World, code: str, kind: str, query: str) -> str:
    return world.page(code, f"{kind}/xem-truoc/?{query}")


def women(world: World, **cells: tuple[int, int]) -> None:
    """So many women and men in each of these cells."""
    Member.objects.all().update(sex="")
    for code, (female, male) in cells.items():
        for sex, number in ((Sex.FEMALE, female), (Sex.MALE, male)):
            for _ in range(number):
                make.member(world.places[code], sex=sex)


REVIEWS = [
    ("bi-thu", "A1", "so-ket", MONTHS, 20),
    pytest.param("xa", "A", "so-ket", MONTHS, 40, marks=pytest.mark.slow),
    pytest.param("huyen", "H", "so-ket", YEARS, 100, marks=pytest.mark.slow),
    pytest.param("huyen", "H", "tong-ket", YEARS, 100, marks=pytest.mark.slow),
    pytest.param("huyen", "H", "tong-ket", f"{YEARS}&ngay=2024-04-10", 100, marks=pytest.mark.slow),
    pytest.param("bi-thu", "A1", "so-ket", YEARS, 20, marks=pytest.mark.slow),
    pytest.param("bi-thu", "A1", "tong-ket", YEARS, 20, marks=pytest.mark.slow),
]
OTHERS = [
    pytest.param(who, code, kind, f"den={last}", least, marks=pytest.mark.slow)
    for kind, last in (("bao-cao-thang", "2024-03"), ("bao-cao-quy", "2024-03"), ("bao-cao-nam", "2024-12"))
    for who, code, least in (("huyen", "H", 120), ("xa", "A", 60), ("bi-thu", "A1", 15))
]


@pytest.mark.parametrize(("who", "code", "kind", "query", "least"), [*REVIEWS, *OTHERS])
def test_every_number_opens_the_records_behind_it(
    world: World, who: str, code: str, kind: str, query: str, least: int
) -> None:
    women(world, A1=(3, 6), A2=(2, 5), B1=(1, 8), S=(4, 4))
    count, faults = walk(world.client(who), paper(world, code, kind, query))
    assert faults == []
    assert count >= least, "the paper lost its numbers, or the walk its eyes"


def _without(name: str) -> Callable[..., str]:
    """The opening of a figure that forgets part of its scope."""

    def forgetful(figure: Any, **more: Any) -> str:
        return re.sub(f"&?{name}=[^&]*", "", real(figure, **more))

    real = tables.opening_of
    return forgetful


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["year", "child"])
def test_a_figure_that_opens_something_else_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    for module in (tables, change):
        monkeypatch.setattr(module, "opening_of", _without(lost))
    assert walk(world.client("xa"), paper(world, "A", "so-ket", YEARS))[1]


def test_a_record_that_is_missing_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = drill._months
    monkeypatch.setattr(drill, "_months", lambda *args: list(real(*args))[1:])
    faults = walk(world.client("bi-thu"), paper(world, "A1", "so-ket", MONTHS))[1]
    assert any("cộng được" in fault for fault in faults)


def test_a_number_that_opens_nothing_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_opens", lambda figure: "")
    faults = walk(world.client("bi-thu"), paper(world, "A1", "so-ket", MONTHS))[1]
    assert any("không mở được" in fault for fault in faults)


@pytest.mark.slow
def test_a_wrong_filter_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(opening.FILTER, "postponed", "chua")
    march = paper(world, "A", "bao-cao-thang", "den=2024-04")
    assert any("trang không nói" in fault for fault in walk(world.client("xa"), march)[1])


def test_what_no_record_stands_behind_says_what_it_is(world: World) -> None:
    page = world.client("huyen").get(paper(world, "H", "so-ket", MONTHS)).content.decode()
    assert "Cột “Mục tiêu”: đặt trong đề án, không đếm từ bản ghi." in page
    assert "Cột “Chênh lệch (điểm %)”: kết quả trừ mục tiêu." in page
    assert all(shown.url for shown in numbers(page))


# Members by sex -------------------------------------------------------------------------------------------


def nu(world: World, who: str, code: str, last: str = "2024-03") -> list[tuple[str, str]]:
    """(number, address) of both months in the row "Nữ" of Biểu 2."""
    page = world.client(who).get(paper(world, code, "bao-cao-thang", f"den={last}")).content.decode()
    row = next(r for r in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if ">- Nữ<" in r)
    return [(text, url.replace("&amp;", "&")) for url, text in re.findall(r'href="([^"]+)">([^<]+)</a>', row)]


def test_women_open_a_list_of_women(world: World) -> None:
    """A1 has nine members, A2 and B1 have fewer than five: their women are told in one sum."""
    women(world, A1=(3, 5), A2=(2, 2), B1=(1, 2), S=(4, 4))
    client = world.client("huyen")
    for number, url in nu(world, "huyen", "H"):
        assert number == "10"
        behind = look(client, url)
        assert (behind.status, behind.numerator, behind.rows) == (200, 10, 3)
    page = client.get(url).content.decode().split('id="ban-ghi"')[1]
    assert "2 chi bộ cộng chung" in page
    assert "Chi bộ thôn A2" not in page
    assert "Chi bộ thôn A1" in page


def test_a_single_small_cell_takes_the_next_one_along(world: World) -> None:
    women(world, A1=(3, 5), A2=(2, 2), B1=(3, 3), S=(4, 5))
    (_, url), *_ = nu(world, "huyen", "H")
    page = world.client("huyen").get(url).content.decode()
    assert "Chi bộ dưới 5 đảng viên không tách theo giới" in page
    rows = page.split('id="ban-ghi"')[1]
    assert ("Chi bộ thôn B1" in rows, "2 chi bộ cộng chung" in rows) == (False, True)


@pytest.mark.parametrize(
    ("members", "together"),
    [
        ({1: 9, 2: 5}, ()),
        ({1: 9, 2: 4}, (1, 2)),
        ({1: 9, 2: 4, 3: 1}, (2, 3)),
        ({1: 9, 2: 2, 3: 1, 4: 7}, (2, 3, 4)),
        ({1: 4}, (1,)),
    ],
)
def test_small_cells_are_told_together(members: dict[int, int], together: tuple[int, ...]) -> None:
    assert drill.told_together(members) == together


def test_where_few_members_are_there_nobody_is_told_apart(world: World) -> None:
    """Four members of A2: the address is not found."""
    women(world, A1=(3, 5), A2=(2, 2))
    address = world.page("A2", "so-lieu/member.total/")
    assert world.get("huyen", address, **{"gioi-tinh": "female"}).status_code == 404
    assert (
        world.get("huyen", world.page("A", "so-lieu/member.total/"), **{"gioi-tinh": "female"}).status_code
        == 200
    )


@pytest.mark.parametrize(
    "more",
    [
        {"gioi-tinh": "x"},
        {"gioi-tinh": "female", "nam": "2024"},
        {"gioi-tinh": "female", "tinh-trang": "exempt"},
    ],
)
def test_a_sex_that_cannot_be_asked_for_is_not_found(world: World, more: dict[str, str]) -> None:
    women(world, A1=(3, 5))
    assert world.get("huyen", world.page("H", "so-lieu/member.total/"), **more).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("xa", 404), ("bi-thu", 404), ("dang-vien", 403), (None, 302)])
def test_women_of_another_place_are_not_told(world: World, who: str | None, status: int) -> None:
    women(world, A1=(3, 5), B1=(3, 5))
    code = "A1" if who == "dang-vien" else "B1"
    address = world.page(code, "so-lieu/member.total/")
    assert world.get(who, address, **{"gioi-tinh": "female"}).status_code == status


def test_a_paper_says_a_dash_where_members_became_too_few(world: World) -> None:
    """Six members of B in February, four in March: three women before, nobody told apart now; never 0."""
    women(world, B1=(3, 3))
    leaving = OfficialPlace.objects.filter(cell=world.places["B1"]).order_by("-pk").values("pk")[:2]
    OfficialPlace.objects.filter(pk__in=[row["pk"] for row in leaving]).update(valid_to=date(2024, 3, 10))
    page = world.client("huyen").get(paper(world, "B", "bao-cao-thang", "den=2024-03")).content.decode()
    row = next(r for r in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if ">- Nữ<" in r)
    assert plain(row) == "- Nữ 3 – –"
    assert walk(world.client("huyen"), paper(world, "B", "bao-cao-thang", "den=2024-03"))[1] == []
