"""Settings of the test suite: cheap passwords, a throw-away database."""

import os
import tempfile
from pathlib import Path

if "SOTAY_DATA_DIR" not in os.environ:  # the suite itself sets it: tests/throwaway.py
    os.environ["SOTAY_DATA_DIR"] = f"{tempfile.gettempdir()}/sotay-test-{os.getpid()}"
os.environ.setdefault("SOTAY_SECRET_KEY", "test-only")

from config.settings import *  # noqa: F403
from config.settings import DATABASES

if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    # A file, not memory: the live server's threads need connections of their own.
    # WAL as in real use, but without waiting for the disk.
    DATABASES["default"]["TEST"] = {"NAME": os.environ["SOTAY_DATA_DIR"] + "/test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;",
    }

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = Path(os.environ["SOTAY_DATA_DIR"]) / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
PROGRAMME = "de-an-11"
