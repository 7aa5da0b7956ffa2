"""The archive file: a ZIP with a manifest and one file of lines a table."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Self

from sotay.core.errors import DomainError

FORMAT = 1
MANIFEST = "manifest.json"
FIXED = (1980, 1, 1, 0, 0, 0)
"""No clock in the file: equal content gives equal bytes."""


class BadArchive(DomainError):
    """Not a backup, cut short, or changed since it was made."""


@dataclass(frozen=True, slots=True)
class Table:
    """What the archive says of one table."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds. `ledger` is the number of lines that the rights ledger had before the
    copy began; `heads` the chains of the journal: organisation id → (length, head)."""

    made_at: str
    purpose: str
    migrations: list[list[str]]
    ledger: int
    heads: dict[str, list[object]]
    tables: dict[str, Table] = field(default_factory=dict)
    format: int = FORMAT

    def content(self) -> str:
        """SHA-256 over all that was copied: two archives of equal data have equal content."""
        told = json.dumps({name: asdict(t) for name, t in self.tables.items()}, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()

    @classmethod
    def read(cls, text: bytes) -> Self:
        """Raises BadArchive."""
        try:
            data = json.loads(text)
            if data["format"] != FORMAT:
                raise BadArchive("Bản sao lưu này của phiên bản khác; dùng đúng phiên bản đã tạo ra nó.")
            data["tables"] = {name: Table(**told) for name, told in data["tables"].items()}
            return cls(**data)
        except (ValueError, KeyError, TypeError) as error:
            raise BadArchive("Tệp này không phải bản sao lưu của Sổ tay; chọn tệp khác.") from error


class Writer:
    """Writes the tables one after the other, the manifest last."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.tables: dict[str, Table] = {}

    def add(self, name: str, lines: Iterable[bytes]) -> None:
        """A table; its first line names the columns."""
        digest, rows = hashlib.sha256(), -1
        with self._zip.open(_entry(f"{name}.jsonl"), "w", force_zip64=True) as out:
            for line in lines:
                digest.update(line)
                out.write(line)
                rows += 1
        self.tables[name] = Table(rows, digest.hexdigest())

    def close(self, manifest: Manifest) -> None:
        """Write the manifest and end the file."""
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
        self._zip.writestr(_entry(MANIFEST), text)
        self._zip.close()


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIXED)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


class Reader:
    """Reads an archive whose every table was compared with the manifest first."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._zip = file
        try:
            self.manifest = Manifest.read(file.read(MANIFEST))
        except KeyError as error:
            raise BadArchive("Tệp này không phải bản sao lưu của Sổ tay; chọn tệp khác.") from error

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a table. Raises BadArchive when the table is not there."""
        try:
            with self._zip.open(f"{name}.jsonl") as lines:
                yield from io.BufferedReader(lines, 1 << 16)  # type: ignore[type-var]  # a file of bytes
        except KeyError as error:
            raise BadArchive(f"Bản sao lưu thiếu bảng {name}; lấy bản sao khác.") from error

    def verify(self) -> None:
        """Compare every table with what the manifest says of it. Raises BadArchive."""
        for name, told in self.manifest.tables.items():
            digest, rows = hashlib.sha256(), -1
            try:
                for line in self.lines(name):
                    digest.update(line)
                    rows += 1
            except (zipfile.BadZipFile, OSError, EOFError) as error:
                raise BadArchive(f"Bản sao lưu hỏng ở bảng {name}; lấy bản sao khác.") from error
            if Table(rows, digest.hexdigest()) != told:
                raise BadArchive(f"Bản sao lưu đã bị sửa ở bảng {name}; lấy bản sao khác.")


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """An archive, verified. Raises BadArchive."""
    try:
        file = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise BadArchive("Không mở được tệp này; chọn đúng tệp do lệnh sotay backup tạo ra.") from error
    with file:
        reader = Reader(file)
        reader.verify()
        yield reader
