"""Page data of the next meeting and its preparation, in words."""

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from sotay.core.vietnamese import format_date
from sotay.meetings.choices import REGULAR_KINDS, THEMATIC_KINDS, Kind, Mode, Origin, Stage, Status
from sotay.meetings.queries.planning import Proposal
from sotay.meetings.queries.preparing import PaperLine, Preparation
from sotay.meetings.rules.planning import PlanDraft, needs_reason, rule_words
from sotay.rulesets.rules import in_force
from sotay.web.lookup import name_on
from sotay.web.planning.forms import PlanForm
from sotay.web.planning.words import (
    SHORT,
    day_word,
    days_left,
    notice_words,
    plan_words,
    title_of,
)

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting, Topic


def cell_url(public_id: str) -> str:
    """The cell's home."""
    return reverse("web:cell", args=[public_id])


def proposal_page(
    found: Proposal,
    form: PlanForm,
    *,
    today: date,
    theirs: PlanDraft | None = None,
    topic: "Topic | None" = None,
) -> dict[str, Any]:
    """The context of web/plan_form.html for a meeting yet to be planned. `topic`: of the bank, taken up."""
    cell, month = found.cell.public_id, found.draft.counted_for
    names = {one.member: one.name for one in found.people}
    rules = in_force(found.draft.planned_on) if found.draft.planned_on else None
    return {
        "organisation_name": name_on(found.cell, today),
        "title": f"Lên lịch {title_of(found.draft)[:1].lower()}{title_of(found.draft)[1:]}",
        "back": {"url": cell_url(cell), "label": "Chi bộ"},
        "beside": [_beside(one, topic) for one in found.beside],
        "form": form,
        "reason_asked": _reason_asked(form, found.draft),
        "habit": _habit_words(found),
        "habit_url": reverse("web:habit", args=[cell]),
        "duty": found.duty,
        "items": [
            {"title": item.title, "who": names.get(item.presenter or 0, item.presenter_words)}
            for item in found.items
        ],
        "last": found.last,
        "orientations": [
            {"title": one.title, "note": "Vào phần tài liệu của buổi"} for one in found.orientations
        ],
        "orientations_url": orientations_url(cell, month),
        "rules": rules.document if rules else "",
        "action_word": "Lên lịch",
        "theirs": plan_words(theirs, found.people) if theirs else None,
        "topics_url": reverse("web:topics", args=[cell]) + ("" if found.draft.regular else f"?thang={month}"),
    }


def thematic_url(cell: str, month: int, topic: str = "") -> str:
    """The proposal of a separate thematic meeting of the month (`cell`, `topic`: public ids)."""
    asked = {"rieng": "1", "thang": str(month)} | ({"chuyen-de": topic} if topic else {})
    return f"{reverse('web:propose', args=[cell])}?{urlencode(asked)}"


def _beside(meeting: "Meeting", topic: "Topic | None") -> dict[str, str]:
    """A meeting that is planned for the month already; a topic may also go into the regular one."""
    day = f", {format_date(meeting.planned_on)}" if meeting.planned_on else ", chưa định ngày"
    theme = f": {meeting.theme}" if meeting.theme else ""
    takes = topic is not None and meeting.kind in REGULAR_KINDS and meeting.stage < Stage.IN_SESSION
    change = reverse("web:plan", args=[meeting.public_id])
    return {
        "title": f"Buổi {SHORT[Kind(meeting.kind)]}{theme}{day}",
        "url": reverse("web:prepare", args=[meeting.public_id]),
        "combine": f"{change}?chuyen-de={topic.public_id}" if topic is not None and takes else "",
    }


def _reason_asked(form: PlanForm, draft: PlanDraft) -> bool:
    """Whether the form asks why the meeting is combined: where the rule set of its day does."""
    if form.errors.get("reason") or form["reason"].value():
        return True
    day = draft.planned_on if draft.regular else None  # a theme alone is combined with nothing
    return day is not None and needs_reason(Kind.COMBINED, day) is not None


def _habit_words(found: Proposal) -> str:
    if found.habit is None:
        return "Chi bộ chưa ghi ngày thường lệ; ngày dưới đây là tạm đề xuất."
    words = f"{rule_words(found.habit.rule)}, {found.habit.time:%H:%M}"
    return f"Theo lệ {words}." if found.said else f"Theo các buổi trước: {words}."


