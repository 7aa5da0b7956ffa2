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
    next_month,
    previous_month,
)
from sotay.core.spans import on_day
from sotay.meetings.choices import PRESENCES, Basis, Kind, Stage, State, Status
from sotay.meetings.models import Attendance, CommitteeMeeting, Guest, Meeting, MeetingStep, Opinion
from sotay.meetings.queries.rosters import roster_on
from sotay.meetings.rules import roll_is_known
from sotay.members.choices import MEMBER_STATUSES
from sotay.members.choices import Status as Standing
from sotay.members.models import MemberStatus, OfficialPlace
from sotay.minutes.models import MonthlyReport
from sotay.minutes.queries.known import JOINED, cells_beside, meeting_of, reported, theme_of
from sotay.organisations.models import Organisation
from sotay.oversight.queries import followed
from sotay.resolutions.choices import SETTLED, DecisionKind, Outcome
from sotay.resolutions.models import Decision, Task
from sotay.resolutions.queries import holders_by_name, tasks_before
from sotay.resolutions.rules import symbol
from sotay.rulesets.rules import in_force, rule_set

DATES = frozenset({"as_at", "held_on", "committee_on", "theme_held_on", "theme_planned_on"})


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The figures of a month; persons and days, minutes for `long`. None: not recorded. `steps`: (done, due);
    `issued`: papers with their numbers; `level`: as voted by the cell; `last_total`, `last_on_time`: tasks of
    the month before; `older_total`, `older_done`: of earlier months that came back at the meeting, how many,
    and how many of them are done, late or not; `tasked` of `working`: expected members with a task by name.

    `state`: how far the month is known, see `queries.known`; `counts`: from what the cell reported as
    counts, `steps_complete`, `theme_reported` with them; `counted_in`: the first of two joined months when
    this is the second; `beside`: names of the cells that met jointly; `reason`, `consent`: of what did not
    take place or was joined. `leaders`: those assigned to the cell that day, `leaders_noted`,
    `leaders_came`: who of them noted a visit, who came; `delegate`: whether the cell wrote a delegate of the
    superior among its guests.
    """

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
    older_total: int = 0
    older_done: int = 0
    given: int = 0
    tasked: int | None = None
    working: int = 0
    state: str = ""
    counts: bool = False
    steps_complete: bool | None = None
    theme_reported: bool = False
    counted_in: int = 0
    beside: tuple[str, ...] = ()
    reason: str = ""
    consent: str = ""
    leaders: int = 0
    leaders_noted: int = 0
    leaders_came: int = 0


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
    for name in ("issued", "beside"):
        values[name] = tuple(values.get(name, ()))
    if "state" not in values:  # sent before states were told
        values["state"] = Status.HELD if values.get("held_on") else ""
    values["steps"] = tuple(values["steps"]) if values.get("steps") else None
    return MonthFigures(**values)


def month_figures(cell: Organisation, month: int, *, today: date) -> MonthFigures:
    """Computed from the records as they stand. Asks no rights: for whoever was let to the report."""
    meeting, count = meeting_of(cell, month), reported(cell, month)
    held = meeting is not None and meeting.status == Status.HELD
    day = (meeting.held_on if meeting and held else None) or min(today, last_day(month))
    rules = rule_set(meeting.rule_set) if meeting and meeting.rule_set else in_force(day)
    combined = meeting is not None and meeting.kind == Kind.COMBINED
    committee = CommitteeMeeting.objects.filter(cell=cell, counted_for=month).order_by("-held_on").first()
    values: dict[str, Any] = _people(cell, month, day) | theme_of(cell, month) | _last_tasks(cell, month)
    values |= {
        "as_at": day,
        "least": rules.minutes(combined=combined) if rules else 0,
        "papers_least": rules.papers_days if rules else 0,
        "committee_on": committee.held_on if committee else None,
        "issued": _issued(cell, month),
    }
    if meeting is not None:
        values |= {"state": meeting.status, "reason": meeting.reason, "consent": meeting.consent}
    if meeting is not None and held:
        values |= {"held_on": meeting.held_on, "beside": cells_beside(meeting, cell, day)}
        if meeting.counted_for == month:
            values |= _meeting(cell, meeting) | _older_tasks(cell, meeting, today)
        else:
            values |= {"state": JOINED, "counted_in": meeting.counted_for}
    if count is not None:
        values |= {name: value for name, value in count.items() if values.get(name) is None or not held}
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
    values: dict[str, Any] = _above(cell, meeting)
    if meeting.started_at and meeting.ended_at:
        begun, ended = meeting.started_at, meeting.ended_at
        values["long"] = (ended.hour - begun.hour) * 60 + ended.minute - begun.minute
    if meeting.papers_on and meeting.held_on:
        values["papers_days"] = (meeting.held_on - meeting.papers_on).days
    marks = dict(MeetingStep.objects.filter(meeting=meeting).values_list("code", "done"))
    if marks and meeting.rule_set:
        due = rule_set(meeting.rule_set).compulsory
        values["steps"] = (sum(marks.get(code, False) for code in due), len(due))
    rows = Attendance.objects.filter(meeting=meeting, cell=cell, expected=True)
    states = list(rows.values_list("state", flat=True))
    joint = meeting.joint_cells.exists()
    if roll_is_known(recorded=meeting.roll_recorded, joint=joint, marks=sum(map(bool, states))):
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


def _above(cell: Organisation, meeting: Meeting) -> dict[str, Any]:
    """Who came from above: what the assigned leaders noted, and beside it whom the cell wrote down."""
    assert meeting.held_on is not None
    found = followed(meeting, cell, meeting.held_on)
    values: dict[str, Any] = {
        "leaders": found.assigned,
        "leaders_noted": found.noted,
        "leaders_came": found.came,
    }
    if meeting.stage >= Stage.CLOSED:
        values["delegate"] = Guest.objects.filter(meeting=meeting, delegate=True).exists()
    return values


def _level(meeting: Meeting) -> str:
    """Khá (86,8/100 điểm): what the cell voted, as the subject of the vote says it after its colon."""
    voted = [one for one in polls_of(meeting) if one.purpose == Purpose.LEVEL and one.of_host and one.passed]
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


def _last_tasks(cell: Organisation, month: int) -> dict[str, int | None]:
    rows = Task.objects.filter(cell=cell, meeting__counted_for=previous_month(month))
    outcomes = list(rows.values_list("outcome", flat=True))
    said = any(outcomes)
    return {
        "last_total": len(outcomes),
        "last_on_time": outcomes.count(Outcome.DONE) if said or not outcomes else None,
    }


def _older_tasks(cell: Organisation, meeting: Meeting, today: date) -> dict[str, int]:
    """Tasks given for months before the last that came back at the month's meeting: they stand in no count of
    last month's, and once they are done nothing else tells of it."""
    before = previous_month(meeting.counted_for)
    back = tasks_before(meeting, today=today, cell=cell)
    older = [one.outcome in SETTLED for one in back if one.month < before]
    return {"older_total": len(older), "older_done": sum(older)}


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
