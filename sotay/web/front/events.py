"""The front: an ASGI application. Who asks for the events of a meeting is let in by Django, as at any page,
and then listens without holding a thread; everything else goes over the bridge."""

import asyncio
import json
import re
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from random import random
from typing import Any
from urllib.parse import parse_qs

from sotay.web.front.bridge import Answer, Bridge, Receive, Scope, Send, environ_of, send_whole
from sotay.web.front.tickets import standing_in
from sotay.web.front.watching import Listener, Watch, event_of

ADDRESS = re.compile(r"^/sinh-hoat/([-\w]+)/dang-dien-ra/$")
ASKED_AGAIN = 10.0
"""Seconds after which somebody who listens must still be let in (up to a fifth later, so that four hundred
are not asked at once); at once, when the watch doubts it."""
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
RETRY = b"retry: 2000\n"
ALIVE = b": \n\n"


class Front:
    """`lets_in` (session key, public id) is asked in a thread of the bridge's pool; `holds` (ticket, session
    key, public id) at once: it asks no database."""

    def __init__(
        self,
        bridge: Bridge,
        watch: Watch,
        lets_in: Callable[[str, str], bool],
        holds: Callable[[str, str, str], bool],
        cookie: str,
    ) -> None:
        self.bridge, self.watch, self.cookie = bridge, watch, cookie
        self.lets_in, self.holds = lets_in, holds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        found = ADDRESS.match(scope["path"]) if scope["method"] == "GET" else None
        accepts = dict(scope["headers"]).get(b"accept", b"")
        if found is None or b"text/event-stream" not in accepts:
            await self.bridge(scope, receive, send)
        else:
            await self._listen(scope, receive, send, found[1])

    async def _listen(self, scope: Scope, receive: Receive, send: Send, public_id: str) -> None:
        """Let Django answer first, with all that it asks of a request, unless it gave this session a ticket a
        moment ago; then keep the answer open."""
        session, words = self._session_of(scope), None
        ticket = _ticket_of(scope)
        by_ticket = self.holds(ticket, session, public_id)
        if by_ticket:
            words = await self.watch.words_of(public_id)
        if words is None:
            by_ticket = False
            answer = await self._ask(scope)
            if answer.status != 200:
                await send_whole(send, answer)
                return
            words = answer.body.decode()
        since = standing_in(ticket) if by_ticket else None
        listener = self.watch.join(public_id, int(json.loads(words)["version"]), session, since)
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await _send(send, RETRY + event_of(words))
            await self._tell(listener, gone, send, session, public_id, soon=by_ticket)
            await send({"type": "http.response.body", "body": b""})
        except OSError:
            pass  # who listened is not there any more
        finally:
            gone.cancel()
            self.watch.leave(public_id, listener)

    async def _ask(self, scope: Scope) -> Answer:
        """What Django says to this request as a plain one."""
        plain = [(k, v) for k, v in scope["headers"] if k not in {b"accept", b"content-length"}]
        asked = dict(scope) | {"headers": [*plain, (b"accept", b"application/json")]}
        return await self.bridge.ask(environ_of(asked, _Nothing()))

    async def _tell(
        self,
        listener: Listener,
        gone: "asyncio.Future[None]",
        send: Send,
        session: str,
        public_id: str,
        *,
        soon: bool,
    ) -> None:
        """Tell what is new, until the listener goes or is not let in any more. `soon`: not looked up yet."""
        loop = asyncio.get_running_loop()
        share = random()  # noqa: S311 — only spreads the load
        due = loop.time() + ASKED_AGAIN * (share if soon else 1 + share / 5)
        while not gone.done():
            news: asyncio.Future[Any] = asyncio.ensure_future(listener.told.wait())
            await asyncio.wait({news, gone}, timeout=due - loop.time(), return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
            if gone.done():
                return
            listener.told.clear()
            if listener.doubted or loop.time() >= due:
                listener.doubted = False
                if not await loop.run_in_executor(self.bridge.pool, self.lets_in, session, public_id):
                    return
                due = loop.time() + ASKED_AGAIN
                await _send(send, ALIVE)
            if listener.news:
                news_now, listener.news = listener.news, b""
                await _send(send, news_now)

    def _session_of(self, scope: Scope) -> str:
        jar: SimpleCookie = SimpleCookie()
        for name, value in scope["headers"]:
            if name == b"cookie":
                try:
                    jar.load(value.decode("latin-1"))
                except CookieError:
                    continue
        return jar[self.cookie].value if self.cookie in jar else ""


def _ticket_of(scope: Scope) -> str:
    asked = parse_qs(str(scope["query_string"].decode("ascii", "replace")))
    return asked.get("ve", [""])[0]


class _Nothing:
    """The body of a request that has none."""

    def read(self, size: int = -1) -> bytes:
        return b""

    def readline(self, size: int = -1) -> bytes:
        return b""


async def _gone(receive: Receive) -> None:
    """Until the other side hangs up."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, piece: bytes) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": True})
