"""The meeting underway on the cell's home: its one next action, what is missing, how it is prepared."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.core.vietnamese import format_date, format_month_paper
from sotay.meetings.choices import Kind, Stage, Status
from sotay.meetings.queries.next_step import Current, Glance
from sotay.meetings.queries.orientations import Untaken
from sotay.meetings.rules.next_step import Do
from sotay.minutes.queries.unwritten import Unwritten
from sotay.resolutions.choices import SETTLED
from sotay.resolutions.queries import TaskView
from sotay.rulesets.rules import in_force
from sotay.web.planning.words import SHORT, beside_words, day_word, days_left
from sotay.web.resolutions.pages import decision_url
from sotay.web.resolutions.standing import standing_of

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting

MAIN: dict[Do, tuple[str, str, str, str]] = {
    Do.DATE: (
        "Định ngày mới",
        "Buổi đã hoãn và chưa có ngày: đồng chí chọn ngày, rồi báo đảng viên.",
        "web:plan",
        "Chọn ngày",
    ),
    Do.CALL: (
        "Gửi giấy mời và tài liệu",
        "Lời mời đã soạn sẵn, đồng chí xem lại rồi gửi.",
        "web:call",
        "Xem và gửi",
    ),
    Do.WAIT: ("Đã triệu tập, chờ đến ngày", "", "web:prepare", "Xem phần chuẩn bị"),
    Do.OPEN: (
        "Hôm nay sinh hoạt",
        "Đến giờ, đồng chí mở buổi; điểm danh và từng bước có sẵn ở đó.",
        "web:session",
        "Mở buổi sinh hoạt",
    ),
    Do.LEAD: ("Buổi sinh hoạt đang diễn ra", "", "web:session", "Tiếp tục điều hành"),
    Do.PASSED: (
        "Ngày dự kiến đã qua",
        "Đã sinh hoạt thì ghi lại; chưa thì đổi ngày hoặc ghi hoãn.",
        "web:meeting-amend",
        "Ghi buổi đã sinh hoạt",
    ),
    Do.ROLL: (
        "Điểm danh",
        "Buổi đã họp mà chưa điểm danh: biên bản cần biết ai có mặt.",
        "web:roll",
        "Điểm danh",
    ),
    Do.ADOPT: (
        "Đọc và thông qua biên bản",
        "Biên bản đã lập từ buổi sinh hoạt, đồng chí đọc lại rồi thông qua.",
        "web:minutes",
        "Mở biên bản",
    ),
    Do.SEAL: (
        "Chốt biên bản",
        "Chủ trì và thư ký xác nhận, rồi chốt; chốt rồi chỉ ghi chú thêm.",
        "web:minutes",
        "Mở biên bản",
    ),
}
"""By what is to be done: title, text, address, word of the button."""


def head_of(current: Current, today: date) -> dict[str, str]:
    """Sinh hoạt tháng 11/2026; when and where."""
    meeting = current.meeting
    day = meeting.held_on or meeting.planned_on
    at = meeting.started_at or meeting.planned_time
    when = f"{day_word(day)}{f', {at:%H:%M}' if at else ''}" if day else "Chưa định ngày"
    return {
        "title": f"Sinh hoạt tháng {format_month_paper(meeting.counted_for)}",
        "when": when,
        "left": days_left(day, today) if day and meeting.status != Status.HELD else "",
        "where": " · ".join(word for word in (meeting.place, SHORT[Kind(meeting.kind)]) if word),
    }


def step_card(current: Current, today: date) -> dict[str, Any]:
    """The card of the one next action."""
    meeting, do = current.meeting, current.step.do
    title, text, name, word = MAIN[do]
    url = reverse(name, args=[meeting.public_id])
    prepare = reverse("web:prepare", args=[meeting.public_id])
    others: list[tuple[str, str]] = []
    if do == Do.PASSED:
        url += "?loai=held"
        others = [
            (reverse("web:plan", args=[meeting.public_id]), "Đổi ngày"),
            (reverse("web:put-off", args=[meeting.public_id]), "Hoãn, không tổ chức"),
        ]
    if do == Do.CALL:
        others = [(prepare, "Sửa phần chuẩn bị")]
        text = f"{text} {_deadline(meeting)}".strip()
    if do in {Do.OPEN, Do.DATE}:
        others = [(prepare, "Xem phần chuẩn bị")]
    if do == Do.WAIT and current.glance and current.glance.waiting:
        title = f"Trả lời {current.glance.waiting} đơn xin vắng"
        url, word = reverse("web:leave", args=[meeting.public_id]), "Xem đơn"
        others = [(prepare, "Xem phần chuẩn bị")]
    return {"title": title, "text": text, "main": (url, word), "others": others}


def _deadline(meeting: "Meeting") -> str:
    """ "Hạn: thứ Sáu 27/11/2026, trước buổi sinh hoạt ít nhất 1 ngày." """
    day = meeting.planned_on
    rules = in_force(day) if day else None
    if day is None or rules is None or not rules.papers_days:
        return ""
    last = day - timedelta(days=rules.papers_days)
    word = day_word(last).replace("Thứ", "thứ", 1)
    return f"Hạn: {word}, trước buổi sinh hoạt ít nhất {rules.papers_days} ngày."


def lacks_of(current: Current) -> list[dict[str, str]]:
    """What the coming meeting still lacks: rows of {title, note, url, icon}."""
    glance, meeting = current.glance, current.meeting
    if glance is None:
        return []
    called = meeting.stage >= Stage.CALLED
    prepare = reverse("web:prepare", args=[meeting.public_id])
    leave = reverse("web:leave", args=[meeting.public_id])
    call = reverse("web:call", args=[meeting.public_id])  # where it is said how many, and when it is
    rows = []
    if glance.waiting:
        rows.append(_row(f"{glance.waiting} đơn xin vắng chờ đồng ý", "Xem lý do rồi trả lời", leave, "pen"))
    if glance.empty:
        rows.append(_row(f"{glance.empty} tài liệu chưa có nội dung", "", f"{prepare}#tai-lieu", "doc"))
    if called and glance.phoneless:
        note = "Chưa có tài khoản nên không xem được giấy mời"
        calls = reverse("web:call-list", args=[meeting.public_id])
        rows.append(_row(f"{glance.phoneless} đồng chí cần gọi điện báo", note, calls, "people"))
    if glance.beside:
        note = beside_words(glance.beside)
        rows.append(
            _row(
                "Hai buổi của chi bộ sát giờ nhau", note, reverse("web:plan", args=[meeting.public_id]), "cal"
            )
        )
    if glance.collided:
        rows.append(
            _row(f"{glance.collided} đồng chí đã có lịch khác", "Cùng ngày, gần giờ này", call, "cal")
        )
    return rows


def untaken_rows(found: Sequence[Untaken]) -> list[dict[str, str]]:
    """What the superior gave for a meeting that was planned already."""
    return [
        _row(
            f"Cấp ủy đã gửi định hướng tháng {format_month_paper(one.month)}: đưa vào tài liệu",
            f"{one.count} tài liệu của cấp trên chưa có trong buổi này" if one.count > 1 else "",
            reverse("web:prepare", args=[one.meeting]) + "#tai-lieu",
            "doc",
        )
        for one in found
    ]


def unwritten_rows(waiting: Sequence[Unwritten]) -> list[dict[str, str]]:
    """Resolutions that were voted and wait for their text or number, in the rows of what is missing."""
    rows = []
    for one in waiting:
        what = f"{one.kind.label.lower()} tháng {format_month_paper(one.month)}"
        title = f"Lấy số {what}" if one.texted else f"Viết {what}"
        lacks = "đã có nội dung, chưa lấy số" if one.texted else "chưa có nội dung, chưa lấy số"
        rows.append(_row(title, f"Đã biểu quyết thông qua, {lacks}", decision_url(one), "pen"))
    return rows


def unsent_rows(cell: str, months: Sequence[int]) -> list[dict[str, str]]:
    """The latest month whose report waits to be sent (`cell`: public id), and how many before it."""
    if not months:
        return []
    latest, before = months[0], len(months) - 1
    note = f"{before} tháng trước nữa cũng chưa gửi" if before else "Số liệu tính sẵn từ biên bản đã chốt"
    url = reverse("web:month-report", args=[cell, latest])
    return [_row(f"Gửi báo cáo tháng {format_month_paper(latest)}", note, url, "doc")]


def _row(title: str, note: str, url: str, icon: str) -> dict[str, str]:
    return {"title": title, "note": note, "url": url, "icon": icon}


def checks_of(current: Current) -> list[dict[str, Any]]:
    """The preparation as a list of done and not: {title, note, done, url}."""
    glance, meeting = current.glance, current.meeting
    if glance is None:
        return []
    prepare = reverse("web:prepare", args=[meeting.public_id])
    committee = glance.committee
    new = reverse("web:committee-new", args=[meeting.cell.public_id])
    met = f"Đã họp ngày {format_date(committee.held_on)}" if committee else "Chưa ghi"
    called = meeting.stage >= Stage.CALLED
    sent = f"Tài liệu gửi ngày {format_date(meeting.papers_on)}" if meeting.papers_on else ""
    rows = [
        {
            "title": "Họp chi ủy",
            "note": met,
            "done": committee is not None,
            "url": f"{new}?thang={meeting.counted_for}",
        },
        {
            "title": f"Chương trình, {glance.items} mục",
            "note": "Lập từ quy trình và từ buổi trước",
            "done": glance.items > 0,
            "url": f"{prepare}#chuong-trinh",
        },
        {
            "title": "Đánh giá tháng trước, nhiệm vụ tháng tới",
            "note": _drafts(glance),
            "done": glance.drafted == 2,
            "url": f"{prepare}#chuong-trinh",
        },
        {
            "title": "Gửi giấy mời và tài liệu",
            "note": sent or "Cấp trên được báo cùng lúc",
            "done": called,
            "url": reverse("web:call", args=[meeting.public_id]),
        },
    ]
    if called:
        waiting = f"{glance.waiting} đơn chờ" if glance.waiting else f"{glance.leaves} đơn, đã trả lời hết"
        rows.append(
            {
                "title": "Trả lời đơn xin vắng",
                "note": waiting if glance.leaves else "Chưa có đơn nào",
                "done": not glance.waiting,
                "url": reverse("web:leave", args=[meeting.public_id]),
            }
        )
    return rows


def _drafts(glance: Glance) -> str:
    return {0: "Chưa có bản thảo", 1: "Có một trong hai bản thảo"}.get(glance.drafted, "Đã có bản thảo")


SHOWN = 6
"""So many tasks stand on the home; the rest on their own page."""


def tasks_section(tasks: Sequence[TaskView], cell: str, today: date) -> dict[str, Any] | None:
    """Tasks that come back: how many are done, the open ones first. None without any."""
    if not tasks:
        return None
    done = sum(one.outcome in SETTLED for one in tasks)
    return {
        "word": f"{done}/{len(tasks)} đã xong",
        "url": reverse("web:tasks", args=[cell]),
        "rows": [_task(one, today) for one in tasks[:SHOWN]],
        "more": max(len(tasks) - SHOWN, 0),
    }


def _task(one: TaskView, today: date) -> dict[str, str]:
    due = format_date(one.due_on)
    status, word = standing_of(one, today)
    note = f"{one.holders} · hạn {due}" if one.holders else f"Hạn {due}"
    return {"title": one.text, "note": note, "status": status, "word": word}
