"""`sotay backup`, then `sotay restore` on another machine: as an operator would, on both databases."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from sotay.jobs.backup.archive import opened

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SOMEBODY = (
    "user",
    "add",
    "bi-thu-1",
    "--name",
    "Bí thư",
    "--role",
    "operator",
    "--password",
    "mat-khau-dai-1",
)


class Machine:
    """A server with its own data folder (and its own PostgreSQL database where the suite runs on one)."""

    def __init__(self, folder: Path, database: str) -> None:
        self.env = {
            **{
                k: v
                for k, v in os.environ.items()
                if not k.startswith("SOTAY_") and k != "DJANGO_SETTINGS_MODULE"
            },
            "SOTAY_DATA_DIR": str(folder),
            "SOTAY_AS": "nguoi-dau",
        }
        if url := os.environ.get("SOTAY_DATABASE_URL"):
            database += os.environ.get("PYTEST_XDIST_WORKER", "")  # workers share a cluster
            with psycopg.connect(url.replace("/sotay?", "/postgres?"), autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {database}")  # type: ignore[arg-type]
                connection.execute(f"CREATE DATABASE {database}")  # type: ignore[arg-type]
            self.env["SOTAY_DATABASE_URL"] = url.replace("/sotay?", f"/{database}?")

    def sotay(self, *words: str | Path, code: int = 0) -> str:
        """What the command said; its exit code must be `code`."""
        done = subprocess.run(
            [sys.executable, "-m", "sotay.jobs.cli", *map(str, words)],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def lost(tmp_path: Path) -> tuple[Machine, Path, Path]:
    """A machine that made a backup and took a role away after it, its backup and its ledger."""
    machine = Machine(tmp_path / "cu", "may_cu")
    machine.sotay(*SOMEBODY)
    machine.sotay("backup", tmp_path / "sao-luu.zip")
    machine.sotay("user", "take", "bi-thu-1", "--role", "operator")
    return machine, tmp_path / "sao-luu.zip", tmp_path / "cu" / "that" / "rights-ledger"


def test_a_restore_brings_everything_back_but_the_role_taken_since(
    lost: tuple[Machine, Path, Path], tmp_path: Path
) -> None:
    _, file, ledger = lost
    machine = Machine(tmp_path / "moi", "may_moi")
    told = machine.sotay("restore", file, "--ledger", ledger)
    assert "thu lại 1 vai trò" in told
    assert re.search(r"của bản sao lưu lúc \d\d:\d\d ngày \d\d/\d\d/\d{4}\.", told), "as a person reads it"
    assert "nguyên vẹn" in machine.sotay("check")
    assert "không có vai trò này" in machine.sotay("user", "take", "bi-thu-1", "--role", "operator", code=2)
    machine.sotay("backup", tmp_path / "lan-hai.zip")
    with opened(file) as first, opened(tmp_path / "lan-hai.zip") as second:
        changed = {n for n, t in first.manifest.tables.items() if second.manifest.tables[n] != t}
    assert changed == {"access.grant", "journal.chain", "journal.entry"}, "the role, and the journal of it"


def test_without_its_ledger_every_account_is_locked(lost: tuple[Machine, Path, Path], tmp_path: Path) -> None:
    _, file, _ = lost
    machine = Machine(tmp_path / "moi", "may_moi")
    assert "Sổ thu quyền ở đây cũ hơn" in machine.sotay("restore", file, code=2)
    assert "2 tài khoản" in machine.sotay("restore", file, "--without-ledger")


def test_nothing_is_restored_over_people(lost: tuple[Machine, Path, Path]) -> None:
    machine, file, _ = lost
    assert "đã có dữ liệu" in machine.sotay("restore", file, code=2)
    assert "nguyên vẹn" in machine.sotay("check")


def test_tables_of_another_version_are_upgraded_after_a_backup(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "cu", "may_cu")
    machine.sotay(*SOMEBODY)
    subprocess.run(  # as a version without any roles would have left it
        [sys.executable, "manage.py", "migrate", "access", "zero", "-v0"],
        env={**machine.env, "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
    )
    assert "sotay upgrade" in machine.sotay("check", code=2)
    assert "truoc-nang-cap-" in machine.sotay("upgrade")
    assert "đã đúng phiên bản" in machine.sotay("upgrade")


def test_what_an_operator_reads_of_a_backup_is_what_was_made(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "may", "may_ghi")
    machine.sotay(*SOMEBODY)
    assert "Đã đọc lại cả tệp" in machine.sotay("backup", tmp_path / "sao-luu.zip")
    note = json.loads((tmp_path / "may" / "that" / "lan-chay" / "backup.json").read_text("utf-8"))
    with opened(tmp_path / "sao-luu.zip") as reader:
        rows = sum(table.rows for table in reader.manifest.tables.values())
    size = (tmp_path / "sao-luu.zip").stat().st_size
    assert note["told"] == {
        "rows": rows, "place": str(tmp_path / "sao-luu.zip"), "size": size, "read_back": 1
    }  # fmt: skip


def test_a_backup_to_a_stream_is_remembered_without_a_place(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "may", "may_luong")
    machine.sotay(*SOMEBODY)
    done = subprocess.run(
        [sys.executable, "-m", "sotay.jobs.cli", "backup", "-"],
        env=machine.env,
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"PK")
    note = json.loads((tmp_path / "may" / "that" / "lan-chay" / "backup.json").read_text("utf-8"))
    assert list(note["told"]) == ["rows"]
