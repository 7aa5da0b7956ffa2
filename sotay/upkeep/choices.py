"""The commands that keep a server well, and what may be wrong with it."""

from enum import IntEnum, StrEnum


class Job(StrEnum):
    """Commands whose last run is remembered. The value is the name of the command."""

    BACKUP = "backup"
    REACT = "react"
    SWEEP = "sweep"


class Level(IntEnum):
    """How much a concern weighs: to be looked at, to be mended now."""

    SOON = 1
    NOW = 2


class Concern(StrEnum):
    """What an operator has to do something about."""

    NO_BACKUP = "no-backup"
    OLD_BACKUP = "old-backup"
    BACKUP_GONE = "backup-gone"
    TABLES_BEHIND = "tables-behind"
    JOURNAL_BROKEN = "journal-broken"
    JOURNAL_UNCHECKED = "journal-unchecked"
    FACTS_DIFFER = "facts-differ"
    DISK_LOW = "disk-low"
    NEWS_WAITING = "news-waiting"
    REACT_IDLE = "react-idle"
    SWEEP_IDLE = "sweep-idle"
    NO_HTTPS = "no-https"
