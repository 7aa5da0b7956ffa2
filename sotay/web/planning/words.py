"""Words that the pages of preparation share."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sotay.core.vietnamese import format_date, format_month_paper
from sotay.meetings.choices import Kind, Mode
from sotay.meetings.queries.rosters import Standing
from sotay.meetings.rules.planning import WEEKDAYS, Notice, PlanDraft

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting

SHORT = {
    Kind.REGULAR: "thường kỳ",
    Kind.THEMATIC: "chuyên đề",
    Kind.COMBINED: "thường kỳ gắn chuyên đề",
}


def day_word(day: date) -> str:
    """Thứ Bảy 28/11/2026."""
    return f"{WEEKDAYS[day.weekday()]} {format_date(day)}".replace("thứ", "Thứ", 1)


def days_left(day: date, today: date) -> str:
    """ "còn 5 ngày", "hôm nay", "đã qua 2 ngày"."""
    left = (day - today).days
    if left == 0:
        return "hôm nay"
    if left == 1:
        return "ngày mai"
    return f"còn {left} ngày" if left > 0 else f"đã qua {-left} ngày"


def title_of(draft: PlanDraft) -> str:
    """Sinh hoạt tháng 11/2026; a separate thematic meeting says so: its month may have a regular one too."""
    kind = " chuyên đề" if draft.kind == Kind.THEMATIC else ""
    return f"Sinh hoạt{kind} tháng {format_month_paper(draft.counted_for)}"


def beside_words(own: Sequence["Meeting"]) -> str:
    """ "Chi bộ đã có buổi chuyên đề 20:00 cùng ngày, tại đình làng.": its own meetings at that time; ""
    without any."""
    rows = []
    for one in own:
        at = f" {one.planned_time:%H:%M}" if one.planned_time else ""
        place = f", tại {one.place[:1].lower()}{one.place[1:]}" if one.place else ""
        rows.append(f"buổi {SHORT[Kind(one.kind)]}{at} cùng ngày{place}")
    return f"Chi bộ đã có {'; '.join(rows)}." if rows else ""


def notice_words(notice: Notice, *, sent: bool) -> str:
    """ "Tài liệu gửi trước 02 ngày", and what the rule asks."""
    verb = "Tài liệu gửi" if sent else "Gửi hôm nay thì tài liệu có"
    kept = f"{verb} trước {notice.days:02d} ngày" if notice.days > 0 else f"{verb} đúng ngày sinh hoạt"
    asked = f"; quy định ít nhất {notice.asked:02d} ngày" if notice.asked else ""
    return kept + asked


def plan_words(draft: PlanDraft, people: tuple[Standing, ...]) -> list[tuple[str, str]]:
    """A plan as label and value, for comparing."""
    names = {one.member: one.name for one in people}
    rows = [
        ("Ngày", format_date(draft.planned_on) if draft.planned_on else ""),
        ("Giờ", f"{draft.planned_time:%H:%M}" if draft.planned_time else ""),
        ("Địa điểm", draft.place),
        ("Loại", str(Kind(draft.kind).label)),
        ("Chuyên đề", draft.theme),
        ("Vì sao gắn chuyên đề", draft.reason),
        ("Hình thức", "" if draft.mode == Mode.IN_PERSON else str(Mode(draft.mode).label)),
        ("Lý do trực tuyến", draft.mode_reason),
        ("Chủ trì", names.get(draft.chair or 0, "")),
        ("Thư ký", names.get(draft.minute_taker or 0, "")),
    ]
    return [(label, value) for label, value in rows if value]
