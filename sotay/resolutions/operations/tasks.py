"""Tasks: given at a meeting, settled at the next."""

from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.period import month_of
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.queries.rosters import roster_on
from sotay.meetings.rules.moves import require_stage
from sotay.resolutions.events import TaskGiven, TaskSettled
from sotay.resolutions.models import Task
from sotay.resolutions.rules import TaskDraft, outcome_faults, outcome_told, task_faults

GIVING = (Stage.IN_SESSION, Stage.CLOSED)


class TaskRefused(DomainError):
    """The rules forbid it; `faults`: by field, what to do."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


def _meeting(actor: Actor, meeting: Meeting) -> Meeting:
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, *GIVING)
    return meeting


@transaction.atomic
def give_task(*, actor: Actor, meeting: Meeting, draft: TaskDraft, form_key: str = "", at: datetime) -> Task:
    """Give a task at the meeting; sent twice with one `form_key` it is given once.

    Holders are members on the register of the cell that day. Until the minutes are adopted. Requires
    MEETING_RECORD at the cell. Raises TaskRefused, WrongStage.
    """
    meeting = _meeting(actor, meeting)
    known = Task.objects.filter(given_by_id=actor.account_id, form_key=form_key).first()
    if known is not None and form_key:
        return known
    day = meeting.held_on or at.date()
    faults = task_faults(draft, held_on=day)
    people = {one.public_id: one.member for one in roster_on(meeting.cell_id, day)}
    if unknown := set(draft.members) - people.keys():
        faults["members"] = f"Có {len(unknown)} người không thuộc chi bộ vào ngày sinh hoạt: chọn lại."
    if faults or draft.due_on is None:
        raise TaskRefused(faults)
    task = Task.objects.create(
        cell=meeting.cell,
        meeting=meeting,
        text=draft.text.strip(),
        holders_words=draft.holders_words.strip(),
        due_on=draft.due_on,
        given_at=at,
        given_by_id=actor.account_id,
        form_key=form_key,
    )
    task.holders.set([people[one] for one in draft.members])
    event = TaskGiven(meeting.pk, task.pk, "given", len(draft.members))
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    _count_again(task, meeting)
    return task


def _count_again(task: Task, meeting: Meeting) -> None:
    """Given in the meeting's month, due in its own."""
    mark_stale([(task.cell_id, meeting.counted_for), (task.cell_id, month_of(task.due_on))])
    refresh()


@transaction.atomic
def remove_task(*, actor: Actor, task: Task, at: datetime) -> None:
    """Take a task back, until the minutes are adopted. Requires MEETING_RECORD. Raises WrongStage."""
    meeting = _meeting(actor, task.meeting)
    record(TaskGiven(meeting.pk, task.pk, "removed", 0), actor=actor, at=at, organisation_id=meeting.cell_id)
    task.delete()
    touch_meeting(meeting)
    _count_again(task, meeting)


@transaction.atomic
def settle_task(
    *,
    actor: Actor,
    task: Task,
    outcome: str,
    note: str = "",
    in_time: bool = False,
    at: datetime,
    today: date,
) -> Task:
    """Say what became of a task; said again it takes the place of what was said. "Done" said after the task's
    day is recorded as done late, unless `in_time` says that it was done by then and only told now. Requires
    MEETING_RECORD at the cell. Raises TaskRefused."""
    actor.require(Permission.MEETING_RECORD, task.cell)
    task = Task.objects.select_for_update().get(pk=task.pk)
    note = note.strip()
    if faults := outcome_faults(outcome, note, due_on=task.due_on, told_on=today):
        raise TaskRefused(faults)
    outcome = outcome_told(outcome, due_on=task.due_on, told_on=today, in_time=in_time, before=task.outcome)
    if (task.outcome, task.note) == (outcome, note):
        return task
    if task.outcome != outcome:  # another note does not make the outcome a new one
        task.settled_on, task.settled_at = today, at
    task.outcome, task.note = outcome, note
    task.save(update_fields=["outcome", "note", "settled_on", "settled_at"])
    record(TaskSettled(task.pk, outcome), actor=actor, at=at, organisation_id=task.cell_id)
    mark_stale([(task.cell_id, month_of(task.due_on))])
    refresh()
    return task
