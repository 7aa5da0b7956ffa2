"""When a command last ran is remembered beside the data, and a broken note is no note."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import override_settings

from sotay.upkeep.choices import Job
from sotay.upkeep.runs import FOLDER, forget_runs, last_run, note_run

AT = datetime(2026, 3, 5, 3, tzinfo=UTC)
pytestmark = pytest.mark.once


def test_the_last_run_is_remembered_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    with override_settings(DATA_DIR=tmp_path):
        assert last_run(Job.BACKUP) is None
        note_run(Job.BACKUP, at=AT.replace(day=4), rows=1)
        assert note_run(Job.BACKUP, at=AT, rows=9000, place="/srv/sao-luu/sotay.zip")
        found = last_run(Job.BACKUP)
        assert found is not None
        assert (found.at, found.told) == (AT, {"rows": 9000, "place": "/srv/sao-luu/sotay.zip"})
        assert last_run(Job.REACT) is None
        assert (tmp_path / FOLDER / "backup.json").stat().st_mode & 0o077 == 0
        forget_runs()
        assert last_run(Job.BACKUP) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"at": "hôm qua", "told": {}}', '{"told": {}}'])
def test_a_note_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "react.json").write_text(text, "utf-8")
    with override_settings(DATA_DIR=tmp_path):
        assert last_run(Job.REACT) is None


def test_a_folder_that_cannot_be_written_does_not_undo_the_work(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("", "utf-8")  # a file where the folder should be
    with override_settings(DATA_DIR=tmp_path):
        assert not note_run(Job.SWEEP, at=AT)
