"""Page data of a cell's home, in words."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.period import Period, format_month, month_of, next_month, previous_month, quarter_of
from sotay.core.vietnamese import format_date, format_month_paper, format_quarter
from sotay.meetings.choices import THEMATIC_KINDS, Deed, Duty, Lack
from sotay.meetings.queries import MeetingLine
from sotay.meetings.queries.duty import BACK, CellDuty, MonthLine
from sotay.meetings.queries.next_step import Current
from sotay.meetings.rules.next_step import URGENT, Do
from sotay.meetings.rules.readings import both_readings
from sotay.organisations.queries import names_on
from sotay.resolutions.queries import TaskView
from sotay.web.cell.current import checks_of, head_of, lacks_of, step_card, tasks_section
from sotay.web.door import ActorRequest
from sotay.web.lookup import organisation_url
from sotay.web.organisations.pages import meeting_row

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

AT_ONCE = 3
"""So many months that lack something are shown unfolded."""
LATEST = 4
"""So many meetings are shown unfolded: a regular month and a quarter's theme among them."""
UNRECORDED = frozenset({Duty.NOT_YET, Duty.OVERDUE, Duty.MISSING, Duty.POSTPONED})
SETTLED = frozenset({Lack.LENGTH, Lack.PAPERS, Lack.STEPS})
"""Of a past month nothing can be done about these: they belong to the results, not to what is to do."""
TINT = {
    Duty.ON_TIME: "ok",
    Duty.LATE: "warn",
    Duty.OVERDUE: "warn",
    Duty.NOT_YET: "none",
    Duty.POSTPONED: "hold",
    Duty.NOT_HELD: "bad",
    Duty.MISSING: "none",
}


def span(today: date) -> Period:
    """The months whose meetings the home lists."""
    first = month_of(today)
    for _ in range(BACK):
        first = previous_month(first)
    return Period(first, month_of(today))


def home_page(
    request: ActorRequest,
    cell: "Organisation",
    duty: CellDuty,
    underway: Current | None,
    meetings: list[MeetingLine],
    tasks: list[TaskView],
    *,
    today: date,
) -> dict[str, Any]:
    """The context of web/home_cell.html."""
    names = names_on([cell.pk], today)
    this = month_of(today)
    current = next((line for line in duty.months if line.month == this), None)
    past = [line for line in duty.months if line.month != this]
    rows = [meeting_row(line, today, "") for line in meetings]
    missing = [_missing(cell, line) for line in past if line.duty == Duty.MISSING or _open(line)]
    return {
        "name": names[cell.pk].name if names else cell.code,
        "today": today,
        "month": this,
        "head": head_of(underway, today) if underway else None,
        "step": _first(cell, duty, current, underway, today),
        "coming": _coming(cell, underway, today) if underway else None,
        "lacks": lacks_of(underway) if underway else [],
        "tasks": tasks_section(tasks, cell.public_id, today),
        "checks": checks_of(underway) if underway else [],
        "state": _state(current) if current else None,
        "record_now": None if underway else _record_now(cell, duty, current),
        "quarter": _quarter(duty, underway, today),
        "missing": missing[:AT_ONCE],
        "more_missing": missing[AT_ONCE:],
        "past_words": _past_words(past),
        "meetings": rows[:LATEST],
        "more_meetings": rows[LATEST:],
        "links": _links(request, cell, this),
    }


def _record_url(cell: "Organisation", month: int, meeting: str) -> str:
    """Where a month's meeting is written down: over the one planned or postponed, else a new one."""
    if meeting:
        return reverse("web:meeting-amend", args=[meeting]) + "?loai=held"
    return f"{reverse('web:meeting-record', args=[cell.public_id])}?thang={format_month(month)}"


def _first(
    cell: "Organisation", duty: CellDuty, current: MonthLine | None, underway: Current | None, today: date
) -> dict[str, Any]:
    """The one next action: of the meeting underway, unless a roll left open comes before it."""
    if underway and (underway.step.do in URGENT or duty.step.deed != Deed.ROLL):
        return step_card(underway, today)
    return _step(cell, duty, current, today)


def _coming(cell: "Organisation", underway: Current, today: date) -> dict[str, Any] | None:
    """The next meeting, while the one next action is about a meeting that was held, or the one after the
    next: neither hides what is to come."""
    held = underway.step.do in {Do.ROLL, Do.ADOPT, Do.SEAL}
    if underway.coming is None and not held:
        return None
    if underway.coming is None:
        propose = reverse("web:propose", args=[cell.public_id])
        return {
            "eyebrow": "Buổi tới",
            "title": "Chưa lên lịch",
            "when": "Ngày, nơi, chương trình đã điền sẵn theo các buổi trước",
            "main": (propose, "Lên lịch buổi tới"),
        }
    head, card = head_of(underway.coming, today), step_card(underway.coming, today)
    name = "Buổi tới" if held else "Buổi sau"
    return {"eyebrow": name} | {
        "title": head["title"],
        "when": head["when"],
        "main": card["main"],
        "text": card["title"],
    }


