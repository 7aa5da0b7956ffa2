"""How large the demo district is, and over which months it lives."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from sotay.core.period import Period, first_day
from sotay.organisations.choices import Block


@dataclass(frozen=True, slots=True)
class Path:
    """How attendance goes in a block: the mean of presences/(expected − excused) over the whole
    period, its rise a month, and the share of the expected who are excused."""

    mean: Fraction
    rise: Fraction
    excused: Fraction


@dataclass(frozen=True, slots=True)
class Shape:
    """Counts as at the last day of the period. The defaults are the split that indicators.md names."""

    communes: int = 16
    towns: int = 2
    commune_cells: int = 311
    agency_committees: int = 7
    agency_cells: int = 22
    agency_singles: int = 19
    enterprise_committees: int = 10
    enterprise_cells: int = 34
    enterprise_singles: int = 14
    members: dict[Block, int] = field(
        default_factory=lambda: {Block.COMMUNE: 7200, Block.AGENCY: 1150, Block.ENTERPRISE: 905}
    )
    without_theme: dict[Block, int] = field(
        default_factory=lambda: {Block.COMMUNE: 28, Block.AGENCY: 0, Block.ENTERPRISE: 12}
    )
    """Cells that miss a thematic meeting in one quarter or more."""
    paths: dict[Block, Path] = field(
        default_factory=lambda: {
            Block.COMMUNE: Path(Fraction(85, 100), Fraction(22, 10_000), Fraction(45, 1000)),
            Block.AGENCY: Path(Fraction(1), Fraction(0), Fraction(30, 1000)),
            Block.ENTERPRISE: Path(Fraction(84, 100), Fraction(25, 10_000), Fraction(55, 1000)),
        }
    )
    period: Period = field(default_factory=lambda: Period(202112, 202405))
    changes: bool = True
    """Mergers, splits and moves need a few communes and the months around them."""
    underway: bool = True
    """Whether the month after the period has begun."""

    @property
    def first_day(self) -> date:
        return first_day(self.period.first)

    @property
    def last_day(self) -> date:
        return self.period.last_day


FULL = Shape()
SMALL = Shape(
    communes=1,
    towns=1,
    commune_cells=8,
    agency_committees=0,
    agency_cells=0,
    agency_singles=1,
    enterprise_committees=1,
    enterprise_cells=2,
    enterprise_singles=1,
    members={Block.COMMUNE: 120, Block.AGENCY: 12, Block.ENTERPRISE: 30},
    without_theme={Block.COMMUNE: 1, Block.AGENCY: 0, Block.ENTERPRISE: 0},
    period=Period(202112, 202205),
    changes=False,
    underway=False,
)
"""For tests: 3 committees, 12 cells, 6 months."""
