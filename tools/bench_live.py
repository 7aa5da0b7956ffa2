"""Four hundred members follow one meeting: how long until they are in, and until a change is told.

`python -m tools.bench_live [LISTENERS]`: a throw-away database, the product's own server (two processes) and
the listeners, all on this machine. Prints seconds, limit and ratio; ends with 1 when a limit is not kept.
"""

import asyncio
import json
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from urllib.parse import urlencode

LISTENERS, CHANGES = 400, 20
OPENING, CHANGE = 2.0, 0.5
"""Seconds at the 95th percentile."""
APART = 0.7
"""Seconds between two changes."""


type Ask = tuple[str, str]
"""An address with the ticket of its page, and the cookie."""


def p95(seconds: list[float]) -> float:
    """The value that 95 of 100 stay within."""
    return sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)]


def build(listeners: int) -> tuple[list[Ask], Any]:
    """What each member's page asks for, and a change to make."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from sotay.access.choices import Permission, Role
    from sotay.access.models import Grant
    from sotay.accounts.models import Account
    from sotay.accounts.sessions import BEGAN, SessionStore
    from sotay.core import clock
    from sotay.core.actor import system_actor
    from sotay.meetings.choices import Status
    from sotay.meetings.models import AgendaItem
    from sotay.meetings.operations.items import finish_item, reopen_item
    from sotay.meetings.operations.session import open_meeting
    from sotay.organisations.choices import Kind
    from sotay.web.front.tickets import standing_of, ticket_for
    from tests import factories as make

    today = clock.today()
    above = make.organisation(Kind.GRASSROOTS_COMMITTEE)
    cell = make.organisation(Kind.CELL, above)
    make.settle(above, cell, today=today)
    keys = []
    for number in range(listeners):
        account = Account.objects.create(username=f"nguoi-{number}", full_name="Người", password="!")  # noqa: S106
        member = make.member(cell, name=f"Đảng viên {number}")
        type(member).objects.filter(pk=member.pk).update(account=account)
        grant = Grant.objects.create(
            account=account, role=Role.MEMBER, organisation=cell, valid_from=date(2020, 1, 1)
        )
        store = SessionStore()
        store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY], store[BEGAN] = account.get_session_auth_hash(), clock.now().isoformat()
        store.save()
        keys.append((store.session_key, standing_of(account.pk, {grant.pk})))
    meeting = make.meeting(cell, today.year * 100 + today.month, status=Status.PLANNED, planned_on=today)
    actor = system_actor(Permission)
    open_meeting(actor=actor, meeting=meeting, at=clock.now())
    item = AgendaItem.objects.filter(meeting=meeting).first()
    assert item is not None

    def change(number: int) -> float:
        """Go a step on, or back; the moment it was in the database."""
        deed = reopen_item if number % 2 else finish_item
        deed(actor=actor, meeting=meeting, item=item.public_id, at=clock.now())
        return time.monotonic()

    address = f"/sinh-hoat/{meeting.public_id}/dang-dien-ra/"
    asks = [
        (
            f"{address}?{urlencode({'ve': ticket_for(key, meeting.public_id, standing)})}",
            f"{settings.SESSION_COOKIE_NAME}={key}",
        )
        for key, standing in keys
    ]
    return asks, change


@contextmanager
def server() -> Iterator[int]:
    """The product's server on this database; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    run = (
        "import django; django.setup(); from sotay.jobs.cli.serve_command import serve; "
        f"serve(address='127.0.0.1', port={port}, workers=2)"
    )
    process = subprocess.Popen(  # noqa: S603 — our own words
        [sys.executable, "-c", run], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(20)


class Follower:
    """One open stream. `opened`: seconds until the first event; `heard`: version → when it came."""

    def __init__(self) -> None:
        self.opened = 0.0
        self.heard: dict[int, float] = {}

    def when(self, version: int) -> float:
        """When this version, or one after it, was told; far too late when it never was."""
        return min(
            (at for known, at in self.heard.items() if known >= version), default=time.monotonic() + 30
        )

    async def follow(self, port: int, path: str, cookie: str, ready: asyncio.Semaphore) -> None:
        began = time.monotonic()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        ask = (
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n"
        )
        writer.write(ask.encode())
        while True:
            line = await reader.readline()
            if not line:
                raise ConnectionError("the stream ended")
            if line.startswith(b"data: "):
                now = time.monotonic()
                if not self.heard:
                    self.opened = now - began
                    ready.release()
                self.heard.setdefault(json.loads(line[6:])["version"], now)


async def measure(port: int, asks: list[Ask], change: Any) -> tuple[list[float], list[float]]:
    """Seconds of each opening, and of each change at each listener."""
    ready, followers = asyncio.Semaphore(0), [Follower() for _ in asks]
    tasks = [
        asyncio.create_task(one.follow(port, *ask, ready)) for one, ask in zip(followers, asks, strict=True)
    ]
    for _ in followers:
        await asyncio.wait_for(ready.acquire(), 30)
    known = set(followers[0].heard)
    moments = []
    for number in range(CHANGES):
        moments.append(await asyncio.to_thread(change, number))
        await asyncio.sleep(APART)
    await asyncio.sleep(1.5)
    for task in tasks:
        if task.done():
            task.result()
        task.cancel()
    first = max(known)
    told = [
        one.when(first + number) - moment for one in followers for number, moment in enumerate(moments, 1)
    ]
    return [one.opened for one in followers], told


def main() -> int:
    """Build, serve, measure, print."""
    from tests.prove.ground import throwaway_ground

    listeners = int(sys.argv[1]) if len(sys.argv) > 1 else LISTENERS
    with throwaway_ground():
        asks, change = build(listeners)
        with server() as port:
            asyncio.run(measure(port, asks[:4], change))  # warm: the pages are compiled
            opened, told = asyncio.run(measure(port, asks, change))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{listeners} người theo dõi, {CHANGES} thay đổi, {len(told)} lần báo, {os.cpu_count()} nhân")
    print(f"{used.ru_utime + used.ru_stime:7.1f} s  máy chủ chạy, kể cả khởi động")
    bad = False
    for name, seconds, limit in (("mở", opened, OPENING), ("một thay đổi", told, CHANGE)):
        value = p95(seconds)
        bad |= value > limit
        beside = f"hạn {limit:5.1f} s  tỷ lệ {value / limit:4.2f}"
        print(f"{value:7.3f} s  {beside}  p95 {name}; lâu nhất {max(seconds):.3f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
