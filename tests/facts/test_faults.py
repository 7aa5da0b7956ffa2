"""The recount is sharp: every planted fault makes figures and recount differ in some drawn world."""

import pytest
from django.db import transaction

from sotay.facts.operations import recount_everything
from tests.facts.compare import differences, product, recounted
from tests.facts.faults import FAULTS
from tests.facts.ground import undone, write
from tests.facts.raw import read
from tests.facts.worlds import World, seeded

pytestmark = pytest.mark.django_db
WORLDS = 60
PLAIN = (
    "due_by_the_first_day_of_the_month",
    "mean_weighted_by_persons",
    "persons_not_expected_are_counted",
    "late_is_no_presence",
    "unmarked_steps_taken_as_done",
    "count_added_to_the_roll",
    "joint_meeting_counts_for_its_host_only",
    "joined_meeting_counts_twice",
    "takers_forgotten",
    "own_row_left_out",
)


def _differs(nodes: list, counted: list, world: World) -> bool:
    recount_everything()
    for node, recount in zip(nodes, counted, strict=True):
        said = product(node, world.first, world.last, world.report_date)
        if next(differences(said, recount), None):
            return True
    return False


def _found(world: World, waiting: dict) -> set[str]:
    """The faults, of those not found yet, that this world shows."""
    found = set()
    with undone():
        nodes = write(world)
        asked = list({nodes[0], nodes[world.node]})
        raw = read()
        counted = [recounted(raw, node, world.first, world.last, world.report_date) for node in asked]
        assert not _differs(asked, counted, world), "differs before any fault is planted"
        for name, plant in waiting.items():
            with pytest.MonkeyPatch.context() as patch, transaction.atomic():
                plant(patch)
                try:
                    differs = _differs(asked, counted, world)
                except (ArithmeticError, LookupError):  # a fault may also break the counting
                    differs = True
                transaction.set_rollback(True)
            found |= {name} if differs else set()
    return found


def _not_found(faults: dict, worlds: int) -> list[str]:
    waiting = dict(faults)
    for seed in range(worlds):
        for name in _found(seeded(seed), waiting):
            del waiting[name]
        if not waiting:
            break
    return list(waiting)


def test_a_few_worlds_find_the_plain_faults() -> None:
    assert not _not_found({name: FAULTS[name] for name in PLAIN}, 6)


@pytest.mark.slow
def test_every_planted_fault_is_found() -> None:
    assert len(FAULTS) >= 20
    assert not _not_found(FAULTS, WORLDS)
