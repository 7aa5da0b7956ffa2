"""What the state of a server asks of its operator."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sotay.upkeep.choices import Concern, Level
from sotay.upkeep.rules import Backup, Check, Disk, State, Uploads, concerns, disk_level

NOW = datetime(2026, 3, 5, 8, tzinfo=UTC)
DAY, MINUTE, GB = timedelta(days=1), timedelta(minutes=1), 10**9
BACKUP = Backup(NOW - timedelta(hours=5), "/srv/sao-luu/sotay.zip", 9000, 4_000_000, True, True, False)
CHECK = Check(NOW - DAY, 418, 0)
WELL = State(
    version="1.0",
    started=NOW - 3 * DAY,
    database="PostgreSQL 15.8",
    size=80_000_000,
    tables_behind=0,
    backup=BACKUP,
    journal=CHECK,
    facts=CHECK,
    disk=Disk(60 * GB, 100 * GB),
    news=0,
    news_since=None,
    react=NOW - 5 * MINUTE,
    react_failed=0,
    sweep=NOW - timedelta(hours=6),
    uploads=Uploads(0, 0, 0),
    ledger_apart=True,
    https=True,
    demo=False,
)


def asked(**changed: Any) -> list[tuple[Concern, Level]]:
    return list(concerns(replace(WELL, **changed), at=NOW))


def test_of_a_server_that_is_kept_well_nothing_is_asked() -> None:
    assert asked() == []


@pytest.mark.parametrize(
    ("changed", "concern", "level"),
    [
        ({"backup": None}, Concern.NO_BACKUP, Level.NOW),
        ({"backup": replace(BACKUP, at=NOW - 2 * DAY)}, Concern.OLD_BACKUP, Level.SOON),
        ({"backup": replace(BACKUP, at=NOW - 8 * DAY)}, Concern.OLD_BACKUP, Level.NOW),
        ({"backup": replace(BACKUP, there=False)}, Concern.BACKUP_GONE, Level.SOON),
        ({"tables_behind": 2}, Concern.TABLES_BEHIND, Level.NOW),
        ({"journal": None}, Concern.JOURNAL_UNCHECKED, Level.SOON),
        ({"journal": replace(CHECK, at=NOW - 9 * DAY)}, Concern.JOURNAL_UNCHECKED, Level.SOON),
        ({"journal": replace(CHECK, wrong=1)}, Concern.JOURNAL_BROKEN, Level.NOW),
        ({"facts": replace(CHECK, wrong=1)}, Concern.FACTS_DIFFER, Level.SOON),
        ({"disk": Disk(9 * GB, 100 * GB)}, Concern.DISK_LOW, Level.SOON),
        ({"news": 1, "news_since": NOW - 20 * MINUTE}, Concern.NEWS_WAITING, Level.SOON),
        ({"react": None}, Concern.REACT_IDLE, Level.SOON),
        ({"sweep": NOW - 2 * DAY}, Concern.SWEEP_IDLE, Level.SOON),
        ({"https": False}, Concern.NO_HTTPS, Level.NOW),
    ],
)
def test_each_thing_amiss_is_asked_alone(changed: dict[str, Any], concern: Concern, level: Level) -> None:
    assert asked(**changed) == [(concern, level)]


@pytest.mark.parametrize(
    "changed",
    [
        {"backup": replace(BACKUP, at=NOW - timedelta(hours=30))},
        {"backup": replace(BACKUP, there=None)},
        {"news": 3, "news_since": NOW - 5 * MINUTE},
        {"facts": None},
        {"uploads": Uploads(2, 1, 1)},
    ],
    ids=["last night's", "carried away where nobody looks", "a moment ago", "never compared", "uploads"],
)
def test_what_is_no_matter_of_the_operator_is_not_asked(changed: dict[str, Any]) -> None:
    assert asked(**changed) == []


def test_what_weighs_most_comes_first() -> None:
    found = asked(sweep=None, https=False, backup=None, react=None)
    assert [level for _, level in found] == [Level.NOW, Level.NOW, Level.SOON, Level.SOON]


def test_the_demo_has_no_clock_and_no_certificate() -> None:
    assert asked(demo=True, react=None, sweep=None, https=False) == []


@pytest.mark.parametrize(
    ("free", "total", "level"),
    [
        (60 * GB, 100 * GB, None),
        (9 * GB, 100 * GB, Level.SOON),
        (2 * GB, 100 * GB, Level.NOW),
        (900_000_000, 2 * GB, Level.SOON),
        (200_000_000, 1 * GB, Level.NOW),
    ],
)
def test_a_disk_is_low_by_share_or_by_size(free: int, total: int, level: Level | None) -> None:
    assert disk_level(Disk(free, total)) is level
