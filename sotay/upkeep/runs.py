"""When a command of upkeep last did its work, in a small file of each beside the data.

Outside the database on purpose: a copy restored elsewhere must not claim the backups of the machine it came
from, and two backups of equal data stay equal. Numbers and the place of a backup only; nothing of persons.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from sotay.upkeep.choices import Job

FOLDER = "lan-chay"


@dataclass(frozen=True, slots=True)
class Run:
    """A run that came to its end; `told` is what it counted."""

    at: datetime
    told: dict[str, Any]


def note_run(job: Job, *, at: datetime, **told: int | str) -> bool:
    """Remember this run as the last of its command. False when the file could not be written: the work
    itself is done, and a page will say that nothing is known of it."""
    path = _path(job)
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"at": at.isoformat(), "told": told}, file, ensure_ascii=False)
        part.replace(path)
    except OSError:
        return False
    return True


def last_run(job: Job) -> Run | None:
    """The last run of a command that is remembered here, or None."""
    try:
        kept = json.loads(_path(job).read_text(encoding="utf-8"))
        return Run(datetime.fromisoformat(kept["at"]), dict(kept["told"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget_runs() -> None:
    """Forget every run: the data they spoke of is made anew."""
    for job in Job:
        _path(job).unlink(missing_ok=True)


def _path(job: Job) -> Path:
    return Path(settings.DATA_DIR) / FOLDER / f"{job}.json"
