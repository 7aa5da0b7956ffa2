"""Which columns of a sheet a table's columns become: counts get a column each, so that they can be added."""

from dataclasses import dataclass

from sotay.reporting.paper import Cell, Table
from sotay.reporting.xlsx.figures import counts_of

PART, WHOLE = "(đạt)", "(trên tổng số)"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table's column stands in the sheet; `own` holds its words or ratio, None when it is only
    counts; `part` and `whole` hold its counts, None where it has none. All are numbers of columns from 0."""

    own: int | None
    part: int | None = None
    whole: int | None = None

    @property
    def all(self) -> list[int]:
        return [number for number in (self.own, self.part, self.whole) if number is not None]


def _column(table: Table, number: int) -> list[Cell]:
    full = [line for line in table.rows if len(line) == len(table.columns)]
    return [line[number] for line in full]


def places(table: Table) -> list[Place]:
    """The place of each column of `table`, from left to right."""
    made: list[Place] = []
    start = 0
    for number, column in enumerate(table.columns):
        cells = _column(table, number) if column.align == "right" else []
        if any(counts_of(cell.small) for cell in cells):
            made.append(Place(start, start + 1, start + 2))
        elif any(counts_of(cell.text) for cell in cells):
            made.append(Place(None, start, start + 1))
        else:
            made.append(Place(start))
        start += len(made[-1].all)
    return made


def titles(table: Table, placed: list[Place]) -> list[str]:
    """One title for each column of the sheet; the group stands before the column's own."""
    groups = [name for name, span in table.groups for _ in range(span)] or [""] * len(table.columns)
    made: list[str] = []
    for column, group, place in zip(table.columns, groups, placed, strict=True):
        name = f"{group}: {column.title}" if group else column.title
        if place.own is not None:
            made.append(name)
        if place.part is not None:
            made += [f"{name} {PART}", f"{name} {WHOLE}"]
    return made
