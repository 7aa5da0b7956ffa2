"""Months, quarters and periods."""

import re
from datetime import date

import pytest

from sotay.core.period import (
    Period,
    first_day,
    format_month,
    last_day,
    month_of,
    months_of_quarter,
    next_month,
    parse_month,
    previous_month,
    quarter_of,
)


def test_months_follow_one_another_over_the_year() -> None:
    assert (next_month(202312), next_month(202401)) == (202401, 202402)
    assert (previous_month(202401), previous_month(202402)) == (202312, 202401)


def test_the_last_day_knows_leap_years() -> None:
    assert [last_day(m) for m in (202402, 202302)] == [date(2024, 2, 29), date(2023, 2, 28)]
    assert (first_day(202402), month_of(date(2024, 2, 29))) == (date(2024, 2, 1), 202402)


def test_quarters() -> None:
    assert [quarter_of(m) for m in (202401, 202403, 202404, 202412)] == [20241, 20241, 20242, 20244]
    assert months_of_quarter(20244) == (202410, 202411, 202412)


def test_the_articles_period_has_thirty_months_and_nine_whole_quarters() -> None:
    period = Period(202112, 202405)
    assert len(period.months) == 30
    assert period.whole_quarters == (20221, 20222, 20223, 20224, 20231, 20232, 20233, 20234, 20241)
    assert period.partial_quarters == (20214, 20242)
    assert period.years == (2021, 2022, 2023, 2024)
    assert period.year_part(2024) == Period(202401, 202405)
    assert period.last_day == date(2024, 5, 31)


@pytest.mark.parametrize(("first", "last"), [(202405, 202404), (202400, 202401), (202401, 202413)])
def test_a_period_of_nonsense_is_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match=r"month|period"):
        Period(first, last)


def test_a_month_is_written_and_read() -> None:
    assert (parse_month(" 2024-05 "), format_month(202405)) == (202405, "2024-05")


@pytest.mark.parametrize("text", ["2024-13", "2024-5", "202405", "05-2024", "2024-00", "", "năm-05"])
def test_anything_else_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_month(text)
