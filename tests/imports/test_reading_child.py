"""The process that opens files from outside: it answers, and it can do nothing else."""

import io
import json
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sotay.imports.reading import files
from sotay.imports.reading.child import ran_out
from sotay.imports.reading.files import Unreadable, run_child, tables
from sotay.imports.reading.limits import BROKEN, UPLOAD
from tests.imports.support import COUNTS, Desk, count
from tests.imports.test_reading_shapes import PLAIN, in_tcvn3, in_vni, latin_csv, ods, xls, xlsx

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


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Desk(tmp_path_factory.mktemp("long")).book({COUNTS: [count("X1", "01/2024")] * 8000})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cpu": 0}, "lâu"),
        ({"wall": 0.001}, "lâu"),
        ({"memory": 1 << 10}, "quá lớn"),
        ({"memory": 1 << 20}, "quá lớn"),
        ({"memory": 16 << 20}, "quá lớn"),
        ({"cells": 2}, "quá lớn"),
        ({"letters": 5}, "quá lớn"),
        ({"inflated": 50}, "quá lớn"),
        ({"size": 100}, "nặng quá"),
    ],
)
def test_each_limit_holds_and_says_so(long_book: Path, change: dict[str, int], words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        list(tables(long_book, limits=replace(UPLOAD, **change)))


@pytest.mark.parametrize("turn", [in_tcvn3, in_vni], ids=["TCVN3", "VNI"])
@pytest.mark.parametrize("write", [xlsx, xls, ods, latin_csv], ids=["xlsx", "xls", "ods", "csv"])
def test_a_list_in_old_letters_needs_no_file_of_ours(
    tmp_path: Path, write: Callable[..., Path], turn: Callable[[str], str]
) -> None:
    ending = "csv" if write is latin_csv else write.__name__
    (table,) = tables(write(tmp_path / f"a.{ending}", [[turn(cell) for cell in row] for row in PLAIN]))
    assert table.rows == PLAIN
    assert "đã chuyển sang Unicode" in " ".join(table.notes)


def test_a_broken_stream_is_a_lack_of_memory_when_there_was_none_left() -> None:
    broken, status = Unreadable(BROKEN), io.BytesIO(b"VmPeak:\t  299000 kB\nVmHWM:\t 9000 kB\n")
    assert ran_out(broken, status, 300_000 << 10)
    assert not ran_out(broken, status, 400_000 << 10)
    broken.__cause__ = MemoryError()
    assert ran_out(broken, status, 400_000 << 10)
    assert ran_out(RuntimeError("PyObject pointer is null"), status, 400_000 << 10)


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        (-signal.SIGABRT, b"", "quá lớn"),
        (-signal.SIGSEGV, b"", "quá lớn"),
        (1, b"object type name: MemoryError\nlost sys.stderr", "quá lớn"),
        (-signal.SIGKILL, b"", "quá lớn"),
        (-signal.SIGXCPU, b"", "lâu"),
        (1, b"KeyError: 'x'", "hỏng"),
    ],
)
def test_however_it_dies_the_reason_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: bytes, words: str
) -> None:
    dead = subprocess.CompletedProcess([], code, b"", said)
    monkeypatch.setattr(files.subprocess, "run", lambda *_, **__: dead)
    with pytest.raises(Unreadable, match=words):
        list(tables(Desk(tmp_path).book({COUNTS: [count("X1", "01/2024")]})))


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
