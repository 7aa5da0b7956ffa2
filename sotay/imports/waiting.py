"""Where uploaded spreadsheets wait: a private folder a batch, under its random name.

Beside the files stand what the dry run found, how far the work has come, and a lock that whoever works
holds: the system lets go of it when the worker dies, so that a crash cannot look like work.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

ASIDE = "dong-de-rieng.xlsx"
FILES, PLAN, SHAPES, PROGRESS, LOCK = "files", "plan.json", "shapes.json", "progress.json", "lock"
ROWS = "rows.json"
"""After the commit: which rows went in, by numbers and ids."""


class Incoming(Protocol):
    """An uploaded file."""

    @property
    def name(self) -> str | None: ...

    def chunks(self) -> Iterable[bytes]: ...


class AtWork(Exception):
    """Somebody works on this batch already."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The folder of one batch."""

    folder: Path

    @property
    def files(self) -> list[Path]:
        """The spreadsheets still waiting, by name."""
        return sorted(p for p in (self.folder / FILES).glob("*") if p.is_file())

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(p.stat().st_size for p in self.files)

    @property
    def aside(self) -> Path:
        """Where the wrong rows are written."""
        return self.folder / ASIDE

    def store(self, files: Iterable[Incoming]) -> None:
        """Write the files of an upload, each under its own plain name."""
        (self.folder / FILES).mkdir(parents=True, mode=0o700)
        self.folder.chmod(0o700)
        for number, file in enumerate(files, 1):
            name = Path(str(file.name)).name or f"tep-{number}"
            path = self.folder / FILES / name
            if path.exists():
                path = path.with_stem(f"{path.stem} ({number})")
            with path.open("wb") as target:
                for chunk in file.chunks():
                    target.write(chunk)

    def write(self, name: str, value: Any) -> None:
        """Keep plain data beside the files; a reader sees the old or the new, never half."""
        part = self.folder / f"{name}.part"
        part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        part.replace(self.folder / name)

    def read(self, name: str) -> Any:
        """What was kept under that name, or None."""
        try:
            return json.loads((self.folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def forget(self, *names: str) -> None:
        """Drop what was kept under these names."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def empty(self) -> None:
        """The files and all that repeats them go; the rows set aside and the ids of those written stay."""
        shutil.rmtree(self.folder / FILES, ignore_errors=True)
        self.forget(PLAN, SHAPES, PROGRESS)

    def remove(self) -> None:
        """Everything goes."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def held(self) -> Iterator[int]:
        """Hold the batch while working; the file descriptor may be handed to a child, which holds it on.

        Raises AtWork when somebody else does.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise AtWork from error
            yield descriptor
        finally:
            os.close(descriptor)

    @property
    def is_held(self) -> bool:
        """Whether somebody works on it now."""
        if not (self.folder / LOCK).exists():
            return False
        with suppress(AtWork), self.held():
            return False
        return True


def root() -> Path:
    """The folder of all batches."""
    found: Path = Path(settings.DATA_DIR) / "uploads"
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def waiting(token: str) -> Waiting:
    """The folder of that batch; the token comes from a row, never from an address."""
    return Waiting(root() / token)


def sweep_folders(keep: Iterable[str]) -> None:
    """Delete every folder but those of these batches and those that somebody works on."""
    kept = set(keep)
    for folder in root().iterdir():
        if folder.name not in kept and not Waiting(folder).is_held:
            shutil.rmtree(folder, ignore_errors=True)
