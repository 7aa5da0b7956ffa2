"""How the next meeting proposes itself, from plain values.

Sources: once a month, a theme a quarter, papers at least a day before, the procedure: Hướng dẫn
12-HD/BTCTW (2018) and 42-HD/BTCTW (2025) as `rulesets/catalogue/` quotes them; that a cell meets by habit
on the same day is our reading of practice, and the person changes whatever is proposed.
"""

import calendar
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import NamedTuple

from sotay.core.period import first_day, last_day, month_of, months_of_quarter, next_month, quarter_of
from sotay.core.vietnamese import format_date, format_quarter
from sotay.meetings.choices import REGULAR_KINDS, THEMATIC_KINDS, Kind, Mode
from sotay.rulesets.rules import RuleSet, Step, in_force

EVENING = time(19, 30)
"""Where nothing tells when the cell meets."""
LIMITS = {"place": 120, "theme": 300, "reason": 300, "mode_reason": 200}
THEMATIC = frozenset({"O2", "O3", "O4", "O5", "C6", "C7", "C8", "E2", "E3"})
"""The steps of a meeting for its theme alone; the procedure is written for regular ones (our reading)."""
REVIEW = "C2"
"""The step that reviews last month's tasks."""
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class Habit(NamedTuple):
    """When a cell meets. `rule`: "ngay:3", or "thu:5:1" (ISO weekday, which one; -1 the last)."""

    rule: str
    time: time = EVENING
    place: str = ""


def read_rule(rule: str) -> tuple[int, ...] | None:
    """("ngay", day) as (day,); ("thu", weekday, which) as (weekday, which); None for anything else."""
    parts = rule.split(":")
    try:
        numbers = tuple(int(part) for part in parts[1:])
    except ValueError:
        return None
    if parts[0] == "ngay" and len(numbers) == 1 and 1 <= numbers[0] <= 31:
        return numbers
    fits = parts[0] == "thu" and len(numbers) == 2 and 1 <= numbers[0] <= 7
    return numbers if fits and numbers[1] in {-1, 1, 2, 3, 4} else None


def day_by(rule: str, month: int) -> date | None:
    """The day of the month (yyyymm) that the rule names; the last one where the month is shorter."""
    numbers = read_rule(rule)
    if numbers is None:
        return None
    year, number = divmod(month, 100)
    longest = calendar.monthrange(year, number)[1]
    if len(numbers) == 1:
        return date(year, number, min(numbers[0], longest))
    weekday, which = numbers
    days = [d for d in range(1, longest + 1) if date(year, number, d).isoweekday() == weekday]
    return date(year, number, days[which - 1 if which > 0 else -1])


def rule_words(rule: str) -> str:
    """ "ngày 3 hằng tháng", "thứ Sáu đầu tháng"; "" for what is no rule."""
    numbers = read_rule(rule)
    if numbers is None:
        return ""
    if len(numbers) == 1:
        return f"ngày {numbers[0]} hằng tháng"
    which = {1: "đầu tháng", 2: "thứ hai của tháng", 3: "thứ ba của tháng", 4: "thứ tư của tháng"}
    return f"{WEEKDAYS[numbers[0] - 1]} {which.get(numbers[1], 'cuối tháng')}"


def habit_from(meetings: Sequence[tuple[date, time | None, str]]) -> Habit | None:
    """What the last meetings (day held, begin, place; newest first) say of the cell's habit; None without
    any. The day of the month or else the weekday that stands there twice, else the
    last day of the month met on."""
    if not meetings:
        return None
    by_day = [f"ngay:{day.day}" for day, _, _ in meetings]
    by_week = [f"thu:{day.isoweekday()}:{min((day.day - 1) // 7 + 1, 4)}" for day, _, _ in meetings]
    rule = _twice(by_day) or _twice(by_week) or by_day[0]
    at = _twice([begin for _, begin, _ in meetings if begin]) or next((t for _, t, _ in meetings if t), None)
    place = next((where for _, _, where in meetings if where), "")
    return Habit(rule, at or EVENING, place)


