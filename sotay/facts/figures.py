"""The plain shapes of figures: a numerator and a denominator, never a stored percentage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sotay.core.period import Period
from sotay.facts.registry import Unit

Scope = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what is due is known, in its own unit."""

    known: int
    due: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. Counts have no denominator and `value` equal to the numerator; ratios are 0…1;
    `value` is None with a `reason` when nothing is due."""

    code: str
    label: str
    formula: str
    scope: Scope
    numerator: float
    denominator: int | None
    coverage: Coverage | None = None
    coverage_months: Coverage | None = None
    reason: str = ""

    @property
    def value(self) -> float | None:
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the node (or the node itself) as it stands in scopes."""

    segment: str
    code: str
    name: str
    public_id: str
    order: int


@dataclass(slots=True)
class FigureSet:
    """Every figure of one node and period as at a report's date."""

    organisation_code: str
    period: Period
    report_date: date
    figures: list[Figure]
    children: list[Child]
    left_out: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    """By indicator and reason: ids of the cells without a verdict over the whole period."""
    _index: dict[tuple[str, frozenset[tuple[str, str | int]]], Figure] = field(default_factory=dict)

    def find(self, code: str, **scope: str | int) -> Figure | None:
        """The figure of that code and exactly that scope, or None."""
        if not self._index:
            self._index = {(f.code, frozenset(f.scope.items())): f for f in self.figures}
        return self._index.get((code, frozenset(scope.items())))

    def with_scope(self, code: str, *names: str) -> Iterable[Figure]:
        """Figures of a code whose scope has exactly these names."""
        return (f for f in self.figures if f.code == code and set(f.scope) == set(names))
