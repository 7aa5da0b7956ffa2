"""The suite's own ground: a data folder and, with SOTAY_TEST_DB=postgresql, a PostgreSQL cluster.

Loaded by `-p tests.throwaway` (pyproject.toml), because pytest-django reads the settings before
any conftest.py. Workers of pytest-xdist inherit the environment and share the cluster that the first
process started. Each has its own data folder: product files lie there, and another worker's would be seen.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

NOBODY = 65534
NO_POSTGRES = "máy không có PostgreSQL (initdb, postgres)"
WANTED = os.environ.get("SOTAY_TEST_DB", "sqlite")
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=60",
)

_undo: list[Callable[[], object]] = []


def is_worker() -> bool:
    """Whether this process is one of pytest-xdist's workers."""
    return "PYTEST_XDIST_WORKER" in os.environ


def postgres_is_missing() -> bool:
    """Whether PostgreSQL was asked for and is not there (every test is then skipped)."""
    return WANTED == "postgresql" and "SOTAY_DATABASE_URL" not in os.environ


def find_postgres() -> Path | None:
    """The folder of initdb and postgres. Debian's wrappers on the PATH come last."""
    asked = shutil.which("pg_config")
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    if asked:
        places.append(Path(subprocess.check_output([asked, "--bindir"], text=True).strip()))
    if wrapper := shutil.which("initdb"):
        places.append(Path(wrapper).resolve().parent)
    return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)


def start_postgres(binaries: Path) -> str:
    """Make and start a cluster in a temporary folder; its URL. It listens on a socket file only."""
    folder = Path(tempfile.mkdtemp(prefix="sotay-pg-", dir="/tmp"))  # a socket's path must be short
    _undo.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        os.chown(folder, NOBODY, NOBODY)
        as_user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    common = {
        "cwd": folder,
        "stdout": subprocess.DEVNULL,
        "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        **as_user,
    }
    data = str(folder / "data")
    init = [str(binaries / "initdb"), "-D", data, "-U", "sotay", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(init, check=True, **common)  # type: ignore[call-overload]
    flags = [f"-c{flag}" for flag in (*FAST, f"unix_socket_directories={folder}")]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(  # type: ignore[call-overload]
        [str(binaries / "postgres"), "-D", data, *flags], stderr=log, **common
    )
    log.close()
    _undo.append(lambda: _stop(server))
    _wait_until_ready(server, folder)
    return f"postgresql://sotay@/sotay?host={folder}"


def _wait_until_ready(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    for _ in range(1000):
        if server.poll() is not None:
            break
        try:
            psycopg.connect(host=str(folder), user="sotay", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.01)
        else:
            return
    pytest.exit("PostgreSQL để thử không khởi động được: " + (folder / "log").read_text()[-500:], 3)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGINT)  # disconnects everyone and stops at once
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _prepare() -> None:
    """Never the real data: what the environment says of it is put aside."""
    for name in ("SOTAY_DATABASE_URL", "SOTAY_DATA_DIR", "SOTAY_DEMO", "SOTAY_HTTPS"):
        os.environ.pop(name, None)
    # Where the environment forbids compiled files, each worker would compile every test module again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    data = tempfile.mkdtemp(prefix="sotay-test-")
    _undo.append(lambda: shutil.rmtree(data, ignore_errors=True))
    os.environ["SOTAY_TEST_SHARED"] = data
    _take(Path(data, "main"))
    if WANTED == "postgresql" and (binaries := find_postgres()):
        os.environ["SOTAY_DATABASE_URL"] = start_postgres(binaries)


def _take(folder: Path) -> None:
    """This process's data folder."""
    (folder / "static").mkdir(
        parents=True, exist_ok=True
    )  # config/settings_test.py; WhiteNoise warns when it is not there
    os.environ["SOTAY_DATA_DIR"] = str(folder)


def shared() -> Path:
    """The folder that all processes of this run have in common."""
    return Path(os.environ["SOTAY_TEST_SHARED"])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Runs around pytest-django's reading of the settings."""
    if is_worker():
        _take(shared() / os.environ["PYTEST_XDIST_WORKER"])
    else:
        try:
            _prepare()
        except BaseException:
            clean_up()
            raise
    return (yield)


def clean_up() -> None:
    """Stop and delete what was made, last first."""
    while _undo:
        _undo.pop()()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """At the very end of the run."""
    clean_up()
