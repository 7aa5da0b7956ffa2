"""Half-open spans of days."""

from dataclasses import dataclass
from datetime import date

import pytest

from sotay.core.spans import holds_on, span_on


@dataclass
class Span:
    valid_from: date
    valid_to: date | None = None


FIRST = Span(date(2024, 1, 1), date(2024, 2, 1))
SECOND = Span(date(2024, 2, 1))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), FIRST),
        (date(2024, 1, 31), FIRST),
        (date(2024, 2, 1), SECOND),
        (date(2099, 1, 1), SECOND),
    ],
)
def test_the_day_named_last_is_the_first_without(day: date, found: Span | None) -> None:
    assert span_on([FIRST, SECOND], day) is found
    assert holds_on(FIRST, day) == (found is FIRST)
