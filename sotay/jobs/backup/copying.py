"""Make a backup while people go on working."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import connection, transaction

from sotay.core.errors import DomainError
from sotay.jobs.backup.archive import BadArchive, Manifest, Writer, opened
from sotay.jobs.backup.tables import applied_migrations, apps_at, kept_models, lines_of
from sotay.journal import ledger
from sotay.journal.queries import chain_heads, purpose

UNREADABLE = "Tệp vừa ghi đọc lại không đúng nên đã bỏ; kiểm tra ổ đĩa, hoặc sao lưu vào ổ khác."


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the database of one moment, and nobody has to wait for them."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def write_backup(file: IO[bytes], *, at: datetime) -> Manifest:
    """Copy every table into `file`; what was copied."""
    # Before the copy: what is taken away while it runs is replayed by a restore, never forgotten.
    position = ledger.length()
    with one_moment():
        applied = applied_migrations()
        writer = Writer(file)
        for label, model in kept_models(apps_at(applied)).items():
            writer.add(label, lines_of(model))
        heads: dict[str, list[object]] = {str(chain): list(head) for chain, head in chain_heads().items()}
        manifest = Manifest(
            at.isoformat(), purpose(), [list(key) for key in applied], position, heads, writer.tables
        )
        writer.close(manifest)
    return manifest


def save_backup(path: Path, *, at: datetime) -> Manifest:
    """Write a backup that only its owner can read, and read it back; never half a file under that name.

    Raises DomainError when the file exists, its folder cannot be written, or it reads back otherwise.
    """
    if path.exists():
        raise DomainError("Đã có tệp trùng tên; chọn tên khác cho bản sao lưu.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(prefix=".sao-luu-", dir=path.parent)
    except OSError as error:
        raise DomainError("Không ghi được vào thư mục này; chọn thư mục khác cho bản sao lưu.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            manifest = write_backup(file, at=at)
            file.flush()
            os.fsync(file.fileno())
        _read_back(Path(half), manifest)
        os.replace(half, path)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
    return manifest


def _read_back(path: Path, manifest: Manifest) -> None:
    """Read the whole file as a restore would. Raises DomainError when it is not what was copied: a disk that
    lies is found on the night of the backup, not on the day of the restore."""
    try:
        with opened(path) as reader:
            found = reader.manifest.content()
    except BadArchive as error:
        raise DomainError(UNREADABLE) from error
    if found != manifest.content():
        raise DomainError(UNREADABLE)
