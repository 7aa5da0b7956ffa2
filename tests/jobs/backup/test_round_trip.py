"""A backup holds every row; brought back, it is the same byte for byte."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import models

from sotay.accounts.models import Account
from sotay.core.errors import DomainError
from sotay.jobs.backup import archive, tables
from sotay.jobs.backup.copying import save_backup, write_backup
from sotay.jobs.backup.restoring import restore_backup
from sotay.journal.models import Entry
from sotay.journal.operations import claim_installation
from sotay.meetings.models import Meeting
from tests import factories
from tests.access.support import an_account

pytestmark = pytest.mark.django_db
AT = datetime(2024, 6, 10, 12, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def district() -> None:
    claim_installation(demo=False, at=AT)
    cell = factories.organisation(name="Chi bộ thôn Hạ “số 1”\n=1+1")
    factories.settle(cell)
    factories.meeting(cell, 202401, held_on=date(2024, 1, 3))
    an_account()


def copied() -> bytes:
    file = io.BytesIO()
    write_backup(file, at=AT)
    return file.getvalue()


def brought_back(content: bytes) -> None:
    kept = tables.kept_models(tables.apps_at(tables.applied_migrations()))
    tables.empty_tables(kept.values())
    assert not Meeting.objects.exists()
    reader = archive.Reader(zipfile.ZipFile(io.BytesIO(content)))
    reader.verify()
    for name in reader.manifest.tables:
        tables.load_lines(kept[name], reader.lines(name))
    tables.continue_counters(kept.values())


@pytest.mark.usefixtures("district")
def test_what_comes_back_is_the_same_byte_for_byte() -> None:
    before = copied()
    brought_back(before)
    assert copied() == before


@pytest.mark.usefixtures("district")
def test_new_rows_get_numbers_after_the_restored_ones() -> None:
    last = Account.objects.order_by("pk").last()
    assert last
    brought_back(copied())
    assert an_account().pk > last.pk


@pytest.mark.usefixtures("district")
def test_every_table_of_ours_is_in_the_backup_but_sessions() -> None:
    kept = tables.kept_models(tables.apps_at(tables.applied_migrations()))
    assert set(kept) >= {"meetings.meeting", "members.member", "access.grant", "journal.entry"}
    assert "sessions.session" not in kept, "a session of the backup's day opens nothing"


def test_no_column_is_changed_by_being_saved() -> None:
    """A moment that sets itself on saving would not come back as it was."""
    kept = tables.kept_models(tables.apps_at(tables.applied_migrations()))
    moving = [
        f"{label}.{field.name}"
        for label, model in kept.items()
        for field in tables.columns_of(model)
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]
    assert not moving


def test_a_new_kind_of_value_is_refused_rather_than_guessed() -> None:
    with pytest.raises(TypeError):
        tables._plain(models.Count("pk"))


@pytest.mark.usefixtures("district")
def test_a_changed_archive_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.zip"
    save_backup(file, at=AT)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(tmp_path / "sua.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"202401", b"202402"))
    with (
        pytest.raises(archive.BadArchive, match=r"meetings\.meeting"),
        archive.opened(tmp_path / "sua.zip"),
    ):
        pass
    (tmp_path / "cut.zip").write_bytes(file.read_bytes()[:-40])
    with pytest.raises(archive.BadArchive), archive.opened(tmp_path / "cut.zip"):
        pass


@pytest.mark.usefixtures("district")
def test_a_database_with_people_is_never_overwritten(tmp_path: Path) -> None:
    save_backup(tmp_path / "sao-luu.zip", at=AT)
    with pytest.raises(DomainError, match="đã có dữ liệu"):
        restore_backup(tmp_path / "sao-luu.zip", demo=False, ledger=None, without_ledger=False, at=AT)
    assert not Entry.objects.filter(event="Restored").exists()


@pytest.mark.usefixtures("district")
def test_real_and_demo_data_do_not_meet(tmp_path: Path) -> None:
    save_backup(tmp_path / "sao-luu.zip", at=AT)
    with pytest.raises(archive.BadArchive, match="Dữ liệu mẫu và dữ liệu thật"):
        restore_backup(tmp_path / "sao-luu.zip", demo=True, ledger=None, without_ledger=False, at=AT)


@pytest.mark.usefixtures("district")
def test_a_backup_is_its_owners_alone_and_overwrites_nothing(tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.zip"
    save_backup(file, at=AT)
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(DomainError, match="trùng tên"):
        save_backup(file, at=AT)
    assert [p.name for p in tmp_path.iterdir()] == ["sao-luu.zip"], "no half files"


@pytest.mark.usefixtures("district")
def test_a_file_that_reads_back_otherwise_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that loses what it was given: found at the backup, not at the restore."""

    def forgetful(handle: int) -> None:
        half = next(tmp_path.glob(".sao-luu-*"))
        half.write_bytes(half.read_bytes()[:-40])

    monkeypatch.setattr("sotay.jobs.backup.copying.os.fsync", forgetful)
    with pytest.raises(DomainError, match="đọc lại không đúng"):
        save_backup(tmp_path / "sao-luu.zip", at=AT)
    assert not list(tmp_path.iterdir())
