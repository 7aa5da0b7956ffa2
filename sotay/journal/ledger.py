"""The rights ledger: what has been taken away, kept in a file outside the database.

A backup brings back the rights of its day. The ledger is not in the backup, and says after a restore
what has been taken back since (sotay/access/replay.py). A line is written and forced to disk before
the change itself is committed: should the change then fail, a restore takes away a little more than
it had to, never less. Ids only, as in the journal.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from sotay.core.errors import DomainError
from sotay.journal.rules import canonical


class BrokenLedger(DomainError):
    """A line in the middle of the ledger cannot be read."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One event that ended or narrowed a right."""

    at: str
    event: str
    payload: dict[str, Any]


def ledger_path() -> Path:
    """Where the ledger lies; SOTAY_RIGHTS_LEDGER puts it on another disk."""
    return Path(settings.RIGHTS_LEDGER)


def note(event: str, payload: dict[str, Any], at: datetime) -> None:
    """Append a line and force it to disk."""
    text = canonical([at.isoformat(), event, payload])
    line = f"{_mark(text)} {text}\n".encode()
    path = ledger_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)


def length(path: Path | None = None) -> int:
    """How many whole lines the ledger has; 0 when there is none yet."""
    return sum(1 for _ in lines(path))


def lines(path: Path | None = None) -> Iterator[LedgerLine]:
    """The lines in order. A last line that was cut short by a crash is passed over: its change was
    never committed. Raises BrokenLedger."""
    path = path or ledger_path()
    if not path.exists():
        return
    for number, raw in enumerate(path.read_bytes().splitlines(keepends=True), 1):
        if not raw.endswith(b"\n"):
            return
        mark, _, text = raw.decode("utf-8", "replace").rstrip("\n").partition(" ")
        if mark != _mark(text):
            raise BrokenLedger(
                f"Sổ thu quyền hỏng ở dòng {number}; lấy bản chép khác của sổ, hoặc dùng --without-ledger."
            )
        at, event, payload = json.loads(text)
        yield LedgerLine(at, event, payload)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
