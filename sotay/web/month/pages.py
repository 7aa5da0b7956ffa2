"""Page data of a committee's month, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.period import last_day, month_of, next_month, previous_month
from sotay.core.vietnamese import format_date
from sotay.meetings.choices import Duty, Stage
from sotay.meetings.queries.duty import MonthLine
from sotay.meetings.queries.superior import OrientationLine
from sotay.meetings.rules.superior import LATE
from sotay.organisations.queries import names_under
from sotay.web.cell.pages import TINT
from sotay.web.door import ActorRequest
from sotay.web.lookup import header_of, organisation_url

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

DONE = frozenset({Duty.ON_TIME, Duty.LATE})
OPEN = frozenset({Duty.OVERDUE, Duty.NOT_YET, Duty.MISSING})
"""Somebody should be called."""
APART = frozenset({Duty.NOT_HELD, Duty.POSTPONED})
"""Nothing is to be waited for: the cell has said that it does not meet in the month, or not yet."""
Leaders = Mapping[int, Sequence[tuple[str, str]]]
STAGES = {
    Stage.PLANNED: "Đã lên lịch",
    Stage.CALLED: "Đã triệu tập",
    Stage.IN_SESSION: "Đang sinh hoạt",
    Stage.ADOPTED: "Đã thông qua biên bản",
    Stage.SEALED: "Đã chốt biên bản",
    Stage.FILED: "Đã chốt biên bản",
}
"""What is said beside a month: before the meeting how far its preparation is, after it its minutes."""


def month_page(
    request: ActorRequest,
    node: "Organisation",
    month: int,
    lines: Sequence[MonthLine],
    before: Sequence[MonthLine],
    leaders: Leaders,
    reminded: Mapping[int, date],
    orientations: Sequence[OrientationLine] | None,
    reports: Mapping[int, date],
    *,
    today: date,
) -> dict[str, Any]:
    """The context of web/month.html. `before`: cells whose month before has no record; `reminded`: by cell
    its last reminder of this month; `reports`: by cell the day that its monthly report was sent, of those
    whose report the reader may read; `orientations` None: not for the reader to write."""
    names = names_under([line.cell.pk for line in (*lines, *before)], node.pk, last_day(month))
    running = month == month_of(today)
    undone, apart, done = ([line for line in lines if line.duty in duties] for duties in (OPEN, APART, DONE))
    missing = [line for line in lines if line.duty == Duty.MISSING]
    late = [line for line in lines if line.duty in LATE]
    may = [line for line in late if request.actor.may(Permission.MEETING_REMIND, line.cell)]
    to_remind = [line for line in may if reminded.get(line.cell.pk) != today]
    return {
        **header_of(request, node, today, own=True),
        "month": month,
        "today": today,
        "running": running,
        "total": len(lines),
        "counts": _counts(lines, running=month >= month_of(today)),
        **_around(node, month, lines, today),
        "undone": [_row(line, names, reminded, reports, today, to_remind) for line in undone],
        "apart": [_row(line, names, reminded, reports, today, ()) for line in apart],
        "done": [_row(line, names, reminded, reports, today, ()) for line in done],
        "reported": len(reports),
        "lacking": sum(bool(line.lacks) for line in done),
        "unsent": [_unsent(line, names, leaders) for line in (before if running else missing)],
        "unsent_month": previous_month(month) if running else month,
        "calls": [_call(line, names, leaders) for line in late],
        "remind_url": reverse("web:month-remind", args=[node.public_id, month]) if to_remind else "",
        "to_remind": len(to_remind),
        "reminded_all": bool(may) and not to_remind,
        "orientations": orientations,
        "orientation_url": reverse("web:orientation", args=[node.public_id, month])
        if orientations is not None
        else "",
    }


def _around(node: "Organisation", month: int, lines: Sequence[MonthLine], today: date) -> dict[str, Any]:
    """The months before and after; none after the one to come, for which cells plan already."""
    coming = month > month_of(today)
    return {
        "coming": coming,
        "planned": sum(bool(line.stage or line.planned_on) for line in lines),
        "previous_url": reverse("web:month", args=[node.public_id, previous_month(month)]),
        "next_url": "" if coming else reverse("web:month", args=[node.public_id, next_month(month)]),
    }


def _counts(lines: Sequence[MonthLine], *, running: bool) -> list[dict[str, Any]]:
    """The five counts; together they are every cell. A meeting that will not be held is not waited for."""
    many = {duty: sum(line.duty == duty for line in lines) for duty in Duty}
    awaited = many[Duty.NOT_YET] + many[Duty.MISSING]
    rows = [
        ("đã sinh hoạt", many[Duty.ON_TIME], "c-ok"),
        ("muộn", many[Duty.LATE] + many[Duty.OVERDUE], "c-warn"),
        ("chưa sinh hoạt" if running else "chưa có bản ghi", awaited, ""),
        ("hoãn, có ý kiến", many[Duty.POSTPONED], "c-hold"),
        ("không tổ chức", many[Duty.NOT_HELD], "c-bad" if many[Duty.NOT_HELD] else ""),
    ]
    return [{"label": label, "number": number, "css": css} for label, number, css in rows]


def _row(
    line: MonthLine,
    names: Mapping[int, str],
    reminded: Mapping[int, date],
    reports: Mapping[int, date],
    today: date,
    to_remind: Sequence[MonthLine],
) -> dict[str, Any]:
    base = line.expected or 0
    attendance = None
    if line.expected is not None:
        attendance = {
            "numerator": line.present,
            "denominator": base,
            "value": (line.present or 0) / base if base else None,
            "reason": "không có ai phải dự",
            "unit": "",
        }
    return {
        "name": names.get(line.cell.pk, line.cell.code),
        "url": reverse("web:meeting", args=[line.meeting])
        if line.meeting
        else organisation_url(line.cell.public_id),
        "status": TINT[line.duty],
        "word": _word(line),
        "cell": line.cell.public_id,
        "remind": line in to_remind,
        "report": reverse("web:month-report", args=[line.cell.public_id, line.month])
        if line.cell.pk in reports
        else "",
        "day": _day(line),
        "attendance": attendance,
        "note": "; ".join([*_notes(line), *_reminded(reminded.get(line.cell.pk), today)]),
    }


def _word(line: MonthLine) -> str:
    """How the cell stands; of a meeting to come how far it has been prepared, of one held in time how far its
    minutes are."""
    if line.duty == Duty.ON_TIME and line.stage >= Stage.ADOPTED:
        return STAGES[Stage(line.stage)]
    if line.duty == Duty.NOT_YET:
        if line.stage:
            return STAGES.get(Stage(line.stage), "Chưa có lịch")
        return "Chưa có lịch" if line.planned_on is None else STAGES[Stage.PLANNED]
    return str(line.duty.label)


def _reminded(day: date | None, today: date) -> list[str]:
    if day is None:
        return []
    return ["đã nhắc hôm nay" if day == today else f"đã nhắc ngày {format_date(day)}"]


def _day(line: MonthLine) -> str:
    if line.held_on:
        return format_date(line.held_on)
    return f"dự kiến {format_date(line.planned_on)}" if line.planned_on else ""


def _notes(line: MonthLine) -> list[str]:
    """What is missing and why."""
    found = []
    if line.duty in {Duty.NOT_HELD, Duty.POSTPONED}:
        found += [text for text in (line.reason, line.consent) if text]
    if line.joined:
        found.append("gộp tháng" + (f", {line.consent}" if line.consent else ""))
    if line.duty == Duty.OVERDUE:
        found.append("quá ngày dự kiến, chưa ghi buổi")
    if line.duty == Duty.MISSING:
        found.append("chưa ghi buổi, chưa gửi số liệu")
    if line.duty == Duty.NOT_YET and line.stage == Stage.PLANNED:
        found.append("chưa gửi giấy mời")
    if line.duty == Duty.LATE and line.stage >= Stage.ADOPTED:
        found.append(STAGES[Stage(line.stage)].lower())
    elif line.duty in DONE and Stage.CLOSED <= line.stage < Stage.ADOPTED:
        found.append("chưa chốt biên bản")
    found += [str(lack.label)[:1].lower() + str(lack.label)[1:] for lack in line.lacks]
    if line.by_count and line.duty in DONE:
        found.append("theo số liệu chi bộ gửi")
    return found


def _unsent(line: MonthLine, names: Mapping[int, str], leaders: Leaders) -> dict[str, str]:
    return {
        "name": names.get(line.cell.pk, line.cell.code),
        "url": organisation_url(line.cell.public_id),
        "note": f"Gọi {_who(line, leaders)}",
    }


def _who(line: MonthLine, leaders: Leaders) -> str:
    """Whom to call; without a name where names are not for the reader."""
    people = [f"{post.lower()} {name}" for post, name in leaders.get(line.cell.pk, ())]
    return ", ".join(people) or "bí thư chi bộ"


def _call(line: MonthLine, names: Mapping[int, str], leaders: Leaders) -> dict[str, str]:
    return {
        "cell": names.get(line.cell.pk, line.cell.code),
        "who": _who(line, leaders),
        "about": "; ".join(_notes(line)),
    }