def plan_page(
    found: Preparation, form: PlanForm, *, today: date, theirs: PlanDraft | None = None
) -> dict[str, Any]:
    """The context of web/plan_form.html over a planned meeting."""
    return {
        "organisation_name": name_on(found.cell, today),
        "title": f"Sửa lịch {title_of(found.plan)[:1].lower()}{title_of(found.plan)[1:]}",
        "back": {"url": prepare_url(found), "label": "Chuẩn bị"},
        "form": form,
        "reason_asked": _reason_asked(form, found.plan),
        "action_word": "Lưu",
        "theirs": plan_words(theirs, found.people) if theirs else None,
    }


def prepare_url(found: Preparation) -> str:
    """The page of the preparation."""
    return reverse("web:prepare", args=[found.meeting.public_id])


def prepare_page(found: Preparation, *, today: date, errors: list[str], guest: Any) -> dict[str, Any]:
    """The context of web/prepare.html."""
    meeting, plan = found.meeting, found.plan
    called = meeting.stage >= Stage.CALLED
    return {
        "organisation_name": name_on(found.cell, today),
        "title": title_of(plan),
        "back": {"url": cell_url(found.cell.public_id), "label": "Chi bộ"},
        "when": when_words(found, today),
        "facts": plan_words(plan, found.people),
        "public_id": meeting.public_id,
        "open": meeting.stage in {Stage.PLANNED, Stage.CALLED} and meeting.status != Status.NOT_HELD,
        "called": called,
        "unplanned": not meeting.stage and meeting.status in {Status.PLANNED, Status.POSTPONED},
        "status_word": _status_word(found),
        "call": _call(found, today),
        "items": items_of(found),
        "papers": [_paper(found, row) for row in found.papers],
        "waiting": [{"id": one.public_id, "title": one.title} for one in found.waiting],
        "orientations_url": orientations_url(found.cell.public_id, plan.counted_for),
        "notice": _notice(found),
        "guests": [
            {
                "id": one.public_id,
                "name": one.name,
                "note": ", ".join(
                    word for word in (one.post, "đại biểu cấp trên" if one.delegate else "") if word
                ),
            }
            for one in found.guests
        ],
        "guest_form": guest,
        "committee": _committee(found),
        "errors": errors,
        "thematic_url": thematic_url(found.cell.public_id, plan.counted_for) if plan.regular else "",
    }


def orientations_url(cell: str, month: int) -> str:
    """Where the cell (public id) reads what the superior gave for the month."""
    return reverse("web:cell-orientations", args=[cell, month])


def when_words(found: Preparation, today: date) -> str:
    """Thứ Bảy 28/11/2026, 19:30 · còn 5 ngày."""
    plan = found.plan
    if plan.planned_on is None:
        return "Chưa định ngày"
    at = f", {plan.planned_time:%H:%M}" if plan.planned_time else ""
    return f"{day_word(plan.planned_on)}{at} · {days_left(plan.planned_on, today)}"


def _status_word(found: Preparation) -> tuple[str, str]:
    if found.meeting.status == Status.NOT_HELD:
        return "bad", "Không tổ chức"
    if found.meeting.status == Status.POSTPONED:
        return "hold", "Hoãn, có ý kiến cấp ủy"
    if found.meeting.stage == Stage.CALLED:
        return "ok", "Đã triệu tập"
    return "none", str(Stage(found.meeting.stage).label) if found.meeting.stage else "Chưa lên lịch"


def _call(found: Preparation, today: date) -> dict[str, Any]:
    """What stands about the call: the one next action of the preparation."""
    if not found.meeting.stage:
        month = found.plan.counted_for
        url = f"{reverse('web:propose', args=[found.cell.public_id])}?thang={month}"
        text = "Buổi này nhập từ bảng tính: lên lịch để có chương trình, tài liệu."
        return {"url": url, "title": "Lên lịch ở đây", "text": text, "word": "Xem đề xuất", "main": True}
    url = reverse("web:call", args=[found.meeting.public_id])
    if found.meeting.stage == Stage.CALLED:
        return {"url": url, "title": "Đã triệu tập", "text": "", "word": "Xem lời mời", "main": False}
    text = "Đồng chí xem lại thời gian, chương trình, tài liệu rồi gửi."
    if found.lacks:
        text = f"Còn thiếu: {', '.join(found.lacks)}."
    return {
        "url": url,
        "title": "Gửi giấy mời và tài liệu",
        "text": text,
        "word": "Xem và gửi",
        "main": not found.lacks,
    }


