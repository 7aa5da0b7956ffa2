"""Page data of the year's plan: four quarters of three months."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.core.period import month_of, months_of_quarter, quarter_of
from sotay.core.vietnamese import format_date, format_month_paper, format_quarter
from sotay.meetings.choices import REGULAR_KINDS, THEMATIC_KINDS, Kind, Status
from sotay.meetings.queries.year import YearPlan
from sotay.meetings.rules.planning import rule_words
from sotay.web.lookup import name_on
from sotay.web.planning.pages import cell_url, thematic_url
from sotay.web.planning.words import SHORT

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting, PlanEntry

YEARS = range(2018, 2100)
HELD = {Status.HELD: "ok", Status.NOT_HELD: "bad", Status.POSTPONED: "hold", Status.PLANNED: "none"}


def year_page(found: YearPlan, *, today: date) -> dict[str, Any]:
    """The context of web/year_plan.html."""
    cell, this = found.cell.public_id, month_of(today)
    habit = rule_words(found.habit.rule) if found.habit else ""
    return {
        "organisation_name": name_on(found.cell, today),
        "back": {"url": cell_url(cell), "label": "Chi bộ"},
        "year": found.year,
        "others": [
            {"url": reverse("web:year-plan", args=[cell, one]), "label": str(one)}
            for one in (found.year - 1, found.year + 1)
            if one in YEARS
        ],
        "warnings": found.warnings,
        "open_months": found.open_months,
        "habit": habit,
        "habit_url": reverse("web:habit", args=[cell]),
        "topics_url": reverse("web:topics", args=[cell]),
        "quarters": [_quarter(found, found.year * 10 + number, this) for number in range(1, 5)],
    }


def _quarter(found: YearPlan, quarter: int, this: int) -> dict[str, Any]:
    """A quarter: how its theme stands, its months."""
    months = months_of_quarter(quarter)
    name = format_quarter(quarter)
    status, word = _theme_of(found, months, this)
    return {
        "id": f"quy-{quarter % 10}",
        "label": f"{name[:1].upper()}{name[1:]}",
        "status": status,
        "word": word,
        "months": [_month_row(found, month, this) for month in months],
    }


def _theme_of(found: YearPlan, months: tuple[int, ...], this: int) -> tuple[str, str]:
    """The duty of a quarter, a thematic meeting at least (year_warnings): met, planned, or open."""
    meetings = [
        row for month in months for row in found.meetings.get(month, ()) if row.kind in THEMATIC_KINDS
    ]
    held = any(meeting.status == Status.HELD for meeting in meetings)
    if held or quarter_of(months[0]) in found.told_themed:
        return "ok", "Đã sinh hoạt chuyên đề"
    if months[-1] < this:
        return "warn", "Chưa ghi chuyên đề"
    planned = any(meeting.status != Status.NOT_HELD for meeting in meetings)
    if planned or any(row.kind in THEMATIC_KINDS for month in months for row in found.entries.get(month, ())):
        return "none", "Chuyên đề đã có trong kế hoạch"
    return "warn", "Chưa có chuyên đề" + (", tháng này là hạn" if months[-1] == this else "")


def _month_row(found: YearPlan, month: int, this: int) -> dict[str, Any]:
    edit = reverse("web:year-month", args=[found.cell.public_id, month])
    meetings, entries = found.meetings.get(month, []), found.entries.get(month, [])
    lines = [_meeting_line(one) for one in meetings]
    told = {one.kind for one in meetings} | ({*REGULAR_KINDS} if _regular(meetings) else set())
    ahead = month >= this
    lines += [_entry_line(one, edit, ahead=ahead) for one in entries if one.kind not in told]
    return {
        "label": f"Tháng {format_month_paper(month)}",
        "lines": lines,
        "past": month < this,
        "url": edit,
    }


def _regular(meetings: "list[Meeting]") -> bool:
    return any(one.kind in REGULAR_KINDS for one in meetings)


def _meeting_line(meeting: "Meeting") -> dict[str, Any]:
    day = meeting.held_on or meeting.planned_on
    held = meeting.status in {Status.HELD, Status.NOT_HELD}
    return {
        "title": meeting.theme or str(Kind(meeting.kind).label),
        "note": f"{SHORT[Kind(meeting.kind)]}{f', {format_date(day)}' if day else ''}",
        "status": HELD[Status(meeting.status)],
        "word": str(Status(meeting.status).label),
        "url": reverse(
            "web:meeting" if held or not meeting.stage else "web:prepare", args=[meeting.public_id]
        ),
    }


def _entry_line(entry: "PlanEntry", edit: str, *, ahead: bool) -> dict[str, Any]:
    """What is planned and not yet prepared. `ahead`: its month has not passed."""
    separate = entry.kind in THEMATIC_KINDS - REGULAR_KINDS
    day = f", {format_date(entry.planned_on)}" if entry.planned_on else ", chưa định ngày"
    return {
        "title": entry.theme or str(Kind(entry.kind).label),
        "note": f"{SHORT[Kind(entry.kind)]}{day}",
        "status": "",
        "word": "",
        "url": f"{edit}?muc={entry.pk}",
        "prepare": thematic_url(entry.cell.public_id, entry.month) if separate and ahead else "",
    }
