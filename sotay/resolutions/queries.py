"""Tasks given and due, and the resolution of a meeting."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.period import month_of
from sotay.core.spans import on_day
from sotay.core.tree import reached
from sotay.meetings.choices import REGULAR_KINDS, Stage
from sotay.meetings.models import Meeting
from sotay.meetings.queries.own import At, at_meeting
from sotay.members.choices import Post
from sotay.members.models import Position
from sotay.organisations.models import Organisation
from sotay.resolutions.choices import SETTLED, DecisionKind, Given, Outcome
from sotay.resolutions.models import Decision, Task
from sotay.resolutions.rules import TaskCounts, given_at


class UnknownTask(DomainError):
    """No such task within reach."""


class UnknownDecision(DomainError):
    """No such resolution or conclusion within reach."""


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task in words. `holders`: names, or the words that stand for them, `people` and `words` the same
    apart; `outcome`: "" when not said; `month`: that its meeting counts for (yyyymm); `late`: its day has
    passed and it is not done; `settled_on`: when the outcome was said; `given`: of one that comes back at a
    meeting, where it was given."""

    public_id: str
    text: str
    holders: str
    due_on: date
    outcome: str
    note: str
    month: int
    late: bool
    people: tuple[str, ...] = ()
    words: str = ""
    settled_on: date | None = None
    given: Given = Given.LAST


def term_on(cell: Organisation, day: date) -> str:
    """The term of office of the cell's secretary on that day ("" when it is not recorded). Asks no rights."""
    rows = Position.objects.filter(on_day(day), organisation=cell, post=Post.SECRETARY)
    return rows.values_list("term", flat=True).first() or ""


def _views(
    rows: "QuerySet[Task]", today: date, given: Callable[[Task], Given] = lambda row: Given.LAST
) -> list[TaskView]:
    found = []
    for row in rows.select_related("meeting").prefetch_related("holders"):
        people = [name for _, name in sorted((one.sort_key, one.full_name) for one in row.holders.all())]
        open_still = row.outcome not in SETTLED
        found.append(
            TaskView(
                row.public_id,
                row.text,
                ", ".join(filter(None, [*people, row.holders_words])),
                row.due_on,
                row.outcome,
                row.note,
                row.meeting.counted_for,
                open_still and row.due_on < today,
                tuple(people),
                row.holders_words,
                row.settled_on,
                given(row),
            )
        )
    return found


def tasks_given_at(meeting: Meeting, *, today: date) -> list[TaskView]:
    """The tasks given at a meeting, in order. Asks no rights: for whoever was let to the meeting."""
    return _views(Task.objects.filter(meeting=meeting), today)


def own_tasks_given_at(actor: Actor, meeting: Meeting, *, today: date) -> list[TaskView]:
    """Of the tasks given at a meeting those that name the actor, done or not, by their day. Asks no rights:
    of the actor alone, whoever was let to the meeting."""
    if actor.member_id is None:
        return []
    rows = Task.objects.filter(meeting=meeting, holders=actor.member_id)
    return sorted(_views(rows, today), key=lambda one: one.due_on)


def tasks_before(meeting: Meeting, *, today: date, cell: Organisation | None = None) -> list[TaskView]:
    """The tasks that come back at a meeting: those of the cell's last regular meeting before it, others that
    are still open, and others that were open in that one's minutes and are done since, so that each is told
    of once. `cell`: one that sits there with the host, None: the host. Asks no rights."""
    held = meeting.held_on or meeting.planned_on or today
    return _coming_back(cell or meeting.cell, held, today, without=meeting.pk)


def tasks_as_at(meeting: Meeting, day: date) -> list[TaskView]:
    """The same as far as it was said by an earlier day: an outcome said later is none yet. Asks no rights."""
    return [
        one if one.settled_on and one.settled_on <= day else replace(one, outcome="", note="")
        for one in tasks_before(meeting, today=day)
    ]


