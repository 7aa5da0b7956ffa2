"""What may be recorded of a meeting, from plain values; each refusal is a sentence that says what to do.

Sources: indicators.md definitions 1, 5, 10 and 11; Hướng dẫn 12-HD/BTCTW (2018) and 42-HD/BTCTW (2025)
as `rulesets/catalogue/` quotes them.
"""

from collections.abc import Collection, Iterator
from dataclasses import astuple, dataclass, replace
from datetime import date, time, timedelta
from hashlib import sha256
from typing import NamedTuple

from sotay.core.period import first_day, last_day, month_of, next_month
from sotay.core.vietnamese import format_date
from sotay.journal.rules import canonical
from sotay.meetings.choices import REGULAR_KINDS, THEMATIC_KINDS, CountHeld, Kind, Mode, Status
from sotay.rulesets.rules import RuleSet, in_force

EARLY = timedelta(days=31)
"""A meeting is not held earlier than this before the month it counts for: then a month was mistyped."""
LIMITS = {"place": 120, "theme": 300, "reason": 300, "consent": 120}
STEP_REASON = 200
NO_RULES = "Trước 06/7/2018 chưa có bộ quy định áp dụng: sửa lại ngày hoặc tháng."
OTHER_MEETING = "Tháng này đã ghi một buổi thường kỳ đã họp: mở buổi đó để sửa."


class StepDraft(NamedTuple):
    """A marked step: done, or skipped with a reason."""

    code: str
    done: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting as a person writes it down. `joint`: ids of the other cells, in order; `chair`, `taker`: ids
    of the members who chaired and who took the minutes, None when not said."""

    status: str
    kind: str
    counted_for: int
    also_for: int | None = None
    planned_on: date | None = None
    held_on: date | None = None
    started_at: time | None = None
    ended_at: time | None = None
    place: str = ""
    mode: str = Mode.IN_PERSON
    theme: str = ""
    reason: str = ""
    consent: str = ""
    papers_on: date | None = None
    joint: tuple[int, ...] = ()
    steps: tuple[StepDraft, ...] = ()
    chair: int | None = None
    taker: int | None = None

    @property
    def regular(self) -> bool:
        return self.kind in REGULAR_KINDS

    @property
    def months(self) -> tuple[int, ...]:
        """The months that it meets."""
        return (self.counted_for,) if self.also_for is None else (self.counted_for, self.also_for)

    def tidied(self) -> "MeetingDraft":
        """Without what does not belong to its status: a meeting that was not held has no hours."""
        if self.status == Status.HELD:
            kept = replace(self, planned_on=None, joint=tuple(sorted(self.joint)))
            return kept if self.regular else replace(kept, steps=())
        planned = self.planned_on if self.status == Status.POSTPONED else None
        empty = MeetingDraft(self.status, self.kind, self.counted_for)
        return replace(empty, reason=self.reason, consent=self.consent, planned_on=planned, theme=self.theme)


def mark_of(thing: object) -> str:
    """A short mark of what stands recorded: whoever posts over another mark has seen something else."""
    values = astuple(thing) if hasattr(thing, "__dataclass_fields__") else thing  # type: ignore[call-overload]
    return sha256(canonical(values).encode()).hexdigest()[:16]


class Beside(NamedTuple):
    """Another record of one of the cells in one of the months: a meeting, or reported counts
    (`held` then, `status` empty). `public_id`: of the meeting."""

    month: int
    status: str = ""
    kind: str = ""
    held_on: date | None = None
    held: str = ""
    public_id: str = ""

    @property
    def regular(self) -> bool:
        return self.kind in REGULAR_KINDS


class Life(NamedTuple):
    """From when to when a cell exists; `ended` is the first day without it."""

    founded: date
    ended: date | None

    def holds_on(self, day: date) -> bool:
        return self.founded <= day and (self.ended is None or day < self.ended)

    def touches(self, month: int) -> bool:
        return self.founded <= last_day(month) and (self.ended is None or self.ended > first_day(month))


def rules_for(draft: MeetingDraft) -> RuleSet | None:
    """The rule set in force on the day held; without a day, at the month's end (definition 5)."""
    return in_force(draft.held_on or last_day(draft.counted_for))


