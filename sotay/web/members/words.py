"""A member's record in words: spans, standings, meetings. Shared by the record and the own page."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from sotay.core.vietnamese import format_date, format_month_paper
from sotay.meetings.choices import Basis, Kind, State
from sotay.meetings.queries.persons import PersonMeeting
from sotay.members.choices import ExemptionGround, Post, Status
from sotay.members.queries import Dated, Line, PersonFile
from sotay.web.turnout import STATE

NOT_EXPECTED = {
    Basis.EXEMPT: "Được miễn sinh hoạt",
    Basis.AWAY: "Đang sinh hoạt tạm thời nơi khác",
    Basis.ELSEWHERE: "Không thuộc chi bộ vào ngày họp",
}
EXEMPT, AWAY = "Được miễn sinh hoạt", "Sinh hoạt tạm thời nơi khác"
OUTSIDE = "Ngoài hệ thống"


def born_words(born_on: date | None, birth_year: int | None) -> str:
    """12/03/1957; a year alone: 1957; "" when not known."""
    if born_on:
        return format_date(born_on)
    return str(birth_year) if birth_year else ""


def span_words(first: date, end: date | None, today: date) -> str:
    """từ 01/02/2015 đến hết 02/04/2020; open ones: từ … đến nay."""
    if end:
        return f"Từ {format_date(first)} đến hết {format_date(end - timedelta(days=1))}"
    return f"Từ {format_date(first)}" + (" đến nay" if first <= today else "")


def line_row(line: Line, cell: str = "") -> dict[str, Any]:
    """A member in a list: name, what tells namesakes apart, posts, and what is out of the ordinary."""
    notes = [f"Sinh năm {line.birth_year}"] if line.birth_year else []
    notes += ["Dự bị" if line.status == Status.PROBATIONARY else "Chính thức"]
    notes += [str(post.label) for post in line.posts] + ([cell] if cell else [])
    chips = ([EXEMPT] if line.exempt else []) + ([AWAY] if line.away else [])
    return {
        "label": line.name,
        "url": reverse("web:member", args=[line.public_id]),
        "note": " · ".join(notes),
        "chips": chips,
    }


def times(rows: Iterable[Dated], names: Mapping[int, str], today: date, closed: str) -> list[dict[str, Any]]:
    """Dated rows newest first as {label, note, current}; `closed`: the words for a row of no place."""
    found = []
    for row in rows:
        label = names.get(row.organisation, "") if row.organisation else closed
        current = row.valid_from <= today and (row.valid_to is None or today < row.valid_to)
        note = span_words(row.valid_from, row.valid_to, today)
        found.append({"label": label, "note": note, "current": current})
    return found[::-1]


def sections(found: PersonFile, names: Mapping[int, str], today: date) -> list[dict[str, Any]]:
    """The parts of a record that run over time: {id, title, rows, empty}; those without rows are left out,
    but for standing and place, which everybody has."""
    exempt = [
        {**row, "label": _ground(one)}
        for row, one in zip(
            times(found.exemptions, names, today, EXEMPT), found.exemptions[::-1], strict=True
        )
    ]
    posts = [
        {**row, "label": _post(one, names)}
        for row, one in zip(times(found.posts, names, today, ""), found.posts[::-1], strict=True)
    ]
    statuses = [
        {**row, "label": str(Status(one.what).label)}
        for row, one in zip(times(found.statuses, names, today, ""), found.statuses[::-1], strict=True)
    ]
    parts = (
        ("tinh-trang", "Tình trạng", statuses, "Sổ chưa ghi ngày vào Đảng và ngày chính thức."),
        ("noi", "Nơi sinh hoạt", times(found.places, names, today, OUTSIDE), "Sổ chưa ghi nơi sinh hoạt."),
        ("chuc-vu", "Chức vụ", posts, ""),
        ("mien", "Miễn công tác và sinh hoạt đảng", exempt, ""),
        ("tam", "Sinh hoạt tạm thời nơi khác", times(found.away, names, today, OUTSIDE), ""),
    )
    return [
        {"id": ident, "title": title, "rows": rows, "empty": empty}
        for ident, title, rows, empty in parts
        if rows or empty
    ]


def _ground(row: Dated) -> str:
    """Ground and decision for whoever may see them; for everybody else that there is an exemption."""
    if not row.what:
        return EXEMPT
    ground = str(ExemptionGround(row.what).label)
    return f"{ground} ({row.note})" if row.note else ground


def _post(row: Dated, names: Mapping[int, str]) -> str:
    post = str(Post(row.what).label)
    where = names.get(row.organisation or 0, "")
    held = f"{post}, {where}" if where else post
    return f"{held}, nhiệm kỳ {row.note}" if row.note else held


def facts(found: PersonFile) -> list[dict[str, str]]:
    """Who it is: label and value; what is not recorded is said so."""
    numbers = [(str(kind.label), number) for kind, number in found.numbers]
    rows = [
        ("Họ và tên", found.name),
        ("Ngày sinh" if found.born_on else "Năm sinh", born_words(found.born_on, found.birth_year)),
        ("Giới tính", str(found.sex.label) if found.sex else ""),
        *(numbers or [("Số lý lịch, số thẻ", "")]),
    ]
    return [{"label": label, "value": value or "Chưa ghi", "url": ""} for label, value in rows]


# Meetings -----------------------------------------------------------------------------------------


def meeting_title(kind: Kind, month: int) -> str:
    """Sinh hoạt thường kỳ tháng 5/2024."""
    return f"{kind.label} tháng {format_month_paper(month)}"


def meeting_rows(lines: Iterable[PersonMeeting], *, home: int | None, names: Mapping[int, str]) -> list[Any]:
    """Rows of components/meeting_row.html; a meeting of another cell names it."""
    return [_meeting_row(line, home, names) for line in lines]


def _meeting_row(line: PersonMeeting, home: int | None, names: Mapping[int, str]) -> dict[str, str]:
    status, word = attended(line)
    notes = [f"Ngày {format_date(line.held_on)}"] if line.held_on else []
    if line.cell != home and line.cell in names:
        notes.append(names[line.cell])
    return {
        "label": meeting_title(line.kind, line.month),
        "url": reverse("web:meeting", args=[line.public_id]) if line.public_id else "",
        "note": " · ".join(notes),
        "status": status,
        "word": word,
    }


def attended(line: PersonMeeting) -> tuple[str, str]:
    """Status and word: how it turned out for the person."""
    if not line.expected:
        return "none", NOT_EXPECTED.get(line.basis, "Không tính phải dự")
    return STATE[State(line.state)] if line.state else ("none", "Chưa ghi")


def by_year(lines: list[PersonMeeting], asked: str, path: str) -> dict[str, Any]:
    """The years that have meetings, newest first, as {label, url, current}, and the lines of the one asked
    for (the newest when it is none of them)."""
    years = sorted({line.month // 100 for line in lines}, reverse=True)
    chosen = next((year for year in years if str(year) == asked), years[0] if years else 0)
    return {
        "years": [{"label": str(y), "url": f"{path}?nam={y}#buoi", "current": y == chosen} for y in years],
        "year": chosen,
        "lines": [line for line in lines if line.month // 100 == chosen],
    }
