"""Files are read in this process where a test is not about the child: a process a file would be slow.

The same parser works in both; tests/imports/test_reading_child.py and G12 read through the child. Word
layouts likewise, where a test asks for `layouts_read_here`; tests/reporting/test_layouts.py has their child.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sotay.imports.reading import files
from sotay.imports.reading.limits import Limits, Unreadable, from_plain, to_plain

if TYPE_CHECKING:
    from sotay.reporting.choices import ReportKind

through_the_child = files.run_child


def read_here(path: Path, limits: Limits) -> tuple[dict[str, Any], files.Cost]:
    """What the child would answer, through the same plain JSON."""
    from sotay.imports.reading.books import parse

    try:
        sheets = parse(path.read_bytes(), path.suffix.lower(), limits)
    except Unreadable as error:
        return {"fault": str(error)}, files.Cost()
    text = json.dumps([[s.name, s.rows, s.notes] for s in sheets], default=to_plain, allow_nan=False)
    return {"sheets": json.loads(text, object_hook=from_plain)}, files.Cost()


@pytest.fixture(autouse=True)
def _read_files_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "run_child", read_here)


@pytest.fixture
def child(_read_files_here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read through the child process, as the product does."""
    monkeypatch.setattr(files, "run_child", through_the_child)


def _check_here(data: bytes, kind: "ReportKind") -> tuple[str, ...]:
    from sotay.reporting.layouts.checking import check_marks, look_through

    return check_marks(look_through(data), kind)


@pytest.fixture
def layouts_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Uploaded Word layouts are looked through in this process."""
    monkeypatch.setattr("sotay.reporting.operations.layouts.check_layout", _check_here)
