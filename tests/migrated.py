"""The empty database of the suite is migrated once and copied from then on.

SQLite: the copy lies in build/, named by a digest of what makes it (migrations, models, settings, packages),
so that a run after another migrates nothing. PostgreSQL: it is a template in the run's own cluster; the
second worker copies what the first one migrated.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection

from tests.throwaway import shared

HERE = Path(__file__).resolve().parent.parent
FOLDER = HERE / "build"
MAKERS = (
    "sotay/*/migrations/*.py",
    "sotay/*/models.py",
    "sotay/*/models/**/*.py",
    "sotay/core/*.py",
    "config/*.py",
)
TEMPLATE = "sotay_migrated"


def digest() -> str:
    """Of everything that a migrated database depends on."""
    made = sha256()
    for file in sorted([*(f for one in MAKERS for f in HERE.glob(one)), *HERE.glob("requirements*.lock")]):
        made.update(f"{file.relative_to(HERE)}\0".encode() + file.read_bytes())
    return made.hexdigest()[:16]


@contextmanager
def once() -> Iterator[None]:
    """What runs inside creates the test's database: a copy where there is one, else the one to copy."""
    way = _OnPostgres() if connection.vendor == "postgresql" else _OnSqlite()
    with (shared() / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other worker waits for the copy instead of migrating too
        if not way.is_there():
            yield
            way.keep()
            return
        with (
            patch.object(connection.creation, "_create_test_db", way.copy),
            patch.dict(connection.settings_dict["TEST"], {"MIGRATE": False}),
        ):
            yield


class _OnSqlite:
    def __init__(self) -> None:
        self.file = FOLDER / f"migrated-{digest()}.sqlite3"

    def is_there(self) -> bool:
        return self.file.exists()

    def keep(self) -> None:
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("migrated-*.sqlite3"):
            old.unlink(missing_ok=True)
        new = self.file.with_suffix(f".{os.getpid()}")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(new)])
        new.replace(self.file)

    def copy(self, verbosity: int, autoclobber: bool, keepdb: bool = False) -> Any:
        name = connection.creation._get_test_db_name()
        shutil.copyfile(self.file, name)
        return name


class _OnPostgres:
    def is_there(self) -> bool:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
            return cursor.fetchone() is not None

    def keep(self) -> None:
        made = connection.settings_dict["NAME"]
        connection.close()  # nobody may be in what is copied
        self._create(TEMPLATE, made)

    def copy(self, verbosity: int, autoclobber: bool, keepdb: bool = False) -> Any:
        name = connection.creation._get_test_db_name()
        self._create(name, TEMPLATE)
        return name

    @staticmethod
    def _create(name: str, template: str) -> None:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
