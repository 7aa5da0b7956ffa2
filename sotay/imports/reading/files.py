"""Files to tables of raw cells. Says in one sentence why a file cannot be read.

A file is never parsed in this process: `child` does it within limits and answers in plain JSON.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sotay
from sotay.imports.reading.limits import (
    BROKEN,
    COMMAND,
    TOO_LARGE,
    UPLOAD,
    Cell,
    Limits,
    Unreadable,
    from_plain,
)

__all__ = [
    "COMMAND",
    "UPLOAD",
    "Cell",
    "Cost",
    "Limits",
    "Table",
    "Unreadable",
    "digest",
    "run_child",
    "tables",
]

KNOWN = (".xlsx", ".xls", ".ods", ".csv")
TOO_SLOW = "Tệp đọc quá lâu: chia làm nhiều tệp nhỏ, hoặc nhờ người vận hành nhập bằng lệnh."
_ROOT = str(Path(sotay.__file__).resolve().parents[1])


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as it came. `rows[0]` is row 1 of the sheet."""

    file: str
    sheet: str
    rows: list[list[Cell]]
    notes: tuple[str, ...] = ()
    """What the reader did to it: letters of an old encoding turned into Unicode, zeros kept …"""


@dataclass(slots=True)
class Cost:
    """What the child used. `memory`: its peak in bytes, 0 when it died before it could tell."""

    cpu: float = 0.0
    memory: int = 0


def digest(path: Path) -> str:
    """SHA-256 of a file, for the journal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tables(path: Path, *, limits: Limits = UPLOAD) -> Iterator[Table]:
    """Every sheet of a workbook, or the one table of a CSV file. Raises Unreadable."""
    if not path.is_file():
        raise Unreadable("Không có tệp này: kiểm tra lại tên và thư mục.")
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("Tệp trống: lưu lại tệp rồi chọn lại.")
    if path.suffix.lower() not in KNOWN:
        raise Unreadable("Chỉ nhận .xlsx, .xls, .ods và .csv: mở tệp rồi lưu lại bằng định dạng .xlsx.")
    if size > limits.size:
        raise Unreadable(f"Tệp nặng quá {limits.size >> 20} MB: chia làm nhiều tệp.")
    answer = run_child(path, limits)[0]
    if "fault" in answer:
        raise Unreadable(str(answer["fault"]))
    for name, rows, notes in answer["sheets"]:
        yield Table(path.name, name, rows, tuple(notes))


def run_child(path: Path, limits: Limits) -> tuple[dict[str, Any], Cost]:
    """What the child answers about a file, {"sheets": …} or {"fault": …}, and what it cost."""
    told = json.dumps({"ending": path.suffix.lower(), "limits": limits.as_json()})
    # Neither the database's address nor any other setting goes with it.
    surroundings = {"PYTHONPATH": os.pathsep.join([_ROOT, *filter(None, sys.path)]), "LC_ALL": "C.UTF-8"}
    with path.open("rb") as file:
        before = os.times()
        try:
            done = subprocess.run(  # noqa: S603 — our own module, no shell, no word of the file's
                [sys.executable, "-S", "-s", "-m", "sotay.imports.reading.child", told],
                stdin=file,
                capture_output=True,
                timeout=limits.wall,
                env=surroundings,
                cwd="/",
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"fault": TOO_SLOW}, _cost(before, b"")
    first, _, rest = done.stdout.partition(b"\n")
    cost = _cost(before, first)
    if done.returncode == 0 and rest:
        answer = json.loads(rest, object_hook=from_plain)
        if isinstance(answer, dict) and ("sheets" in answer or "fault" in answer):
            return answer, cost
    return {"fault": _why_it_died(done, cost, limits)}, cost


def _why_it_died(done: "subprocess.CompletedProcess[bytes]", cost: Cost, limits: Limits) -> str:
    """What to say of a child that gave no answer."""
    if done.returncode == -signal.SIGXCPU:
        return TOO_SLOW
    if done.returncode == -signal.SIGKILL:
        # The limit on time kills so, and so does a machine that has no memory left.
        return TOO_SLOW if cost.cpu >= limits.cpu * 0.9 else TOO_LARGE
    # A refused allocation ends a process written in Rust by an abort, a stack that cannot grow by SIGSEGV.
    died = done.returncode in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS)
    words = (b"MemoryError", b"memory allocation", b"Cannot allocate")
    return TOO_LARGE if died or any(word in done.stderr for word in words) else BROKEN


def _cost(before: os.times_result, peak: bytes) -> Cost:
    now = os.times()
    cpu = now.children_user + now.children_system - before.children_user - before.children_system
    return Cost(cpu, int(peak) if peak.isdigit() else 0)
