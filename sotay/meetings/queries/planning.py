"""The next meeting as it proposes itself, and the year's plan behind it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from sotay.access.choices import Permission
from sotay.core.actor import SEGMENT, Actor
from sotay.core.period import month_of, months_of_quarter, next_month, quarter_of
from sotay.meetings.choices import REGULAR_KINDS, THEMATIC_KINDS, Kind, Stage, Status
from sotay.meetings.models import (
    AgendaItem,
    CellMonthCount,
    JointCell,
    Meeting,
    MeetingHabit,
    Orientation,
    PlanEntry,
    Topic,
)
from sotay.meetings.queries.rosters import Standing, roster_on
from sotay.meetings.rules import planning as rules
from sotay.meetings.rules.planning import Habit, ItemDraft, PlanDraft
from sotay.members.choices import Post
from sotay.organisations.models import Organisation
from sotay.rulesets.rules import in_force

LAST = 4
"""So many last meetings tell the habit of a cell that did not say it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next meeting, filled in. `habit`: None when nothing tells; `said`: the cell said it itself.
    `duty`: the quarter's theme still owed, in words. `last`: (title, text) of what the last meeting set as
    tasks. `orientations`: of the committees above for the month. `people`: who may chair, take minutes,
    present. `standing`: the regular meeting planned for that month already (then nothing regular is
    proposed). `topic`: of the bank, as the year's plan names it. `beside`: of a separate thematic meeting,
    what is planned in its month already."""

    cell: Organisation
    draft: PlanDraft
    items: tuple[ItemDraft, ...]
    habit: Habit | None
    said: bool
    duty: str
    themed: bool
    last: str
    orientations: tuple[Orientation, ...]
    people: tuple[Standing, ...]
    standing: Meeting | None
    topic: Topic | None = None
    beside: tuple[Meeting, ...] = ()


def propose_next(actor: Actor, cell: Organisation, *, today: date, month: int | None = None) -> Proposal:
    """What to plan next: for this month, or the next once this one's regular meeting is planned or settled
    (`month`: ask for another). Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    planned = _planned(cell, today)
    chosen = month or rules.month_to_plan(today, _settled(cell, today) | set(planned))
    entry = _entry(cell, chosen, REGULAR_KINDS)
    ground = _ground(cell, chosen, today)
    kind = rules.kind_to_propose(chosen, themed=ground.themed, planned=entry.kind if entry else "")
    day = rules.day_to_propose(chosen, ground.habit, today, entry.planned_on if entry else None)
    topic, theme = (entry.topic, entry.theme) if entry else (None, "")
    found = _proposal(ground, Kind(kind), day, topic, theme)
    return replace(found, standing=planned.get(chosen))


def propose_thematic(
    actor: Actor, cell: Organisation, *, today: date, month: int | None = None, topic: Topic | None = None
) -> Proposal:
    """A meeting for a theme alone, beside the regular one of its month: a month has one regular meeting and
    as many separate thematic ones as the cell holds. Day, theme and topic are those of the year's plan.
    `month`: for which, else this one; `topic`: of the bank, in the place of the plan's. Requires
    MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    chosen = month or month_of(today)
    entry = _entry(cell, chosen, THEMATIC_KINDS - REGULAR_KINDS)
    topic, theme = (topic, topic.title) if topic else (entry.topic, entry.theme) if entry else (None, "")
    ground = _ground(cell, chosen, today)
    day = rules.thematic_day(chosen, ground.habit, today, entry.planned_on if entry else None)
    found = _proposal(ground, Kind.THEMATIC, day, topic, theme)
    beside = _underway(cell).filter(counted_for=chosen).order_by("planned_on", "pk")
    return replace(found, last="", beside=tuple(beside))


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a proposal of the month stands on; as in Proposal. `before`: the cell's last meeting."""

    cell: Organisation
    month: int
    habit: Habit | None
    said: bool
    themed: bool
    people: tuple[Standing, ...]
    before: Meeting | None


def _ground(cell: Organisation, month: int, today: date) -> _Ground:
    people, themed = tuple(roster_on(cell.pk, today)), theme_in_quarter(cell, month)
    return _Ground(cell, month, *habit_of(cell), themed, people, last_held(cell))


def _proposal(ground: _Ground, kind: Kind, day: date, topic: Topic | None, theme: str) -> Proposal:
    """The meeting of that kind and day, filled in by the cell's habit and its last meeting."""
    cell, month, habit, people = ground.cell, ground.month, ground.habit, ground.people
    draft = PlanDraft(
        counted_for=month,
        kind=kind,
        planned_on=day,
        planned_time=habit.time if habit else rules.EVENING,
        place=habit.place if habit else "",
        theme=theme,
        topic=topic.pk if topic else None,
        chair=chair_of(people),
        minute_taker=taker_of(ground.before, people),
    )
    return Proposal(
        cell=cell,
        draft=draft,
        items=tuple(items_for(cell, draft, people=people, last=ground.before)),
        habit=habit,
        said=ground.said,
        duty=rules.theme_duty(month, themed=ground.themed),
        themed=ground.themed,
        last=tasks_text(ground.before),
        orientations=tuple(orientations_for(cell, month)),
        people=people,
        standing=None,
        topic=topic,
    )


