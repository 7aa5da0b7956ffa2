"""The attendance of one meeting in words, the same on every page and paper.

The one reading is over all who were expected (`meeting.attendance` in indicators.md; so the minutes have it);
the second leaves out those excused (`meeting.attendance_net`; so targets and score forms take it, HD-12) and
is only ever told beside the first, by its name.
"""

from sotay.core.vietnamese import format_percent

NAME = "Tỷ lệ đảng viên dự sinh hoạt"
NET = "trừ vắng có lý do"
NOBODY = "không có ai phải dự"


def attendance_words(present: int, expected: int) -> str:
    """89,3% (25/28): present over expected (persons)."""
    return f"{format_percent(present / expected)} ({present}/{expected})" if expected else NOBODY


def both_readings(present: int, expected: int, excused: int) -> str:
    """89,3% (25/28); trừ vắng có lý do: 96,2% (25/26): the second only where somebody was excused."""
    words = attendance_words(present, expected)
    if not excused or expected <= excused:
        return words
    return f"{words}; {NET}: {attendance_words(present, expected - excused)}"
