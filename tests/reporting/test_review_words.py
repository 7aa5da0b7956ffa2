"""How figures are worded in a review."""

from fractions import Fraction

import pytest

from sotay.core.period import Period
from sotay.facts.figures import Coverage, Figure
from sotay.facts.registry import Unit
from sotay.programmes.rules import programme
from sotay.reporting.review import words
from sotay.reporting.review.change import points_between
from sotay.reporting.review.letterhead import organ_symbol, short_organ

THREE_YEARS = Period(202112, 202405)


def figure(numerator: float, denominator: int | None) -> Figure:
    return Figure("x", "", "", {}, numerator, denominator, Coverage(380, 400, Unit.CELLS))


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (360, 400, "90% (360/400)"),
        (1108, 1230, "90,1% (1.108/1.230)"),
        (9996, 10000, "trên 99,9% (9.996/10.000)"),
        (400, 400, "100% (400/400)"),
        (0, 0, "–"),
        (2.5, 3, "83,3%"),
    ],
)
def test_ratio_stands_with_its_counts(numerator: float, denominator: int, shown: str) -> None:
    assert words.ratio_words(figure(numerator, denominator)) == shown


def test_gap_is_in_percentage_points() -> None:
    attendance = programme("de-an-11").target_of("meeting.attendance_net")
    assert attendance is not None
    assert words.gap_words(figure(85, 100), attendance) == "−5"
    assert words.gap_words(figure(100, 100), attendance) == "+10"
    assert words.gap_words(figure(90, 100), attendance) == "0"
    assert words.gap_words(figure(0, 0), attendance) == "–"


def test_a_difference_is_that_of_the_figures_printed() -> None:
    """88,74% prints as 88,7% and 89,26% as 89,3%: the page says +0,6, as its reader subtracts."""
    before, after = figure(8874, 10000), figure(8926, 10000)
    assert (words.percent(before), words.percent(after)) == ("88,7%", "89,3%")
    assert points_between(before, after) == "+0,6"
    attendance = programme("de-an-11").target_of("meeting.attendance_net")
    assert attendance is not None
    assert words.gap_words(figure(8995, 10000), attendance) == "0", "printed as 90%"
    assert points_between(figure(9996, 10000), figure(10000, 10000)) == "+0,1", "trên 99,9% is below 100%"


@pytest.mark.parametrize("ratio", [0.8745, 0.87449, 0.9995, 0.99949, 1.0, 0.0])
def test_what_is_subtracted_is_what_is_printed(ratio: float) -> None:
    """A mean of ratios is a float: it rounds for the difference as it does in print."""
    mean = figure(ratio, 1)
    printed = words.percent(mean).removeprefix("trên ").removesuffix("%").replace(",", ".")
    assert words.shown(mean) == Fraction(printed) / 100


def test_a_hair_below_the_aim_is_said_so() -> None:
    """89,96% prints as 90% and has not reached 90%: never "thấp hơn mục tiêu 0 điểm"."""
    attendance = programme("de-an-11").target_of("meeting.attendance_net")
    assert attendance is not None
    assert words.missing_words(figure(8996, 10000), attendance) == "dưới 0,1"
    assert words.missing_words(figure(85, 100), attendance) == "5"


def test_one_meeting_of_thousands_makes_no_ratio() -> None:
    """Less than a tenth of what is due known: 13,6% would be the word of one cell for a whole district."""
    one = Figure("x", "", "", {}, 3, 22, Coverage(1, 11992, Unit.MEETINGS))
    assert words.ratio_words(one) == "chưa đủ số liệu"
    assert points_between(one, figure(90, 100)) == "–"
    tenth = Figure("x", "", "", {}, 3, 22, Coverage(10, 100, Unit.MEETINGS))
    assert words.ratio_words(tenth) == "13,6% (3/22)"


def test_target_words() -> None:
    targets = programme("de-an-11").targets
    assert [words.target_words(t) for t in targets] == ["100%"] * 3 + ["≥\u00a090%"] + ["100%"] * 2


def test_thirty_months_are_the_third_year() -> None:
    assert words.length_words(THREE_YEARS) == "03 năm"
    assert words.length_words(Period(202201, 202206)) == "06 tháng"
    assert words.length_words(Period(202201, 202212)) == "01 năm"


def test_years_with_a_column_of_their_own() -> None:
    assert words.shown_years(THREE_YEARS) == [2022, 2023, 2024]
    shown = [words.year_words(THREE_YEARS, y) for y in THREE_YEARS.years]
    assert shown == ["Tháng 12/2021", "Năm 2022", "Năm 2023", "5 tháng 2024"]
    assert words.year_words(Period(202107, 202212), 2021) == "Tháng 7–12/2021"


def test_a_table_of_quarters_names_the_quarters_that_it_counts() -> None:
    """Definition 2: quarters at the edge are not counted, so five months of 2024 are one quarter."""
    shown = [words.quarters_words(THREE_YEARS, y) for y in (2022, 2023, 2024)]
    assert shown == ["Năm 2022", "Năm 2023", "Quý I/2024"]
    assert words.quarters_words(Period(202104, 202212), 2021) == "Quý II–IV/2021"
    assert words.quarters_words(Period(202111, 202212), 2021) == "Tháng 11–12/2021", "no whole quarter"


@pytest.mark.parametrize(
    ("organ", "cell", "symbol"),
    [
        ("Huyện ủy Mê Linh", False, "HU"),
        ("Đảng ủy xã An Hòa", False, "ĐU"),
        ("Thành ủy Hà Nội", False, "TU"),
        ("Chi bộ thôn Hạ", True, "CB"),
    ],
)
def test_symbol_of_the_issuing_organ(organ: str, cell: bool, symbol: str) -> None:
    assert organ_symbol(organ, cell=cell) == symbol


def test_recipients_name_the_organ_shortly() -> None:
    assert short_organ("Huyện ủy Mê Linh") == "Huyện ủy"


def test_what_nobody_recorded_is_missing_and_not_zero() -> None:
    """Due 24, known 0: no 0%, no counts, no gap. Known 3 and none done is a result: 0%."""
    attendance = programme("de-an-11").target_of("meeting.attendance_net")
    assert attendance is not None
    missing = Figure("x", "", "", {}, 0, 24, Coverage(0, 24, Unit.MONTHS))
    assert words.ratio_words(missing) == "chưa đủ số liệu"
    assert words.counts(missing) == ""
    assert words.gap_words(missing, attendance) == "–"
    assert words.ratio_words(Figure("x", "", "", {}, 0, 24, Coverage(3, 24, Unit.MONTHS))) == "0% (0/24)"
