"""The figures of tasks, and where their records come from (indicators.md; Đề án 11-ĐA/TU, rules.md 4).

`task.assigned` counts persons: the expected own members of a held regular meeting, and who of them got a task
by name there. It rests on meetings led in the product, whose tasks and roll are known (definition 12): of a
meeting that came by a spreadsheet nothing says which tasks were given. `task.done` counts tasks in the month
in which they are due; done in time is what was said of them, by the report's date.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from itertools import batched

from django.db.models import F, Q

from sotay.core.period import first_day, last_day, month_of
from sotay.facts.registry import FlowIndicator, Indicator, Unit, register, register_months
from sotay.facts.rules.records import MonthRecord
from sotay.meetings.choices import REGULAR_KINDS, Basis, Stage, Status
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.rules import roll_is_known
from sotay.resolutions.choices import Outcome
from sotay.resolutions.models import Task

Pair = tuple[int, int]


def month_records(pairs: Collection[Pair] | None, held_by: date | None = None) -> dict[Pair, MonthRecord]:
    """What tasks tell of (cell, month) pairs, or of all; with `held_by` as known on that day."""
    found: dict[Pair, MonthRecord] = defaultdict(MonthRecord)
    if pairs is None:
        _given(found, Q(), held_by)
        _due(found, Q(), held_by)
        return dict(found)
    months = {month for _, month in pairs}
    days = Q(due_on__gte=first_day(min(months)), due_on__lte=last_day(max(months))) if months else Q()
    for cells in batched({cell for cell, _ in pairs}, 400):
        here = Q(cell_id__in=cells)
        _given(found, here & Q(counted_for__in=months), held_by)
        _due(found, here & days, held_by)
    return {pair: found[pair] for pair in pairs if pair in found}


def _given(found: dict[Pair, MonthRecord], here: Q, held_by: date | None) -> None:
    """Members with a task by name, of those expected at the month's regular meetings."""
    meetings = Meeting.objects.filter(
        here, kind__in=sorted(REGULAR_KINDS), status=Status.HELD, stage__gte=Stage.PLANNED, roll_recorded=True
    )
    if held_by is not None:
        meetings = meetings.exclude(held_on__gt=held_by)
    joint = set(JointCell.objects.filter(meeting__in=meetings).values_list("meeting_id", flat=True))
    tasks = Task.objects.filter(meeting__in=meetings, holders__isnull=False)
    held = set(tasks.values_list("meeting_id", "holders"))
    rolls: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    rows = Attendance.objects.filter(meeting__in=meetings, expected=True, cell=F("meeting__cell"))
    for meeting, member, basis, state in rows.values_list("meeting_id", "member_id", "basis", "state"):
        rolls[meeting].append((member, basis, state))
    for meeting, cell, month in meetings.values_list("pk", "cell_id", "counted_for"):
        marks = sum(bool(state) for _, _, state in rolls[meeting])
        if roll_is_known(recorded=True, joint=meeting in joint, marks=marks):
            own = [member for member, basis, _ in rolls[meeting] if basis != Basis.ATTACHED]
            record = found[cell, month]
            record.tasks_known += 1
            record.working += len(own)
            record.tasked += sum((meeting, member) in held for member in own)


def _due(found: dict[Pair, MonthRecord], here: Q, held_by: date | None) -> None:
    """Tasks by the month in which they are due."""
    tasks = Task.objects.filter(here)
    if held_by is not None:
        tasks = tasks.exclude(meeting__held_on__gt=held_by)
    for cell, due_on, outcome, settled_on in tasks.values_list("cell_id", "due_on", "outcome", "settled_on"):
        record = found[cell, month_of(due_on)]
        record.tasks_due += 1
        if settled_on is None or (held_by is not None and settled_on > held_by):
            continue
        record.tasks_told += 1
        record.tasks_done += outcome == Outcome.DONE
        record.told_last = max(record.told_last or settled_on, settled_on)


INDICATORS: tuple[Indicator, ...] = (
    FlowIndicator(
        "task.assigned",
        "Đảng viên đang công tác được giao nhiệm vụ cụ thể",
        "số đảng viên có tên trong nhiệm vụ giao ở buổi thường kỳ / số đảng viên của chi bộ phải dự buổi đó "
        "(theo cách hiểu của phần mềm)",
        lambda f: f.tasked,
        lambda f: f.working,
        lambda f: f.tasks_known,
        lambda f: f.held,
        Unit.MEETINGS,
    ),
    FlowIndicator(
        "task.done",
        "Nhiệm vụ hoàn thành đúng hạn",
        "số nhiệm vụ đã báo hoàn thành đúng hạn / số nhiệm vụ đến hạn trong tháng",
        lambda f: f.tasks_done,
        lambda f: f.tasks_due,
        lambda f: f.tasks_told,
        lambda f: f.tasks_due,
        Unit.TASKS,
    ),
)


def declare() -> None:
    """Register everything. Called once, when the app is ready."""
    register_months(month_records)
    register(*INDICATORS)