def items_of(found: Preparation) -> list[dict[str, Any]]:
    """The agenda's rows."""
    rules = in_force(found.plan.planned_on) if found.plan.planned_on else None
    compulsory = rules.compulsory if rules else frozenset()
    edit = reverse("web:agenda-item", args=[found.meeting.public_id])
    rows = []
    for number, item in enumerate(found.items, 1):
        notes = [item.presenter.full_name if item.presenter else item.presenter_words]
        notes += [f"{item.minutes} phút"] if item.minutes else []
        notes += ["đã có bản thảo"] if item.content else []
        rows.append(
            {
                "id": item.public_id,
                "number": number,
                "title": item.title,
                "note": " · ".join(note for note in notes if note),
                "url": f"{edit}?muc={item.public_id}",
                "removable": item.step not in compulsory,
                "first": number == 1,
                "last": number == len(found.items),
            }
        )
    return rows


def _paper(found: Preparation, row: PaperLine) -> dict[str, Any]:
    lacking = not row.document and not row.has_text
    notes = ["Của cấp trên"] if row.origin == Origin.SUPERIOR else []
    notes += [row.file] if row.file else []
    notes += ["có chữ để đọc, nghe"] if row.has_text else []
    notes += ["chưa có nội dung"] if lacking else []
    return {
        "id": row.public_id,
        "title": row.title,
        "note": " · ".join(notes),
        "url": reverse("web:document", args=[row.document]) if row.document else "",
        "lacking": lacking,
    }


def _notice(found: Preparation) -> dict[str, str] | None:
    if found.notice is None:
        return None
    words = notice_words(found.notice, sent=found.meeting.papers_on is not None)
    return {"status": "ok" if found.notice.kept else "warn", "word": words}


def _committee(found: Preparation) -> dict[str, Any]:
    held = found.committee
    url = reverse("web:committee-new", args=[found.cell.public_id])
    if held is None:
        month = found.plan.counted_for
        return {"done": False, "url": f"{url}?thang={month}", "note": "Chưa ghi"}
    url = reverse("web:committee", args=[held.public_id])
    return {"done": True, "url": url, "note": f"Đã họp ngày {format_date(held.held_on)}"}


def call_page(found: Preparation, *, today: date, error: str, collided: int) -> dict[str, Any]:
    """The context of web/call.html."""
    called = found.meeting.stage >= Stage.CALLED
    kind = SHORT[Kind(found.plan.kind)]
    theme = f": {found.plan.theme}" if found.plan.kind in THEMATIC_KINDS and found.plan.theme else ""
    mode = "" if found.plan.mode == Mode.IN_PERSON else str(Mode(found.plan.mode).label)
    return {
        "organisation_name": name_on(found.cell, today),
        "title": "Lời mời" if called else "Gửi giấy mời và tài liệu",
        "back": {"url": prepare_url(found), "label": "Chuẩn bị"},
        "facts": [
            (label, value)
            for label, value in (
                ("Thời gian", when_words(found, today)),
                ("Địa điểm", found.plan.place),
                ("Hình thức", mode),
                ("Loại", f"Sinh hoạt {kind}{theme}"),
            )
            if value
        ],
        "items": [item.title for item in found.items],
        "papers": [_paper(found, row) for row in found.papers],
        "notice": _notice(found),
        "waiting": len(found.waiting),
        "prepare_url": prepare_url(found),
        "people": sum(one.expected for one in found.people),
        "collided": collided,
        "called": called,
        "lacks": found.lacks,
        "edit_url": reverse("web:plan", args=[found.meeting.public_id]),
        "invite": found.invite,
        "habit_url": reverse("web:habit", args=[found.cell.public_id]),
        "open_invitation": found.open_invitation,
        "error": error,
    }
