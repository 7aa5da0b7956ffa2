"""What a claim's proof came to."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.prove.sharing import Share


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

    def enter_planted(self, found: dict[str, bool]) -> None:
        """Planted faults by name: whether each was found."""
        self.planted += len(found)
        self.planted_found += sum(found.values())
        self.examples += [
            f"lỗi cài sẵn không bị phát hiện: {name}" for name, seen in found.items() if not seen
        ]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim and its proof: the shares of the work, and what their answers (in that order) come to."""

    shares: Callable[[], list[Share]]
    outcome: Callable[[list[Any]], Outcome]

    @classmethod
    def of(cls, module: Any) -> "Claim":
        """As the module says it: `shares` and `outcome`, or one `prove` that does all of it."""
        if hasattr(module, "shares"):
            return cls(module.shares, module.outcome)
        return cls(lambda: [Share(module.prove, cost=60)], lambda answers: answers[0])
