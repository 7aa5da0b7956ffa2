"""G6 on PostgreSQL: its reader also has transaction numbers, places of rows, heap and write-ahead log."""

import pytest
from django.db import connection

from tests.prove import g6

POLLS, VOTERS = 100, 9
"""As on SQLite: with forty, chance alone told the reader three points."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="chỉ trên PostgreSQL; SQLite: python -m tests.prove G6"
    ),
]


def test_what_postgresql_keeps_tells_no_more_than_the_tally() -> None:
    uppers = g6.attack(POLLS, VOTERS, 6)
    assert set(uppers) == set(g6.ATTACKS), "a code stands in the files of the database"
    assert all(upper <= g6.LIMIT for upper in uppers.values()), uppers


@pytest.mark.parametrize(
    "fault", ["phiếu không niêm phong", "phiếu đã mở ghi theo thứ tự", "mã mở được giữ lại"]
)
def test_the_same_reader_finds_what_is_planted(fault: str) -> None:
    with g6.FAULTS[fault]():
        found = g6.attack(g6.POLLS_FAULT, VOTERS, 7)
    assert any(upper > g6.LIMIT for upper in found.values()), found


def test_what_is_written_stands_in_the_files_that_are_searched() -> None:
    """The search looks where PostgreSQL writes."""
    cell = g6.a_cell()
    raw = b"".join(path.read_bytes() for path in g6.database_files())
    assert cell.public_id.encode() in raw
