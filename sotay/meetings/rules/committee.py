"""The cell committee's preparation (Hướng dẫn 42-HD/BTCTW, 2025: the committee meets before; where a cell
has none, its secretary and deputy): reviews last month, plans this one, agrees on contents and draft."""

from collections.abc import Iterable, Mapping
from datetime import date, time

from sotay.core.period import first_day, last_day, previous_month
from sotay.core.vietnamese import format_date

LONGEST_TEXT = 8000
LONGEST_PLACE = 120


def committee_faults(
    *,
    held_on: date,
    started_at: time | None,
    ended_at: time | None,
    present: int,
    texts: Mapping[str, str],
    said: Iterable[str] = (),
    absent_said: int = 0,
    in_favour: int | None = None,
    place: str,
    month: int,
    today: date,
) -> dict[str, str]:
    """What stands against writing it down, by field. `month`: of the cell's meeting that it prepares;
    `said`: opinions by name, `absent_said`: how many of them by persons who were not there; `in_favour`:
    who agreed to the conclusion, None when no vote was noted."""
    found: dict[str, str] = {}
    if held_on > today:
        found["held_on"] = "Ngày này chưa tới: chọn ngày đã họp."
    elif not first_day(previous_month(month)) <= held_on <= last_day(month):
        first = format_date(first_day(previous_month(month)))
        found["held_on"] = f"Chi ủy họp trước buổi của chi bộ: chọn ngày từ {first}."
    if started_at and ended_at and ended_at <= started_at:
        found["ended_at"] = "Giờ kết thúc phải sau giờ bắt đầu: sửa giờ."
    if len(place) > LONGEST_PLACE:
        found["place"] = f"Dài quá {LONGEST_PLACE} chữ cái: viết gọn lại."
    for field, text in texts.items():
        if len(text) > LONGEST_TEXT:
            found[field] = f"Dài quá {LONGEST_TEXT} chữ cái: viết gọn lại."
    if not present:
        found["presences"] = "Đánh dấu ai có mặt."
    elif absent_said:
        found["presences"] = "Có đồng chí vắng mà có ý kiến: đánh dấu có mặt, hoặc bỏ ý kiến ấy."
    if any(len(text) > LONGEST_TEXT for text in said):
        found["said"] = f"Có ý kiến dài quá {LONGEST_TEXT} chữ cái: viết gọn lại."
    if in_favour is not None and not 0 <= in_favour <= present:
        found["in_favour"] = f"Có {present} đồng chí có mặt: đếm lại số tán thành."
    if not texts.get("agreed"):
        found.setdefault("agreed", "Ghi nội dung đã thống nhất, một vài dòng cũng được.")
    return found
