"""What a claim's proof came to."""

from dataclasses import asdict, dataclass, field


@dataclass(slots=True)
class Outcome:
    """`n` probes with `failures`; of `planted` faults `planted_found` were found by the same probes."""

    n: int = 0
    failures: int = 0
    planted: int = 0
    planted_found: int = 0
    note: str = ""
    examples: list[str] = field(default_factory=list)
    """The first failures and the planted faults not found, in words."""

    @property
    def holds(self) -> bool:
        """A zero counts only with something probed and every planted fault found."""
        return self.n > 0 and not self.failures and self.planted_found == self.planted

    def as_json(self) -> dict[str, object]:
        """As build/prove.json keeps it."""
        return asdict(self)
