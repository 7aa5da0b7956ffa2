"""Django's SQLite engine with a queue of writers.

SQLite lets one connection write at a time, and whoever finds it busy tries again by itself at intervals: of
eight threads writing, one was seen to try for the whole 20 seconds while the others went past it. Here the
threads of a process wait in the order they came, so that only one of them at a time asks SQLite; several
processes still share by its own busy timeout (docs/adr/0010).
"""

import threading
import time
from collections import deque
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError


class Turns:
    """Whose turn it is to write: first come, first served."""

    def __init__(self) -> None:
        self.mutex = threading.Lock()
        self.holder: object | None = None
        self.waiting: deque[tuple[object, threading.Event]] = deque()

    def take(self, who: object, seconds: float) -> bool:
        """Wait at most so long for the turn; True when it came, or was held already."""
        with self.mutex:
            if self.holder is None or self.holder is who:
                self.holder = who
                return True
            called = threading.Event()
            mine = (who, called)
            self.waiting.append(mine)
        if called.wait(seconds):
            return True
        with self.mutex:
            if self.holder is who:  # it came in the last moment
                return True
            self.waiting.remove(mine)
            return False

    def give(self, who: object) -> None:
        """Let the next one write; nothing when it was not this one's turn."""
        with self.mutex:
            if self.holder is not who:
                return
            self.holder = None
            if self.waiting:
                self.holder, called = self.waiting.popleft()
                called.set()


_turns: dict[str, Turns] = {}
_making = threading.Lock()


def turns_of(name: str) -> Turns:
    """The queue of a database file, one in the process."""
    with _making:
        return _turns.setdefault(name, Turns())


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before a transaction that writes."""

    @property
    def turns(self) -> Turns:
        return turns_of(str(self.settings_dict["NAME"]))

    def _start_transaction_under_autocommit(self) -> None:
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        begun = time.monotonic()
        if not self.turns.take(self, patience):
            raise OperationalError("database is locked")
        try:
            # Whoever waited long in the queue is not made to wait as long again for another process.
            left = max(1.0, patience - (time.monotonic() - begun))
            self.connection.execute(f"PRAGMA busy_timeout = {int(left * 1000)}")
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self.turns.give(self)
            raise

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]  # as above
        self.turns.give(self)
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]  # as above
        finally:
            self.turns.give(self)

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]  # as above
        finally:
            self.turns.give(self)
