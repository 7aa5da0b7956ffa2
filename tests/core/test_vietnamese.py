"""Letters, names, numbers and dates as Vietnamese papers write them."""

import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sotay.core import vietnamese as vn


def test_names_sort_by_given_name_then_family_then_middle() -> None:
    names = ["Nguyễn Văn Bình", "Trần Thị An", "Lê Văn An", "Đỗ Văn Ân", "Phạm Thị Đào", "Vũ Văn Dũng"]
    assert sorted(names, key=vn.name_sort_key) == [
        "Lê Văn An",
        "Trần Thị An",
        "Đỗ Văn Ân",
        "Nguyễn Văn Bình",
        "Vũ Văn Dũng",
        "Phạm Thị Đào",
    ]


def test_the_tone_of_the_given_name_comes_before_the_family_name() -> None:
    ordered = ["Bùi Văn Anh", "Vũ Thị Anh", "Bùi Văn Ánh", "Vũ Thị Ánh", "Đỗ Hà", "Lê Hạ", "Đỗ Hai"]
    assert sorted((*ordered[3:], *ordered[:3]), key=vn.name_sort_key) == ordered
    families = ["Lê Văn Hoà", "Lế An Hoà", "Lễ Văn Hoà"]
    assert sorted(families, key=vn.name_sort_key) == ["Lê Văn Hoà", "Lễ Văn Hoà", "Lế An Hoà"]


def test_a_sort_key_is_short_enough_to_store() -> None:
    longest = vn.name_sort_key("Ấ9" * 60)
    spread = vn.name_sort_key("Ấ " * 60)
    assert (longest + spread).isdigit()
    assert max(len(longest), len(spread)) <= 400


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "ă", "â", "b"],
        ["d", "đ", "e", "ê"],
        ["o", "ô", "ơ", "p"],
        ["ma", "mả", "mã", "má", "mạ", "mă"],
        ["hoa", "hoà", "hoả", "hoan"],
    ],
)
def test_letters_come_before_tones_and_in_vietnamese_order(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=vn.text_sort_key) == ordered
    assert sorted(backwards, key=vn.name_sort_key) == ordered


def test_numbers_in_titles_sort_by_value() -> None:
    titles = ["Chi bộ thôn 10", "Chi bộ thôn 2", "Chi bộ thôn 1"]
    assert sorted(titles, key=vn.text_sort_key) == ["Chi bộ thôn 1", "Chi bộ thôn 2", "Chi bộ thôn 10"]


def test_composed_and_decomposed_letters_are_the_same() -> None:
    apart = unicodedata.normalize("NFD", "  Nguyễn   Thị Đượm ")
    assert vn.nfc(apart) == "Nguyễn Thị Đượm"
    assert vn.name_sort_key(apart) == vn.name_sort_key("Nguyễn Thị Đượm")
    assert vn.fold(apart) == "nguyen thi duom"


def test_an_empty_name_has_an_empty_key() -> None:
    assert vn.name_sort_key("  ") == ""


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (0.9007, "90,1%"),
        (0.85, "85%"),
        (Fraction(1, 1), "100%"),
        (Fraction(2311, 2312), "trên 99,9%"),
        (Fraction(999, 1000), "99,9%"),
        (0, "0%"),
        (Decimal("0.00049"), "0%"),
        (0.8645, "86,5%"),  # half up
        (1.05, "105%"),
    ],
)
def test_percent(ratio: float | Fraction | Decimal, text: str) -> None:
    assert vn.format_percent(ratio) == text


@pytest.mark.parametrize(
    ("points", "text"), [(-0.05, "−5"), (0.1, "+10"), (0, "0"), (-0.0004, "0"), (0.0125, "+1,3")]
)
def test_points(points: float, text: str) -> None:
    assert vn.format_points(points) == text


@pytest.mark.parametrize(
    ("number", "text"), [(9255, "9.255"), (-1200, "−1.200"), (68, "68"), (1234567, "1.234.567")]
)
def test_whole_numbers(number: int, text: str) -> None:
    assert vn.format_int(number) == text


def test_decimals_are_half_up_and_plain_when_whole() -> None:
    assert [vn.format_decimal(n) for n in (86.84, 86.85, 2.0, 1234.5)] == ["86,8", "86,9", "2", "1.234,5"]


def test_dates_on_screens_and_papers() -> None:
    day, other = date(2024, 5, 9), date(2026, 2, 3)
    assert (vn.format_date(day), vn.format_date_paper(day), vn.format_date_paper(other)) == (
        "09/05/2024",
        "09/5/2024",
        "03/02/2026",
    )
    assert vn.format_date_long(other) == "ngày 03 tháng 02 năm 2026"
    assert (vn.format_month_paper(202405), vn.format_quarter(20241)) == ("5/2024", "quý I/2024")


def test_lines_stay_lines_when_text_is_tidied() -> None:
    """A list typed line by line stands line by line on paper."""
    assert vn.nfc_lines("  1. Một \r\n- hai   ba\r- bốn\n\n") == "1. Một\n- hai ba\n- bốn"
