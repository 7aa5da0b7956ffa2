"""G18: a role, session, device, machine's key or account that is taken away opens nothing a second later.

Over HTTP against the server as it is shipped, several processes. Each try makes a fresh person, lets them in,
opens the events of a meeting at every process, takes one thing away by the product's own operation, and asks
every process again, at once and when the second is over; by then the open events must have ended too.
"""

import http.client
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from threading import Thread
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpResponse

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.access.operations import set_lock, take_role
from sotay.accounts.models import Account, Passkey, Session
from sotay.accounts.operations import add_device, end_device, end_passkey, end_session
from sotay.accounts.sessions import BEGAN, OPENED_WITH, SessionStore
from sotay.core import clock
from sotay.core.actor import system_actor
from sotay.core.period import month_of
from sotay.meetings.choices import Status
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from sotay.web.account.cookies import DEVICE_COOKIE, keep_device
from tests.factories.meetings import meeting
from tests.factories.organisations import organisation, settle
from tests.prove.ground import is_release
from tests.prove.outcome import Outcome
from tests.prove.serving import PROCESS, SERVER_FAULTS, WORKERS, server
from tests.prove.sharing import Share

HANDS = 2
ROUNDS, ROUNDS_RELEASE, ROUNDS_FAULT = 11, 200, 2
"""Rounds of each of the two shares; each round takes one thing away of every kind."""
SECOND = 1.0
MOST_ASKED = 200
"""New connections after which every process must have answered one."""
PIN = "482915"
SYSTEM = system_actor(Permission)


@dataclass
class Guest:
    """Somebody who is in: account, role, and what the browser carries."""

    account: Account
    grant: Grant
    page: str
    cookie: str
    live: str
    opened_with: str = ""


@dataclass
class Place:
    """A cell and its meeting of today."""

    node: Organisation
    meeting: str


def _get(
    address: str, path: str, cookie: str, body: dict[str, str] | None = None
) -> http.client.HTTPResponse:
    place = urlsplit(address)
    link = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    headers = {"Cookie": cookie}
    if body is not None:
        token = "a" * 32
        headers |= {
            "Cookie": f"{cookie}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = body | {"csrfmiddlewaretoken": token}
    link.request("POST" if body else "GET", path, urlencode(body) if body else None, headers)
    answer = link.getresponse()
    answer.read()
    link.close()
    return answer


class Events:
    """The events of a meeting, kept open. `ended`: when the server closed them."""

    def __init__(self, address: str, path: str, cookie: str) -> None:
        place = urlsplit(address)
        self.link = socket.create_connection((place.hostname, place.port), 30)
        words = (f"GET {path} HTTP/1.1", "Host: localhost", "Accept: text/event-stream", f"Cookie: {cookie}")
        self.link.sendall(("\r\n".join(words) + "\r\n\r\n").encode())
        head = b""
        while b"data: " not in head and (piece := self.link.recv(4096)):
            head += piece
        text = head.decode().lower()
        self.status = int(text.split(" ", 2)[1]) if text else 0
        self.process = _after(text, f"{PROCESS.lower()}: ")
        self.is_open, self.ended = "data: " in text, 0.0
        self.reader = Thread(target=self._read_on, daemon=True)
        self.reader.start()

    def _read_on(self) -> None:
        with suppress(OSError):
            while (piece := self.link.recv(4096)) and not piece.endswith(b"0\r\n\r\n"):
                pass
            self.ended = time.monotonic()

    def has_ended(self, by: float) -> bool:
        """Whether the server has closed them by that moment; waits for it."""
        self.reader.join(max(0.0, by - time.monotonic()))
        return 0.0 < self.ended <= by


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2].partition("\r\n")[0]


def _at_every_process[T](ask: Callable[[], T], process_of: Callable[[T], str]) -> list[T]:
    """Ask over new connections until every process has answered; the last answer of each."""
    found: dict[str, T] = {}
    for _ in range(MOST_ASKED):
        answer = ask()
        found[process_of(answer)] = answer
        if len(found) == WORKERS:
            return list(found.values())
    raise AssertionError(f"only {len(found)} of {WORKERS} processes answered")


