"""Where uploaded spreadsheets wait: a private folder a batch, under a random name, for one account.

Deleted after the commit, on cancelling, or a day later, whichever comes first.
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from sotay.core.ids import ALPHABET, new_public_id

type AnyFile = UploadedFile[Any]
KEEP = timedelta(hours=24)
OWNER, RESULT, ASIDE = "owner.json", "result.json", "dong-de-rieng.xlsx"
FILES = "files"


@dataclass(frozen=True, slots=True)
class Batch:
    """Uploaded files that belong together."""

    token: str
    folder: Path

    @property
    def files(self) -> list[Path]:
        """The spreadsheets still waiting, by name."""
        return sorted(p for p in (self.folder / FILES).glob("*") if p.is_file())

    @property
    def aside(self) -> Path:
        """Where the wrong rows are written."""
        return self.folder / ASIDE

    @property
    def result(self) -> dict[str, Any] | None:
        """What the commit did (counts and names of files only), or None before it."""
        path = self.folder / RESULT
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def finish(self, result: dict[str, Any]) -> None:
        """Keep what was done; the files go."""
        (self.folder / RESULT).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(self.folder / FILES, ignore_errors=True)

    def remove(self) -> None:
        """Everything goes."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _root() -> Path:
    root: Path = Path(settings.DATA_DIR) / "uploads"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return root


def keep(files: Iterable[AnyFile], *, account_id: int, at: datetime) -> Batch:
    """Store the files of one upload for this account."""
    token = new_public_id()
    folder = _root() / token
    (folder / FILES).mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    (folder / OWNER).write_text(json.dumps({"account": account_id, "at": at.timestamp()}))
    for number, file in enumerate(files, 1):
        name = Path(str(file.name)).name or f"tep-{number}"
        path = folder / FILES / name
        if path.exists():
            path = path.with_stem(f"{path.stem} ({number})")
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
    return Batch(token, folder)


def batch_of(token: str, *, account_id: int | None) -> Batch | None:
    """The batch of that name if it is this account's, else None: as if it were not there."""
    if len(token) != len(new_public_id()) or set(token) - set(ALPHABET):
        return None
    folder = _root() / token
    owner = _owner(folder)
    return Batch(token, folder) if owner and owner["account"] == account_id else None


def _owner(folder: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads((folder / OWNER).read_text())
    except (OSError, ValueError):
        return None
    return found


def sweep(*, at: datetime) -> None:
    """Delete what has waited too long, or is nobody's."""
    for folder in _root().iterdir():
        owner = _owner(folder)
        if owner is None or owner["at"] < (at - KEEP).timestamp():
            shutil.rmtree(folder, ignore_errors=True)
