"""The one thing to do next about a cell's meetings, by how far they have come: from plain values.

The order is ours: what happens this evening goes first, then what was held and has no roll or minutes yet,
then what is to come, the nearest first, called or not.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sotay.meetings.choices import Stage

LATE_MINUTES = 60
"""Days after which a meeting without sealed minutes is no longer the next thing, only one of the missing."""


class Do(StrEnum):
    """What to do next about a meeting in the workspace."""

    LEAD = "lead"
    OPEN = "open"
    ROLL = "roll"
    ADOPT = "adopt"
    SEAL = "seal"
    DATE = "date"
    CALL = "call"
    PASSED = "passed"
    WAIT = "wait"


class Underway(NamedTuple):
    """A meeting that has begun its life here and is not sealed. `day`: held or planned; `rolled`: its roll
    is confirmed."""

    meeting: str
    stage: int
    day: date | None
    rolled: bool = True


class NextStep(NamedTuple):
    """What to do, about which meeting (public id)."""

    do: Do
    meeting: str


def step_of(one: Underway, today: date) -> Do:
    """What a meeting underway asks for."""
    if one.stage == Stage.IN_SESSION:
        return Do.LEAD
    if one.stage == Stage.CLOSED:
        return Do.ADOPT if one.rolled else Do.ROLL
    if one.stage == Stage.ADOPTED:
        return Do.SEAL
    if one.day is None:
        return Do.DATE
    if one.day < today:
        return Do.PASSED
    if one.day == today and one.stage == Stage.CALLED:
        return Do.OPEN
    return Do.WAIT if one.stage == Stage.CALLED else Do.CALL


ORDER = (Do.LEAD, Do.OPEN, Do.PASSED, Do.ROLL, Do.ADOPT, Do.SEAL, Do.DATE, Do.CALL, Do.WAIT)
TOGETHER = {Do.WAIT: Do.CALL}
"""Of meetings to come the nearest goes first: a later one that is not called yet does not hide it."""
URGENT = frozenset({Do.LEAD, Do.OPEN, Do.PASSED})
"""Comes before a roll left open and before months past without a record."""


def next_of(meetings: Sequence[Underway], today: date) -> NextStep | None:
    """The first of what the meetings ask for; None when nothing is underway. Of equals, the earlier."""
    steps = [
        (ORDER.index(TOGETHER.get(do, do)), one.day or today, one.meeting, do)
        for one in meetings
        for do in (step_of(one, today),)
        if one.stage not in {Stage.CLOSED, Stage.ADOPTED}
        or one.day is None
        or (today - one.day).days <= LATE_MINUTES
    ]
    if not steps:
        return None
    _, _, meeting, do = min(steps)
    return NextStep(do, meeting)