def tasks_coming_back(actor: Actor, cell: Organisation, day: date, *, today: date) -> list[TaskView]:
    """The tasks that would come back at a regular meeting of the cell on that day (see `tasks_before`).
    Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    return _coming_back(cell, day, today)


def regular_before(cell: Organisation, day: date, *, without: int = 0) -> Meeting | None:
    """The last regular meeting that the cell held before a day, other than the one with that id. Asks no
    rights."""
    rows = Meeting.objects.filter(cell=cell, held_on__lt=day, kind__in=sorted(REGULAR_KINDS))
    return rows.exclude(pk=without).order_by("-held_on").first()


def _coming_back(cell: Organisation, day: date, today: date, *, without: int = 0) -> list[TaskView]:
    last = regular_before(cell, day, without=without)
    wanted = ~Q(outcome__in=SETTLED)
    if last is not None:
        wanted |= Q(meeting=last) | _said_since(last, day)
    rows = Task.objects.filter(wanted, cell=cell, meeting__held_on__lt=day).exclude(meeting=without)
    last_id, last_month = (last.pk, last.counted_for) if last is not None else (None, None)

    def given(row: Task) -> Given:
        month = row.meeting.counted_for
        return given_at(of_last=row.meeting_id == last_id, month=month, last_month=last_month)

    return _views(rows, today, given)


def _said_since(last: Meeting, day: date) -> Q:
    """Outcomes said after the minutes of a meeting were adopted, which no longer tell of them. Adopted only
    when the next one was held on that day, they do not take from it what was said after the close."""
    moves = dict(last.moves.filter(stage__in=[Stage.CLOSED, Stage.ADOPTED]).values_list("stage", "at"))
    adopted = moves.get(Stage.ADOPTED)
    told = adopted if adopted and localtime(adopted).date() < day else moves.get(Stage.CLOSED)
    if told is None:
        return Q(settled_on__gte=last.held_on)
    return Q(settled_at__gt=told) | Q(settled_at=None, settled_on__gte=localtime(told).date())


def tasks_of_cell(actor: Actor, cell: Organisation, *, today: date) -> list[TaskView]:
    """The tasks of a cell that are open, and those settled in the last weeks, late ones first. Requires
    MEETING_RECORD or MINUTES_VIEW at the cell."""
    if not actor.may(Permission.MINUTES_VIEW, cell):
        actor.require(Permission.MEETING_RECORD, cell)
    rows = Task.objects.filter(cell=cell).exclude(outcome__in=SETTLED, settled_on__lt=_weeks_ago(today))
    found = _views(rows, today)
    return sorted(found, key=lambda one: (one.outcome in SETTLED, not one.late, one.due_on))


def _weeks_ago(today: date) -> date:
    return date.fromordinal(today.toordinal() - 45)


def tasks_of_member(actor: Actor, *, today: date) -> list[TaskView]:
    """One's own tasks by name that are not done, in cells where one takes part in meetings. Requires a
    member's account."""
    if actor.member_id is None:
        return []
    here = reached(actor.reaches_of(Permission.MEETING_JOIN), "cell__path")
    rows = Task.objects.filter(here, holders=actor.member_id).exclude(outcome__in=SETTLED)
    return sorted(_views(rows, today), key=lambda one: one.due_on)


def task_for(actor: Actor, public_id: str) -> Task:
    """The task, where the actor records. Raises UnknownTask."""
    rows = Task.objects.visible_to(actor, Permission.MEETING_RECORD).select_related("meeting__cell", "cell")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise UnknownTask
    return found


def decisions_of(meeting: Meeting) -> list[Decision]:
    """The resolution and the conclusion of a meeting, as far as there are. Asks no rights."""
    return list(Decision.objects.filter(meeting=meeting).order_by("-kind", "pk"))


def issued_at(actor: Actor, meeting: str) -> list[tuple[DecisionKind, int]]:
    """Kind and number of what a meeting (public id) issued and has not cancelled, for whoever may read it as
    a paper (MINUTES_VIEW)."""
    rows = Decision.objects.visible_to(actor, Permission.MINUTES_VIEW).filter(
        meeting__public_id=meeting, number__isnull=False, cancelled=""
    )
    return [
        (DecisionKind(kind), number or 0)
        for kind, number in rows.order_by("-kind").values_list("kind", "number")
    ]


def decision_for(actor: Actor, public_id: str, permission: Permission) -> Decision:
    """The resolution or conclusion, where the actor holds the permission. Raises UnknownDecision."""
    rows = Decision.objects.visible_to(actor, permission).select_related("meeting__cell", "cell")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise UnknownDecision
    return found


def counts_of(tasks: Iterable[TaskView]) -> TaskCounts:
    """Count outcomes."""
    said = [one.outcome for one in tasks]
    return TaskCounts(
        len(said),
        said.count(Outcome.DONE),
        said.count(Outcome.LATE),
        said.count(Outcome.DOING),
        said.count(Outcome.NOT_DONE),
    )


def holders_by_name(meeting: Meeting) -> set[int]:
    """Ids of the members who got a task by name at the meeting. Asks no rights."""
    return set(Task.objects.filter(meeting=meeting).exclude(holders=None).values_list("holders", flat=True))


def meetings_of_tasks(actor: Actor, pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[str]]:
    """Public ids of the meetings that gave what is due in each (cell id, month), as far as the actor may see
    meetings; the latest first."""
    rows = Task.objects.visible_to(actor, Permission.MEETING_VIEW).filter(
        cell__in={cell for cell, _ in pairs}
    )
    found: dict[tuple[int, int], list[str]] = {}
    days = rows.order_by("-meeting__held_on", "pk").values_list("cell_id", "due_on", "meeting__public_id")
    for cell, due_on, meeting in days:
        pair = (cell, month_of(due_on))
        if pair in pairs and meeting not in found.setdefault(pair, []):
            found[pair].append(meeting)
    return found


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task given to me by name; nobody else's name. `outcome` None: nothing said yet; `note`: why, what."""

    at: At
    text: str
    due_on: date
    outcome: Outcome | None
    note: str
    settled_on: date | None


def own_tasks(actor: Actor) -> list[OwnTask]:
    """Every task that names the actor, done or not, newest first. Asks no rights: of the actor alone."""
    if actor.member_id is None:
        return []
    rows = Task.objects.filter(holders=actor.member_id).select_related("meeting").order_by("-given_at", "-pk")
    return [
        OwnTask(
            at_meeting(row.meeting),
            row.text,
            row.due_on,
            Outcome(row.outcome) if row.outcome else None,
            row.note,
            row.settled_on,
        )
        for row in rows
    ]
