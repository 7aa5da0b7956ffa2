"""Send one request as one person, and see everything that comes of it; nothing of it stays."""

import io
import logging
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test.client import ClientHandler, RequestFactory

from tests.prove.fingerprint import Fingerprints, Rows
from tests.prove.people import Person

# What differs between two answers that say the same.
_VARIABLE = re.compile(rb'(csrfmiddlewaretoken" value="|nonce[-="]+|data-question="|dang-dien-ra/\?ve=)[^"]+')
CHANCE = 20_26
WHOLE = 50
SIGN_IN = "/dang-nhap"


@dataclass(frozen=True, slots=True)
class Probe:
    """One request: who, which route, which method, for the thing behind `word` (an id, or "").

    `relation` says in words how that thing stands to the person's role; `position` where in the
    request the id stands (path, query:con, body:key).
    """

    person: Person
    route: str
    method: str
    word: str
    relation: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: tuple[tuple[str, str], ...] = ()
    position: str = "path"
    carried: frozenset[str] = frozenset()
    """Words that the request itself brings along: an answer may repeat them."""
    alike: str = ""
    """Probes of one person and address with the same mark must be answered alike."""

    def __str__(self) -> str:
        query = f"?{urlencode(self.query)}" if self.query else ""
        how = f"{self.route}, {self.relation}, {self.position}"
        return f"{self.person.name}: {self.method} {self.path}{query} ({how})"


@dataclass(slots=True)
class Answer:
    """What came back, and what it did."""

    status: int
    headers: dict[str, str]
    content: bytes
    log: str = ""
    changes: set[tuple[str, str]] = field(default_factory=set)

    @property
    def to_sign_in(self) -> bool:
        """Whether it sends the person to the sign-in page."""
        return self.status == 302 and self.headers.get("Location", "").startswith(SIGN_IN)

    @property
    def refused(self) -> bool:
        """Whether the person was turned away."""
        return self.status in {403, 404, 405} or self.to_sign_in

    def signature(self, *words: str) -> tuple[int, str, bytes]:
        """The answer without what may differ: tokens, and the words (paths, ids) that were sent."""
        headers = {k: v for k, v in self.headers.items() if k not in {"Content-Length", "Expires"}}
        content = _VARIABLE.sub(rb"\1", self.content)
        text = repr(sorted(headers.items()))
        for word in words:
            content, text = content.replace(word.encode(), b"SENT"), text.replace(word, "SENT")
        return self.status, _VARIABLE.sub(rb"\1", text.encode()).decode(), content


@contextmanager
def same_chance() -> Iterator[None]:
    """Whatever the product draws at random inside (keys of forms, secrets, ids), it draws the same each time:
    then two answers differ by nothing but what was asked."""
    with patch.object(random, "_urandom", random.Random(CHANCE).randbytes):  # what `secrets` draws from
        yield


class Asker:
    """Asks, compares the database before and after, and takes every change back."""

    def __init__(self, fingerprints: Fingerprints) -> None:
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.factory = RequestFactory(HTTP_HOST="localhost")
        self.fingerprints = fingerprints
        self.log = _log_output()
        self._before: dict[str, Rows] = {}
        self._settled = -1
        self._asked = 0

    def ask(self, probe: Probe) -> Answer:
        """Send the probe. Must run inside a transaction."""
        written, touched = self.fingerprints.writes(), set[str]()
        if written != self._settled:  # somebody made the world richer in between
            self._before.clear()
        self.log.seek(0)
        self.log.truncate(0)
        point = transaction.savepoint()
        with same_chance(), self.fingerprints.noting(touched):
            answer = self._send(probe)
        answer.log = self.log.getvalue()
        if self.fingerprints.writes() != written:
            answer.changes = self._changes(point, touched)
        else:
            transaction.savepoint_commit(point)
        self._settled = self.fingerprints.writes()
        if probe.method not in {"GET", "HEAD"}:
            cache.clear()
        return answer

    def reload(self) -> None:
        """Build the chain of middleware anew with the next request."""
        self.handler._middleware_chain = None

    def _changes(self, point: str, touched: set[str]) -> set[tuple[str, str]]:
        """What differs in the tables that were written to, after everything is taken back. Now and then all
        tables are compared, to see that none was overlooked."""
        self._asked += 1
        if self._asked % WHOLE == 0:
            touched = set(self.fingerprints.models)
        after = {label: self.fingerprints.take([label]) for label in touched}
        transaction.savepoint_rollback(point)
        found: set[tuple[str, str]] = set()
        for label, rows in after.items():
            if label not in self._before:
                self._before[label] = self.fingerprints.take([label])
            found |= self.fingerprints.differences(self._before[label], rows)
        return found

    def _send(self, probe: Probe) -> Answer:
        cookies = {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={probe.person.cookie}"}
        request = self.factory.generic(
            probe.method,
            probe.path,
            urlencode(probe.body) if probe.body else "",
            "application/x-www-form-urlencoded",
            QUERY_STRING=urlencode(probe.query),
            **(cookies if probe.person.cookie else {}),  # type: ignore[arg-type]
        )
        response: HttpResponse = self.handler(request.environ)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        headers = dict(response.headers)
        return Answer(response.status_code, headers, content)


def _log_output() -> io.StringIO:
    """Everything that the product's own log handlers write, from now on."""
    text = io.StringIO()
    logger = logging.getLogger()
    for handler in logger.handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(text)
    return text
