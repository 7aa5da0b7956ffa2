"""What happened to meetings. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RollSeen:
    """Somebody opened a roll with its names; `cells`: those whose names were shown."""

    meeting: int
    cells: tuple[int, ...]
