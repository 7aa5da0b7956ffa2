"""Decisions about members, from plain values."""

from datetime import date, timedelta

from sotay.core.errors import DomainError
from sotay.core.vietnamese import nfc
from sotay.members.choices import AgeGroup

SITTING = timedelta(hours=4)
"""How long a reason stated for looking up names holds, unless it is ended before."""
SHORTEST_REASON, LONGEST_REASON = 10, 300

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


def reason_of(text: str) -> str:
    """A reason for looking up names, fit to be kept. Raises DomainError when it says too little or too
    much: a reviewer must understand it without asking."""
    text = nfc(text)
    if len(text) < SHORTEST_REASON or " " not in text:
        raise DomainError("Đồng chí viết rõ tìm để làm việc gì, ví dụ: Soát hồ sơ chuyển sinh hoạt tháng 5.")
    if len(text) > LONGEST_REASON:
        raise DomainError(f"Lý do dài quá {LONGEST_REASON} chữ; đồng chí viết gọn lại.")
    return text
