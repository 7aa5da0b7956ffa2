"""What happened to meetings. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RollSeen:
    """Somebody opened a roll with its names; `cells`: those whose names were shown."""

    meeting: int
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MeetingRecorded:
    """A meeting was written down by hand. `after`: days after it was held; None when it was not held."""

    meeting: int
    cells: tuple[int, ...]
    months: tuple[int, ...]
    kind: str
    status: str
    after: int | None


@dataclass(frozen=True, slots=True)
class MeetingAmended:
    """What was recorded of a meeting was corrected; `fields`: which parts, never their contents."""

    meeting: int
    cells: tuple[int, ...]
    months: tuple[int, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollConfirmed:
    """The roll of one cell at a meeting was confirmed (`changed`: persons whose state is another than
    confirmed before; None the first time)."""

    meeting: int
    cell: int
    expected: int
    present: int
    excused: int
    unexcused: int
    changed: int | None


@dataclass(frozen=True, slots=True)
class MonthCountsSaved:
    """A cell reported the counts of its month, or corrected them (`fields`: which)."""

    cell: int
    month: int
    held: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingMoved:
    """A meeting came from one stage to another (`Stage`; 0: none before). `afterwards`: written down after
    the event; `for_another`: entered by a deputy or helper for the secretary."""

    meeting: int
    stage_before: int
    stage: int
    afterwards: bool
    for_another: bool
