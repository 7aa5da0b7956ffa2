"""Counts of organisations on a day."""

from collections.abc import Collection, Iterator
from datetime import date

from sotay.core.spans import on_day
from sotay.core.tree import within
from sotay.facts.registry import StockIndicator, StockLine, StockLines, register
from sotay.organisations.choices import CELL_KINDS, GRASSROOTS_KINDS, UNIT_KINDS, Kind
from sotay.organisations.models import Organisation


def lines_of(kinds: Collection[str]) -> StockLines:
    """Organisations of these kinds that exist on the day at or below the path of that day."""

    def lines(path: str, day: date, *, detailed: bool = True) -> Iterator[StockLine]:
        rows = (
            Organisation.objects.existing_on(day)
            .filter(on_day(day, "paths__"), within(path, None, "paths__path"), kind__in=sorted(kinds))
            .values_list("paths__path", "paths__block")
        )
        for place, block in rows:
            yield StockLine(place, block, 1, {})

    return lines


def declare() -> None:
    """Register everything. Called once, when the app is ready."""
    register(
        StockIndicator(
            "org.grassroots",
            "Tổ chức cơ sở đảng",
            "số đảng bộ cơ sở và chi bộ cơ sở vào ngày tính",
            lines_of(GRASSROOTS_KINDS),
        ),
        StockIndicator(
            "org.grassroots_committees",
            "Đảng bộ cơ sở",
            "số đảng bộ cơ sở vào ngày tính",
            lines_of([Kind.GRASSROOTS_COMMITTEE]),
        ),
        StockIndicator(
            "org.grassroots_cells",
            "Chi bộ cơ sở",
            "số chi bộ cơ sở vào ngày tính",
            lines_of([Kind.GRASSROOTS_CELL]),
        ),
        StockIndicator(
            "org.cells", "Chi bộ", "số chi bộ cơ sở và chi bộ trực thuộc vào ngày tính", lines_of(CELL_KINDS)
        ),
        StockIndicator(
            "org.units",
            "Chi, đảng bộ",
            "số chi bộ, đảng bộ cơ sở và đảng bộ bộ phận vào ngày tính",
            lines_of(UNIT_KINDS),
        ),
    )
