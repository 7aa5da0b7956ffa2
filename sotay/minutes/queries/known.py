"""How far a cell's month is known, whichever way it was recorded (indicators.md, definitions 1, 5, 11).

A meeting that the cell hosts or takes part in, held for this month or joined with it; one that was put off or
not held; counts alone. What is known in no way is "".
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from sotay.core.period import months_of_quarter, previous_month, quarter_of
from sotay.meetings.choices import REGULAR_KINDS, THEMATIC_KINDS, CountHeld, Stage, Status
from sotay.meetings.models import CellMonthCount, CommitteeMeeting, Meeting, PlanEntry
from sotay.organisations.models import Organisation
from sotay.organisations.queries import names_on

ORDER = (Status.HELD, Status.POSTPONED, Status.NOT_HELD)
JOINED = "joined"
REPORTED = {CountHeld.YES: Status.HELD, CountHeld.NO: Status.NOT_HELD, CountHeld.JOINED: JOINED}


def _taking_part(cell: Organisation) -> "QuerySet[Meeting]":
    """Meetings that the cell hosts or takes part in, each once."""
    joined = Meeting.objects.filter(joint_cells__cell=cell).values("pk")
    return Meeting.objects.filter(Q(cell=cell) | Q(pk__in=joined))


def meeting_of(cell: Organisation, month: int) -> Meeting | None:
    """The regular meeting by which the month is known: one that was held before one that was not, the month's
    own before one joined with another month, then the earliest."""
    rows = _taking_part(cell).filter(
        Q(counted_for=month) | Q(also_for=month),
        kind__in=sorted(REGULAR_KINDS),
        status__in=sorted(ORDER),
    )
    return min(
        rows,
        key=lambda row: (
            ORDER.index(Status(row.status)),
            row.counted_for != month,
            row.held_on or row.planned_on or date.max,
            row.pk,
        ),
        default=None,
    )


def reported(cell: Organisation, month: int) -> dict[str, Any] | None:
    """What the cell reported of the month as counts, in the words of `MonthFigures`; None: nothing."""
    row = CellMonthCount.objects.filter(cell=cell, month=month).first()
    if row is None:
        return None
    found: dict[str, Any] = {
        "state": REPORTED[CountHeld(row.held)],
        "counts": True,
        "reason": row.reason,
        "consent": row.consent,
        "steps_complete": row.steps_complete,
        "counted_in": previous_month(month) if row.held == CountHeld.JOINED else 0,
    }
    if row.expected is not None and row.present is not None and row.excused is not None:
        unexcused = row.expected - row.present - row.excused if row.unexcused is None else row.unexcused
        found |= {"expected": row.expected, "present": row.present}
        found |= {"excused": row.excused, "unexcused": max(0, unexcused)}
    return found


def cells_beside(meeting: Meeting, cell: Organisation, day: date) -> tuple[str, ...]:
    """Names of the other cells of a meeting held jointly, the host first."""
    ids = [meeting.cell_id, *meeting.joint_cells.order_by("cell_id").values_list("cell_id", flat=True)]
    names = names_on([pk for pk in ids if pk != cell.pk], day)
    return tuple(names[pk].name for pk in ids if pk in names)


def theme_of(cell: Organisation, month: int) -> dict[str, Any]:
    """The theme of the month's quarter: when it was held (by a meeting, or told by counts), else planned."""
    months = months_of_quarter(quarter_of(month))
    rows = _taking_part(cell).filter(kind__in=sorted(THEMATIC_KINDS), counted_for__in=months)
    held = rows.filter(status=Status.HELD).order_by("held_on").values_list("held_on", flat=True).first()
    planned = rows.filter(status=Status.PLANNED, planned_on__isnull=False).order_by("planned_on")
    entries = PlanEntry.objects.filter(
        cell=cell, month__in=months, kind__in=sorted(THEMATIC_KINDS), planned_on__isnull=False
    )
    day = planned.values_list("planned_on", flat=True).first()
    day = day or entries.order_by("planned_on").values_list("planned_on", flat=True).first()
    told = CellMonthCount.objects.filter(cell=cell, month__in=months, theme_held=True)
    return {"theme_held_on": held, "theme_planned_on": day, "theme_reported": told.exists()}


@dataclass(frozen=True, slots=True)
class Behind:
    """Public ids of the records that a month's figures count; "" where there is none. `counts`: the cell
    reported counts of the month; `hosted`: the meeting is the cell's own; `closed`: its minutes are there."""

    meeting: str
    committee: str
    theme: str
    counts: bool
    hosted: bool
    closed: bool


def behind(cell: Organisation, month: int) -> Behind:
    """The records of a month. Asks no rights: addresses open by the rights of their own pages."""
    meeting = meeting_of(cell, month)
    committee = CommitteeMeeting.objects.filter(cell=cell, counted_for=month).order_by("-held_on").first()
    months = months_of_quarter(quarter_of(month))
    themes = _taking_part(cell).filter(
        kind__in=sorted(THEMATIC_KINDS), counted_for__in=months, status=Status.HELD
    )
    return Behind(
        meeting.public_id if meeting else "",
        committee.public_id if committee else "",
        themes.order_by("held_on").values_list("public_id", flat=True).first() or "",
        CellMonthCount.objects.filter(cell=cell, month=month).exists(),
        meeting is not None and meeting.cell_id == cell.pk,
        meeting is not None and meeting.stage >= Stage.CLOSED,
    )
