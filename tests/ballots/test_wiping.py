"""Once a box is opened or called off, no file of the database holds its envelopes any more (SQLite)."""

from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from config import settings as product
from sotay.ballots.choices import Method, Purpose
from sotay.ballots.models import Envelope, Poll, Tick
from sotay.ballots.operations import cast_vote, close_poll, open_poll, void_poll, wiping
from tests.ballots.support import AT, Hall, in_session

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL giữ bản ghi theo cách riêng"),
]


def file_of_database() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def files() -> bytes:
    """All bytes of the database's files."""
    path = file_of_database()
    return b"".join(one.read_bytes() for one in path.parent.glob(path.name + "*"))


@pytest.fixture
def voted(settings: Settings) -> tuple[Hall, Poll, tuple[str, ...], list[bytes]]:
    """A secret vote of five, and what makes each of their envelopes known again."""
    settings.SECRET_BALLOT = True
    hall = in_session(present=5)
    poll, codes = open_poll(
        actor=hall.chair(), meeting=hall.meeting, subject="Việc của thôn", purpose=Purpose.OTHER,
        method=Method.SECRET, at=AT,
    )  # fmt: skip
    for who, choice in zip(hall.voters, "aabac", strict=True):
        cast_vote(actor=hall.member(who), poll=poll, choice=choice)
    sealed = [bytes(one) for one in Envelope.objects.values_list("sealed", flat=True)]
    # Pieces too: a page that was written anew may have left half of one behind.
    pieces = [one[at : at + 16] for one in sealed for at in range(0, len(one), 16)]
    raw = files()
    assert all(piece in raw for piece in pieces), "else the test looks in the wrong place"
    return hall, poll, codes, pieces


def test_an_opened_box_leaves_no_envelope_in_the_files(
    voted: tuple[Hall, Poll, tuple[str, ...], list[bytes]],
) -> None:
    hall, poll, codes, pieces = voted
    close_poll(actor=hall.chair(), poll=poll, codes=codes[:2], at=AT)
    raw = files()
    assert not [piece for piece in pieces if piece in raw]
    assert Path(f"{file_of_database()}-wal").stat().st_size == 0


def test_neither_does_one_that_was_called_off(voted: tuple[Hall, Poll, tuple[str, ...], list[bytes]]) -> None:
    hall, poll, _, pieces = voted
    void_poll(actor=hall.chair(), poll=poll, reason="Đọc nhầm nội dung", at=AT)
    raw = files()
    assert not [piece for piece in pieces if piece in raw]


def test_nothing_is_cut_off_before_the_count_stands(
    voted: tuple[Hall, Poll, tuple[str, ...], list[bytes]],
) -> None:
    """What fails afterwards leaves ballots where they were."""
    hall, poll, codes, pieces = voted
    with transaction.atomic():
        close_poll(actor=hall.chair(), poll=poll, codes=codes[:2], at=AT)
        transaction.set_rollback(True)
    assert (Envelope.objects.count(), Tick.objects.count()) == (5, 5)
    raw = files()
    assert all(piece in raw for piece in pieces)


def test_who_reads_an_old_state_stops_no_count(
    voted: tuple[Hall, Poll, tuple[str, ...], list[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The count stands, the log says so, and the next box cuts it off."""
    monkeypatch.setattr(wiping, "PATIENCE", 1)
    hall, poll, codes, pieces = voted
    with closing(connect(file_of_database(), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM ballots_envelope").fetchone()
        close_poll(actor=hall.chair(), poll=poll, codes=codes[:2], at=AT)
    poll.refresh_from_db()
    assert (poll.yes, poll.no, poll.other) == (3, 1, 1)
    assert "was not cut off" in caplog.text
    wiping._cut_log()
    raw = files()
    assert not [piece for piece in pieces if piece in raw]


def test_deleted_rows_are_overwritten_in_the_product_too() -> None:
    assert "PRAGMA secure_delete=ON" in str(product._database()["OPTIONS"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone()[0] == 1
