"""Page data of a cell's own page."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.period import Period, last_day
from sotay.core.vietnamese import format_date, format_month_paper
from sotay.facts.drill import month_facts
from sotay.facts.queries import figures, load_counter
from sotay.facts.rules.records import MonthRecord
from sotay.facts.rules.rollup import Counter
from sotay.meetings.choices import Kind, Stage, Status
from sotay.meetings.queries import MeetingLine, cell_meetings
from sotay.organisations.choices import Block, CellType
from sotay.organisations.choices import Kind as OrganisationKind
from sotay.organisations.queries import standing_on
from sotay.web.door import ActorRequest
from sotay.web.figures.attendance import attendance_trend
from sotay.web.figures.board import charts_url
from sotay.web.figures.codes import ATTENDANCE, BESIDE, HEADLINES
from sotay.web.figures.shape import Shaper, other_reading
from sotay.web.lookup import header_of, organisation_url, page_of
from sotay.web.periods import Window, carried, default_programme

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

MONTHS = ("meeting.regular", "meeting.steps", "meeting.thematic", *HEADLINES[3:])
STATUS = {
    Status.HELD: ("ok", "Đã sinh hoạt"),
    Status.NOT_HELD: ("bad", "Không tổ chức"),
    Status.POSTPONED: ("hold", "Hoãn, có ý kiến cấp ủy"),
    Status.PLANNED: ("none", "Chưa tới lịch"),
}
UNDERWAY: dict[int, tuple[str, str]] = {
    Stage.CALLED: ("ok", "Đã triệu tập"),
    Stage.IN_SESSION: ("hold", "Đang sinh hoạt"),
}
"""What is said of a meeting in place of its status."""
KIND = {Kind.REGULAR: "Thường kỳ", Kind.THEMATIC: "Chuyên đề", Kind.COMBINED: "Thường kỳ gắn chuyên đề"}


def cell_page(request: ActorRequest, cell: "Organisation", window: Window, *, today: date) -> dict[str, Any]:
    """The context of web/organisation.html."""
    actor, programme = request.actor, default_programme()
    counter = load_counter(cell, window.period, report_date=window.report_date)
    found = figures(actor, cell, window.period, report_date=window.report_date, counter=counter)
    shape = Shaper(cell.public_id, found, window, programme)
    meetings: list[MeetingLine] | None = None
    if actor.may(Permission.MEETING_VIEW, cell):
        meetings = cell_meetings(actor, cell, window.period)
    page = page_of(request, meetings or [], 24)
    query = carried(request.GET)
    header = header_of(request, cell, today)
    header["organisation"]["kind"] = OrganisationKind(cell.kind).label
    return {
        **header,
        "period": window.period,
        "period_form": window.form(organisation_url(cell.public_id)),
        "facts": _facts(cell, shape, today),
        "news": _news(counter, cell),
        "figures": [
            *(shape(code) for code in MONTHS),
            *(other_reading(shape(code)) for code in BESIDE[:1]),
        ],
        "months": _months(counter, cell, meetings or [], window),
        "months_name": "Từng tháng",
        "trend": attendance_trend(cell, counter, [], window, programme),
        "charts_url": charts_url(cell, ATTENDANCE, window),
        "compare_url": reverse("web:compare", args=[cell.public_id]) + query,
        "meetings": None if meetings is None else [meeting_row(line, today, query) for line in page],
        "page": page,
        "members_url": reverse("web:members", args=[cell.public_id]) + query
        if actor.may(Permission.MEMBER_VIEW, cell)
        else "",
        "visibility_url": reverse("web:who-can-see", args=[cell.public_id]) + query
        if actor.may(Permission.ACCESS_VIEW, cell)
        else "",
        "review_url": f"{reverse('web:review', args=[cell.public_id])}?{window.query()}"
        if programme and actor.may(Permission.REPORT_VIEW, cell)
        else "",
    }


def _facts(cell: "Organisation", shape: Shaper, today: date) -> list[dict[str, str]]:
    ended = cell.dissolved_on
    standing = standing_on(cell, ended - timedelta(days=1) if ended and ended <= today else today)
    members = shape("member.total")
    rows = [
        ("Mã tổ chức", cell.code, ""),
        ("Khối", str(Block(standing.block).label) if standing.block else "", ""),
        ("Loại hình", str(CellType(standing.cell_type).label) if standing.cell_type else "", ""),
        ("Đảng viên theo sổ", f"{int(members['numerator'])}", members["url"]),
        ("Thành lập", format_date(cell.founded_on), ""),
        ("Kết thúc", format_date(cell.dissolved_on) if cell.dissolved_on else "", ""),
        ("Quyết định", cell.decision, ""),
    ]
    return [{"label": label, "value": value, "url": url} for label, value, url in rows if value]


def _news(counter: Counter, cell: "Organisation") -> str:
    facts = month_facts(counter, cell.pk)
    if not facts:
        return "Không có tháng nào phải sinh hoạt trong thời gian này."
    met = sum(record.met for record in facts.values())
    return f"Sinh hoạt thường kỳ {met}/{len(facts)} tháng."


def _months(
    counter: Counter, cell: "Organisation", meetings: list[MeetingLine], window: Window
) -> dict[str, Any]:
    """A row a year, newest first; a month that is not due is left empty, every other opens its records."""
    facts = month_facts(counter, cell.pk)
    joined = {month for line in meetings if line.also_for for month in (line.month, line.also_for)}
    records = reverse("web:records", args=[cell.public_id, "meeting.regular"])
    rows = []
    for year in reversed(window.period.years):
        cells = []
        for number in range(1, 13):
            month = year * 100 + number
            status, word = month_word(month, facts.get(month), joined=month in joined)
            only = replace(window, period=Period(month, month))
            url = f"{records}?{only.query()}" if status else ""
            cells.append({"status": status, "word": f"Tháng {format_month_paper(month)}: {word}", "url": url})
        rows.append({"label": str(year), "cells": cells})
    columns = [{"label": str(n), "full": f"Tháng {n}"} for n in range(1, 13)]
    return {"head": "Năm", "columns": columns, "rows": rows}


def month_word(month: int, record: MonthRecord | None, *, joined: bool = False) -> tuple[str, str]:
    """Status and word of a cell's month: "" when it was not due."""
    if record is None:
        return "", ""
    if record.met:
        late = record.held_last is not None and record.held_last > last_day(month) and not joined
        return ("warn", "sinh hoạt muộn") if late else ("ok", "đã sinh hoạt")
    if record.postponed:
        return "hold", "hoãn, có ý kiến cấp ủy"
    if record.not_held:
        return "bad", "không sinh hoạt"
    return ("half", "chưa đủ số liệu") if record.recorded else ("none", "chưa có bản ghi")


