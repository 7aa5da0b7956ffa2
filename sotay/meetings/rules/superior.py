"""What a superior committee may say to its cells about a month: from plain values."""

from sotay.core.errors import DomainError
from sotay.core.vietnamese import nfc, nfc_lines
from sotay.meetings.choices import Duty

LONGEST_TITLE = 200
LONGEST_TEXT = 20000
LATE = frozenset({Duty.OVERDUE, Duty.MISSING})
"""A reminder is due: the planned day has passed, or the month, and nothing is recorded."""


def orientation_words(title: str, text: str, *, with_file: bool) -> tuple[str, str]:
    """Title and text as they are kept. Raises DomainError."""
    name = nfc(title)
    lines = nfc_lines(text)
    if not name:
        raise DomainError("Đồng chí ghi tên định hướng hoặc tên tài liệu.")
    if len(name) > LONGEST_TITLE:
        raise DomainError(f"Tên dài quá {LONGEST_TITLE} chữ; đồng chí viết gọn lại.")
    if not lines and not with_file:
        raise DomainError("Đồng chí viết nội dung, hoặc gửi kèm một tệp.")
    if len(lines) > LONGEST_TEXT:
        raise DomainError(f"Nội dung dài quá {LONGEST_TEXT} chữ; đồng chí gửi kèm tệp.")
    return name, lines
