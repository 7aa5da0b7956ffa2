"""Which figures the dashboards show, and their short names for columns, tabs and headings."""

from sotay.facts import registry
from sotay.facts.registry import FlowIndicator, StockIndicator, VerdictIndicator

ATTENDANCE = "meeting.attendance_net"
HEADLINES = ("meeting.regular_cells", "meeting.steps_cells", "meeting.thematic_cells", ATTENDANCE)
BESIDE = ("meeting.attendance", "meeting.attendance_mean")
SIZES = ("org.grassroots", "org.cells", "org.units", "member.total")
COLUMNS = {
    "meeting.regular_cells": "Thường kỳ đủ tháng",
    "meeting.steps_cells": "Đủ các bước",
    "meeting.thematic_cells": "Chuyên đề đủ quý",
    ATTENDANCE: "Dự sinh hoạt",
}
SHORT = {
    "meeting.regular": "Sinh hoạt thường kỳ",
    "meeting.steps": "Đủ các bước",
    "meeting.thematic": "Chuyên đề",
    ATTENDANCE: "Dự sinh hoạt",
    "meeting.attendance": "Dự, tính cả vắng có lý do",
    "meeting.duration_ok": "Đủ thời lượng",
    "meeting.papers_ok": "Tài liệu gửi trước",
    "task.assigned": "Được giao nhiệm vụ",
    "task.done": "Nhiệm vụ đúng hạn",
    "oversight.attended": "Cấp ủy viên dự",
}
BY_YEAR = (
    (ATTENDANCE, "Dự sinh hoạt theo khối và năm (lượt)"),
    ("meeting.regular", "Tháng có sinh hoạt thường kỳ theo khối và năm (chi bộ–tháng)"),
    ("meeting.steps", "Buổi thường kỳ đủ các bước theo khối và năm (buổi)"),
    ("meeting.thematic", "Quý có chuyên đề theo khối và năm (chi bộ–quý)"),
)
OF_VERDICT = {
    "regular": "meeting.regular",
    "steps": "meeting.steps",
    "thematic": "meeting.thematic",
    "mean": ATTENDANCE,
}
"""The counts over time that stand behind each kind of verdict."""


def flows() -> list[FlowIndicator]:
    """Every figure that adds up over time, in the order declared."""
    return [one for one in registry.indicators() if isinstance(one, FlowIndicator)]


def flow(code: str) -> FlowIndicator | None:
    """The figure of that code when it adds up over time."""
    return next((one for one in flows() if one.code == code), None)


def short(code: str) -> str:
    """The short name of a figure."""
    return SHORT.get(code) or registry.indicator(code).label


def chart_code(code: str) -> str:
    """The figure over time that belongs to a figure: itself, or what a verdict rests on; "" for counts."""
    about = registry.indicator(code)
    if isinstance(about, VerdictIndicator):
        return OF_VERDICT.get(about.kind, "")
    return "" if isinstance(about, StockIndicator) else code
