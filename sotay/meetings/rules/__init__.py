"""Decisions about meetings and their counts, from plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from sotay.facts.rules.records import MonthRecord
from sotay.meetings.choices import PRESENCES, REGULAR_KINDS, THEMATIC_KINDS, CountHeld, State, Status


@dataclass(frozen=True, slots=True)
class Turnout:
    """One cell's attendance at one meeting, counted from the snapshot (persons)."""

    expected: int = 0
    present: int = 0
    excused: int = 0


class Length(NamedTuple):
    """Whether both times are recorded, and the meeting was not shorter than asked."""

    timed: bool
    enough: bool


class Papers(NamedTuple):
    """Whether the rule set asks for papers before, their day is recorded, and it was early enough."""

    due: bool
    known: bool
    in_time: bool


NO_LENGTH = Length(timed=False, enough=False)
NO_PAPERS = Papers(due=False, known=False, in_time=False)


def length_of(started: time | None, ended: time | None, *, minimum: int) -> Length:
    """`minimum` in minutes, of the rule set in force that day (indicators.md, `meeting.duration_ok`)."""
    if started is None or ended is None:
        return NO_LENGTH
    minutes = (ended.hour - started.hour) * 60 + ended.minute - started.minute
    return Length(timed=True, enough=minutes >= minimum)


def papers_of(sent_on: date | None, held_on: date, *, days: int) -> Papers:
    """`days` that papers go out before the meeting at least, by the rule set in force that day; 0: none
    asked (indicators.md, `meeting.papers_ok`). A day that is not recorded is no paper in time."""
    if not days:
        return NO_PAPERS
    known = sent_on is not None
    return Papers(due=True, known=known, in_time=sent_on is not None and (held_on - sent_on).days >= days)


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One meeting as it bears on one participating cell.

    `marked` and `done`: how many compulsory steps of its rule set have a mark, are done;
    `compulsory`: how many there are. `turnout` is None when the attendance is not known.
    `length`, `papers`: see `length_of`, `papers_of`.
    """

    kind: str
    status: str
    counted_for: int
    also_for: int | None
    held_on: date | None
    marked: int
    done: int
    compulsory: int
    turnout: Turnout | None
    length: Length = NO_LENGTH
    papers: Papers = NO_PAPERS

    @property
    def regular(self) -> bool:
        return self.kind in REGULAR_KINDS


@dataclass(frozen=True, slots=True)
class CountFacts:
    """The counts that a cell reported of a month."""

    held: str
    turnout: Turnout | None
    steps_complete: bool | None
    theme_held: bool | None


def turnout_of(states: Iterable[tuple[bool, str]]) -> Turnout:
    """Count (expected, state) pairs: who came without being expected is noted, not counted
    (indicators.md, definition 10)."""
    counted = [state for expected, state in states if expected]
    return Turnout(
        expected=len(counted),
        present=sum(state in PRESENCES for state in counted),
        excused=sum(state == State.EXCUSED for state in counted),
    )


def roll_is_known(*, recorded: bool, joint: bool, marks: int) -> bool:
    """Whether one cell's attendance at a meeting is known: its roll was recorded, and where several
    cells met jointly at least one of its own expected people has a mark (another cell's roll says
    nothing of this one)."""
    return recorded and (not joint or marks > 0)


def month_record(month: int, meetings: Iterable[MeetingFacts], count: CountFacts | None) -> MonthRecord:
    """What one cell did in one month, from its meetings and its reported counts.

    A roll outranks a count for attendance, recorded steps outrank a count's, a theme counts from
    either (indicators.md, definition 11). A meeting for two joined months meets both, while its
    steps, attendance and theme count once, in the first (definition 1).
    """
    record = MonthRecord()
    for meeting in meetings:
        _add_meeting(record, month, meeting)
    if count:
        _add_count(record, count)
    return record


def _add_meeting(record: MonthRecord, month: int, meeting: MeetingFacts) -> None:
    if meeting.regular:
        record.recorded |= meeting.status != Status.PLANNED
        record.postponed += meeting.status == Status.POSTPONED
        record.not_held += meeting.status == Status.NOT_HELD
    if meeting.status != Status.HELD or meeting.held_on is None:
        return
    record.held_last = max(record.held_last or meeting.held_on, meeting.held_on)
    if meeting.regular:
        record.met = 1
    if meeting.counted_for != month:
        return
    if meeting.kind in THEMATIC_KINDS:
        record.themes = 1
    record.papers_due += meeting.papers.due
    record.papers_known += meeting.papers.known
    record.papers_ok += meeting.papers.in_time
    if meeting.regular:
        record.held += 1
        # Without a rule set nothing says which steps there are: not recorded, so not done.
        record.steps_recorded += 0 < meeting.compulsory == meeting.marked
        record.steps_done += 0 < meeting.compulsory == meeting.done
        record.timed += meeting.length.timed
        record.long_enough += meeting.length.enough
        if meeting.turnout is not None:
            _add_turnout(record, meeting.turnout)


def _add_turnout(record: MonthRecord, turnout: Turnout) -> None:
    record.rolls_known += 1
    record.expected += turnout.expected
    record.present += turnout.present
    record.excused += turnout.excused


def _add_count(record: MonthRecord, count: CountFacts) -> None:
    record.recorded = record.by_count = 1
    if count.held != CountHeld.NO:
        record.met = 1
    if count.theme_held:
        record.themes = 1
    if count.held != CountHeld.YES:
        return
    if not record.held:
        record.held = 1
    if not record.rolls_known and count.turnout is not None:
        _add_turnout(record, count.turnout)
    if not record.steps_recorded and count.steps_complete is not None:
        record.steps_recorded += 1
        record.steps_done += count.steps_complete