def _plan_card(cell: "Organisation", month: int, others: list[tuple[str, str]]) -> dict[str, Any]:
    """Nothing is planned for the month yet: the meeting proposes itself."""
    return {
        "title": f"Lên lịch buổi tháng {format_month_paper(month)}",
        "text": "Ngày, nơi, chương trình đã điền sẵn theo các buổi trước; đồng chí xem lại.",
        "main": (_propose_url(cell, month), "Xem đề xuất"),
        "others": others,
    }


def _propose_url(cell: "Organisation", month: int) -> str:
    return f"{reverse('web:propose', args=[cell.public_id])}?thang={month}"


def _step(cell: "Organisation", duty: CellDuty, current: MonthLine | None, today: date) -> dict[str, Any]:
    step, month = duty.step, format_month_paper(duty.step.month) if duty.step.month else ""
    counts = reverse("web:month-counts", args=[cell.public_id, step.month]) if step.month else ""
    again = reverse("web:meeting-record", args=[cell.public_id])
    if step.deed == Deed.ROLL:
        return {
            "title": f"Điểm danh buổi tháng {month}",
            "text": "Buổi đã ghi, còn thiếu điểm danh. Mọi người được coi là có mặt, chạm tên người vắng.",
            "main": (reverse("web:roll", args=[step.meeting]), "Điểm danh"),
            "others": [(counts, "Chỉ gửi số người dự")],
        }
    if step.deed == Deed.RECORD:
        late = step.month < month_of(today)
        asked = f"{again}?thang={format_month(step.month)}&loai="
        text = (
            f"Tháng {month} đã qua mà chưa có bản ghi."
            if late
            else "Sinh hoạt xong, đồng chí ghi lại buổi và điểm danh, khoảng năm phút."
        )
        if not late and not step.meeting:
            held = (_record_url(cell, step.month, ""), "Ghi buổi đã sinh hoạt")
            return _plan_card(cell, step.month, [held, (counts, "Chỉ gửi số liệu tháng")])
        others = [(f"{asked}postponed", "Hoãn, có ý kiến cấp ủy"), (f"{asked}not_held", "Không tổ chức")]
        return {
            "title": f"Ghi buổi sinh hoạt tháng {month}",
            "text": text,
            "main": (_record_url(cell, step.month, step.meeting), "Ghi buổi sinh hoạt"),
            "others": [(counts, "Chỉ gửi số liệu tháng"), *(others if not step.meeting else [])],
        }
    done = current is not None and current.duty in {Duty.ON_TIME, Duty.LATE}
    month = format_month_paper(month_of(today))
    return {
        "title": f"Tháng {month} đã ghi xong" if done else "Không còn việc nào chờ",
        "text": "Chưa có việc nào phải làm. Có buổi nữa thì ghi thêm ở đây.",
        "main": None,
        "others": [
            (_propose_url(cell, next_month(month_of(today))), "Lên lịch tháng sau"),
            (again, "Ghi thêm một buổi"),
        ],
    }


def _record_now(cell: "Organisation", duty: CellDuty, current: MonthLine | None) -> tuple[str, str] | None:
    """Address and words for this month's meeting while the one next action is of another month."""
    if current is None or duty.step.month == current.month or current.duty not in UNRECORDED:
        return None
    words = f"Ghi buổi tháng {format_month_paper(current.month)}"
    return _record_url(cell, current.month, current.meeting), words


def _state(line: MonthLine) -> dict[str, str]:
    """This month in a chip and a line."""
    notes = []
    if line.held_on:
        notes.append(f"Ngày {format_date(line.held_on)}")
    elif line.planned_on:
        notes.append(f"Dự kiến {format_date(line.planned_on)}")
    if line.joined:
        notes.append("gộp tháng")
    notes += turnout_words(line)
    if line.duty not in {Duty.NOT_YET, Duty.OVERDUE}:
        notes += [text for text in (line.reason, line.consent) if text]
    return {"status": TINT[line.duty], "word": str(line.duty.label), "note": " · ".join(notes)}


