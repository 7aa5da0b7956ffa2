"""What happened to resolutions and tasks. Ids and counts only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaskGiven:
    """A task was given (`what`: "given", "changed", "removed"); `holders`: how many members by name."""

    meeting: int
    task: int
    what: str
    holders: int


@dataclass(frozen=True, slots=True)
class TaskSettled:
    """It was said what became of a task."""

    task: int
    outcome: str


@dataclass(frozen=True, slots=True)
class DecisionWritten:
    """The draft or text of a resolution or conclusion was written; `fields`: which, never their contents."""

    meeting: int
    decision: int
    kind: str
    version: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionIssued:
    """A resolution or conclusion took its number."""

    meeting: int
    decision: int
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class DecisionCancelled:
    """An issued one was cancelled; its number stays, marked."""

    meeting: int
    decision: int
    number: int
