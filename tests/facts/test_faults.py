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


def test_every_planted_fault_is_found() -> None:
    waiting = dict(FAULTS)
    for seed in range(WORLDS):
        for name in _found(seeded(seed), waiting):
            del waiting[name]
        if not waiting:
            break
    assert len(FAULTS) >= 20
    assert not waiting, f"not found: {', '.join(waiting)}"
