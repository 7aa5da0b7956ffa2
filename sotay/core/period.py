"""Months, quarters and periods as plain integers.

A month is the integer ``yyyymm`` (202112 is December 2021); a quarter is ``yyyyq``
(20241 is the first quarter of 2024). Both sort in time order and read well in a database.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache


@cache
def last_day(month: int) -> date:
    """The last calendar day of a month."""
    year, number = divmod(month, 100)
    return date(year, number, calendar.monthrange(year, number)[1])


def first_day(month: int) -> date:
    """The first calendar day of a month."""
    return date(month // 100, month % 100, 1)


def month_of(day: date) -> int:
    """The month in which a day lies."""
    return day.year * 100 + day.month


def next_month(month: int) -> int:
    """The month after this one."""
    return month + 1 if month % 100 < 12 else month + 89


def previous_month(month: int) -> int:
    """The month before this one."""
    return month - 1 if month % 100 > 1 else month - 89


@cache
def quarter_of(month: int) -> int:
    """The quarter of a month: 202202 → 20221."""
    return month // 100 * 10 + (month % 100 - 1) // 3 + 1


@cache
def months_of_quarter(quarter: int) -> tuple[int, int, int]:
    """The three months of a quarter: 20221 → (202201, 202202, 202203)."""
    year, number = divmod(quarter, 10)
    first = year * 100 + number * 3 - 2
    return first, first + 1, first + 2


@lru_cache(maxsize=1000)
def _months(first: int, last: int) -> tuple[int, ...]:
    found = [first]
    while found[-1] < last:
        found.append(next_month(found[-1]))
    return tuple(found)


@lru_cache(maxsize=1000)
def _whole_quarters(first: int, last: int) -> tuple[int, ...]:
    inside = _months(first, last)
    quarters = dict.fromkeys(map(quarter_of, inside))
    return tuple(q for q in quarters if set(inside).issuperset(months_of_quarter(q)))


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months, both ends included: ``Period(202112, 202405)`` is 30 months."""

    first: int
    last: int

    def __post_init__(self) -> None:
        for month in (self.first, self.last):
            if not 1 <= month % 100 <= 12 or not 1900 <= month // 100 <= 9998:
                raise ValueError(f"not a month: {month}")
        if self.first > self.last:
            raise ValueError("the period ends before it begins")

    @property
    def months(self) -> tuple[int, ...]:
        """Every month, in order."""
        return _months(self.first, self.last)

    @property
    def whole_quarters(self) -> tuple[int, ...]:
        """Quarters wholly inside the period (indicators.md, definition 2)."""
        return _whole_quarters(self.first, self.last)

    @property
    def partial_quarters(self) -> tuple[int, ...]:
        """Quarters at the edges that are not counted ("chưa đủ quý")."""
        whole = set(self.whole_quarters)
        return tuple(q for q in dict.fromkeys(map(quarter_of, self.months)) if q not in whole)

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years touched by the period."""
        return tuple(range(self.first // 100, self.last // 100 + 1))

    def year_part(self, year: int) -> "Period":
        """The part of the period that lies in one calendar year."""
        return Period(max(self.first, year * 100 + 1), min(self.last, year * 100 + 12))

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        return last_day(self.last)


def parse_month(text: str) -> int:
    """Read ``YYYY-MM``. Raises ValueError for anything else."""
    year, separator, number = text.strip().partition("-")
    if (
        separator
        and len(year) == 4
        and len(number) == 2
        and (year + number).isdigit()
        and 1 <= int(number) <= 12
    ):
        return int(year) * 100 + int(number)
    raise ValueError(text)


def format_month(month: int) -> str:
    """Write ``YYYY-MM``."""
    return f"{month // 100:04d}-{month % 100:02d}"
