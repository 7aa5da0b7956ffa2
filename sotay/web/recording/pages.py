"""Page data of recording, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.core.period import first_day, last_day, month_of
from sotay.core.vietnamese import format_date, format_month_paper
from sotay.meetings.choices import Basis, CheckIn, CountHeld, Kind, Mode, ReasonClass, Stage, State, Status
from sotay.meetings.queries.officers import Officers
from sotay.meetings.queries.recorded import RecordedCounts
from sotay.meetings.queries.rosters import RollForm, RollLine
from sotay.meetings.rules.counting import CountDraft
from sotay.meetings.rules.recording import MeetingDraft
from sotay.organisations.queries import names_on, neighbours_on
from sotay.rulesets.rules import RuleSet, in_force
from sotay.web.meetings.pages import NOT_EXPECTED, meeting_title
from sotay.web.recording.forms import STATES, CountsForm, MeetingForm
from sotay.web.turnout import STATE

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting
    from sotay.organisations.models import Organisation

SHOWN = {
    Status.HELD: "Ghi buổi sinh hoạt",
    Status.NOT_HELD: "Ghi không tổ chức",
    Status.POSTPONED: "Ghi hoãn, có ý kiến cấp ủy",
}
OTHER_WAYS = {
    Status.HELD: "Đã sinh hoạt",
    Status.NOT_HELD: "Không tổ chức",
    Status.POSTPONED: "Hoãn, có ý kiến cấp ủy",
}
WAYS = {CheckIn.CODE: "đã quét mã", CheckIn.SELF: "tự báo có mặt", CheckIn.HELPER: "ghi giúp"}
NOTES = {Basis.ATTACHED: "Sinh hoạt tạm thời đến", Basis.PROBATIONARY: "Dự bị"}


def name_of(cell: "Organisation", day: date) -> str:
    """What the cell is called that day."""
    names = names_on([cell.pk], day)
    return names[cell.pk].name if names else cell.code


def neighbours_of(cell: "Organisation", day: date) -> list[tuple[str, int, str]]:
    """Public id, id and name of the cells that may meet with it."""
    rows = neighbours_on(cell, day)
    names = names_on([row.pk for row in rows], day)
    return [(r.public_id, r.pk, names[r.pk].name if r.pk in names else r.code) for r in rows]


def rules_on(day: date | None, month: int) -> RuleSet | None:
    """The rule set whose steps the form asks for."""
    return in_force(day or last_day(month))


def becomes_words(waiting: "Meeting | None") -> str:
    """That members were called to a meeting of the month, which what is recorded here takes up."""
    if waiting is None or waiting.stage < Stage.CALLED:
        return ""
    day = f" ngày {format_date(waiting.planned_on)}" if waiting.planned_on else ""
    month = format_month_paper(waiting.counted_for)
    return (
        f"Tháng {month} đã triệu tập một buổi{day}. Buổi thường kỳ ghi ở đây là ghi chính buổi ấy: lời mời, "
        "đơn xin vắng, tài liệu của buổi ấy đi theo."
    )


def meeting_page(
    cell: "Organisation",
    form: MeetingForm,
    status: Status,
    *,
    title: str,
    back: str,
    action: str,
    rules: RuleSet | None,
    today: date,
    theirs: list[tuple[str, str]] | None = None,
    has_roll: bool = False,
    becomes: str = "",
) -> dict[str, Any]:
    """The context of web/meeting_form.html."""
    joined = bool(form["also_for"].value()) or bool(form.errors.get("also_for"))
    together = bool(form["joint"].value()) or bool(form.errors.get("joint"))
    return {
        "organisation_name": name_of(cell, today),
        "title": title,
        "becomes": becomes,
        "back": {"url": back, "label": "Chi bộ"},
        "form": form,
        "status": str(status),
        "ways": [
            {"url": f"{action}{'&' if '?' in action else '?'}loai={way}", "label": label}
            for way, label in OTHER_WAYS.items()
            if way != status
        ],
        "action": action,
        "steps": form.step_rows(),
        "steps_open": form["steps"].value() == "each" or any(k.startswith("reason-") for k in form.errors),
        "more_open": joined or together or bool(form.errors.get("consent")),
        "rules": rules.document if rules else "",
        "minutes": rules.minutes(combined=False) if rules else 0,
        "minutes_combined": rules.minutes(combined=True) if rules else 0,
        "papers_days": rules.papers_days if rules else 0,
        "theirs": theirs,
        "has_roll": has_roll,
    }


def draft_words(draft: MeetingDraft, names: Mapping[int, str]) -> list[tuple[str, str]]:
    """A recorded meeting as label and value, for comparing; `names`: of members by id."""
    times = "–".join(f"{t:%H:%M}" for t in (draft.started_at, draft.ended_at) if t)
    skipped = sum(not step.done for step in draft.steps)
    marked = f"{len(draft.steps)} bước đã ghi" + (f", {skipped} bước bỏ" if skipped else "")
    rows = [
        ("Tình trạng", str(Status(draft.status).label)),
        ("Loại sinh hoạt", str(Kind(draft.kind).label)),
        ("Tính cho tháng", " và ".join(format_month_paper(m) for m in draft.months)),
        ("Ngày sinh hoạt", format_date(draft.held_on) if draft.held_on else ""),
        ("Giờ", times),
        ("Địa điểm", draft.place),
        ("Hình thức", str(Mode(draft.mode).label) if draft.held_on else ""),
        ("Chủ trì", names.get(draft.chair or 0, "")),
        ("Thư ký cuộc họp", names.get(draft.taker or 0, "")),
        ("Chuyên đề", draft.theme),
        ("Ngày gửi tài liệu", format_date(draft.papers_on) if draft.papers_on else ""),
        ("Lý do", draft.reason),
        ("Ý kiến cấp ủy", draft.consent),
        ("Dự kiến", format_date(draft.planned_on) if draft.planned_on else ""),
        ("Các bước", marked if draft.steps else ""),
        ("Chi bộ cùng sinh hoạt", f"{len(draft.joint)}" if draft.joint else ""),
    ]
    return [(label, value) for label, value in rows if value]


def proposed(month: int, today: date) -> dict[str, Any]:
    """What a new form begins with: the month asked for, and today when it lies in it."""
    return {
        "counted_for": str(month),
        "held_on": today if month_of(today) == month else None,
        "kind": Kind.REGULAR,
        "mode": Mode.IN_PERSON,
    }


def officers_choice(found: Officers) -> tuple[list[tuple[str, int, str]], dict[str, str]]:
    """For the form: public id, id and name of who may be chosen; and who is, by field."""
    people = [(one.public_id, one.member, one.name) for one in found.people]
    public = {one.member: one.public_id for one in found.people}
    chosen = {"chair": found.chair, "taker": found.taker}
    return people, {name: public.get(one or 0, "") for name, one in chosen.items()}


# The roll -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Typed:
    """What was posted, kept over an error. `open`: whose line still lacks something (public ids);
    `differing`: names that somebody else noted otherwise meanwhile, each with the state recorded and the one
    typed, in words; `rest`: who was noted as present in one tap (public ids), not confirmed yet."""

    states: dict[str, str] = field(default_factory=dict)
    came: list[str] | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    differing: tuple[tuple[str, str, str], ...] = ()
    rest: frozenset[str] = frozenset()


def beside(found: RollForm, typed: Typed) -> Typed:
    """What was typed, beside a roll that somebody else confirmed meanwhile: whom the two note otherwise
    stands as recorded until tapped again, so that no second press undoes what nobody looked at."""
    if not found.confirmed:
        return as_come(found, typed)
    saved = {line.public_id: _noted(line.state, line.reason_class) for line in found.expected if line.state}
    mine = {key: _noted(state, typed.reasons.get(key, "")) for key, state in typed.states.items()}
    away = {key for key, words in saved.items() if mine.get(key, words) != words}
    differing = [
        (line.name, saved[line.public_id], mine[line.public_id])
        for line in found.expected
        if line.public_id in away
    ]
    came = set(typed.came or ())
    differing += [
        (line.name, CAME[line.came], CAME[not line.came])
        for line in found.others
        if line.came != (line.public_id in came)
    ]
    return Typed(
        {key: state for key, state in typed.states.items() if key not in away},
        None,
        {key: why for key, why in typed.reasons.items() if key not in away},
        typed.open,
        tuple(differing),
    )


def touched(found: RollForm, typed: Typed) -> Typed:
    """What was tapped on a roll and not confirmed: only what differs from how it stands."""
    lines = {line.public_id: line for line in found.expected}
    came = {line.public_id for line in found.others if line.came}
    return Typed(
        {key: state for key, state in typed.states.items() if key in lines and lines[key].state != state},
        sorted(typed.came or ()) if typed.states and set(typed.came or ()) != came else None,
        {key: why for key, why in typed.reasons.items() if key in lines and lines[key].reason_class != why},
    )


def as_come(found: RollForm, typed: Typed) -> Typed:
    """What was typed; of whom nothing was, as they stand now: members check in while the roll is open."""
    stands = {line.public_id: line.state for line in found.expected}
    return replace(typed, states={key: state or stands.get(key, "") for key, state in typed.states.items()})


CAME = {True: "có đến", False: "không đến"}
"""Of somebody who need not come."""


def _noted(state: str, reason: str) -> str:
    """A state in words; of one excused also why, as far as it was said."""
    word = STATE[State(state)][1] if state else "Chưa ghi"
    return f"{word}, {ReasonClass(reason).label}" if state == State.EXCUSED and reason else word


def roll_page(found: RollForm, typed: Typed, *, error: str) -> dict[str, Any]:
    """The context of web/roll_form.html."""
    states = {line.public_id: typed.states.get(line.public_id, line.state) for line in found.expected}
    noted = {line.public_id for line in found.others if line.came} if typed.came is None else set(typed.came)
    counts = roll_counts(states.values())
    meeting = found.meeting
    assert found.held_on is not None  # the view sends who asks for another roll elsewhere
    return {
        "organisation_name": name_of(found.cell, found.held_on),
        "title": "Sửa điểm danh" if found.confirmed else "Điểm danh",
        "subtitle": f"{meeting_title(found.kind, meeting.counted_for)}, ngày {format_date(found.held_on)}",
        "back": _roll_back(found),
        "people": [_row(line, states[line.public_id], typed) for line in found.expected],
        "others": [
            {
                "id": line.public_id,
                "name": line.name,
                "note": NOT_EXPECTED.get(line.basis, "").split(",")[0],
                "came": line.public_id in noted,
            }
            for line in found.others
        ],
        "counts": counts,
        "spoken": spoken(counts),
        "seen": found.seen,
        "confirmed": found.confirmed,
        "error": error,
        "differing": typed.differing,
        "undoable": found.undoable and not found.sitting,
        "check_in": meeting.check_in and found.live,
        "meeting_id": meeting.public_id,
        "sitting": found.sitting,
        "sitting_name": next((name for key, name, _ in found.sittings if key == found.sitting), ""),
        "sittings": found.sittings if not found.sitting else (),
    }


def _roll_back(found: RollForm) -> dict[str, str]:
    """The way back: to leading the meeting while it is in session, else to its record."""
    name, label = ("web:session", "Điều hành") if found.live else ("web:meeting", "Buổi sinh hoạt")
    return {"url": reverse(name, args=[found.meeting.public_id]), "label": label}


def roll_counts(states: Any) -> dict[str, int]:
    """Persons by what is read aloud."""
    found = list(states)
    presences = {State.PRESENT, State.LATE, State.ONLINE}
    return {
        "expected": len(found),
        "present": sum(state in presences for state in found),
        "excused": sum(state == State.EXCUSED for state in found),
        "unexcused": sum(state == State.UNEXCUSED for state in found),
        "unrecorded": sum(state == "" for state in found),
    }


def spoken(counts: dict[str, int]) -> str:
    """The sentence to read before the cell."""
    return (
        f"{counts['present']} có mặt, {counts['excused']} vắng có lý do, "
        f"{counts['unexcused']} vắng không có lý do."
    )


def _row(line: RollLine, state: str, typed: Typed) -> dict[str, Any]:
    why = typed.reasons.get(line.public_id, line.reason_class)
    status, word = STATE[State(state)] if state else ("none", "Chưa ghi")
    choices = [{"value": str(v), "label": label, "checked": v == state} for v, label in STATES]
    if not line.state:
        choices.append({"value": "", "label": "Chưa ghi", "checked": state == ""})
    notes = [*line.posts, *([NOTES[line.basis]] if line.basis in NOTES else [])]
    if line.asked:
        notes.append("xin vắng, chưa duyệt")
    if line.way in WAYS:
        notes.append(WAYS[CheckIn(line.way)])
    if line.arrived_at:
        notes.append(f"đến lúc {line.arrived_at:%H:%M}")
    if line.left_at:
        notes.append(f"về lúc {line.left_at:%H:%M}")
    return {
        "id": line.public_id,
        "name": line.name,
        "note": " · ".join(notes),
        "status": status,
        "word": word,
        "choices": choices,
        "reasons": [
            {"value": str(one), "label": str(one.label), "checked": why == one} for one in ReasonClass
        ],
        "open": line.public_id in typed.open,
    }


# The counts of a month ----------------------------------------------------------------------------


def counts_page(
    found: RecordedCounts, form: CountsForm, *, back: str, today: date, theirs: CountDraft | None = None
) -> dict[str, Any]:
    """The context of web/counts_form.html."""
    month = format_month_paper(found.month)
    held = [b for b in found.beside if b.status == Status.HELD and b.regular]
    notices = []
    if found.rolled:
        notices.append(
            "Tháng này đã có điểm danh từng người: số người tính theo điểm danh, không theo phiếu này."
        )
    elif held:
        notices.append("Tháng này đã ghi buổi sinh hoạt, chưa có điểm danh: số người tính theo phiếu này.")
    return {
        "organisation_name": name_of(found.cell, today),
        "title": f"Số liệu tháng {month}",
        "back": {"url": back, "label": "Chi bộ"},
        "form": form,
        "again": found.draft is not None,
        "notices": notices,
        "theirs": counts_words(theirs) if theirs else None,
        "month_first": first_day(found.month),
    }


def counts_words(draft: CountDraft) -> list[tuple[str, str]]:
    """Counts as label and value, for comparing."""
    flags = {None: "", True: "Có", False: "Không"}
    rows = [
        ("Sinh hoạt", "Có, muộn" if draft.late else str(CountHeld(draft.held).label)),
        ("Phải dự", _number(draft.expected)),
        ("Có mặt", _number(draft.present)),
        ("Vắng có lý do", _number(draft.excused)),
        ("Vắng không có lý do", _number(draft.unexcused)),
        ("Đủ các bước", flags[draft.steps_complete]),
        ("Có chuyên đề", flags[draft.theme_held]),
        ("Lý do", draft.reason),
        ("Ý kiến cấp ủy", draft.consent),
    ]
    return [(label, value) for label, value in rows if value]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
