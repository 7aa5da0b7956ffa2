"""Page data of a meeting, in words."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.clock import VIETNAM
from sotay.core.period import last_day
from sotay.core.vietnamese import format_date, format_month_paper
from sotay.meetings.choices import PRESENCES, Basis, CheckIn, Kind, Stage, State, Status
from sotay.meetings.queries import Counts, MeetingPage, PersonLine
from sotay.meetings.rules.readings import NAME, both_readings
from sotay.organisations.queries import names_on
from sotay.web.door import ActorRequest
from sotay.web.lookup import header_of
from sotay.web.organisations.pages import standing_words
from sotay.web.papers.links import meeting_links
from sotay.web.turnout import STATE

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

NOT_EXPECTED = {
    Basis.EXEMPT: "Được miễn sinh hoạt, không tính phải dự",
    Basis.AWAY: "Đang sinh hoạt tạm thời nơi khác, không tính phải dự",
    Basis.ELSEWHERE: "Không thuộc chi bộ vào ngày họp, không tính phải dự",
}
WAYS = {
    CheckIn.CODE: "Đã quét mã",
    CheckIn.SELF: "Tự báo có mặt",
    CheckIn.HELPER: "Được ghi giúp",
}
"""Where members checked themselves in; a roll called aloud needs no word."""
NO_STEPS = {
    Status.PLANNED: "Buổi này chưa diễn ra.",
    Status.NOT_HELD: "Buổi này không tổ chức nên không có bước nào.",
    Status.POSTPONED: "Buổi này hoãn nên không có bước nào.",
}
NO_ROLL = {
    Status.PLANNED: "Buổi này chưa diễn ra.",
    Status.HELD: "Chưa có điểm danh của buổi này.",
    Status.NOT_HELD: "Buổi này không tổ chức nên không có điểm danh.",
    Status.POSTPONED: "Buổi này hoãn nên không có điểm danh.",
}
NO_STEPS_YET = "Buổi đang diễn ra, chưa ghi xong bước nào."
LEAD = {Stage.IN_SESSION: "Tiếp tục điều hành", Stage.CLOSED: "Nội dung, ý kiến"}
WHO_MAY = "Tên từng người chỉ chi bộ và cấp trên trực tiếp của chi bộ xem được; đồng chí xem được số lượng."


def meeting_context(request: ActorRequest, found: MeetingPage, *, today: date) -> dict[str, Any]:
    """The context of web/meeting.html. The page stands under the host, or the first cell to be seen."""
    everyone = [cell.pk for cell in (*found.cells, *found.beside)]
    names = {pk: one.name for pk, one in names_on(everyone, found.held_on or today).items()}
    no_steps = _no_steps(found)
    status, word = standing_words(found.status, found.stage)
    if found.held_on and found.held_on > last_day(found.counted_for) and not found.also_for:
        status, word = "warn", "Đã sinh hoạt, muộn"
    header = header_of(request, found.cells[0], today, own=True)
    return {
        **header,
        "meeting": {"title": meeting_title(found.kind, found.counted_for), "status": status, "word": word},
        "facts": _facts(found, names),
        "counts": found.counts,
        "attendance": _attendance(found.counts) if found.counts else "",
        "notices": _notices(found, names),
        "steps": [
            {
                "number": number,
                "name": step.name,
                "compulsory": step.compulsory,
                "state": {True: "done", False: "skipped", None: "none"}[step.done],
                "reason": step.reason,
            }
            for number, step in enumerate(() if no_steps else found.steps, 1)
        ],
        "steps_word": None if no_steps else _steps_word(found),
        "steps_source": no_steps,
        "roll": [_person(p, names if len(found.named) > 1 else {}) for p in found.roll]
        if found.roll is not None
        else None,
        "roll_hidden": WHO_MAY,
        "roll_none": "" if found.roll or found.counts else NO_ROLL[found.status],
        "roll_part": WHO_MAY if found.roll is not None and found.nameless else "",
    }


def deeds(actor: Actor, found: MeetingPage, *, today: date) -> list[tuple[str, str]]:
    """(address, word) of what the actor may do about the meeting, what comes next first: the host corrects
    it, each cell keeps its own roll; once the minutes are sealed nobody corrects anything."""
    own = [cell for cell in found.cells if actor.may(Permission.MEETING_RECORD, cell)]
    rows = [(reverse("web:minutes", args=[found.public_id]), "Mở biên bản")] if found.minutes else []
    if found.status == Status.HELD and any(actor.may(Permission.VISIT_VIEW, cell) for cell in found.cells):
        rows.append((reverse("web:visits", args=[found.public_id]), "Nhận xét của cấp trên"))
    if not own or found.stage >= Stage.SEALED:
        return rows
    waits = found.status in {Status.PLANNED, Status.POSTPONED} and found.stage < Stage.IN_SESSION
    prepares = [(reverse("web:prepare", args=[found.public_id]), "Chuẩn bị buổi sinh hoạt")]
    comes = found.planned_on is not None and found.planned_on > today
    if found.hosted and waits and comes:
        rows += prepares
    if found.hosted and Stage.PLANNED <= found.stage <= Stage.CLOSED and found.status != Status.NOT_HELD:
        rows.append(
            (reverse("web:session", args=[found.public_id]), LEAD.get(Stage(found.stage), "Khai mạc"))
        )
    if not found.hosted and found.stage == Stage.IN_SESSION:
        rows.append((reverse("web:session-speakers", args=[found.public_id]), "Ghi người xin phát biểu"))
        rows.append((reverse("web:session-screen", args=[found.public_id]), "Màn hình lớn"))
    if found.status == Status.HELD:
        waiting = found.counts is None or any(cell in found.silent for cell in own)
        roll = (reverse("web:roll", args=[found.public_id]), "Điểm danh" if waiting else "Sửa điểm danh")
        rows.insert(0 if waiting and not found.hosted else len(rows), roll)
    if found.hosted and waits and not comes:
        rows += prepares
    if found.hosted and found.stage != Stage.IN_SESSION:
        rows.append((reverse("web:meeting-amend", args=[found.public_id]), "Sửa buổi sinh hoạt"))
    return rows


def papers(actor: Actor, found: MeetingPage) -> list[dict[str, str]]:
    """The papers of the meeting as it stands: nobody is invited to what was, and minutes follow the close."""
    if found.host is None or found.status == Status.NOT_HELD:
        return []
    invites = found.stage in {Stage.PLANNED, Stage.CALLED}
    kept = {"paper-invitation": invites, "paper-minutes": found.minutes, "paper-roll": bool(found.roll)}
    without = frozenset(name for name, there in kept.items() if not there)
    return meeting_links(actor, found.host, found.public_id, without=without)


def meeting_title(kind: Kind, month: int) -> str:
    """Sinh hoạt thường kỳ tháng 5/2024."""
    return f"{kind.label} tháng {format_month_paper(month)}"


def _facts(found: MeetingPage, names: dict[int, str]) -> list[dict[str, str]]:
    times = "–".join(f"{t:%H:%M}" for t in (found.started_at, found.ended_at) if t)
    day = format_date(found.held_on) if found.held_on else ""
    months = format_month_paper(found.counted_for)
    if found.also_for:
        months += f" và {format_month_paper(found.also_for)} (gộp)"
    rows = [
        ("Ngày sinh hoạt", f"{day}, {times}" if times else day),
        ("Ngày dự kiến", format_date(found.planned_on) if found.planned_on else ""),
        ("Tính cho tháng", months),
        ("Địa điểm", found.place),
        ("Hình thức", str(found.mode.label) if found.status == Status.HELD else ""),
        ("Chuyên đề", found.theme),
        ("Lý do", found.reason),
        ("Ý kiến cấp ủy", found.consent),
        ("Cùng sinh hoạt", "; ".join(_together(found, names))),
        ("Bộ quy định áp dụng", found.rule_document),
        ("Gửi tài liệu", format_date(found.papers_on) if found.papers_on else ""),
        ("Nguồn", _source(found)),
        ("Người nhập", _helpers(found)),
    ]
    return [{"label": label, "value": value, "url": ""} for label, value in rows if value]


def _together(found: MeetingPage, names: dict[int, str]) -> list[str]:
    """Who sat there with the cell under which the page stands; a name tells no more than the room did."""
    rest = sorted((*found.cells[1:], *found.beside), key=lambda cell: cell.pk != found.hosts)
    return [_cell(one, names) + (" (tổ chức buổi này)" if one.pk == found.hosts else "") for one in rest]


def _source(found: MeetingPage) -> str:
    """Where the record comes from; what was written down after the day held says so."""
    if found.entered_at is None:
        return str(found.source.label)
    local = found.entered_at.astimezone(VIETNAM)
    who = f", {found.entered_by} ghi" if found.entered_by else ""
    when = f"lúc {local:%H:%M}, {format_date(local.date())}{who}"
    if found.held_on and local.date() > found.held_on:
        return f"Ghi lại sau buổi sinh hoạt {(local.date() - found.held_on).days} ngày, {when}"
    return f"Ghi trực tiếp {when}"


def _helpers(found: MeetingPage) -> str:
    """Nguyễn Văn B, thay bí thư: a deputy or helper entered it (names for those who may read them)."""
    names = ", ".join(filter(None, found.helpers)) or "Người giúp ghi sổ"
    return f"{names}, thay bí thư" if found.helpers else ""


def _cell(cell: "Organisation", names: dict[int, str]) -> str:
    return names.get(cell.pk, cell.code)


def _notices(found: MeetingPage, names: dict[int, str]) -> list[str]:
    said = []
    if found.also_for:
        said.append(
            f"Gộp tháng {format_month_paper(found.counted_for)} và {format_month_paper(found.also_for)} "
            "theo ý kiến cấp ủy: cả hai tháng đều tính đã sinh hoạt; các bước, điểm danh và chuyên đề "
            "chỉ tính một lần, vào tháng đầu."
        )
    if found.counts and found.counts.noted:
        said.append(
            f"{found.counts.noted} đồng chí có mặt nhưng không thuộc diện phải dự: ghi nhận, không tính."
        )
    if found.silent:
        silent = "; ".join(_cell(one, names) for one in found.silent)
        said.append(f"Chưa điểm danh, nên số dưới đây chưa gồm: {silent}.")
    if (found.nameless and found.roll is not None) or found.beside:
        said.append(
            "Buổi sinh hoạt chung nhiều chi bộ: số lượng, tên người chỉ gồm những chi bộ đồng chí được xem."
        )
    return said


def _no_steps(found: MeetingPage) -> str:
    """Why no steps are shown, or ""."""
    if any(step.done is not None for step in found.steps):
        return ""
    if found.stage == Stage.IN_SESSION:
        return NO_STEPS_YET
    if found.status != Status.HELD:
        return NO_STEPS[found.status]
    if found.kind == Kind.THEMATIC:
        return "Các bước chỉ tính ở buổi thường kỳ."
    return ""


def _steps_word(found: MeetingPage) -> tuple[str, str] | None:
    compulsory = [step for step in found.steps if step.compulsory]
    if not compulsory:
        return None
    missing = sum(step.done is not True for step in compulsory)
    if not missing:
        return "ok", "Đủ các bước bắt buộc"
    return "warn", f"Thiếu {missing}/{len(compulsory)} bước bắt buộc"


def _attendance(counts: Counts) -> str:
    """Tỷ lệ đảng viên dự sinh hoạt: 86,4% (19/22); trừ vắng có lý do: 95% (19/20)."""
    return f"{NAME}: {both_readings(counts.present, counts.expected, counts.excused)}"


def _person(person: PersonLine, cells: dict[int, str]) -> dict[str, str]:
    status, word = (
        STATE.get(State(person.state), ("none", "Chưa ghi")) if person.state else ("none", "Chưa ghi")
    )
    notes = [cells[person.cell]] if person.cell in cells else []
    if not person.expected:
        notes.append(NOT_EXPECTED.get(person.basis, "Không tính phải dự"))
        status, word = ("half", "Có đến") if status in {"ok", "half"} else ("none", "Không phải dự")
    elif person.basis == Basis.ATTACHED:
        notes.append("Sinh hoạt tạm thời đến")
    elif person.basis == Basis.PROBATIONARY:
        notes.append("Dự bị")
    if person.way in WAYS and person.state in PRESENCES:
        notes.append(WAYS[CheckIn(person.way)])
    return {"name": person.name, "state": word, "status": status, "note": " · ".join(notes)}
