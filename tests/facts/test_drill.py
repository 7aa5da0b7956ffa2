"""The records behind a figure add up to it, in every scope of every drawn world."""

import pytest

from sotay.core.period import Period
from sotay.facts.drill import Scope, drill, last_recorded_month
from sotay.facts.operations import recount_everything
from sotay.facts.queries import load_counter
from sotay.organisations.choices import Block, Kind
from tests import factories
from tests.facts.compare import product
from tests.facts.ground import undone, write
from tests.facts.worlds import seeded

pytestmark = pytest.mark.django_db
PLACES = {"block", "organisation", "year"}


# A few worlds in the quick suite, the rest with the slow ones.
WORLDS = [*range(400, 402), *(pytest.param(s, marks=pytest.mark.slow) for s in range(402, 406))]


@pytest.mark.parametrize("seed", WORLDS)
def test_the_records_add_up_to_the_figure(seed: int) -> None:
    world = seeded(seed)
    with undone():
        nodes = write(world)
        recount_everything()
        for node in {nodes[0], nodes[world.node]}:
            said = product(node, world.first, world.last, world.report_date)
            period = Period(world.first, world.last)
            counter = load_counter(node, period, report_date=world.report_date)
            segments = {child.code: child.segment for child in said.children}
            for figure in (f for f in said.figures if set(f.scope) <= PLACES):
                scope = Scope(
                    block=str(figure.scope.get("block", "")),
                    child=segments.get(str(figure.scope.get("organisation")), ""),
                    year=int(figure.scope.get("year", 0)),
                )
                found = drill(counter, figure.code, scope, organisation=node).records
                name = f"{node} {figure.code} {dict(figure.scope)}"
                assert sum(r.numerator for r in found) == pytest.approx(figure.numerator), name
                if figure.denominator is not None:
                    assert sum(r.denominator or 0 for r in found) == figure.denominator, name


def test_one_early_cell_does_not_make_the_others_late() -> None:
    commune = factories.organisation(Kind.GRASSROOTS_COMMITTEE, block=Block.COMMUNE)
    cells = [factories.organisation(Kind.CELL, commune) for _ in range(3)]
    factories.settle(commune, *cells)
    for cell in cells:
        factories.meeting(cell, 202404)
    factories.meeting(cells[0], 202405)
    recount_everything()
    assert last_recorded_month(commune, before=202412) == 202404
    factories.meeting(cells[1], 202405)
    recount_everything()
    assert last_recorded_month(commune, before=202412) == 202405
