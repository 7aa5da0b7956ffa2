"""The year's plan of a cell as it stands, and what it still lacks."""

from dataclasses import dataclass

from django.db.models import Q

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.period import quarter_of
from sotay.meetings.choices import REGULAR_KINDS, THEMATIC_KINDS, Status
from sotay.meetings.models import CellMonthCount, JointCell, Meeting, MeetingQuerySet, PlanEntry
from sotay.meetings.queries.planning import habit_of
from sotay.meetings.rules.planning import Habit
from sotay.meetings.rules.year import EntryDraft, months_of, propose_year, year_warnings
from sotay.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class YearPlan:
    """Entries by month, meetings that stand behind them (public id, status, by month), warnings.
    `open_months`: how many can still be filled by the cell's habit; `told_themed`: quarters (yyyyq) whose
    theme was taken up by the month's counts that the cell sent."""

    cell: Organisation
    year: int
    entries: dict[int, list[PlanEntry]]
    meetings: dict[int, list[Meeting]]
    warnings: tuple[str, ...]
    open_months: int
    told_themed: frozenset[int]
    habit: Habit | None


def year_plan(actor: Actor, cell: Organisation, year: int, *, first: int) -> YearPlan:
    """The plan of the year. Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    entries: dict[int, list[PlanEntry]] = {}
    for row in _entries(cell, year):
        entries.setdefault(row.month, []).append(row)
    meetings: dict[int, list[Meeting]] = {}
    for meeting in _meetings(cell, year).order_by("planned_on", "held_on", "pk"):
        meetings.setdefault(meeting.counted_for, []).append(meeting)
    drafts = [
        EntryDraft(row.month, row.kind, row.planned_on, row.theme)
        for rows in entries.values()
        for row in rows
    ]
    standing = [one for rows in meetings.values() for one in rows if one.status != Status.NOT_HELD]
    drafts += [EntryDraft(one.counted_for, one.kind, None, one.theme) for one in standing]
    told = _counted(cell, year)
    themed = frozenset(quarter_of(month) for month, theme in told.items() if theme)
    warnings = year_warnings(drafts, year, told, themed)
    left = len(proposed_entries(cell, year, first=first))
    return YearPlan(cell, year, entries, meetings, tuple(warnings), left, themed, habit_of(cell)[0])


def _entries(cell: Organisation, year: int) -> list[PlanEntry]:
    rows = PlanEntry.objects.filter(cell=cell, month__in=months_of(year)).select_related("topic")
    return list(rows.order_by("month", "kind"))


def _meetings(cell: Organisation, year: int) -> MeetingQuerySet:
    takes_part = Q(cell=cell) | Q(pk__in=JointCell.objects.filter(cell=cell).values("meeting"))
    return Meeting.objects.filter(takes_part, counted_for__in=months_of(year))


def _counted(cell: Organisation, year: int) -> dict[int, bool]:
    """Months of which the cell sent counts, and whether these tell of a theme."""
    rows = CellMonthCount.objects.filter(cell=cell, month__in=months_of(year))
    return {month: bool(theme) for month, theme in rows.values_list("month", "theme_held")}


def proposed_entries(cell: Organisation, year: int, *, first: int) -> list[EntryDraft]:
    """What the cell's habit would fill in, from the month `first` (yyyymm) on. Asks no rights."""
    planned = _entries(cell, year)
    meetings = [one for one in _meetings(cell, year) if one.status != Status.NOT_HELD]
    known = {row.month for row in planned if row.kind in REGULAR_KINDS}
    known |= _counted(cell, year).keys()
    known |= {one.counted_for for one in meetings if one.kind in REGULAR_KINDS}
    themed = {quarter_of(row.month): True for row in planned if row.kind in THEMATIC_KINDS}
    themed |= {quarter_of(one.counted_for): True for one in meetings if one.kind in THEMATIC_KINDS}
    return propose_year(year, habit_of(cell)[0], known, themed, first)


def plan_entry(actor: Actor, cell: Organisation, entry: int) -> PlanEntry | None:
    """One entry of the cell's own plan. Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    return PlanEntry.objects.filter(cell=cell, pk=entry).select_related("topic").first()
