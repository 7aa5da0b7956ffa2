"""A meeting of the world, called and in session."""

import pytest

from tests.web.session.support import Evening, evening
from tests.web.world import World


@pytest.fixture
def planned(world: World) -> Evening:
    return evening(world)


@pytest.fixture
def one(planned: Evening) -> Evening:
    planned.post(do="open")
    return planned
