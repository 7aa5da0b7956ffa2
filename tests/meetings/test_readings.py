"""One attendance, two readings by name (indicators.md: `meeting.attendance`, `meeting.attendance_net`)."""

import pytest

from sotay.meetings.rules.readings import both_readings


@pytest.mark.parametrize(
    ("present", "expected", "excused", "words"),
    [
        (19, 22, 2, "86,4% (19/22); trừ vắng có lý do: 95% (19/20)"),
        (28, 28, 0, "100% (28/28)"),
        (0, 3, 3, "0% (0/3)"),
        (0, 0, 0, "không có ai phải dự"),
    ],
)
def test_the_second_reading_stands_beside_the_first_by_its_name(
    present: int, expected: int, excused: int, words: str
) -> None:
    assert both_readings(present, expected, excused) == words
