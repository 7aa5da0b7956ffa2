"""Days, answers and lengths of reading in words."""

import math
from datetime import date, time

from sotay.core.vietnamese import NBSP, format_date
from sotay.meetings.choices import Answer, Decision, Stage
from sotay.meetings.queries.joining import OwnReply
from sotay.meetings.rules.replies import reason_words

WEEKDAYS = tuple(
    day.replace(" ", NBSP)
    for day in ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
)
READ_ALOUD = 150
"""Words a minute of a voice that reads aloud, in round numbers."""


def day_words(day: date | None, at: time | None = None, *, today: date | None = None) -> str:
    """Thứ Bảy 28/11, 19:30; with the year when it is another one than today's."""
    if day is None:
        return "Chưa định ngày"
    written = format_date(day) if today and today.year != day.year else f"{day.day:02d}/{day.month:02d}"
    words = f"{WEEKDAYS[day.weekday()]} {written}"
    return f"{words}, {at:%H:%M}" if at else words


def fate_words(taken: bool, stage: int) -> tuple[str, str] | None:
    """Status and words of what became of an opinion sent before; None while the meeting has not begun."""
    if taken:
        return "ok", "Đã đưa vào biên bản"
    if stage < Stage.IN_SESSION:
        return None
    return "none", "Không đưa vào biên bản" if stage >= Stage.SEALED else "Chưa được đưa vào biên bản"


def minutes_aloud(words: int) -> int:
    """How long a voice reads so many words, in whole minutes; at least one."""
    return max(1, math.ceil(words / READ_ALOUD))


def answer_words(reply: OwnReply | None) -> tuple[str, str] | None:
    """Status and words of what was answered; None when nothing was."""
    if reply is None:
        return None
    if reply.answer == Answer.COME:
        return "ok", "Đồng chí đã báo: sẽ dự"
    reason = reason_words(reply.reason_class, whole=True).lower()
    if reply.decision == Decision.APPROVED:
        return "hold", f"Vắng có lý do ({reason}), bí thư đã đồng ý"
    if reply.decision == Decision.DECLINED:
        return "warn", f"Xin vắng ({reason}): bí thư chưa đồng ý, đồng chí gọi bí thư"
    return "hold", f"Đã xin vắng ({reason}), chờ bí thư trả lời"
