"""What may be noted of a visit, from plain values.

Hướng dẫn 42-HD/BTCTW (2025): the notice of a meeting goes also to the superior committee member who follows
the cell (rules.md 1.2); what they note of their visit is the product's own form.
"""

from datetime import date

from sotay.core.errors import DomainError
from sotay.core.vietnamese import nfc_lines

LONGEST = 4000


class VisitChanged(DomainError):
    """The note was changed meanwhile, on another device."""

    def __init__(self) -> None:
        super().__init__("Nhận xét này vừa được sửa ở máy khác; đồng chí xem lại rồi lưu.")


def remarks_of(text: str) -> str:
    """Remarks as kept. Raises DomainError."""
    lines = nfc_lines(text)
    if len(lines) > LONGEST:
        raise DomainError(f"Nhận xét dài quá {LONGEST} chữ; đồng chí viết gọn lại.")
    return lines


def require_day(on: date | None, today: date) -> None:
    """Raise DomainError unless the meeting's day has come."""
    if on is None or on > today:
        raise DomainError("Buổi này chưa tới ngày; đồng chí ghi nhận xét sau khi dự.")
