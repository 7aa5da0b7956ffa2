"""What every test has: no network beyond this machine, and an honest count of what was skipped."""

import gc
import ipaddress
import os
import socket
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings
from whitenoise.middleware import WhiteNoiseMiddleware

from tests import migrated, throwaway

pytest_plugins = ["tests.browser_support", "tests.reading_support"]

# A busy machine is no fault of the code: time says nothing about a drawn example.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

_connect = socket.socket.connect
_list_static_files = WhiteNoiseMiddleware.add_files_from_finders
_static_files: dict[str, Any] = {}


def _is_here(address: Any) -> bool:
    host = str(address[0]) if isinstance(address, tuple) else ""
    if not host or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _connect_here_only(self: socket.socket, address: Any) -> None:
    if not _is_here(address):
        raise PermissionError(f"a test tried to reach {address}: tests stay on this machine")
    _connect(self, address)


def _list_static_files_once(self: WhiteNoiseMiddleware) -> None:
    if not _static_files:
        _list_static_files(self)
        _static_files.update(self.files)
    self.files.update(_static_files)


def pytest_configure() -> None:
    """Shut the network for the whole run; keep one database connection a thread; list static files once.

    Playwright leaves an event loop running in the test's thread, and Django would then open a
    second connection, outside the test's transaction. Each test client is a process of the product anew
    to WhiteNoise, which would walk through all static files for it.
    """
    WhiteNoiseMiddleware.add_files_from_finders = _list_static_files_once
    connections._connections = threading.local()
    socket.socket.connect = _connect_here_only  # type: ignore[method-assign,assignment]


def pytest_unconfigure() -> None:
    """Open it again."""
    socket.socket.connect = _connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> None:
    """pytest-django's own, around a database that need not be migrated anew."""
    with django_db_blocker.unblock(), migrated.once():
        request.getfixturevalue("django_db_setup")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _is_said_once(item: pytest.Item) -> bool:
    asks = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("once") is not None or not (asks or item.get_closest_marker("django_db"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark browser tests by the fixtures they ask for: they are slow, all of them; without the asked
    database skip everything.

    Tests that ask for no database, or are marked `once`, say nothing of it: the second run leaves
    them out.
    """
    if throwaway.WANTED == "postgresql":
        twice = [item for item in items if _is_said_once(item)]
        config.hook.pytest_deselected(items=twice)
        items[:] = [item for item in items if item not in twice]
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            item.add_marker("slow")
        if throwaway.postgres_is_missing():
            item.add_marker(pytest.mark.skip(reason=throwaway.NO_POSTGRES))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line a reason; `make test` adds the lines of its runs up (SOTAY_TEST_SKIPPED is their file)."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"Bỏ qua {count} phép thử: {reason}")
    if (file := os.environ.get("SOTAY_TEST_SKIPPED")) and not throwaway.is_worker():
        with Path(file).open("a") as lines:
            lines.write(f"{len(skipped)}\n")
