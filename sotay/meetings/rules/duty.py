"""How a cell stands with its monthly duty: done, late, missing, and what the record lacks.

"Late": held after the month's end (a past month), or the planned day has passed and nothing is recorded
(this month). Postponed with consent stays a duty of its month (indicators.md, definition 1).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sotay.core.period import last_day, months_of_quarter, quarter_of
from sotay.facts.rules.records import MonthRecord
from sotay.meetings.choices import Deed, Duty, Lack

NOTHING_RECORDED = MonthRecord()


def duty_of(
    month: int,
    record: MonthRecord,
    *,
    held_on: date | None,
    planned_on: date | None,
    said_late: bool,
    today: date,
) -> Duty:
    """`record`: what counts for the cell and month; `held_on`: its first regular meeting counted for it
    alone; `said_late`: reported so by counts."""
    if record.met:
        late = said_late or (held_on is not None and held_on > last_day(month))
        return Duty.LATE if late else Duty.ON_TIME
    if record.postponed:
        return Duty.POSTPONED
    if record.not_held or record.by_count:
        return Duty.NOT_HELD
    if today > last_day(month):
        return Duty.MISSING
    return Duty.OVERDUE if planned_on is not None and planned_on < today else Duty.NOT_YET


def lacks_of(month: int, record: MonthRecord, *, themed: bool, guest: bool = False) -> Iterator[Lack]:
    """What a month's record lacks; a theme is asked for in the last month of its quarter. `guest`: another
    cell recorded the meeting. What is held jointly counts for each participating cell from then on
    (indicators.md, definition 5); that this cell has not yet confirmed its own roll is told beside it."""
    if record.rolls_known < record.held:
        yield Lack.JOINT if guest else Lack.ROLL
    if record.steps_recorded < record.held:
        yield Lack.STEPS_BLANK
    if record.steps_done < record.steps_recorded:
        yield Lack.STEPS
    if record.long_enough < record.timed:
        yield Lack.LENGTH
    if record.papers_known < record.papers_due:
        yield Lack.PAPERS_BLANK
    if record.papers_ok < record.papers_known:
        yield Lack.PAPERS
    if not themed and month == months_of_quarter(quarter_of(month))[2]:
        yield Lack.THEME


class Step(NamedTuple):
    """The one thing to do next: what, for which month, and the meeting it is about ("" none yet)."""

    deed: Deed
    month: int = 0
    meeting: str = ""


class Waiting(NamedTuple):
    """A month as `next_step` needs it. `rollless`: public id of a held meeting without its roll."""

    month: int
    duty: Duty
    meeting: str
    rollless: str


def next_step(months: Sequence[Waiting]) -> Step:
    """The next thing for a cell: a roll left open, then the latest month past without a record, then
    this month's meeting. `months`: newest first, the current one among them."""
    for one in months:
        if one.rollless:
            return Step(Deed.ROLL, one.month, one.rollless)
    for one in months:
        if one.duty == Duty.MISSING:
            return Step(Deed.RECORD, one.month, one.meeting)
    for one in months[:1]:
        if one.duty in {Duty.OVERDUE, Duty.NOT_YET, Duty.POSTPONED}:
            return Step(Deed.RECORD, one.month, one.meeting)
    return Step(Deed.NOTHING)