def turnout_words(line: MonthLine) -> list[str]:
    """How many attended, in the readings of every page and paper; or that counts were sent."""
    if line.expected is None:
        return ["theo số liệu chi bộ gửi"] if line.by_count and line.duty == Duty.ON_TIME else []
    return [f"đảng viên dự {both_readings(line.present or 0, line.expected, line.excused or 0)}"]


def _quarter(duty: CellDuty, underway: Current | None, today: date) -> dict[str, str]:
    name, quarter = format_quarter(duty.quarter.quarter), duty.quarter
    if quarter.themed:
        return {"status": "ok", "word": f"Đã sinh hoạt chuyên đề {name}"}
    coming = underway.meeting if underway and underway.meeting.kind in THEMATIC_KINDS else None
    if coming and quarter_of(coming.counted_for) == quarter.quarter:
        return {"status": "none", "word": f"Chuyên đề {name} đã có trong lịch"}
    if month_of(today) == quarter.last:
        return {"status": "warn", "word": f"{name[:1].upper()}{name[1:]} chưa có chuyên đề, tháng này là hạn"}
    return {"status": "none", "word": f"{name[:1].upper()}{name[1:]} chưa có chuyên đề"}


def _open(line: MonthLine) -> list[Lack]:
    """What a past month lacks and still can be given."""
    return [lack for lack in line.lacks if lack not in SETTLED]


def _missing(cell: "Organisation", line: MonthLine) -> dict[str, Any]:
    words = [str(line.duty.label)] if line.duty == Duty.MISSING else []
    words += [str(lack.label) for lack in _open(line)]
    words[1:] = [word[:1].lower() + word[1:] for word in words[1:]]
    if line.duty == Duty.MISSING:
        url = _record_url(cell, line.month, line.meeting)
    elif line.rollless:
        url = reverse("web:roll", args=[line.rollless])
    elif line.meeting:
        url = reverse("web:meeting", args=[line.meeting])
    else:
        url = reverse("web:month-counts", args=[cell.public_id, line.month])
    return {
        "label": f"Tháng {format_month_paper(line.month)}",
        "note": "; ".join(words),
        "url": url,
        "overdue": line.duty == Duty.MISSING,
        "counts_url": reverse("web:month-counts", args=[cell.public_id, line.month]),
    }


def _past_words(past: list[MonthLine]) -> str:
    met = sum(line.duty in {Duty.ON_TIME, Duty.LATE} for line in past)
    return f"{met}/{len(past)} tháng trước đã sinh hoạt." if past else ""


def _links(request: ActorRequest, cell: "Organisation", month: int) -> list[dict[str, str]]:
    found = []
    if request.actor.may(Permission.MEMBER_VIEW, cell):
        url = reverse("web:members", args=[cell.public_id])
        found.append({"url": url, "label": "Đảng viên của chi bộ", "note": "Danh sách, tình trạng"})
    if request.actor.may(Permission.MEMBER_ENROL, cell):
        url = reverse("web:enrol-members", args=[cell.public_id])
        note = "Cấp mã đăng nhập trên giấy cho đảng viên; mã mới cho ai đổi máy, quên mã PIN"
        found.append({"url": url, "label": "Ghi danh, in mã", "note": note})
    if request.actor.may(Permission.MINUTES_VIEW, cell):
        report = reverse("web:month-report", args=[cell.public_id, month])
        found.append({"url": report, "label": "Báo cáo tháng", "note": "Số liệu tự tính; gửi cấp trên"})
        book = reverse("web:minutes-book", args=[cell.public_id])
        found.append({"url": book, "label": "Sổ biên bản", "note": "Biên bản đã chốt từng năm, in cả sổ"})
    if request.actor.may(Permission.MEETING_RECORD, cell):
        record = reverse("web:meeting-record", args=[cell.public_id])
        note = "Buổi đã sinh hoạt ngoài lịch, hoặc ghi lại sau buổi"
        found.append({"url": record, "label": "Ghi thêm một buổi", "note": note})
    year = reverse("web:year-plan", args=[cell.public_id, month // 100])
    found.append({"url": year, "label": "Kế hoạch năm", "note": "Mười hai tháng, chuyên đề từng quý"})
    topics = reverse("web:topics", args=[cell.public_id])
    found.append({"url": topics, "label": "Kho chuyên đề", "note": "Của chi bộ, chi bộ bạn, cấp ủy"})
    counts = reverse("web:month-counts", args=[cell.public_id, month])
    found.append({"url": counts, "label": "Số liệu tháng này", "note": "Khi không ghi điểm danh từng người"})
    found.append(
        {
            "url": organisation_url(cell.public_id),
            "label": "Kết quả của chi bộ",
            "note": "Từng tháng, từng năm",
        }
    )
    return found
