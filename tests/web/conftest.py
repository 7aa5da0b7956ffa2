"""The district of the pages, and a day on which its five months have passed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache

from tests.web.world import World, build


@pytest.fixture
def world(db: None) -> Iterator[World]:
    cache.clear()
    with time_machine.travel(datetime(2024, 6, 15, 8, tzinfo=UTC), tick=True):
        yield build()