def _entry(cell: Organisation, month: int, kinds: Collection[Kind]) -> PlanEntry | None:
    """What the year's plan says of the month."""
    rows = PlanEntry.objects.filter(cell=cell, month=month, kind__in=sorted(kinds))
    return rows.select_related("topic").order_by("kind").first()


def habit_of(cell: Organisation) -> tuple[Habit | None, bool]:
    """When and where the cell meets, and whether it said so itself."""
    row = MeetingHabit.objects.filter(cell=cell).first()
    if row is not None:
        return Habit(row.rule, row.time, row.place), True
    rows = Meeting.objects.filter(
        cell=cell, status=Status.HELD, kind__in=sorted(REGULAR_KINDS), held_on__isnull=False
    ).order_by("-held_on", "-pk")[:LAST]
    return rules.habit_from([(r.held_on, r.started_at, r.place) for r in rows if r.held_on]), False


def _planned(cell: Organisation, today: date) -> dict[int, Meeting]:
    """Regular meetings planned in this product and not yet closed, by month."""
    rows = _underway(cell).filter(kind__in=sorted(REGULAR_KINDS))
    return {row.counted_for: row for row in rows.select_related("cell").order_by("-pk")}


def _underway(cell: Organisation) -> QuerySet[Meeting]:
    return Meeting.objects.filter(
        cell=cell,
        stage__in=[Stage.PLANNED, Stage.CALLED, Stage.IN_SESSION],
        status__in=[Status.PLANNED, Status.POSTPONED],
    )


def _settled(cell: Organisation, today: date) -> set[int]:
    """Of this month and the next: those of which the regular meeting is held or will not be."""
    months = [month_of(today), next_month(month_of(today))]
    takes_part = Q(cell=cell) | Q(pk__in=JointCell.objects.filter(cell=cell).values("meeting"))
    rows = Meeting.objects.filter(
        takes_part, kind__in=sorted(REGULAR_KINDS), status__in=[Status.HELD, Status.NOT_HELD]
    ).filter(Q(counted_for__in=months) | Q(also_for__in=months))
    found = {month for pair in rows.values_list("counted_for", "also_for") for month in pair if month}
    return found | set(
        CellMonthCount.objects.filter(cell=cell, month__in=months).values_list("month", flat=True)
    )


def theme_in_quarter(cell: Organisation, month: int, *, without: int = 0) -> bool:
    """Whether the quarter of the month has its theme, held or planned (`without`: leave that meeting out)."""
    months = months_of_quarter(quarter_of(month))
    takes_part = Q(cell=cell) | Q(pk__in=JointCell.objects.filter(cell=cell).values("meeting"))
    rows = Meeting.objects.filter(
        takes_part,
        kind__in=sorted(THEMATIC_KINDS),
        counted_for__in=months,
        status__in=[Status.HELD, Status.PLANNED],
    ).exclude(pk=without)
    counts = CellMonthCount.objects.filter(cell=cell, month__in=months, theme_held=True)
    return rows.exists() or counts.exists()


def last_held(cell: Organisation, *, before: Meeting | None = None) -> Meeting | None:
    """The regular meeting of the cell held last (`before`: earlier than that meeting)."""
    rows = Meeting.objects.filter(cell=cell, status=Status.HELD, kind__in=sorted(REGULAR_KINDS))
    if before is not None:
        rows = rows.exclude(pk=before.pk)
        if day := before.held_on or before.planned_on:
            rows = rows.filter(held_on__lt=day)
    return rows.order_by("-held_on", "-pk").first()


def tasks_text(last: Meeting | None) -> str:
    """What the last meeting set for the month to come: the month that is now reviewed."""
    row = AgendaItem.objects.filter(meeting=last, step="C4").first() if last else None
    return (row.conclusion or row.content) if row else ""


def items_for(
    cell: Organisation,
    draft: PlanDraft,
    *,
    people: tuple[Standing, ...],
    last: Meeting | None,
) -> list[ItemDraft]:
    """The agenda that a meeting so planned begins with, in the order of the last one; no item has a text."""
    day = draft.planned_on
    previous = [
        ItemDraft(row.title, row.step, row.presenter_id, row.presenter_words, row.minutes)
        for row in (AgendaItem.objects.filter(meeting=last).order_by("position", "pk") if last else ())
    ]
    return rules.agenda(
        in_force(day) if day else None,
        draft.kind,
        previous=previous,
        theme=draft.theme,
        present={one.member for one in people},
    )


def chair_of(people: tuple[Standing, ...]) -> int | None:
    """The secretary, else the deputy."""
    for post in (str(Post.SECRETARY.label), str(Post.DEPUTY.label)):
        for one in people:
            if post in one.posts:
                return one.member
    return None


def taker_of(last: Meeting | None, people: tuple[Standing, ...]) -> int | None:
    """The last minute taker, while belonging to the cell."""
    known = last.minute_taker_id if last else None
    return known if known in {one.member for one in people} else None


def orientations_for(cell: Organisation, *months: int) -> list[Orientation]:
    """What the committees above ask the cell to speak of in these months, the nearest committee first."""
    paths = [cell.path[:end] for end in range(SEGMENT, len(cell.path), SEGMENT)]
    rows = Orientation.objects.filter(month__in=months, organisation__path__in=paths)
    return sorted(
        rows.select_related("organisation", "document").defer("document__content"),
        key=lambda row: (-len(row.organisation.path), row.published_at, row.pk),
    )
