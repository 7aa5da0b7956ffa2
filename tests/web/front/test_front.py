"""The front: pages go over the bridge as they are, events stay open, and only for whoever is let in."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from sotay.web.front import bridge, events
from sotay.web.front.bridge import Bridge
from sotay.web.front.events import Front
from sotay.web.front.watching import Watch

STREAM = "/sinh-hoat/abc/dang-dien-ra/"
COOKIE = (b"cookie", b"sotay=khoa; khac=1")


class Pages:
    """A WSGI application that remembers what it was asked."""

    def __init__(self, status: str = "200 OK", body: bytes = b'{"version": 3}') -> None:
        self.status, self.body, self.asked, self.closed = status, body, [], 0  # type: ignore[var-annotated]

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append(environ | {"read": environ["wsgi.input"].read()})
        start(self.status, [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return Closing([self.body], self)


class Closing(list[bytes]):
    def __init__(self, pieces: list[bytes], pages: Pages) -> None:
        super().__init__(pieces)
        self.pages = pages

    def close(self) -> None:
        self.pages.closed += 1


class Client:
    """The other side of one request. `hang_up` ends it; `sent` is everything that came."""

    def __init__(
        self, path: str, *headers: tuple[bytes, bytes], method: str = "GET", body: bytes = b""
    ) -> None:
        self.scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "scheme": "http"}
        self.scope |= {"query_string": b"x=1", "http_version": "1.1", "headers": list(headers)}
        self.scope |= {"server": ("localhost", 80), "client": ("127.0.0.1", 5)}
        self.body, self.sent, self.gone = body, [], asyncio.Event()  # type: ignore[var-annotated]

    async def receive(self) -> dict[str, Any]:
        if self.body is not None:
            body, self.body = self.body, None  # type: ignore[assignment]
            return {"type": "http.request", "body": body, "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def text(self) -> str:
        return b"".join(one.get("body", b"") for one in self.sent[1:]).decode()

    async def until(self, true: Callable[[], bool]) -> None:
        for _ in range(300):
            if true():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"never came: {self.sent}")


class Room:
    """What the database would say: the version of the one meeting, and who is let in."""

    def __init__(self) -> None:
        self.version, self.let_in, self.looks, self.asked = 3, True, 0, []  # type: ignore[var-annotated]
        self.standing: dict[str, Any] | None = {"khoa": (1, frozenset({5}))}

    def versions(self, public_ids: Any) -> dict[str, int]:
        self.looks += 1
        return dict.fromkeys(public_ids, self.version)

    def state(self, public_id: str) -> str:
        return json.dumps({"version": self.version})

    def standings(self, sessions: Any) -> dict[str, Any] | None:
        return None if self.standing is None else {k: v for k, v in self.standing.items() if k in sessions}

    def lets_in(self, session: str, public_id: str) -> bool:
        self.asked.append((session, public_id))
        return self.let_in

    def holds(self, ticket: str, session: str, public_id: str) -> bool:
        return (ticket, session, public_id) in {("ve-tot", "khoa", "abc"), ("cu:ky", "khoa", "abc")}

    def front(self, pages: Pages) -> Front:
        watch = Watch(self.versions, self.state, self.standings)
        return Front(Bridge(pages, 2), watch, self.lets_in, self.holds, "sotay")


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sotay.web.front.watching.EVERY", 0.01)


def to_its_end(told: Coroutine[Any, Any, None]) -> None:
    """Run in a thread of its own: a browser test before leaves its loop in the test's thread."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, told).result()


def run(front: Front, client: Client) -> None:
    to_its_end(front(client.scope, client.receive, client.send))  # type: ignore[arg-type]


def test_a_page_goes_over_the_bridge_as_it_is() -> None:
    pages = Pages()
    client = Client("/trang/đ/", COOKIE, (b"cookie", b"c=3"), (b"x_evil", b"1"), method="POST", body=b"a=1")
    run(Room().front(pages), client)
    (asked,) = pages.asked
    assert asked["PATH_INFO"].encode("latin-1").decode() == "/trang/đ/"
    assert (asked["REQUEST_METHOD"], asked["QUERY_STRING"], asked["read"]) == ("POST", "x=1", b"a=1")
    assert asked["HTTP_COOKIE"] == "sotay=khoa; khac=1; c=3"
    assert "HTTP_X_EVIL" not in asked, "a name with an underscore passes for another"
    assert client.status == 200
    assert [value for name, value in client.sent[0]["headers"] if name == b"set-cookie"] == [b"a=1", b"b=2"]
    assert (client.text, pages.closed) == ('{"version": 3}', 1)


def test_a_long_answer_is_sent_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "AT_ONCE", 4)
    client = Client("/tep/")
    run(Room().front(Pages(body=b"0123456789")), client)
    assert client.text == "0123456789"
    assert len(client.sent) == 3


def test_what_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "MOST", 8)
    pages = Pages("413 Too Large")
    client = Client("/tep/", (b"content-length", b"9"), method="POST", body=b"123456789")
    run(Room().front(pages), client)
    assert (client.status, pages.asked[0]["read"]) == (413, b""), "Django says so by the announced length"
    client = Client("/tep/", method="POST", body=b"123456789")
    run(Room().front(pages), client)
    assert (client.status, len(pages.asked)) == (413, 1)


def listening() -> Client:
    return Client(STREAM, COOKIE, (b"accept", b"text/event-stream"))


def test_whoever_is_not_let_in_gets_the_refusal_and_no_stream() -> None:
    room, client = Room(), listening()
    run(room.front(Pages("404 Not Found", b"khong co")), client)
    assert (client.status, client.text) == (404, "khong co")