def faults(
    draft: MeetingDraft, *, life: Life, beside: Collection[Beside], second: bool, today: date
) -> dict[str, str]:
    """What stands against recording it, by field; empty when nothing does. `beside`: the other records of
    its cells and months; `second`: the person says that the month really had two regular meetings."""
    found: dict[str, str] = {}
    for field, sentence in _faults(draft, life, beside, second, today):
        found.setdefault(field, sentence)
    return found


def _faults(
    draft: MeetingDraft, life: Life, beside: Collection[Beside], second: bool, today: date
) -> Iterator[tuple[str, str]]:
    yield from _of_length(draft)
    if draft.status == Status.HELD:
        yield from _of_held(draft, life, today)
    elif draft.status == Status.NOT_HELD and not draft.reason:
        yield "reason", "Không tổ chức thì phải ghi lý do."
    elif draft.status == Status.POSTPONED and not draft.consent:
        yield "consent", "Hoãn phải có ý kiến cấp ủy: ghi số, ngày văn bản hoặc ai đồng ý, ngày nào."
    if draft.status != Status.HELD and not draft.regular:
        yield "kind", "Chỉ ghi hoãn, không tổ chức cho buổi thường kỳ."
    if draft.also_for is not None:
        yield from _of_joined(draft)
    for month in draft.months:
        if not life.touches(month):
            yield "counted_for", "Chi bộ chưa có hoặc đã kết thúc vào tháng này: chọn lại tháng."
    if draft.counted_for > next_month(month_of(today)):
        yield "counted_for", "Tháng chưa tới: chọn lại tháng."
    rules = rules_for(draft)
    if rules is None:
        yield "held_on" if draft.held_on else "counted_for", NO_RULES
    else:
        yield from _of_rules(draft, rules)
    yield from _of_beside(draft, beside, second)


def _of_length(draft: MeetingDraft) -> Iterator[tuple[str, str]]:
    for field, limit in LIMITS.items():
        if len(getattr(draft, field)) > limit:
            yield field, f"Dài quá {limit} chữ cái: viết gọn lại."


def _of_held(draft: MeetingDraft, life: Life, today: date) -> Iterator[tuple[str, str]]:
    day = draft.held_on
    if day is None:
        yield "held_on", "Viết ngày sinh hoạt, ví dụ 03/06/2026."
        return
    if day > today:
        yield "held_on", "Ngày này chưa tới: viết ngày đã sinh hoạt."
    if not life.holds_on(day):
        yield "held_on", "Chi bộ chưa có hoặc đã kết thúc vào ngày này: chọn lại ngày."
    if day < first_day(draft.counted_for) - EARLY:
        yield "counted_for", "Tháng tính ở sau ngày sinh hoạt hơn một tháng: chọn lại tháng hoặc ngày."
    if (draft.started_at is None) != (draft.ended_at is None):
        field = "started_at" if draft.started_at is None else "ended_at"
        yield field, "Ghi đủ giờ bắt đầu và giờ kết thúc, hoặc để trống cả hai."
    if draft.started_at and draft.ended_at and draft.ended_at <= draft.started_at:
        yield "ended_at", "Giờ kết thúc phải sau giờ bắt đầu: sửa giờ."
    if draft.papers_on and draft.papers_on > day:
        yield "papers_on", "Ngày gửi tài liệu ở sau ngày sinh hoạt: sửa ngày."
    if draft.kind in THEMATIC_KINDS and not draft.theme:
        yield "theme", "Buổi chuyên đề thì phải ghi tên chuyên đề."
    if draft.chair is not None and draft.chair == draft.taker:
        yield "taker", "Thư ký cuộc họp phải là người khác với chủ trì: chọn lại."
    if draft.kind == Kind.REGULAR and draft.theme:
        yield "theme", "Buổi thường kỳ thì để trống, hoặc chọn loại Thường kỳ gắn chuyên đề."


