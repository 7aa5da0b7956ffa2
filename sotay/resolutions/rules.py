"""Decisions about resolutions, their numbers and tasks, from plain values.

Sources: Hướng dẫn 42-HD/BTCTW (2025): the meeting ends with a conclusion or, when there is one, a
resolution; numbers run by kind and term from 01, without gaps, never used again (habit of Party
offices, HD 36-HD/VPTW and its successor: known, not read). A task counts as done in time by the day on which
it is due (indicators.md, `task.done`: "tasks done on time / due").
"""

from dataclasses import dataclass
from datetime import date

from sotay.core.period import last_day
from sotay.meetings.choices import Status
from sotay.resolutions.choices import DecisionKind, Given, Outcome

TASK = 300
HOLDERS = 160
NOTE = 300
SUBJECT = 300
TEXT = 20_000


def writable(stage: int, status: str) -> bool:
    """Whether a meeting can have a resolution or conclusion: it went or goes through this book. The seal of
    its minutes is no bar: they hold the vote, not the wording."""
    return bool(stage) and status != Status.NOT_HELD


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task as a person writes it down: what, who (public ids of members, or words such as
    "22 đảng viên"), by when."""

    text: str
    members: tuple[str, ...] = ()
    holders_words: str = ""
    due_on: date | None = None


def task_faults(draft: TaskDraft, *, held_on: date) -> dict[str, str]:
    """What stands against giving the task, by field."""
    found: dict[str, str] = {}
    if not draft.text.strip():
        found["text"] = "Ghi nhiệm vụ."
    elif len(draft.text) > TASK:
        found["text"] = f"Dài quá {TASK} chữ cái: viết gọn lại."
    if not draft.members and not draft.holders_words.strip():
        found["members"] = "Chọn người thực hiện, hoặc ghi bằng chữ, ví dụ: toàn thể đảng viên."
    if len(draft.holders_words) > HOLDERS:
        found["holders_words"] = f"Dài quá {HOLDERS} chữ cái: viết gọn lại."
    if draft.due_on is None:
        found["due_on"] = "Ghi thời hạn."
    elif draft.due_on < held_on:
        found["due_on"] = "Thời hạn ở trước ngày sinh hoạt: sửa ngày."
    return found


def usual_due(month: int) -> date:
    """By when a task is due unless said otherwise: the last day of the month that the meeting counts for."""
    return last_day(month)


def given_at(*, of_last: bool, month: int, last_month: int | None) -> Given:
    """Where a task was given, for minutes that name each paper's tasks as its own: at the last regular
    meeting (`of_last`), else by the `month` its meeting counts for against that of the last (None: there was
    none)."""
    if of_last:
        return Given.LAST
    return Given.EARLIER if last_month is not None and month < last_month else Given.APART


def overdue(due_on: date, today: date) -> bool:
    """The day itself is still in time."""
    return due_on < today


def outcome_told(outcome: str, *, due_on: date, told_on: date, in_time: bool, before: str = "") -> str:
    """What is recorded when "done" is said (indicators.md, `task.done`): said after the task's day it is done
    late, unless whoever says it says too that it was done in time (`in_time`), or had said so by then
    (`before`: what was recorded). Anything else is recorded as said."""
    if outcome == Outcome.DONE and overdue(due_on, told_on) and not in_time and before != Outcome.DONE:
        return Outcome.LATE
    return outcome


def outcome_faults(outcome: str, note: str, *, due_on: date, told_on: date) -> dict[str, str]:
    """Why a task is not done must be said; nothing is late before its day has passed."""
    if outcome not in Outcome.values:
        return {"outcome": "Chọn kết quả."}
    if outcome == Outcome.LATE and not overdue(due_on, told_on):
        return {"outcome": f"Nhiệm vụ chưa quá hạn nên không thể muộn: chọn “{Outcome.DONE.label}”."}
    if len(note) > NOTE:
        return {"note": f"Dài quá {NOTE} chữ cái: viết gọn lại."}
    if outcome == Outcome.NOT_DONE and not note.strip():
        return {"note": "Chưa thực hiện thì ghi lý do."}
    return {}


def symbol(kind: str, number: int) -> str:
    """The number as it stands on the paper: "Số 06-NQ/CB"."""
    return f"Số {number:02}-{DecisionKind(kind).value}/CB"


def name_of(kind: str, number: int) -> str:
    """How a page speaks of it: "Nghị quyết số 06-NQ/CB"."""
    return f"{DecisionKind(kind).label} {symbol(kind, number).replace('Số', 'số', 1)}"


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Tasks of a meeting: given, done in time, done late, in progress, not done, not said."""

    given: int
    in_time: int
    late: int
    doing: int
    not_done: int

    @property
    def unsaid(self) -> int:
        return self.given - self.in_time - self.late - self.doing - self.not_done


def counts_words(counts: TaskCounts) -> str:
    """ "đã giao 4; hoàn thành đúng hạn 2, chưa báo kết quả 2": a part that is nought is left out."""
    parts = (
        ("hoàn thành đúng hạn", counts.in_time),
        ("hoàn thành muộn", counts.late),
        ("đang thực hiện", counts.doing),
        ("chưa thực hiện", counts.not_done),
        ("chưa báo kết quả", counts.unsaid),
    )
    return f"đã giao {counts.given}; " + ", ".join(f"{words} {count}" for words, count in parts if count)
