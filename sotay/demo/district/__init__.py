"""The demo district: made from a seed, always the same, every figure the outcome of its records."""

from random import Random

from sotay.demo.district.attendance import mark_rolls, turn_out
from sotay.demo.district.calendar import Calendar, plan
from sotay.demo.district.changes import change_tree
from sotay.demo.district.model import Count, District, Sitting, Turnout, Unit
from sotay.demo.district.people import populate
from sotay.demo.district.shape import FULL, SMALL, Shape
from sotay.demo.district.tree import give_codes, grow
from sotay.demo.district.underway import begin

__all__ = ["FULL", "SMALL", "District", "Shape", "build_district"]


def build_district(shape: Shape = FULL, *, seed: int = 11) -> District:
    """The whole district as plain data. The same seed gives the same district."""
    random = Random(seed)  # noqa: S311 — invents people, guards nothing
    units = grow(random, shape)
    unit_changes = change_tree(units) if shape.changes else []
    give_codes(units)
    people = populate(random, shape, units, unit_changes)
    cells = [u for u in units if u.is_cell]
    calendar = plan(random, shape, cells)
    turnouts = turn_out(random, shape, calendar, people)
    underway = begin(shape, cells, people, seed=seed) if shape.underway else None
    return District(
        units, unit_changes, people, _sittings(calendar), turnouts, mark_rolls(random, turnouts, people),
        _counts(cells, calendar, turnouts), underway,
    )  # fmt: skip


def _sittings(calendar: Calendar) -> list[Sitting]:
    """What cells with rolls write down of their meetings; those that send counts write none."""
    written = [s for s in (*calendar.regular.values(), *calendar.others) if not s.cell.counted]
    return sorted(written, key=lambda s: (s.cell.code, s.month, s.kind))


def _counts(cells: list[Unit], calendar: Calendar, turnouts: list[Turnout]) -> list[Count]:
    found = [Count(t.cell, t.month, t) for t in turnouts if t.cell.counted]
    found += [Count(cell, month, None) for cell, month in calendar.joined if cell.counted]
    order: dict[Unit, int] = {cell: i for i, cell in enumerate(cells)}
    return sorted(found, key=lambda c: (order[c.cell], c.month))
