"""The product's own server, in processes of its own, for proofs over HTTP; with a planted fault when asked.

`SOTAY_PROVE_FAULT` names the fault; the product itself knows nothing of it.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

FAULT = "SOTAY_PROVE_FAULT"
PROCESS = "X-Process"
"""Header that says which process answered."""
WORKERS = 2


def _cache_of_rights() -> None:
    from sotay.web import middleware

    genuine, kept = middleware.actor_for, {}

    def actor_for(account: Any, **more: Any) -> Any:
        return kept.setdefault(account.pk, genuine(account, **more))

    middleware.actor_for = actor_for


def _cache_of_sessions() -> None:
    from sotay.accounts.sessions import SessionStore

    genuine, kept = SessionStore._get_session_from_db, {}

    def found(self: Any) -> Any:
        key = self.session_key
        row = kept.get(key) or genuine(self)
        if row is not None:
            kept[key] = self.row = row
        return row

    SessionStore._get_session_from_db = found  # type: ignore[method-assign]


def _devices_for_ever() -> None:
    from sotay.accounts import queries
    from sotay.accounts.models import Device
    from sotay.accounts.operations import devices
    from sotay.web.account import sign_in

    def living(public_id: str, key: str) -> Any:
        return Device.objects.filter(public_id=public_id).select_related("account").first()

    queries.living_device = devices.living_device = sign_in.living_device = living
    devices._take_a_try = lambda device: True


def _streams_unwatched() -> None:
    from config import asgi

    asgi.application.watch.standings = lambda sessions: None


def _streams_for_ever() -> None:
    from config import asgi

    asgi.application.lets_in = lambda session, public_id: True


SERVER_FAULTS: dict[str, Callable[[], None]] = {
    "quyền được nhớ lại thay vì tra": _cache_of_rights,
    "phiên được nhớ lại thay vì tra": _cache_of_sessions,
    "máy đã gỡ vẫn nhận mã PIN": _devices_for_ever,
    "luồng đang mở chỉ được soát mỗi mười giây": _streams_unwatched,
    "luồng đang mở không hỏi lại quyền": _streams_for_ever,
}


def plant() -> None:
    """Break the product as the environment says; nothing when it says nothing."""
    if fault := SERVER_FAULTS.get(os.environ.get(FAULT, "")):
        fault()


def main(port: int) -> None:
    """Serve until stopped, as `sotay serve` does."""
    from sotay.jobs.cli.serve_command import server

    served = "tests.prove.served:application"
    server(address="127.0.0.1", port=port, workers=WORKERS, application=served).serve()


@contextmanager
def server(fault: str = "") -> Iterator[str]:
    """The address of a running server on this database; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    run = f"from tests.prove.serving import main; main({port})"
    process = subprocess.Popen(
        [sys.executable, "-c", run],
        env=os.environ | {FAULT: fault},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/song", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _ask(address: str) -> None:
    place = urlsplit(address)
    link = http.client.HTTPConnection(place.hostname or "", place.port, timeout=10)
    link.request("GET", place.path)
    link.getresponse().read()
    link.close()


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            _ask(address)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server does not answer")
