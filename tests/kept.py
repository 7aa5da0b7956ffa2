"""A ground that many tests stand on is written once a worker; each test gets its rows put back.

Factories write row by row, as a person would, and that takes hundreds of times longer than the test that
stands on it. `Kept(build)` lets them write once, reads the rows back, and from then on puts them into the
test's own transaction in bulk: every test still has a ground of its own, to change as it likes.
"""

import pickle
from collections.abc import Callable

from django.db import connection, transaction

type Rows = object  # what `_read` of the database in use gave


class Kept[T]:
    """The ground that `build` writes into an empty database.

    `build` must be the first to write in its test: rows that were there before would be missing under
    those of the ground in another test. What it returns must be picklable (models and plain values).
    """

    def __init__(self, build: Callable[[], T]) -> None:
        self._build = build
        self._rows: dict[str, Rows] = {}
        self._said = b""

    def stand(self) -> T:
        """Lay the ground in the current test's database; what `build` returned, in objects of its own."""
        with transaction.atomic():  # rows of a table may come before those they point to
            if self._said:
                for table, rows in self._rows.items():
                    _write(table, rows)
            else:
                self._lay()
        said: T = pickle.loads(self._said)
        return said

    def _lay(self) -> None:
        tables = [t for t in connection.introspection.table_names() if t != "django_migrations"]
        before = {table: _read(table) for table in tables}
        made = self._build()
        after = {table: _read(table) for table in tables}
        self._rows = {table: rows for table, rows in after.items() if rows != before[table]}
        taken = [table for table in self._rows if before[table]]
        assert not taken, f"the ground must be what a test writes first; these had rows before: {taken}"
        self._said = pickle.dumps(made)


def _read(table: str) -> Rows:
    """All rows as stored; falsy when there are none."""
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {name} TO STDOUT") as copy:
                return b"".join(bytes(piece) for piece in copy)
        columns = [row[1] for row in cursor.execute(f"PRAGMA table_info({name})").fetchall()]
        # "+" takes the declared type off a column, so that Python gets what is stored.
        stored = ", ".join("+" + connection.ops.quote_name(column) for column in columns)
        return cursor.execute(f"SELECT {stored} FROM {name}").fetchall()


def _write(table: str, rows: Rows) -> None:
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Numbers given out by a sequence are never given out again, also after a rollback.
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                copy.write(rows)
            return
        assert isinstance(rows, list)
        places = ", ".join("?" * len(rows[0]))
        cursor.connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
