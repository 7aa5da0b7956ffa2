"""The process that opens files from outside: it answers, and it can do nothing else."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sotay.imports.reading import files
from sotay.imports.reading.files import Unreadable, run_child, tables
from sotay.imports.reading.limits import UPLOAD
from tests.imports.support import COUNTS, Desk, count

pytestmark = pytest.mark.usefixtures("child")

PROBE = """
import json, os, socket, sys
from sotay.imports.reading.child import close_in
close_in(300 << 20, 5)
tried = {}
def attempt(name, work):
    try:
        work()
        tried[name] = True
    except (OSError, MemoryError):
        tried[name] = False
attempt("read a file", lambda: open("/etc/hostname"))
attempt("write a file", lambda: open("/tmp/sotay-probe", "w"))
attempt("connect", lambda: socket.socket())
attempt("start a program", lambda: os.posix_spawn("/bin/true", ["true"], {}, file_actions=[(os.POSIX_SPAWN_OPEN, 5, "/dev/null", 0, 0)]))
attempt("take 400 MB", lambda: bytearray(400 << 20))
print(json.dumps(tried))
"""  # noqa: E501


def test_it_reads_as_the_parser_does(tmp_path: Path) -> None:
    path = Desk(tmp_path).book({COUNTS: [count("X1", "01/2024")]})
    (table,) = tables(path)
    assert table.rows == [["Mã chi bộ", "Tháng", "Đã sinh hoạt"], ["X1", "01/2024", "Có"]]


def test_its_cost_is_known(tmp_path: Path) -> None:
    path = Desk(tmp_path).book({COUNTS: [count("X1", "01/2024")]})
    answer, cost = files.run_child(path, UPLOAD)
    assert "sheets" in answer
    assert 0 < cost.cpu < 5
    assert 1 << 20 < cost.memory < 300 << 20


def test_once_closed_in_it_reaches_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert set(json.loads(done.stdout).values()) == {False}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cpu": 0}, "lâu"),
        ({"wall": 0.001}, "lâu"),
        ({"memory": 1 << 20}, "quá lớn"),
        ({"cells": 2}, "quá lớn"),
        ({"letters": 5}, "quá lớn"),
        ({"inflated": 50}, "quá lớn"),
        ({"size": 100}, "nặng quá"),
    ],
)
def test_each_limit_holds_and_says_so(tmp_path: Path, change: dict[str, int], words: str) -> None:
    path = Desk(tmp_path).book({COUNTS: [count("X1", "01/2024")] * 8000})
    with pytest.raises(Unreadable, match=words):
        list(tables(path, limits=replace(UPLOAD, **change)))


def test_no_setting_of_ours_goes_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    run = subprocess.run

    def listening(*words: object, **more: object) -> object:
        seen.append(more["env"])  # type: ignore[arg-type]
        return run(*words, **more)  # type: ignore[call-overload]

    monkeypatch.setenv("SOTAY_DATABASE_URL", "postgresql://somewhere")
    monkeypatch.setattr(files.subprocess, "run", listening)
    run_child(Desk(tmp_path).book({COUNTS: [count("X1", "01/2024")]}), UPLOAD)
    assert [set(env) for env in seen] == [{"PYTHONPATH", "LC_ALL"}]