def _of_joined(draft: MeetingDraft) -> Iterator[tuple[str, str]]:
    """Two months joined need the superior's consent (definition 1)."""
    if draft.also_for != next_month(draft.counted_for):
        yield "also_for", "Chỉ gộp với tháng liền sau tháng tính."
    if not draft.regular:
        yield "also_for", "Chỉ buổi thường kỳ mới gộp tháng."
    if not draft.consent:
        yield "consent", "Gộp tháng phải có ý kiến cấp ủy: ghi số, ngày văn bản hoặc ai đồng ý, ngày nào."


def _of_rules(draft: MeetingDraft, rules: RuleSet) -> Iterator[tuple[str, str]]:
    held_combined = draft.kind == Kind.COMBINED and draft.status == Status.HELD
    if held_combined and rules.values["combined_needs_reason"].value and not draft.reason:
        yield "reason", f"{rules.document} chỉ cho gắn chuyên đề khi nơi ở, thời gian khó khăn: ghi lý do."
    known = {step.code for step in rules.steps}
    for step in draft.steps:
        if step.code not in known:
            yield "steps", "Ngày này theo bộ quy định khác: xem lại các bước rồi ghi."
        if not step.done and not step.reason:
            yield f"reason-{step.code}", "Bước bỏ thì phải ghi lý do."
        if len(step.reason) > STEP_REASON:
            yield f"reason-{step.code}", f"Dài quá {STEP_REASON} chữ cái: viết gọn lại."


def _of_beside(draft: MeetingDraft, beside: Collection[Beside], second: bool) -> Iterator[tuple[str, str]]:
    """What other records say to the contrary (definition 11)."""
    held = draft.status == Status.HELD
    for other in beside:
        same_day = held and other.status == Status.HELD and other.held_on == draft.held_on
        if same_day and other.regular == draft.regular:
            yield "held_on", "Buổi ngày này đã ghi rồi: mở buổi đó để sửa."
        if not draft.regular or other.month not in draft.months:
            continue
        if other.held:
            yield from _of_count(draft, other)
        elif other.regular and other.status == Status.HELD and not held:
            yield "counted_for", OTHER_MEETING
        elif other.regular and other.status == Status.HELD and not second and not same_day:
            day = format_date(other.held_on) if other.held_on else ""
            yield (
                "second",
                f"Tháng này đã có buổi thường kỳ ngày {day}. Nếu đúng là buổi khác, đánh dấu ô này.",
            )
        elif other.regular and other.status == Status.NOT_HELD and held:
            yield "counted_for", "Tháng này đã ghi Không tổ chức: mở bản ghi đó để sửa."
        elif other.regular and other.status in {Status.NOT_HELD, Status.POSTPONED} and not held:
            yield "counted_for", "Tháng này đã ghi hoãn hoặc không tổ chức: mở bản ghi đó để sửa."


def in_the_way(draft: MeetingDraft, beside: Collection[Beside], *, second: bool) -> str:
    """Public id of the meeting that stands against recording this one: of the same day, else of the same
    month; "" when none does."""
    found = [one for one in beside if any(_of_beside(draft, [one], second))]
    same_day = [one for one in found if one.held_on is not None and one.held_on == draft.held_on]
    return next((one.public_id for one in (*same_day, *found) if one.public_id), "")


def _of_count(draft: MeetingDraft, count: Beside) -> Iterator[tuple[str, str]]:
    if draft.status == Status.HELD and count.held == CountHeld.NO:
        yield "counted_for", "Số liệu tháng đã gửi ghi Không sinh hoạt: sửa số liệu tháng trước."
    if draft.status == Status.NOT_HELD and count.held != CountHeld.NO:
        yield "counted_for", "Số liệu tháng đã gửi ghi đã sinh hoạt: sửa số liệu tháng trước."
