"""How the server stands, for its operator: numbers, days and the place of the backup; nothing of persons."""

import os
import shutil
import sqlite3
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.facts.events import FactsCompared
from sotay.imports.queries import uploads_standing
from sotay.journal.answering import unanswered
from sotay.journal.events import JournalChecked
from sotay.journal.ledger import ledger_path
from sotay.journal.queries import last_of
from sotay.upkeep.choices import Job
from sotay.upkeep.rules import Backup, Check, Disk, State, Uploads
from sotay.upkeep.runs import Run, last_run


def server_state(actor: Actor, *, started: datetime, at: datetime) -> State:
    """How the server stands. `started`: since when this process serves pages. Requires SERVER_VIEW."""
    actor.require(Permission.SERVER_VIEW)
    news, news_since = unanswered(at=at)
    react, sweep = last_run(Job.REACT), last_run(Job.SWEEP)
    uploads = uploads_standing()
    used = shutil.disk_usage(settings.DATA_DIR)
    return State(
        version=_version(),
        started=started,
        database=_database(),
        size=_size(),
        tables_behind=_tables_behind(),
        backup=_backup(last_run(Job.BACKUP)),
        journal=_checked(JournalChecked.__name__, "chains", "faults"),
        facts=_checked(FactsCompared.__name__, "months", "different"),
        disk=Disk(used.free, used.total),
        news=news,
        news_since=news_since,
        react=react.at if react else None,
        react_failed=int(react.told.get("failed", 0)) if react else 0,
        sweep=sweep.at if sweep else None,
        uploads=Uploads(*uploads),
        ledger_apart=_apart(ledger_path().parent),
        https=settings.HTTPS,
        demo=settings.DEMO,
    )


def _version() -> str:
    try:
        return version("sotay")
    except PackageNotFoundError:  # run from the folder, not installed
        return ""


def _database() -> str:
    """The kind of database and its version."""
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {str(cursor.fetchone()[0]).split()[0]}"


def _size() -> int:
    """Bytes of the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _tables_behind() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _checked(event: str, looked_at: str, wrong: str) -> Check | None:
    found = last_of(event)
    return Check(found[0], int(found[1][looked_at]), int(found[1][wrong])) if found else None


def _backup(run: Run | None) -> Backup | None:
    if run is None:
        return None
    told: dict[str, Any] = run.told
    place = str(told.get("place", ""))
    path = Path(place)
    return Backup(
        run.at,
        place,
        int(told.get("rows", 0)),
        int(told.get("size", 0)),
        bool(told.get("read_back", 0)),
        _is_there(path) if place else None,
        None if not place or (apart := _apart(path.parent)) is None else not apart,
    )


def _is_there(path: Path) -> bool | None:
    """Whether the file stands where it was written; None where this process may not look."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return None
    return True


def _apart(folder: Path) -> bool | None:
    """Whether a folder lies on another disk than the data; None where this process may not look."""
    try:
        return os.stat(folder).st_dev != os.stat(settings.DATA_DIR).st_dev
    except OSError:
        return None
