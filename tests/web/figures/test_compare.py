"""Two periods side by side: results with counts, differences in points."""

import re
from html import unescape
from typing import Any

import pytest

from sotay.core.period import Period, parse_month
from sotay.web.figures.compare import choices, difference, name_of, proposed
from tests.web.world import World

WHOLE = Period(202112, 202405)


def figure(numerator: float, denominator: int | None) -> dict[str, Any]:
    value = numerator if denominator is None else numerator / denominator if denominator else None
    return {"numerator": numerator, "denominator": denominator, "value": value}


@pytest.mark.parametrize(
    ("first", "second", "status", "word"),
    [
        (figure(8, 10), figure(9, 10), "ok", "Tăng 10 điểm %"),
        (figure(9, 10), figure(851, 1000), "warn", "Giảm 4,9 điểm %"),
        (figure(1, 3), figure(2, 6), "none", "Không đổi"),
        (figure(36_547, 42_031), figure(37_631, 42_171), "ok", "Tăng 2,2 điểm %"),  # 87% and 89,2%
        (figure(9999, 10000), figure(1, 1), "ok", "Tăng 0,1 điểm %"),  # trên 99,9% and 100%
        (figure(8699, 10000), figure(87, 100), "ok", "Tăng dưới 0,1 điểm %"),  # 87% both
        (figure(0, 0), figure(1, 2), "none", "Không so được"),
        (figure(30, None), figure(28, None), "ok", "Giảm 2"),
    ],
)
def test_the_difference_is_b_less_a(first: Any, second: Any, status: str, word: str) -> None:
    assert difference(first, second) == {"status": status, "word": word}


def test_proposed_are_this_years_months_and_the_same_of_the_year_before() -> None:
    assert proposed(WHOLE) == (Period(202301, 202305), Period(202401, 202405))
    assert proposed(Period(202401, 202405)) == (Period(202401, 202405), Period(202405, 202405))


def test_one_may_choose_the_whole_years_quarters_and_months() -> None:
    offered = dict(choices(WHOLE))
    assert offered["Cả chương trình"][0][0] == "2021-12..2024-05"
    assert ("2023-01..2023-12", "Năm 2023") in offered["Năm"]
    assert offered["Quý"][0] == ("2024-01..2024-03", "Quý I/2024")
    assert len(offered["Quý"]) == 9
    assert len(offered["Tháng"]) == 30


def test_a_period_has_one_name_in_the_list_and_everywhere_else(world: World) -> None:
    page = unescape(world.get("huyen", world.page("H", "so-sanh/")).content.decode())
    chosen = re.findall(r"<option [^>]*selected[^>]*>([^<]*)</option>", page)
    heading = re.findall(r"<h1>So sánh (.*?) với (.*?)</h1>", page)[0]
    columns = re.findall(r">A: (.*?)<.*?>B: (.*?)<", page)[0]
    assert [name[:1].lower() + name[1:] for name in chosen][-1] == heading[1]
    assert columns[1] == chosen[1]
    for _, group in choices(WHOLE)[1:]:
        for value, label in group:
            first, last = (parse_month(part) for part in value.split(".."))
            assert name_of(Period(first, last)) == label


def test_both_periods_stand_with_their_counts(world: World) -> None:
    query = {"a": "2024-01..2024-02", "b": "2024-03..2024-04"}
    page = unescape(world.get("huyen", world.page("H", "so-sanh/"), **query).content.decode())
    assert "<h1>So sánh 2 tháng 2024 với 3/2024 – 4/2024</h1>" in page
    assert "8/8 chi bộ–tháng" in page
    assert "6/8 chi bộ–tháng" in page
    assert "Giảm 25 điểm %" in page
    assert "Có số liệu A: 8/8" in page
    assert "tu=2024-01&den=2024-02" in page
    assert "tu=2024-03&den=2024-04" in page


@pytest.mark.parametrize("wrong", ["2024-13..2024-14", "x", "2024-05..2024-01", "2024-01..2024-02..2024-03"])
def test_a_wrong_choice_says_what_to_do(world: World, wrong: str) -> None:
    answer = world.get("huyen", world.page("H", "so-sanh/"), a=wrong)
    assert answer.status_code == 200
    assert "Chọn lại hai kỳ để so sánh trong danh sách." in answer.content.decode()


def test_periods_of_different_length_are_told_apart(world: World) -> None:
    query = {"a": "2024-01..2024-05", "b": "2024-05..2024-05"}
    page = world.get("huyen", world.page("H", "so-sanh/"), **query).content.decode()
    assert "Hai kỳ dài khác nhau (5 và 1 tháng)" in page