def _twice[T](values: Sequence[T]) -> T | None:
    """The most frequent value that stands there twice at least; the newest of equals."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted and counted[0][1] > 1 else None


def month_to_plan(today: date, met: Collection[int]) -> int:
    """The month for which to propose: this one unless its regular meeting is held or planned already, or
    settled otherwise (`met`: months of which nothing is left to plan), else the next."""
    this = month_of(today)
    return this if this not in met else next_month(this)


def day_to_propose(month: int, habit: Habit | None, today: date, planned: date | None = None) -> date:
    """The day of the year's plan, else by habit; when it has passed, two days from now, so that papers can
    still go out a day before."""
    day = planned or (day_by(habit.rule, month) if habit else None) or first_day(month).replace(day=3)
    return day if day > today else today + timedelta(days=2)


def thematic_day(month: int, habit: Habit | None, today: date, planned: date | None = None) -> date:
    """The day of the year's plan; else two weeks after the regular meeting's, within the month; when it has
    passed, two days from now (our proposal: the person changes it)."""
    regular = (day_by(habit.rule, month) if habit else None) or first_day(month).replace(day=3)
    day = planned or min(regular + timedelta(days=14), last_day(month))
    return day if day > today else today + timedelta(days=2)


def month_counted(kind: str, day: date | None, month: int) -> int:
    """The month (yyyymm) for which a meeting planned on that day counts. A regular one counts for the month
    that it was planned for; a theme is due once a quarter and not of one month, so a separate thematic
    meeting counts where it is held (our reading)."""
    return month_of(day) if day and kind == Kind.THEMATIC else month


def kind_to_propose(month: int, *, themed: bool, planned: str = "") -> str:
    """As the year's plan says; else combined when the quarter's last month has come and the quarter has no
    theme yet, else regular."""
    if planned:
        return planned
    last = months_of_quarter(quarter_of(month))[2] == month
    return Kind.COMBINED if last and not themed else Kind.REGULAR


def theme_duty(month: int, *, themed: bool) -> str:
    """One sentence on the quarter's theme; "" when it is settled."""
    if themed:
        return ""
    last = months_of_quarter(quarter_of(month))[2]
    name = format_quarter(quarter_of(month))
    if month == last:
        return f"{name[:1].upper()}{name[1:]} chưa có chuyên đề, tháng này là hạn."
    return f"{name[:1].upper()}{name[1:]} chưa có chuyên đề; hạn là tháng {last % 100}/{last // 100}."


# The agenda -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as planned. `presenter`: a member's id; `step`: "" for the cell's own items."""

    title: str
    step: str = ""
    presenter: int | None = None
    presenter_words: str = ""
    minutes: int | None = None
    content: str = ""


def agenda(
    rules: RuleSet | None,
    kind: str,
    *,
    previous: Sequence[ItemDraft] = (),
    theme: str = "",
    present: Collection[int] = (),
) -> list[ItemDraft]:
    """The procedure in force, in the order of the cell's last meeting (`previous`), with its presenters as
    far as they still belong to the cell (`present`); the theme stands before the discussion. Steps that the
    last meeting did not have keep the place that the procedure gives them. The optional steps that a cell
    took out stay out."""
    steps = [s for s in (rules.steps if rules else ()) if kind in REGULAR_KINDS or s.code in THEMATIC]
    known = {item.step: item for item in previous if item.step}
    if known and kind in REGULAR_KINDS:
        steps = [step for step in steps if step.compulsory or step.code in known]
    ordered = _in_order_of(steps, [item.step for item in previous if item.step])
    items = [_as_last_time(step, known.get(step.code), present) for step in ordered]
    if kind in THEMATIC_KINDS:
        place = next((i for i, item in enumerate(items) if item.step == "C6"), len(items))
        items.insert(place, ItemDraft(f"Chuyên đề: {theme}"[:200] if theme else "Sinh hoạt chuyên đề"))
    return items


def _as_last_time(step: Step, last: ItemDraft | None, present: Collection[int]) -> ItemDraft:
    item = ItemDraft(step.name[:200], step.code)
    if last is None:
        return item
    there = last.presenter if last.presenter in present else None
    words = last.presenter_words if last.presenter is None else ""
    return replace(item, title=last.title, presenter=there, presenter_words=words, minutes=last.minutes)


def _in_order_of(steps: Sequence[Step], order: Sequence[str]) -> list[Step]:
    """Known steps in the given order; a new one after the step that precedes it in the procedure."""
    by_code = {step.code: step for step in steps}
    found = [by_code[code] for code in dict.fromkeys(order) if code in by_code]
    for place, step in enumerate(steps):
        if step not in found:
            before = [one for one in steps[:place] if one in found]
            found.insert(found.index(before[-1]) + 1 if before else 0, step)
    return found


# What may be planned --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A meeting as planned. `topic`, `chair`, `minute_taker`: ids. `reason`: why combined, where asked."""

    counted_for: int
    kind: str
    planned_on: date | None
    planned_time: time | None
    place: str = ""
    theme: str = ""
    topic: int | None = None
    reason: str = ""
    mode: str = Mode.IN_PERSON
    mode_reason: str = ""
    chair: int | None = None
    minute_taker: int | None = None

    @property
    def regular(self) -> bool:
        return self.kind in REGULAR_KINDS

    def tidied(self) -> "PlanDraft":
        """Without what does not belong to its kind."""
        kept = self if self.kind in THEMATIC_KINDS else replace(self, theme="", topic=None)
        return kept if kept.mode != Mode.IN_PERSON else replace(kept, mode_reason="")


def needs_reason(kind: str, day: date) -> RuleSet | None:
    """The rule set that asks why a meeting is combined with its theme (HD-12); None when none does."""
    rules = in_force(day)
    asked = rules is not None and kind == Kind.COMBINED and rules.values["combined_needs_reason"].value
    return rules if asked else None


