"""The figures of a cell's month as its report tells them: counts only, no names (papers, bao-cao-thang)."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.utils.timezone import localtime

from sotay.ballots.choices import Purpose
from sotay.ballots.queries import polls_of
from sotay.core.period import (
    first_day,
    last_day,
    month_of,
    months_of_quarter,
    next_month,
    previous_month,
    quarter_of,
)
from sotay.core.spans import on_day
from sotay.meetings.choices import PRESENCES, REGULAR_KINDS, THEMATIC_KINDS, Basis, Kind, Stage, State, Status
from sotay.meetings.models import (
    Attendance,
    CommitteeMeeting,
    Guest,
    Meeting,
    MeetingStep,
    Opinion,
    PlanEntry,
)
from sotay.meetings.queries.rosters import roster_on
from sotay.members.choices import MEMBER_STATUSES
from sotay.members.choices import Status as Standing
from sotay.members.models import MemberStatus, OfficialPlace
from sotay.minutes.models import MonthlyReport
from sotay.organisations.models import Organisation
from sotay.resolutions.choices import DecisionKind, Outcome
from sotay.resolutions.models import Decision, Task
from sotay.resolutions.queries import holders_by_name
from sotay.resolutions.rules import symbol
from sotay.rulesets.rules import in_force, rule_set

DATES = frozenset({"as_at", "held_on", "committee_on", "theme_held_on", "theme_planned_on"})


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The figures of a month; persons and days, minutes for `long`. None: not recorded. `steps`: (done, due);
    `issued`: papers with their numbers; `level`: as voted by the cell; `last_total`, `last_on_time`: tasks of
    the month before; `tasked` of `working`: expected members with a task by name."""

    as_at: date
    official: int
    probationary: int
    exempt: int
    away: int
    attached: int
    admitted: int
    arrived: int
    left: int
    held_on: date | None = None
    long: int | None = None
    least: int = 0
    committee_on: date | None = None
    papers_days: int | None = None
    papers_least: int = 0
    steps: tuple[int, int] | None = None
    expected: int | None = None
    present: int | None = None
    excused: int = 0
    unexcused: int = 0
    speakers: int | None = None
    issued: tuple[str, ...] = ()
    theme_held_on: date | None = None
    theme_planned_on: date | None = None
    delegate: bool | None = None
    level: str = ""
    last_on_time: int | None = None
    last_total: int = 0
    given: int = 0
    tasked: int | None = None
    working: int = 0


