"""Ages and age groups."""

from datetime import date

import pytest

from sotay.members.choices import AgeGroup
from sotay.members.rules import age_group, age_on


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2024, 5, 18), 33), (date(2024, 5, 19), 34), (date(2024, 12, 31), 34)],
)
def test_a_year_older_on_the_birthday(day: date, age: int) -> None:
    assert age_on(day, born_on=date(1990, 5, 19), birth_year=None) == age


@pytest.mark.parametrize(("day", "age"), [(date(2024, 6, 30), 33), (date(2024, 7, 1), 34)])
def test_a_year_of_birth_alone_counts_from_1_july(day: date, age: int) -> None:
    assert age_on(day, born_on=None, birth_year=1990) == age


def test_the_day_of_birth_outranks_the_year() -> None:
    assert age_on(date(2024, 3, 1), born_on=date(1990, 1, 1), birth_year=1980) == 34


def test_born_on_29_february_older_on_1_march_of_common_years() -> None:
    born = date(1992, 2, 29)
    days = (date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 29))
    assert [age_on(day, born_on=born, birth_year=None) for day in days] == [30, 31, 32]


def test_unknown_birth_has_no_age_and_no_group() -> None:
    assert age_on(date(2024, 1, 1), born_on=None, birth_year=None) is None
    assert age_group(None) is None


@pytest.mark.parametrize(
    ("age", "group"),
    [
        (18, AgeGroup.TO_30),
        (30, AgeGroup.TO_30),
        (31, AgeGroup.TO_40),
        (40, AgeGroup.TO_40),
        (41, AgeGroup.TO_50),
        (50, AgeGroup.TO_50),
        (51, AgeGroup.TO_60),
        (60, AgeGroup.TO_60),
        (61, AgeGroup.OVER),
        (99, AgeGroup.OVER),
    ],
)
def test_age_groups_meet_without_gap(age: int, group: AgeGroup) -> None:
    assert age_group(age) == group
