"""What happened to visits. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VisitNoted:
    """A leader noted whether they attended a meeting of a cell they follow."""

    meeting: int
    visit: int
    attended: bool
    version: int
