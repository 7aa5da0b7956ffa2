"""What a server's state asks of its operator: pure, from what was found.

The limits are the product's own (docs/operators.md): a backup each night, a check of the journal each week,
notices told every five minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sotay.upkeep.choices import Concern, Level

BACKUP_LATE, BACKUP_MISSED = timedelta(hours=36), timedelta(days=7)
CHECK_LATE = timedelta(days=8)
NEWS_LATE = timedelta(minutes=15)
REACT_LATE, SWEEP_LATE = timedelta(hours=1), timedelta(hours=36)
LOW_SHARE, LOW_BYTES = 0.10, 1_000_000_000
OUT_SHARE, OUT_BYTES = 0.03, 300_000_000


@dataclass(frozen=True, slots=True)
class Backup:
    """The last backup. `place`: the file ("" when it went to a stream); `rows`, `size` (bytes, 0 unknown);
    `read_back`: compared with what was copied; `there`: None when it cannot be looked for; `same_disk` as
    the data folder, None when unknown."""

    at: datetime
    place: str
    rows: int
    size: int
    read_back: bool
    there: bool | None
    same_disk: bool | None


@dataclass(frozen=True, slots=True)
class Check:
    """A check of the journal's chains, or of the kept figures: how many there are, how many are wrong."""

    at: datetime
    looked_at: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes of the disk on which the data folder lies."""

    free: int
    total: int


@dataclass(frozen=True, slots=True)
class Uploads:
    """Spreadsheets that have not gone in: waiting for a person, at work, cut short."""

    waiting: int
    working: int
    stopped: int


@dataclass(frozen=True, slots=True)
class State:
    """How the server stands at a moment. `tables_behind`: steps of the database's structure not yet done;
    `news`: entries of the journal of which nobody was told yet, `news_since` the oldest; `react`, `sweep`:
    when these commands last ran; `demo`: invented data on one machine."""

    version: str
    started: datetime
    database: str
    size: int
    tables_behind: int
    backup: Backup | None
    journal: Check | None
    facts: Check | None
    disk: Disk
    news: int
    news_since: datetime | None
    react: datetime | None
    react_failed: int
    sweep: datetime | None
    uploads: Uploads
    ledger_apart: bool | None
    https: bool
    demo: bool


def concerns(state: State, *, at: datetime) -> Iterator[tuple[Concern, Level]]:
    """What is to be done, the heaviest kinds first."""
    found = [*_of_data(state, at), *_of_work(state, at)]
    yield from sorted(found, key=lambda one: -one[1])


def _of_data(state: State, at: datetime) -> Iterator[tuple[Concern, Level]]:
    backup, journal = state.backup, state.journal
    if backup is None:
        yield Concern.NO_BACKUP, Level.NOW
    elif at - backup.at > BACKUP_LATE:
        yield Concern.OLD_BACKUP, Level.NOW if at - backup.at > BACKUP_MISSED else Level.SOON
    if backup is not None and backup.there is False:
        yield Concern.BACKUP_GONE, Level.SOON
    if state.tables_behind:
        yield Concern.TABLES_BEHIND, Level.NOW
    if journal is not None and journal.wrong:
        yield Concern.JOURNAL_BROKEN, Level.NOW
    elif journal is None or at - journal.at > CHECK_LATE:
        yield Concern.JOURNAL_UNCHECKED, Level.SOON
    if state.facts is not None and state.facts.wrong:
        yield Concern.FACTS_DIFFER, Level.SOON


def _of_work(state: State, at: datetime) -> Iterator[tuple[Concern, Level]]:
    if (level := disk_level(state.disk)) is not None:
        yield Concern.DISK_LOW, level
    if state.news_since is not None and at - state.news_since > NEWS_LATE:
        yield Concern.NEWS_WAITING, Level.SOON
    if state.demo:  # nobody sets a clock for it, and it is open on this machine alone
        return
    if state.react is None or at - state.react > REACT_LATE:
        yield Concern.REACT_IDLE, Level.SOON
    if state.sweep is None or at - state.sweep > SWEEP_LATE:
        yield Concern.SWEEP_IDLE, Level.SOON
    if not state.https:
        yield Concern.NO_HTTPS, Level.NOW


def disk_level(disk: Disk) -> Level | None:
    """How low the disk is, None when there is room: a share of it, or what a backup and a year of papers
    need, whichever is reached first."""
    if disk.free < OUT_BYTES or disk.free < disk.total * OUT_SHARE:
        return Level.NOW
    if disk.free < LOW_BYTES or disk.free < disk.total * LOW_SHARE:
        return Level.SOON
    return None
