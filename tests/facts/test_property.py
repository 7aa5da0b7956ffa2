"""Whatever the tree, history and period, the figures equal an independent recount of the records."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotay.facts.operations import recount_everything
from tests.facts.compare import differences, product, recounted
from tests.facts.ground import undone, write
from tests.facts.raw import read
from tests.facts.worlds import World, drawn_worlds, seeded

pytestmark = [
    pytest.mark.django_db,
    # A failing world is long to print until it is shrunk.
    pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning"),
]
SETTINGS = settings(deadline=None, database=None, print_blob=True, suppress_health_check=list(HealthCheck))
quick = settings(SETTINGS, max_examples=10, derandomize=True)
many = settings(SETTINGS, max_examples=int(os.environ.get("SOTAY_WORLDS", "400")))
SEEDS = st.integers(0, 2**32)


def check_figures(world: World) -> None:
    """The root and the drawn node both say what the recount says."""
    with undone():
        nodes = write(world)
        recount_everything()
        raw = read()
        found = []
        for node in {nodes[0], nodes[world.node]}:
            question = (node, world.first, world.last, world.report_date)
            found += [
                f"{node}: {line}" for line in differences(product(*question), recounted(raw, *question))
            ]
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("seed", range(10))
def test_figures_equal_a_recount(seed: int) -> None:
    check_figures(seeded(seed))


@pytest.mark.slow
@many
@given(seed=SEEDS)
def test_figures_equal_a_recount_in_many_worlds(seed: int) -> None:
    check_figures(seeded(seed))


@pytest.mark.slow
@many
@given(world=drawn_worlds())
def test_figures_equal_a_recount_in_worlds_that_shrink(world: World) -> None:
    check_figures(world)
