"""What one cell did in one month, as additive integers."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date


@dataclass(slots=True)
class MonthRecord:
    """Counts of one cell and month; see `facts.models.CellMonth` for the meaning of each.

    `recorded`, `met` and `themes` are 0 or 1; the rest add up.
    """

    recorded: int = 0
    met: int = 0
    postponed: int = 0
    not_held: int = 0
    held: int = 0
    steps_done: int = 0
    steps_recorded: int = 0
    rolls_known: int = 0
    expected: int = 0
    present: int = 0
    excused: int = 0
    themes: int = 0
    by_count: int = 0
    timed: int = 0
    long_enough: int = 0
    papers_due: int = 0
    papers_known: int = 0
    papers_ok: int = 0
    tasks_known: int = 0
    working: int = 0
    tasked: int = 0
    tasks_due: int = 0
    tasks_told: int = 0
    tasks_done: int = 0
    visits_due: int = 0
    visits_noted: int = 0
    visits_made: int = 0
    held_last: date | None = None
    told_last: date | None = None

    @classmethod
    def of(cls, counts: Sequence[int], held_last: date | None, told_last: date | None) -> "MonthRecord":
        """From the counts in the order of COLUMNS."""
        record = cls(*counts)  # type: ignore[arg-type]  # the fields stand in the order of COLUMNS
        record.held_last, record.told_last = held_last, told_last
        return record

    @property
    def empty(self) -> bool:
        """Nothing is recorded: no row is kept."""
        return (
            self.held_last is None
            and self.told_last is None
            and not any(getattr(self, name) for name in COLUMNS)
        )


COLUMNS = tuple(f.name for f in fields(MonthRecord) if f.name not in {"held_last", "told_last"})
_FLAGS = frozenset({"recorded", "met", "themes"})


def combined(records: list[MonthRecord]) -> MonthRecord:
    """The records of several cells, or of several floors, as one cell's month: what any of them did counts
    (definition 4)."""
    total = MonthRecord()
    for name in COLUMNS:
        values = [getattr(record, name) for record in records]
        setattr(total, name, max(values) if name in _FLAGS else sum(values))
    total.held_last = max((r.held_last for r in records if r.held_last), default=None)
    total.told_last = max((r.told_last for r in records if r.told_last), default=None)
    return total
