"""What happened to votes. Ids and counts only; of a single ballot nothing is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PollOpened:
    """An electronic or secret vote began; `entitled`, `present`: persons who may vote."""

    meeting: int
    poll: int
    method: str
    purpose: str
    entitled: int
    present: int


@dataclass(frozen=True, slots=True)
class PollClosed:
    """A vote was counted (by hand: in one act)."""

    meeting: int
    poll: int
    method: str
    purpose: str
    yes: int
    no: int
    other: int
    entitled: int
    present: int


@dataclass(frozen=True, slots=True)
class PollCorrected:
    """A count by hand or of paper ballots was corrected before the minutes were adopted."""

    meeting: int
    poll: int
    yes: int
    no: int
    other: int


@dataclass(frozen=True, slots=True)
class PollVoided:
    """A vote was called off; its ballots, if any, were destroyed unopened. `cast`: how many there were."""

    meeting: int
    poll: int
    cast: int