def standing_words(status: Status, stage: int) -> tuple[str, str]:
    """(status of a chip, word) of a meeting as it stands."""
    said = STATUS[status]
    return UNDERWAY.get(stage, said) if status in {Status.PLANNED, Status.HELD} else said


def meeting_row(line: MeetingLine, today: date, query: str) -> dict[str, Any]:
    """A line of the list of meetings; `query` ("?…") goes with its address."""
    kind = KIND[line.kind] if line.kind else "Số liệu tháng"
    label = f"{kind}, tháng {format_month_paper(line.month)}"
    if line.also_for:
        label += f" (gộp tháng {format_month_paper(line.also_for)})"
    notes = [f"Ngày {format_date(line.held_on)}"] if line.held_on else []
    if line.joined:
        notes.append("gộp với tháng trước")
    if line.expected is not None and line.present is not None:
        notes.append(f"{line.present}/{line.expected} đồng chí có mặt")
    if line.theme:
        notes.append(line.theme)
    status, word = standing_words(line.status, line.stage)
    if line.held_on and line.held_on > last_day(line.month) and not line.also_for:
        status, word = "warn", "Sinh hoạt muộn"
    url = reverse("web:meeting", args=[line.public_id]) + query if line.public_id else ""
    return {"label": label, "url": url, "note": ", ".join(notes), "status": status, "word": word}
