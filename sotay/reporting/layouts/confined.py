"""Whether an uploaded file may serve as a layout, found out in a limited child process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import sotay
from sotay.reporting.choices import LayoutKind
from sotay.reporting.layouts.checking import LARGEST, BadLayout, Mark, check_marks

WALL = 20
"""Seconds that the child may take."""
TOO_MUCH = "Tệp mẫu quá lớn hoặc quá rối để đọc; lưu lại bằng Word, bỏ bớt hình và chữ, rồi tải lên."
_ROOT = str(Path(sotay.__file__).resolve().parents[1])


def check_layout(data: bytes, kind: LayoutKind) -> tuple[str, ...]:
    """Look a file from outside through, never in this process; the placeholders in it. Raises BadLayout
    with one sentence that names what is wrong."""
    if len(data) > LARGEST:
        raise BadLayout("Tệp mẫu lớn quá 2 MB; bỏ bớt hình rồi tải lên lại.")
    # Neither the database's address nor any other setting goes with it.
    surroundings = {"PYTHONPATH": os.pathsep.join([_ROOT, *filter(None, sys.path)]), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-S", "-s", "-m", "sotay.reporting.layouts.child"],
            input=data,
            capture_output=True,
            timeout=WALL,
            env=surroundings,
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BadLayout(TOO_MUCH) from error
    if done.returncode != 0 or not done.stdout:
        raise BadLayout(TOO_MUCH)
    told = json.loads(done.stdout)
    if "fault" in told:
        raise BadLayout(str(told["fault"]))
    return check_marks((Mark(*mark) for mark in told["marks"]), kind)