def _statuses(address: str, guest: Guest) -> list[int]:
    """What each process says to the guest."""
    answers = _at_every_process(
        lambda: _get(address, guest.page, guest.cookie), lambda answer: str(answer.getheader(PROCESS))
    )
    return [answer.status for answer in answers]


def _guest(number: int, place: Place, opened_with: str = "") -> Guest:
    node = place.node
    account = Account.objects.create(
        username=f"khach-{time.monotonic_ns()}-{number}", full_name="Khách", password="!"
    )
    grant = Grant.objects.create(
        account=account, role=Role.SECRETARY, organisation=node, valid_from=node.founded_on
    )
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store[BEGAN], store[OPENED_WITH] = clock.now().isoformat(), opened_with
    store.save()
    cookie = f"{settings.SESSION_COOKIE_NAME}={store.session_key}"
    live = f"/sinh-hoat/{place.meeting}/dang-dien-ra/"
    return Guest(account, grant, f"/to-chuc/{node.public_id}/", cookie, live, opened_with)


def _role(guest: Guest) -> None:
    take_role(actor=SYSTEM, grant=guest.grant, at=clock.now())


def _session(guest: Guest) -> None:
    public_id = Session.objects.values_list("public_id", flat=True).get(account=guest.account)
    end_session(actor=SYSTEM, account=guest.account, public_id=public_id, at=clock.now())


def _lock(guest: Guest) -> None:
    set_lock(actor=SYSTEM, account=guest.account, locked=True, today=clock.today(), at=clock.now())


def _device(guest: Guest) -> None:
    end_device(actor=SYSTEM, account=guest.account, public_id=guest.opened_with, at=clock.now())


def _passkey(guest: Guest) -> None:
    end_passkey(actor=SYSTEM, account=guest.account, public_id=guest.opened_with, at=clock.now())


KINDS: dict[str, Callable[[Guest], None]] = {
    "vai trò": _role,
    "phiên": _session,
    "tài khoản": _lock,
    "máy": _device,
    "khóa của máy": _passkey,
}


def _let_in(kind: str, number: int, place: Place) -> Guest:
    guest = _guest(number, place)
    if kind == "máy":
        made = add_device(account=guest.account, pin=PIN, words="", at=clock.now())
        guest.opened_with = made.device.public_id
        response = HttpResponse()
        keep_device(response, guest.opened_with, made.key)
        guest.cookie += f"; {DEVICE_COOKIE}={response.cookies[DEVICE_COOKIE].value}"
    elif kind == "khóa của máy":
        key = Passkey.objects.create(
            account=guest.account,
            credential_id=guest.account.public_id,
            credential="AAAA",
            made_at=clock.now(),
        )
        guest.opened_with = key.public_id
    Session.objects.filter(account=guest.account).update(opened_with=guest.opened_with)
    return guest


def _try(address: str, kind: str, number: int, place: Place) -> str:
    """What was wrong with one try, or ""."""
    guest = _let_in(kind, number, place)
    if set(statuses := _statuses(address, guest)) != {200}:
        return f"{kind}: người có quyền không vào được ({statuses})"
    if kind == "máy" and (status := _by_pin(address, guest)) != 302:
        return f"{kind}: mã PIN đúng mà không vào được ({status})"
    streams: list[Events] = []

    def listen() -> Events:
        streams.append(Events(address, guest.live, guest.cookie))
        return streams[-1]

    _at_every_process(listen, lambda one: one.process)
    try:
        if not all(one.is_open for one in streams):
            return f"{kind}: người có quyền không theo dõi được ({[one.status for one in streams]})"
        return _taken_away(address, kind, guest, streams)
    finally:
        for one in streams:
            one.link.close()