def plain_of(figures: MonthFigures) -> dict[str, Any]:
    """As JSON keeps them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(figures).items()
    }


def figures_from(plain: dict[str, Any]) -> MonthFigures:
    """What `plain_of` wrote."""
    values = {one.name: plain[one.name] for one in fields(MonthFigures) if one.name in plain}
    for name in DATES:
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    values["issued"] = tuple(values.get("issued", ()))
    values["steps"] = tuple(values["steps"]) if values.get("steps") else None
    return MonthFigures(**values)


def month_figures(cell: Organisation, month: int, *, today: date) -> MonthFigures:
    """Computed from the records as they stand. Asks no rights: for whoever was let to the report."""
    rows = Meeting.objects.filter(cell=cell, status=Status.HELD, kind__in=sorted(REGULAR_KINDS))
    meeting = rows.filter(counted_for=month).order_by("held_on", "pk").first()
    day = (meeting.held_on if meeting else None) or min(today, last_day(month))
    rules = rule_set(meeting.rule_set) if meeting and meeting.rule_set else in_force(day)
    combined = meeting is not None and meeting.kind == Kind.COMBINED
    committee = CommitteeMeeting.objects.filter(cell=cell, counted_for=month).order_by("-held_on").first()
    values: dict[str, Any] = _people(cell, month, day) | _theme(cell, month) | _last_tasks(cell, month)
    values |= {
        "as_at": day,
        "least": rules.minutes(combined=combined) if rules else 0,
        "papers_least": rules.papers_days if rules else 0,
        "committee_on": committee.held_on if committee else None,
        "issued": _issued(cell, month),
    }
    if meeting is not None:
        values |= _meeting(cell, meeting)
    return MonthFigures(**values)


def _people(cell: Organisation, month: int, day: date) -> dict[str, int]:
    roster = roster_on(cell.pk, day)
    bases = [one.basis for one in roster]
    own = [one.member for one in roster if one.basis != Basis.ATTACHED]
    statuses = MemberStatus.objects.filter(on_day(day), member__in=own, status__in=sorted(MEMBER_STATUSES))
    rights = list(statuses.values_list("status", flat=True))
    span = {"valid_from__gte": first_day(month), "valid_from__lt": first_day(next_month(month))}
    came = set(OfficialPlace.objects.filter(cell=cell, **span).values_list("member_id", flat=True))
    admitted = MemberStatus.objects.filter(status=Standing.PROBATIONARY, member__in=came, **span)
    new = set(admitted.values_list("member_id", flat=True))
    gone = OfficialPlace.objects.filter(
        cell=cell, valid_to__gte=first_day(month), valid_to__lt=first_day(next_month(month))
    )
    return {
        "official": rights.count(Standing.OFFICIAL),
        "probationary": rights.count(Standing.PROBATIONARY),
        "exempt": bases.count(Basis.EXEMPT),
        "away": bases.count(Basis.AWAY),
        "attached": bases.count(Basis.ATTACHED),
        "working": sum(one.expected and one.basis != Basis.ATTACHED for one in roster),
        "admitted": len(new),
        "arrived": len(came - new),
        "left": gone.count(),
    }


def _meeting(cell: Organisation, meeting: Meeting) -> dict[str, Any]:
    values: dict[str, Any] = {"held_on": meeting.held_on}
    if meeting.started_at and meeting.ended_at:
        begun, ended = meeting.started_at, meeting.ended_at
        values["long"] = (ended.hour - begun.hour) * 60 + ended.minute - begun.minute
    if meeting.papers_on and meeting.held_on:
        values["papers_days"] = (meeting.held_on - meeting.papers_on).days
    marks = dict(MeetingStep.objects.filter(meeting=meeting).values_list("code", "done"))
    if marks and meeting.rule_set:
        due = rule_set(meeting.rule_set).compulsory
        values["steps"] = (sum(marks.get(code, False) for code in due), len(due))
    if meeting.roll_recorded:
        rows = Attendance.objects.filter(meeting=meeting, cell=cell, expected=True)
        states = list(rows.values_list("state", flat=True))
        values |= {
            "expected": len(states),
            "present": sum(state in PRESENCES for state in states),
            "excused": states.count(State.EXCUSED),
            "unexcused": states.count(State.UNEXCUSED),
        }
    if meeting.stage >= Stage.CLOSED:
        spoke = Opinion.objects.filter(meeting=meeting, speaker__isnull=False).exclude(
            item__isnull=True, way="before"
        )
        values["speakers"] = spoke.values("speaker").distinct().count()
        values["delegate"] = Guest.objects.filter(meeting=meeting, delegate=True).exists()
        values["level"] = _level(meeting)
        tasks = Task.objects.filter(meeting=meeting)
        values["given"] = tasks.count()
        expected = (
            {one.member for one in roster_on(cell.pk, meeting.held_on) if one.expected}
            if (meeting.held_on)
            else set()
        )
        values["tasked"] = len(holders_by_name(meeting) & expected)
    return values


def _level(meeting: Meeting) -> str:
    """Khá (86,8/100 điểm): what the cell voted, as the subject of the vote says it after its colon."""
    voted = [one for one in polls_of(meeting) if one.purpose == Purpose.LEVEL and one.passed]
    return voted[-1].subject.partition(":")[2].strip() if voted else ""


def _issued(cell: Organisation, month: int) -> tuple[str, ...]:
    rows = Decision.objects.filter(cell=cell, meeting__counted_for=month, number__isnull=False, cancelled="")
    found: dict[str, list[str]] = {}
    for kind, number in rows.order_by("number").values_list("kind", "number"):
        found.setdefault(kind, []).append(symbol(kind, number or 0))
    return tuple(
        f"{len(numbers):02} {str(DecisionKind(kind).label).lower()} ({', '.join(numbers)})"
        for kind, numbers in sorted(found.items(), reverse=True)
    )


def _theme(cell: Organisation, month: int) -> dict[str, date | None]:
    months = months_of_quarter(quarter_of(month))
    rows = Meeting.objects.filter(cell=cell, kind__in=sorted(THEMATIC_KINDS), counted_for__in=months)
    held = rows.filter(status=Status.HELD).order_by("held_on").values_list("held_on", flat=True).first()
    planned = rows.filter(status=Status.PLANNED, planned_on__isnull=False).order_by("planned_on")
    entries = PlanEntry.objects.filter(
        cell=cell, month__in=months, kind__in=sorted(THEMATIC_KINDS), planned_on__isnull=False
    )
    day = planned.values_list("planned_on", flat=True).first()
    day = day or entries.order_by("planned_on").values_list("planned_on", flat=True).first()
    return {"theme_held_on": held, "theme_planned_on": day}


def _last_tasks(cell: Organisation, month: int) -> dict[str, int | None]:
    rows = Task.objects.filter(cell=cell, meeting__counted_for=previous_month(month))
    outcomes = list(rows.values_list("outcome", flat=True))
    said = any(outcomes)
    return {
        "last_total": len(outcomes),
        "last_on_time": outcomes.count(Outcome.DONE) if said or not outcomes else None,
    }


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A monthly report. `row`: as written, None: nothing yet; `now`: the figures as they stand; `told`: as
    they were sent, None before."""

    cell: Organisation
    month: int
    row: MonthlyReport | None
    now: MonthFigures
    told: MonthFigures | None


def report_of(cell: Organisation, month: int, *, today: date) -> ReportPage:
    """The report of a month. Asks no rights: for whoever was let to it."""
    row = MonthlyReport.objects.filter(cell=cell, month=month).first()
    now = month_figures(cell, month, today=today)
    told = figures_from(row.told) if row is not None and row.sent_at else None
    return ReportPage(cell, month, row, now, told)


def reports_sent(cells: list[int], month: int) -> dict[int, date]:
    """Which of the cells (by id) sent the report of a month, and on which day. One question to the database;
    asks no rights: for whoever was let to the cells."""
    rows = MonthlyReport.objects.filter(cell__in=cells, month=month, sent_at__isnull=False)
    return {
        cell: localtime(sent_at).date() for cell, sent_at in rows.values_list("cell_id", "sent_at") if sent_at
    }


def reportable(month: int, *, today: date) -> bool:
    """A month that has begun."""
    return month <= month_of(today)
