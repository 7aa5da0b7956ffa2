"""What happened to the journal itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JournalChecked:
    """Somebody verified every chain; `faults` is how many chains were broken."""

    chains: int
    faults: int
