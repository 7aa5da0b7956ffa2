"""G18: a role, session, device, machine's key or account that is taken away opens nothing a second later.

Over HTTP against the running server (several processes); each try makes a fresh person, lets them in, takes
one thing away by the product's own operation, and asks again at once and until the second is over.
"""

import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
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
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from sotay.web.account.cookies import DEVICE_COOKIE, keep_device
from tests.factories.organisations import organisation, settle
from tests.prove.ground import is_release
from tests.prove.outcome import Outcome
from tests.prove.serving import SERVER_FAULTS, WORKERS, server
from tests.prove.sharing import Share

HANDS = 2
ROUNDS, ROUNDS_RELEASE, ROUNDS_FAULT = 11, 200, 2
"""Rounds of each of the two shares; each round takes one thing away of every kind."""
SECOND = 1.0
ASKED_AGAIN = 3 * WORKERS
"""At once, over new connections, so that every process is asked."""
PIN = "482915"
SYSTEM = system_actor(Permission)


@dataclass
class Guest:
    """Somebody who is in: account, role, and what the browser carries."""

    account: Account
    grant: Grant
    page: str
    cookie: str
    opened_with: str = ""


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


def _guest(number: int, node: Organisation, opened_with: str = "") -> Guest:
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
    return Guest(account, grant, f"/to-chuc/{node.public_id}/", cookie, opened_with)


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


def _let_in(kind: str, number: int, node: Organisation) -> Guest:
    guest = _guest(number, node)
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


def _try(address: str, kind: str, number: int, node: Organisation) -> str:
    """What was wrong with one try, or ""."""
    guest = _let_in(kind, number, node)
    for _ in range(WORKERS):
        if (status := _get(address, guest.page, guest.cookie).status) != 200:
            return f"{kind}: người có quyền không vào được ({status})"
    if kind == "máy" and (status := _by_pin(address, guest)) != 302:
        return f"{kind}: mã PIN đúng mà không vào được ({status})"
    KINDS[kind](guest)
    ended = time.monotonic()
    for _ in range(ASKED_AGAIN):
        open_still = _get(address, guest.page, guest.cookie).status == 200
        if open_still and time.monotonic() - ended > SECOND:
            return f"{kind}: còn mở sau 1 giây"
    if open_still:
        time.sleep(max(0.0, SECOND - (time.monotonic() - ended)))
        if any(_get(address, guest.page, guest.cookie).status == 200 for _ in range(ASKED_AGAIN)):
            return f"{kind}: còn mở sau 1 giây"
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


def _rounds(address: str, rounds: int, node: Organisation) -> tuple[int, list[str], float]:
    n, faults, slowest = 0, [], 0.0
    for number in range(rounds):
        for kind in KINDS:
            began = time.monotonic()
            if fault := _try(address, kind, number, node):
                faults.append(fault)
            slowest = max(slowest, time.monotonic() - began)
            n += 1
    return n, faults, slowest


def _ground() -> Organisation:
    district = organisation(Kind.SUPERIOR)
    node = organisation(Kind.GRASSROOTS_CELL, district)
    settle(district, node)
    node.refresh_from_db()
    return node


def tries(rounds: int) -> tuple[int, list[str], float]:
    """The product as it is."""
    node = _ground()
    with server() as address:
        return _rounds(address, rounds, node)


def planted(name: str) -> tuple[str, bool]:
    """Whether the same tries find this fault."""
    node, broken = _ground(), OPERATION_FAULTS.get(name, nullcontext)
    with server(name) as address, broken():
        return name, bool(_rounds(address, ROUNDS_FAULT, node)[1])


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