def plan_faults(draft: PlanDraft, *, members: Collection[int], today: date) -> dict[str, str]:
    """What stands against planning it, by field. `members`: ids of those who belong to the cell."""
    found: dict[str, str] = {}
    for field, sentence in _plan_faults(draft, members, today):
        found.setdefault(field, sentence)
    return found


def _plan_faults(draft: PlanDraft, members: Collection[int], today: date) -> Iterator[tuple[str, str]]:
    for field, limit in LIMITS.items():
        if len(getattr(draft, field)) > limit:
            yield field, f"Dài quá {limit} chữ cái: viết gọn lại."
    for field in ("chair", "minute_taker"):
        if (person := getattr(draft, field)) is not None and person not in members:
            yield field, "Đồng chí này không thuộc chi bộ: chọn lại."
    if draft.mode != Mode.IN_PERSON and not draft.mode_reason:
        yield "mode_reason", "Sinh hoạt trực tuyến thì phải ghi lý do và cấp ủy nào đồng ý."
    day = draft.planned_on
    if day is None:
        yield "planned_on", "Viết ngày sinh hoạt."
        return
    if draft.planned_time is None:
        yield "planned_time", "Viết giờ sinh hoạt."
    if day < today:
        yield "planned_on", "Ngày này đã qua: chọn ngày khác, hoặc ghi lại buổi đã sinh hoạt."
    if day < first_day(draft.counted_for) or day > last_day(next_month(draft.counted_for)):
        first = format_date(first_day(draft.counted_for))
        yield "planned_on", f"Ngày không hợp với tháng tính: chọn ngày từ {first} đến hết tháng sau."
    rules = needs_reason(draft.kind, day)
    if rules is not None and not draft.reason:
        yield "reason", f"{rules.document} chỉ cho gắn chuyên đề khi nơi ở, thời gian khó khăn: ghi lý do."
    if in_force(day) is None:
        yield "planned_on", "Ngày này chưa có bộ quy định áp dụng: chọn lại ngày."


def put_off_faults(
    kind: str, later: bool, reason: str, consent: str, planned_on: date | None, today: date
) -> dict[str, str]:
    """What stands against putting a meeting off (`later`) or saying that it is not held, by field."""
    found = {}
    if later and not consent:
        found["consent"] = "Hoãn phải có ý kiến cấp ủy: ghi số, ngày văn bản hoặc ai đồng ý, ngày nào."
    if not later and not reason and kind in REGULAR_KINDS:
        found["reason"] = "Không tổ chức thì phải ghi lý do."
    if later and planned_on is not None and planned_on < today:
        found["planned_on"] = "Ngày này đã qua: chọn ngày khác."
    for field, said, limit in (("consent", consent, 120), ("reason", reason, 300)):
        if len(said) > limit:
            found[field] = f"Dài quá {limit} chữ cái: viết gọn lại."
    return found


def call_lacks(draft: PlanDraft) -> list[str]:
    """What a call cannot go without (Hướng dẫn 42: notice of time, place and contents)."""
    asked: Mapping[str, bool] = {
        "ngày": draft.planned_on is None,
        "giờ": draft.planned_time is None,
        "địa điểm": draft.mode != Mode.ONLINE and not draft.place,
        "tên chuyên đề": draft.kind in THEMATIC_KINDS and not draft.theme,
    }
    return [word for word, lacking in asked.items() if lacking]


class Notice(NamedTuple):
    """How many days before the meeting its papers went out; `asked`: at least so many."""

    days: int
    asked: int

    @property
    def kept(self) -> bool:
        return self.days >= self.asked


def notice_of(papers_on: date, planned_on: date) -> Notice:
    """The day-before rule, measured for a day planned."""
    rules = in_force(planned_on)
    return Notice((planned_on - papers_on).days, rules.papers_days if rules else 0)


# Words to send --------------------------------------------------------------------------------------


def clock_words(at: time) -> str:
    """ "19 giờ 30 phút", "8 giờ"."""
    return f"{at.hour} giờ" + (f" {at.minute:02d} phút" if at.minute else "")


def invitation(day: date, at: time, place: str, *, items: Sequence[str] = (), postponed: bool = False) -> str:
    """The text to paste into any messenger: neutral, without an agenda unless the cell chose to tell it
    (`items`). It names neither the Party nor the cell: messengers are other people's servers."""
    where = f", tại {place[:1].lower()}{place[1:]}" if place else ""
    when = f"lúc {clock_words(at)}, {WEEKDAYS[day.weekday()]}, ngày {format_date(day)}{where}"
    text = (
        f"Mời đồng chí: lịch sinh hoạt dời sang {when}."
        if postponed
        else (f"Mời đồng chí: có lịch sinh hoạt {when}.")
    )
    return text + ("\nNội dung:\n" + "\n".join(f"- {item}" for item in items) if items else "")