def _taken_away(address: str, kind: str, guest: Guest, streams: list[Events]) -> str:
    """Take it away, and say what is still open after a second."""
    KINDS[kind](guest)
    over = time.monotonic() + SECOND
    if 200 in _statuses(address, guest):
        time.sleep(max(0.0, over - time.monotonic()))
        if 200 in _statuses(address, guest):
            return f"{kind}: còn mở sau 1 giây"
    if not all(one.has_ended(over) for one in streams):
        return f"{kind}: luồng sự kiện còn mở sau 1 giây"
    if kind == "máy" and _by_pin(address, guest) == 302:
        return f"{kind}: mã PIN còn dùng được"
    return ""


def _by_pin(address: str, guest: Guest) -> int:
    device = guest.cookie.partition("; ")[2]
    return _get(address, "/dang-nhap", device, {"pin": PIN}).status


@contextmanager
def _sessions_live_on() -> Iterator[None]:
    """A planted fault: ending a device or a key, or locking an account, forgets the sessions; and nobody
    looks whether the account is locked (the server looks, so that alone does not show)."""
    with (
        patch("sotay.accounts.operations.devices.Session", _Forgetful),
        patch("sotay.accounts.operations.passkeys.Session", _Forgetful),
    ):
        yield


class _Forgetful:
    class objects:
        @staticmethod
        def filter(**_: Any) -> Any:
            return Session.objects.none()


@contextmanager
def _role_only_noted() -> Iterator[None]:
    """A planted fault: a role taken back stays in force until the day is over."""
    with patch.object(Grant, "save", lambda self, **_: None):
        yield


OPERATION_FAULTS = {
    "gỡ máy, gỡ khóa mà quên các phiên": _sessions_live_on,
    "thu vai trò chỉ ghi nhật ký": _role_only_noted,
}


def _rounds(address: str, rounds: int, place: Place) -> tuple[int, list[str], float]:
    n, faults, slowest = 0, [], 0.0
    for number in range(rounds):
        for kind in KINDS:
            began = time.monotonic()
            if fault := _try(address, kind, number, place):
                faults.append(fault)
            slowest = max(slowest, time.monotonic() - began)
            n += 1
    return n, faults, slowest


def _ground() -> Place:
    district = organisation(Kind.SUPERIOR)
    node = organisation(Kind.GRASSROOTS_CELL, district)
    settle(district, node)
    node.refresh_from_db()
    today = clock.today()
    planned = meeting(node, month_of(today), status=Status.PLANNED, planned_on=today)
    return Place(node, planned.public_id)


def tries(rounds: int) -> tuple[int, list[str], float]:
    """The product as it is."""
    place = _ground()
    with server() as address:
        return _rounds(address, rounds, place)


def planted(name: str) -> tuple[str, bool]:
    """Whether the same tries find this fault."""
    place, broken = _ground(), OPERATION_FAULTS.get(name, nullcontext)
    with server(name) as address, broken():
        return name, bool(_rounds(address, ROUNDS_FAULT, place)[1])


def shares() -> list[Share]:
    """The product as it is; then each planted fault, which the same tries must find."""
    rounds = ROUNDS_RELEASE if is_release() else ROUNDS
    return [
        *(Share(tries, (rounds,), cost=rounds) for _ in range(HANDS)),
        *(Share(planted, (name,), cost=6) for name in [*SERVER_FAULTS, *OPERATION_FAULTS]),
    ]


def outcome(answers: list[Any]) -> Outcome:
    """What the shares come to."""
    done = answers[:HANDS]
    n, faults = sum(one[0] for one in done), [fault for one in done for fault in one[1]]
    found = Outcome(n=n, failures=len(faults), examples=faults[:20])
    found.enter_planted(dict(answers[HANDS:]))
    found.note = (
        f"{WORKERS} tiến trình máy chủ; mỗi loại {n // len(KINDS)} lần: {', '.join(KINDS)}; "
        f"lần lâu nhất {max(one[2] for one in done):.1f} giây."
    )
    return found
