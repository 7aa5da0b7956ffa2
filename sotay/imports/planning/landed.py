"""Which rows went in: what each added or changed, so that it can be looked at once it is written."""

from dataclasses import dataclass

from sotay.imports.choices import ThingKind
from sotay.imports.plan import LandedRow
from sotay.imports.planning.world import Count, Gathering, Org, Person, Thing, World
from sotay.imports.reading.sheets import Row

KINDS: dict[type[Thing], ThingKind] = {
    Org: ThingKind.ORGANISATION,
    Person: ThingKind.MEMBER,
    Gathering: ThingKind.MEETING,
    Count: ThingKind.COUNT,
}


@dataclass(frozen=True, slots=True)
class Landed:
    """A row that adds (`fresh`) or changes something of a thing."""

    row: Row
    thing: Thing
    fresh: bool


def land(world: World, row: Row, thing: Thing, *, fresh: bool) -> None:
    """Count a row as new or as changing, and remember of what."""
    plan = row.sheet.plan
    if fresh:
        plan.new += 1
    else:
        plan.changed += 1
    world.landed.append(Landed(row, thing, fresh))


def landed_rows(world: World) -> list[LandedRow]:
    """The same, sheet by sheet from the top, once everything is written: ids only."""
    sheets = {id(sheet): number for number, sheet in enumerate(one.row.sheet for one in world.landed)}
    return [
        LandedRow(
            one.row.sheet.table.file,
            one.row.sheet.table.sheet,
            one.row.number,
            str(KINDS[type(one.thing)]),
            one.thing.row_id,
            one.fresh,
        )
        for one in sorted(world.landed, key=lambda one: (sheets[id(one.row.sheet)], one.row.number))
    ]
