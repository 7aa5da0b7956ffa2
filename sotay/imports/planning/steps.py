"""Values that hold from a day until the next one: the plain form of every dated table."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

T = TypeVar("T")


class Steps[T]:
    """A value from a day on, until the next day with another value."""

    __slots__ = ("days", "values")

    def __init__(self) -> None:
        self.days: list[date] = []
        self.values: list[T] = []

    def load(self, first: date, value: T) -> None:
        """Append, in time order (from the database)."""
        if not self.values or self.values[-1] != value:
            self.days.append(first)
            self.values.append(value)

    def on(self, day: date) -> T | None:
        """The value that holds on that day; None before the first."""
        found = bisect_right(self.days, day)
        return self.values[found - 1] if found else None

    def put(self, day: date, value: T) -> bool:
        """Let the value hold from that day until the next step; whether anything changed."""
        if self.on(day) == value:
            return False
        found = bisect_right(self.days, day)
        if found and self.days[found - 1] == day:
            self.values[found - 1] = value
        else:
            self.days.insert(found, day)
            self.values.insert(found, value)
        self._join()
        return True

    def put_first(self, day: date, value: T) -> bool:
        """Let the first step be this value from this day; whether anything changed."""
        if not self.days:
            self.days, self.values = [day], [value]
            return True
        if (self.days[0], self.values[0]) == (day, value):
            return False
        self.days[0], self.values[0] = day, value
        while len(self.days) > 1 and self.days[1] <= day:
            del self.days[1], self.values[1]
        self._join()
        return True

    def drop(self, day: date) -> None:
        """Take the step of that very day out."""
        if day in self.days:
            found = self.days.index(day)
            del self.days[found], self.values[found]
            self._join()

    def _join(self) -> None:
        for i in range(len(self.days) - 1, 0, -1):
            if self.values[i] == self.values[i - 1]:
                del self.days[i], self.values[i]

    def spans(self, end: date | None = None) -> list[tuple[date, date | None, T]]:
        """(first day, first day without, value), the last one open or until `end`."""
        ends: Sequence[date | None] = [*self.days[1:], None]
        return [
            (first, last if last is not None else end, value)
            for first, last, value in zip(self.days, ends, self.values, strict=True)
            if end is None or first < end
        ]


@dataclass(slots=True, eq=False)
class Interval[T]:
    """A value that holds for a while: half-open, open-ended without `end`."""

    first: date
    end: date | None
    value: T
    pk: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it covers the day."""
        return self.first <= day and (self.end is None or day < self.end)

    def meets(self, first: date, end: date | None) -> bool:
        """Whether it overlaps another span."""
        return (self.end is None or first < self.end) and (end is None or self.first < end)