def test_a_change_is_told_and_only_a_change() -> None:
    async def tell() -> None:
        room, client, pages = Room(), listening(), Pages()
        front = room.front(pages)
        task = asyncio.create_task(front(client.scope, client.receive, client.send))  # type: ignore[arg-type]
        await client.until(lambda: '"version": 3' in client.text)
        assert pages.asked[0]["HTTP_ACCEPT"] == "application/json"
        await client.until(lambda: room.looks > 3)
        assert client.text.count("data:") == 1
        room.version = 4
        await client.until(lambda: '"version": 4' in client.text)
        client.gone.set()
        await task
        looks = room.looks
        await asyncio.sleep(0.05)
        assert room.looks <= looks + 1, "nobody listens, so nobody looks"
        assert not front.watch.rooms

    to_its_end(tell())


def test_whoever_is_let_in_no_longer_hears_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "ASKED_AGAIN", 0.05)

    async def tell() -> None:
        room, client = Room(), listening()
        task = asyncio.create_task(room.front(Pages())(client.scope, client.receive, client.send))  # type: ignore[arg-type]
        await client.until(lambda: len(room.asked) > 1)
        assert room.asked[0] == ("khoa", "abc")
        assert not task.done()
        room.let_in = False
        await asyncio.wait_for(task, 2)
        room.version = 9
        assert '"version": 9' not in client.text

    to_its_end(tell())


@pytest.mark.parametrize(
    "standing", [{}, {"khoa": (1, frozenset[int]())}], ids=["session ended", "another set of roles"]
)
def test_whose_session_or_roles_changed_is_asked_for_at_once(standing: dict[str, Any]) -> None:
    """Ten seconds have not passed: the watch has seen it."""

    async def tell() -> None:
        room, client = Room(), listening()
        task = asyncio.create_task(room.front(Pages())(client.scope, client.receive, client.send))  # type: ignore[arg-type]
        await client.until(lambda: room.looks > 4)
        assert not room.asked, "nothing has changed"
        room.let_in, room.standing = False, standing
        await asyncio.wait_for(task, 2)
        assert room.asked == [("khoa", "abc")]

    to_its_end(tell())


def test_whoever_is_doubted_and_still_let_in_hears_on() -> None:
    async def tell() -> None:
        room, client = Room(), listening()
        task = asyncio.create_task(room.front(Pages())(client.scope, client.receive, client.send))  # type: ignore[arg-type]
        await client.until(lambda: room.looks > 4)
        room.standing = {"khoa": (1, frozenset({5, 6}))}
        await client.until(lambda: bool(room.asked))
        room.version = 4
        await client.until(lambda: '"version": 4' in client.text)
        assert len(room.asked) == 1
        client.gone.set()
        await task

    to_its_end(tell())


def test_a_database_that_does_not_answer_throws_nobody_out() -> None:
    async def tell() -> None:
        room, client = Room(), listening()
        task = asyncio.create_task(room.front(Pages())(client.scope, client.receive, client.send))  # type: ignore[arg-type]
        await client.until(lambda: room.looks > 4)
        room.let_in, room.standing = False, None
        looks = room.looks
        await client.until(lambda: room.looks > looks + 4)
        assert not room.asked
        client.gone.set()
        await task

    to_its_end(tell())


@pytest.mark.parametrize(("query", "asked"), [(b"ve=ve-tot", 0), (b"ve=ve-gia", 1), (b"", 1)])
def test_a_ticket_of_the_page_spares_django_the_first_question(query: bytes, asked: int) -> None:
    async def tell() -> None:
        room, client, pages = Room(), listening(), Pages()
        client.scope["query_string"] = query
        task = asyncio.create_task(room.front(pages)(client.scope, client.receive, client.send))  # type: ignore[arg-type]
        await client.until(lambda: '"version": 3' in client.text)
        client.gone.set()
        await task
        assert len(pages.asked) == asked

    to_its_end(tell())


def test_whoever_came_by_a_ticket_is_asked_for_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "ASKED_AGAIN", 0.05)

    async def tell() -> None:
        room, client, pages = Room(), listening(), Pages()
        room.let_in, client.scope["query_string"] = False, b"ve=ve-tot"
        await asyncio.wait_for(room.front(pages)(client.scope, client.receive, client.send), 2)  # type: ignore[arg-type]
        assert room.asked == [("khoa", "abc")]

    to_its_end(tell())


def test_whose_roles_are_not_those_of_the_page_is_asked_for_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A role was taken between the page and the stream: the ticket says by what the page was let in."""
    monkeypatch.setattr(events, "ASKED_AGAIN", 10_000.0)

    async def tell() -> None:
        room, client, pages = Room(), listening(), Pages()
        room.let_in, client.scope["query_string"] = False, b"ve=cu%3Aky"
        room.standing = {"khoa": "cu"}
        task = asyncio.create_task(room.front(pages)(client.scope, client.receive, client.send))  # type: ignore[arg-type]
        await client.until(lambda: room.looks > 4)
        assert not room.asked, "by what the page was let in"
        room.standing = {"khoa": "moi"}
        await asyncio.wait_for(task, 2)
        late = listening()
        late.scope["query_string"] = b"ve=cu%3Aky"
        await asyncio.wait_for(room.front(pages)(late.scope, late.receive, late.send), 2)  # type: ignore[arg-type]
        assert room.asked == [("khoa", "abc")] * 2
        assert not pages.asked

    to_its_end(tell())
