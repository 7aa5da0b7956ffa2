"""Total rows as sums: which rows above a total adds up, found by adding them."""

from collections.abc import Sequence

Number = int | float | None


def summed_rows(values: Sequence[Number], totals: frozenset[int], row: int) -> list[range]:
    """Runs of body rows whose values add up to the one in `row`; empty when no such runs are found.

    A total adds the rows since the total before it, or every body row above it.
    """
    above = [n for n in range(row) if n not in totals]
    last = max((n for n in totals if n < row), default=-1)
    for rows in ([n for n in above if n > last], above):
        known = [value for n in rows if (value := values[n]) is not None]
        if rows and len(known) == len(rows) and sum(known) == values[row]:
            return _runs(rows)
    return []


def _runs(rows: list[int]) -> list[range]:
    runs: list[range] = []
    for row in rows:
        if runs and runs[-1].stop == row:
            runs[-1] = range(runs[-1].start, row + 1)
        else:
            runs.append(range(row, row + 1))
    return runs
