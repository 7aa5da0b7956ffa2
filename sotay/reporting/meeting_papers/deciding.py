"""Resolutions and conclusions of meetings, from the tables to plain data. Asks no rights."""

from dataclasses import replace
from datetime import date

from sotay.ballots.choices import Purpose
from sotay.ballots.queries import polls_of
from sotay.core.errors import DomainError
from sotay.meetings.models import Meeting
from sotay.meetings.queries.preparing import committee_for
from sotay.minutes.queries.record import outcomes_before, vote_line
from sotay.minutes.record import TaskLine, VoteLine
from sotay.reporting.meeting_papers.gathering import desk_of
from sotay.reporting.meeting_papers.inputs import Conclusion, Resolution
from sotay.reporting.meeting_papers.resolution import conclusion_paper, month_draft, resolution_paper
from sotay.reporting.paper import Paper
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.models import Decision
from sotay.resolutions.queries import tasks_given_at

DRAFT = "DỰ THẢO"


def decision_paper(meeting: Meeting, kind: DecisionKind, *, today: date) -> Paper:
    """The resolution or conclusion of a meeting: a draft until it is issued. DomainError when there is none,
    or it was cancelled."""
    rows = Decision.objects.filter(meeting=meeting, kind=kind)
    row = rows.filter(cancelled="").first() or rows.first()
    if row is None:
        raise DomainError(f"Buổi này chưa có {kind.label.lower()}: soạn xong mới in được.")
    if row.cancelled:
        raise DomainError(f"{kind.label} này đã hủy số nên không in; đồng chí soạn bản mới.")
    return (
        _resolution(row, meeting, today)
        if kind == DecisionKind.RESOLUTION
        else _conclusion(row, meeting, today)
    )


def _number(row: Decision) -> str:
    return f"{row.number:02d}-{row.kind}/CB" if row.number else ""


def _resolution(row: Decision, meeting: Meeting, today: date) -> Paper:
    day = row.issued_on or meeting.held_on or meeting.planned_on or today
    found = Resolution(
        desk=desk_of(meeting.cell, day),
        number=_number(row),
        issued_on=row.issued_on,
        kind=meeting.kind,
        month=meeting.counted_for,
        also_for=meeting.also_for,
        held_on=meeting.held_on or meeting.planned_on or today,
        outcomes=outcomes_before(meeting, today=today),
        tasks=task_lines(meeting, today=today),
        vote=_vote(meeting),
        about=row.subject,
        text=row.text or row.draft,
        draft="" if row.number else DRAFT,
    )
    return resolution_paper(found)


def month_text(meeting: Meeting, *, today: date, theme: str = "") -> str:
    """What the resolution of a regular meeting begins with, as the records say. Asks no rights."""
    body = desk_of(meeting.cell, meeting.held_on or today).body
    tasks = task_lines(meeting, today=today)
    committee = committee_for(meeting)
    planned = committee.plan.splitlines() if committee else []
    outcomes = outcomes_before(meeting, today=today)
    return month_draft(meeting.counted_for, body, outcomes, tasks, theme=theme, planned=planned)


def task_lines(meeting: Meeting, *, today: date) -> tuple[TaskLine, ...]:
    """The tasks of a meeting as a resolution names them: persons as comrades, others by their words."""
    found = []
    for one in tasks_given_at(meeting, today=today):
        whose = [*(f"đồng chí {name}" for name in one.people), one.words]
        found.append(TaskLine(one.text, ", ".join(filter(None, whose)), one.due_on))
    return tuple(found)


def _vote(meeting: Meeting) -> VoteLine | None:
    """The last vote on the resolution, as far as it was counted and not called off."""
    lines = [one for one in polls_of(meeting) if one.purpose == Purpose.RESOLUTION and one.of_host]
    counted = [line for line in lines if line.counts is not None and not line.void]
    return vote_line(counted[-1]) if counted else None


def _conclusion(row: Decision, meeting: Meeting, today: date) -> Paper:
    """Reached by the cell at its meeting, so the cell itself concludes."""
    day = row.issued_on or meeting.held_on or meeting.planned_on or today
    lines = tuple(line.strip() for line in (row.text or row.draft).splitlines() if line.strip())
    found = Conclusion(
        desk=replace(desk_of(meeting.cell, day), committee=False),
        number=_number(row),
        issued_on=row.issued_on,
        met_on=meeting.held_on or meeting.planned_on or today,
        about=row.subject.removeprefix("về "),
        reporter="",
        finding=lines[0] if lines else "",
        points=lines[1:],
        draft="" if row.number else DRAFT,
    )
    return conclusion_paper(found)
