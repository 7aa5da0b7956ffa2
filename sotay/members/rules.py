"""Decisions about members, from plain values."""

from datetime import date

from sotay.members.choices import AgeGroup

_UPPER = ((30, AgeGroup.TO_30), (40, AgeGroup.TO_40), (50, AgeGroup.TO_50), (60, AgeGroup.TO_60))


def age_on(day: date, *, born_on: date | None, birth_year: int | None) -> int | None:
    """Full years of age; a year of birth alone counts from 1 July (indicators.md, definition 9)."""
    if born_on is None:
        if birth_year is None:
            return None
        born_on = date(birth_year, 7, 1)
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def age_group(age: int | None) -> AgeGroup | None:
    """The age group shown in reports; None when the birth is not known."""
    if age is None:
        return None
    return next((group for limit, group in _UPPER if age <= limit), AgeGroup.OVER)
