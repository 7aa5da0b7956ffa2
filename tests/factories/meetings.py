"""Meetings, their steps and rolls, and the counts of a month."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sotay.core.period import first_day, last_day, month_of
from sotay.meetings.choices import EXPECTED_BASES, Basis, CountHeld, Kind, Stage, State, Status
from sotay.meetings.models import Attendance, CellMonthCount, JointCell, Meeting, MeetingMove, MeetingStep
from sotay.organisations.models import Organisation
from sotay.rulesets.rules import in_force
from tests.factories.members import member

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


def meeting(
    cell: Organisation,
    month: int,
    kind: str = Kind.REGULAR,
    status: str = Status.HELD,
    *,
    held_on: date | None = None,
    joint: Iterable[Organisation] = (),
    **more: Any,
) -> Meeting:
    """A meeting counted for the month (yyyymm); held on its third day unless said otherwise."""
    if status == Status.HELD:
        held_on = held_on or first_day(month).replace(day=3)
    rules = in_force(held_on or last_day(month))
    more.setdefault("rule_set", rules.code if rules else "")
    more.setdefault("consent", "Có" if more.get("also_for") or status == Status.POSTPONED else "")
    made = Meeting.objects.create(
        cell=cell, kind=kind, status=status, counted_for=month, held_on=held_on, **more
    )
    for other in joint:
        JointCell.objects.create(meeting=made, cell=other)
    return made


def called(cell: Organisation, on: date, *, stage: int = Stage.CALLED, **more: Any) -> Meeting:
    """A meeting ahead, called for a day (or only planned: `stage`), with the moves that led there."""
    made = meeting(
        cell, more.pop("month", month_of(on)), status=Status.PLANNED, planned_on=on, stage=stage, **more
    )
    for after, reached in enumerate(range(1, stage + 1)):
        MeetingMove.objects.create(meeting=made, stage=reached, after=after, at=LONG_AGO)
    return made


def steps(which: Meeting, *, skipped: Iterable[str] = (), unmarked: Iterable[str] = ()) -> None:
    """Every compulsory step of its rule set done, but for those skipped or left without a mark."""
    rules = in_force(which.held_on or last_day(which.counted_for))
    codes = rules.compulsory - set(unmarked) if rules else ()
    for code in sorted(codes):
        MeetingStep.objects.create(
            meeting=which, code=code, done=code not in set(skipped), reason="Không có" * (code in skipped)
        )


def roll(which: Meeting, *states: str, cell: Organisation | None = None, basis: str = Basis.OFFICIAL) -> None:
    """The snapshot: one new person a state (State values, "" is not recorded). May be called again."""
    for state in states:
        Attendance.objects.create(
            meeting=which,
            cell=cell or which.cell,
            member=member(),
            basis=basis,
            expected=basis in EXPECTED_BASES,
            votes=basis == Basis.OFFICIAL,
            state=State(state) if state else "",
        )
    which.roll_recorded = True
    which.save(update_fields=["roll_recorded"])


def count(
    cell: Organisation,
    month: int,
    held: str = CountHeld.YES,
    people: tuple[int, int, int, int] | None = None,
    *,
    steps_complete: bool | None = None,
    theme_held: bool | None = None,
) -> CellMonthCount:
    """Reported counts; `people` is (expected, present, excused, unexcused)."""
    names = ("expected", "present", "excused", "unexcused")
    return CellMonthCount.objects.create(
        cell=cell,
        month=month,
        held=held,
        steps_complete=steps_complete,
        theme_held=theme_held,
        **dict(zip(names, people or (), strict=False)),
    )
