"""What happened to the kept facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FactsCounted:
    """Somebody had facts counted again: everything, or only what was marked."""

    cell_months: int
    everything: bool


@dataclass(frozen=True, slots=True)
class FactsCompared:
    """Somebody compared the kept facts with the records; `different` is how many cell-months differ."""

    months: int
    different: int
