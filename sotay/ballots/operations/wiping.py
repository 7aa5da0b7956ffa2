"""Destroyed ballots are gone from the files of SQLite too (docs/adr/0008). PostgreSQL keeps what was deleted
in its own log and until its own sweeping: there only that the codes are destroyed protects it."""

import logging

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

log = logging.getLogger("sotay.ballots")
PATIENCE, TRIES = 1000, 3
"""Milliseconds that one try waits for whoever reads or writes at that moment; how many tries."""


def wipe_after_commit() -> None:
    """Once the transaction stands, write the log of SQLite into the database, where deleted rows are
    overwritten (`secure_delete`, config/settings.py), and cut it off: it held every sealed envelope beside
    its tick. Called by operations that destroy ballots."""
    if connection.vendor == "sqlite":
        transaction.on_commit(_cut_log, robust=True)


def _cut_log() -> None:
    """Whoever holds an old state open keeps the log; then the next box that is opened cuts it off."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            if not any(_cut(cursor) for _ in range(TRIES)):
                log.warning("ballots: the write-ahead log is in use and was not cut off")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")


def _cut(cursor: CursorWrapper) -> bool:
    """Whether the log is empty now."""
    try:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(cursor.fetchone()[0] == 0)
    except OperationalError:
        return False
