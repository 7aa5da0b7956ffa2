"""The table of the monthly report: eleven results, each in words; what is known in no way is told as that."""

from collections.abc import Iterator

from sotay.core.vietnamese import format_date_paper
from sotay.meetings.choices import Status
from sotay.meetings.rules.readings import both_readings
from sotay.minutes.queries.known import JOINED
from sotay.reporting.meeting_papers.inputs import Month
from sotay.reporting.meeting_papers.words import few, quarter_words

UNKNOWN = "chưa đủ số liệu"
UNRECORDED = "chưa có bản ghi"
BY_COUNTS = " (theo số liệu chi bộ báo)"


def results(month: Month) -> Iterator[tuple[str, str, str]]:
    """(what, result, which record it counts: see `known.behind`) in the order of the sample paper."""
    yield "Sinh hoạt thường kỳ", _meeting(month), "meeting"
    body = "Họp chi ủy" if month.desk.committee else "Hội ý bí thư, phó bí thư"
    committee = f"ngày {format_date_paper(month.committee_on)}" if month.committee_on else "chưa ghi"
    yield f"{body} trước sinh hoạt", committee, "committee"
    for title, result in _of_the_meeting(month):
        yield title, _elsewhere(month) or result, "meeting"
    yield "Nghị quyết, kết luận ban hành", "; ".join(month.issued) or "không có", "decisions"
    quarter = quarter_words(month.month).rsplit(" năm ", 1)[0]
    yield f"Sinh hoạt chuyên đề {quarter}", _theme(month), "theme"
    yield "Cấp ủy cấp trên dự", _elsewhere(month) or _delegate(month), "visits"
    level = month.level or "chưa biểu quyết"
    confirmed = "cấp trên đã xác nhận" if month.confirmed else "cấp trên chưa xác nhận"
    said = f"{level}; {confirmed}" if month.level else level
    yield "Chất lượng buổi sinh hoạt (chi bộ biểu quyết)", said, "meeting"


def _of_the_meeting(month: Month) -> Iterator[tuple[str, str]]:
    yield "Tài liệu gửi trước", _papers(month)
    yield "Thực hiện các bước bắt buộc", _steps(month)
    yield "Đảng viên dự sinh hoạt", _attendance(month)
    known = month.expected is not None and month.present is not None
    absent = f"{few(month.excused)} / {few(month.unexcused)}" if known else UNKNOWN
    yield "Vắng có lý do / không có lý do", absent
    yield "Đảng viên phát biểu", UNKNOWN if month.speakers is None else few(month.speakers)


def _elsewhere(month: Month) -> str:
    """Of two joined months what was done counts once, in the first (indicators.md, definition 1)."""
    if month.state != JOINED or not month.counted_in:
        return ""
    return f"tính ở báo cáo tháng {month.counted_in % 100}"


def _meeting(month: Month) -> str:
    consent = f", có ý kiến cấp ủy ({month.consent})" if month.consent else ""
    reason = f"; lý do: {month.reason.strip().rstrip('.')}" if month.reason.strip() else ""
    if month.state == JOINED:
        day = f", ngày {format_date_paper(month.held_on)}" if month.held_on else ""
        return f"sinh hoạt gộp với tháng {month.counted_in % 100}{day}{consent}"
    if month.state == Status.POSTPONED:
        return f"hoãn{consent}{reason}"
    if month.state == Status.NOT_HELD:
        return f"không tổ chức{reason}"
    if month.state != Status.HELD:
        return UNRECORDED
    if month.held_on is None:
        return f"đã tổ chức{BY_COUNTS}"
    long = f", {month.long} phút" if month.long else ""
    least = f" (tối thiểu {month.least} phút)" if month.least else ""
    beside = f"; sinh hoạt ghép với {', '.join(month.beside)}" if month.beside else ""
    return f"ngày {format_date_paper(month.held_on)}{long}{least}{beside}"


def _papers(month: Month) -> str:
    if month.papers_days is None:
        said = UNKNOWN
    elif month.papers_days < 0:
        said = "sau ngày sinh hoạt"
    else:
        said = f"{few(month.papers_days)} ngày" if month.papers_days else "trong ngày sinh hoạt"
    return f"{said} (yêu cầu ít nhất {few(month.papers_least)} ngày)" if month.papers_least else said


def _steps(month: Month) -> str:
    if month.steps is not None:
        done, due = month.steps
        return f"đủ {done}/{due} bước" if done == due else f"{done}/{due} bước"
    if month.steps_complete is None:
        return UNKNOWN
    return f"{'đủ' if month.steps_complete else 'chưa đủ'} các bước{BY_COUNTS}"


def _attendance(month: Month) -> str:
    if month.expected is None or month.present is None:
        return UNKNOWN
    return both_readings(month.present, month.expected, month.excused)


def _theme(month: Month) -> str:
    if month.theme_held_on:
        return f"ngày {format_date_paper(month.theme_held_on)}"
    if month.theme_reported:
        return f"đã tổ chức{BY_COUNTS}"
    if month.theme_planned_on:
        return f"chưa tổ chức; dự kiến ngày {format_date_paper(month.theme_planned_on)}"
    return UNRECORDED


def _delegate(month: Month) -> str:
    """What the assigned leaders noted of themselves outranks whom the cell wrote among its guests."""
    if month.leaders_came:
        several = f" ({month.leaders_came:02}/{month.leaders:02} đồng chí được phân công)"
        return "có" + (several if month.leaders > 1 else "")
    guest = "có đại biểu cấp trên (chi bộ ghi)" if month.delegate else ""
    if month.leaders and month.leaders_noted == month.leaders:
        return f"cấp ủy viên phụ trách không dự; {guest}" if guest else "không"
    if month.leaders:
        waiting = "cấp ủy viên phụ trách chưa ghi lượt dự"
        return f"{guest}; {waiting}" if guest else waiting
    if month.delegate is None:
        return UNKNOWN
    return guest or "không"
