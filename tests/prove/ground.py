"""The proof's own ground: a throw-away data folder and database, never the real ones."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BEGAN = time.monotonic()


@contextmanager
def throwaway_ground() -> Iterator[None]:
    """Start Django on an empty SQLite database in a temporary folder that is gone afterwards."""
    for name in ("SOTAY_DATABASE_URL", "SOTAY_DATA_DIR", "SOTAY_DEMO", "SOTAY_HTTPS"):
        os.environ.pop(name, None)
    folder = tempfile.mkdtemp(prefix="sotay-prove-")
    try:
        Path(folder, "static").mkdir()
        Path(folder, "that").mkdir()  # named in config/settings.py
        os.environ["SOTAY_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
        _start_django()
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start_django() -> None:
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0)
    connections.close_all()


@contextmanager
def own_ground() -> Iterator[None]:
    """In a process forked from one on a throw-away ground: a folder and a database like it, of its own."""
    from django.conf import settings
    from django.db import connections

    folder = tempfile.mkdtemp(prefix="sotay-prove-")
    try:
        laid, own = Path(os.environ["SOTAY_DATA_DIR"]), Path(folder)
        shutil.copytree(laid, own, dirs_exist_ok=True)
        os.environ["SOTAY_DATA_DIR"] = folder
        settings.DATA_DIR, settings.STATIC_ROOT = own / "that", own / "static"
        settings.RIGHTS_LEDGER = str(own / "that" / "rights-ledger")
        database = connections["default"]
        database.close()
        database.settings_dict["NAME"] = str(own / "that" / Path(database.settings_dict["NAME"]).name)
        yield
    finally:
        connections.close_all()
        shutil.rmtree(folder, ignore_errors=True)


def say(text: str) -> None:
    """One line of progress, with the seconds since the start."""
    print(f"{time.monotonic() - _BEGAN:6.1f} s  {text}", file=sys.stderr, flush=True)


def is_release() -> bool:
    """Whether the large run was asked for."""
    return os.environ.get("SIZE", "") == "release"
