"""The district of the pages, and a day on which its five months have passed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache

from tests.kept import Kept
from tests.web.world import World, build

MORNING = datetime(2024, 6, 15, 8, tzinfo=UTC)


def _at_once() -> World:
    with time_machine.travel(MORNING, tick=False):  # nothing in it lies ahead of the test's clock
        return build()


_kept = Kept(_at_once)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    cache.clear()
    with time_machine.travel(MORNING, tick=True):
        yield _kept.stand()
