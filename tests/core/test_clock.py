"""The clock, and the demo's own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from pytest_django.fixtures import Settings

from sotay.core import clock

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def test_real_data_lives_today(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    with time_machine.travel(NOON, tick=False):
        clock.begin_demo()
        assert clock.now() == NOON


def test_the_demo_lives_on_from_the_end_of_its_records(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.DEMO = tmp_path, True
    with time_machine.travel(NOON, tick=False) as real:
        assert clock.now() == NOON, "before it has begun"
        clock.begin_demo()
        assert clock.now() == clock.DEMO_BEGINS
        real.shift(timedelta(days=2))
        assert clock.now() == clock.DEMO_BEGINS + timedelta(days=2)


def test_midnight_is_vietnams() -> None:
    with time_machine.travel(datetime(2026, 11, 23, 17, 30, tzinfo=UTC), tick=False):
        assert clock.today().isoformat() == "2026-11-24"


def test_codes_that_a_telephone_reckons_keep_to_real_time(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.DEMO = tmp_path, True
    with time_machine.travel(NOON, tick=False):
        clock.begin_demo()
        assert clock.real_now() == NOON
