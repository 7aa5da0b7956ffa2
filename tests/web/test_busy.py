"""Somebody else writes for too long: a clear sentence, later, and nothing that was typed is lost."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from sotay.meetings.models import Opinion
from sotay.web import busy
from sotay.web.session import notes
from tests.web.session.support import Evening, evening
from tests.web.session.test_session import opinion
from tests.web.world import World, kept_today

TYPED = 'Làm "sớm" <b>cống</b>\nrồi đến đường'


@pytest.fixture
def one(world: World) -> Evening:
    made = evening(world)
    made.post(do="open")
    return made


def again(page: str) -> dict[str, str]:
    """The fields of the form that the page gives back."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {unescape(name): unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


@contextmanager
def failing(said: str) -> Iterator[None]:
    with patch.object(notes, "note_opinion", side_effect=OperationalError(said)):
        yield


def test_what_was_typed_is_given_back_and_sent_again_in_one_tap(one: Evening) -> None:
    sent = opinion(one, text=TYPED)
    with failing("database is locked"):
        answer = one.post("y-kien/", **sent)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "còn nguyên" in page
    assert f'action="{one.path("y-kien/")}"' in page
    assert again(page).items() >= sent.items()
    assert "<b>cống" not in page
    assert one.post("y-kien/", **again(page)).status_code == 302
    assert Opinion.objects.get().text == TYPED


def test_whatever_else_breaks_stays_an_error(one: Evening) -> None:
    with failing("no such column: text"):
        answer = one.post("y-kien/", **opinion(one, text=TYPED))
    assert answer.status_code == 500
    assert "cống" not in answer.content.decode()


def test_no_password_is_given_back(one: Evening) -> None:
    with failing("database is locked"):
        answer = one.post("y-kien/", **opinion(one), password="mot cau rat kin")
    assert answer.status_code == 503
    assert "rat kin" not in answer.content.decode()


def test_postgresql_says_it_by_its_codes() -> None:
    class Deadlock(Exception):
        sqlstate = "40P01"

    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    assert busy.is_busy(error)
    assert not busy.is_busy(OperationalError("server closed the connection"))
    assert not busy.is_busy(ValueError("locked"))


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.skipif("sqlite3" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite alone")
def test_a_database_that_is_really_held(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process writes and does not end: no page breaks, reading goes on, then it works."""
    one = evening(kept_today.stand())
    one.post(do="open")
    client = one.world.client("bi-thu")
    sent = opinion(one, text=TYPED)
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
    other = sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = client.post(one.path("y-kien/"), sent)
        assert answer.status_code == 503
        assert client.get(one.path()).status_code == 200, "reading waits for nobody"
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert client.post(one.path("y-kien/"), again(answer.content.decode())).status_code == 302
    assert Opinion.objects.get().text == TYPED
