"""What happened to the kept facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FactsCounted:
    """Somebody had facts counted again: everything, or only what was marked."""

    cell_months: int
    everything: bool
