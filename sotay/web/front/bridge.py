"""From ASGI to Django's WSGI handler, by a pool of threads: a request is read whole before a thread takes it,
so that a slow network holds no thread. Django under WSGI answers two to three times as many requests as under
ASGI (docs/adr/0007-live.md)."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import Any

type Scope = MutableMapping[str, Any]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
type Body = SpooledTemporaryFile[bytes]

IN_MEMORY = 256 * 1024
"""Bytes of a request kept in memory; the rest waits in a file."""
MOST = 64 * 1024 * 1024
"""Bytes of a request that are read at all: Django refuses earlier, by the announced length."""
AT_ONCE = 1024 * 1024
"""Bytes of an answer that are gathered before they are sent."""


@dataclass(slots=True)
class Answer:
    """What Django said."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""


class Bridge:
    """Hands requests to the WSGI application, each to a thread of the pool."""

    def __init__(self, application: Wsgi, threads: int) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="django")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            if await read_body(scope, receive, body):
                await self._answer(environ_of(scope, body), send)
            else:
                await send_whole(send, Answer(413))

    async def ask(self, environ: dict[str, Any]) -> Answer:
        """The whole answer to one request."""
        answer = Answer()

        def keep(piece: bytes) -> None:
            answer.body += piece

        await asyncio.get_running_loop().run_in_executor(self.pool, self._run, environ, answer, keep)
        return answer

    async def _answer(self, environ: dict[str, Any], send: Send) -> None:
        """Send the answer as it comes, the usual page in one piece."""
        loop, answer, begun = asyncio.get_running_loop(), Answer(), False

        async def forward(piece: bytes) -> None:
            nonlocal begun
            if not begun:
                begun = True
                await send(start_of(answer))
            await send({"type": "http.response.body", "body": piece, "more_body": True})

        def keep(piece: bytes) -> None:
            answer.body += piece
            if len(answer.body) >= AT_ONCE:
                whole, answer.body = answer.body, b""
                asyncio.run_coroutine_threadsafe(forward(whole), loop).result()

        await loop.run_in_executor(self.pool, self._run, environ, answer, keep)
        if not begun:
            await send(start_of(answer))
        await send({"type": "http.response.body", "body": answer.body})

    def _run(self, environ: dict[str, Any], answer: Answer, keep: Callable[[bytes], None]) -> None:
        """In a thread: let Django answer. Its own end of the request comes with `close`."""

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            answer.status = int(status.split(" ", 1)[0])
            answer.headers = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers]

        pieces = self.application(environ, start_response)
        try:
            for piece in pieces:
                keep(piece)
        finally:
            if (close := getattr(pieces, "close", None)) is not None:
                close()


async def read_body(scope: Scope, receive: Receive, body: Body) -> bool:
    """Read the request into `body`; False when it is longer than anything we take. What announces itself as
    too long is not read: Django says so by the length."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    if said.isdigit() and int(said) > MOST:
        return True
    read = 0
    while True:
        message = await receive()
        piece = message.get("body", b"")
        read += len(piece)
        if read > MOST:
            return False
        body.write(piece)
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            break
    body.seek(0)
    return True


def environ_of(scope: Scope, body: Any) -> dict[str, Any]:
    """The request in the words of PEP 3333."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("ascii", "replace"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": client[0] if client else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw, value in scope["headers"]:
        name, text = raw.decode("latin-1"), value.decode("latin-1")
        if "_" in name:
            continue  # would pass for the same name with a dash
        key = name.upper().replace("-", "_")
        key = key if key in {"CONTENT_LENGTH", "CONTENT_TYPE"} else f"HTTP_{key}"
        joint = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = environ[key] + joint + text if key in environ else text
    return environ


def start_of(answer: Answer) -> Message:
    """The head of an answer."""
    return {"type": "http.response.start", "status": answer.status, "headers": answer.headers}


async def send_whole(send: Send, answer: Answer) -> None:
    """Send an answer in one piece."""
    await send(start_of(answer))
    await send({"type": "http.response.body", "body": answer.body})
