"""What may be kept of a file: its type by its bytes, pictures drawn anew. Says in one sentence why not."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import sotay
from sotay.documents.reading.child import BROKEN_PICTURE, LARGE_PICTURE, NOT_OFFICE, OOXML, PICTURE, Refused
from sotay.documents.rules import Shape, readable_text, shape_of

WALL = 20
"""Seconds that a child may take."""
_ROOT = str(Path(sotay.__file__).resolve().parents[1])
PDF, TEXT = "application/pdf", "text/plain"


class Kept(NamedTuple):
    """What goes into the database. `words`: the text of a text file, for its mark of secrecy; else ""."""

    media_type: str
    content: bytes
    words: str = ""


def kept_of(content: bytes) -> Kept:
    """What may be kept of a file from outside. Raises Refused.

    The first bytes alone tell its shape; PDF files are never opened, pictures and office files only in the
    limited child process.
    """
    shape = shape_of(content)
    if shape is Shape.PDF:
        return Kept(PDF, content)
    if shape is Shape.PICTURE:
        return Kept(*_by_child(PICTURE, content, LARGE_PICTURE))
    if shape is Shape.ARCHIVE:
        media, _ = _by_child(OOXML, content, NOT_OFFICE)
        return Kept(media, content)
    if shape is Shape.HEIC:
        raise Refused(
            "Ảnh HEIC của iPhone chưa nhận được: gửi ảnh chụp màn hình, hoặc lưu lại thành ảnh JPEG."
        )
    words = readable_text(content)
    if words is None:
        raise Refused(NOT_OFFICE)
    return Kept(TEXT, words.encode(), words)


def _by_child(kind: str, content: bytes, died: str) -> tuple[str, bytes]:
    """(media type, what was made of it). `died`: what to say when the child reached its limits."""
    # Neither the database's address nor any other setting goes with it.
    surroundings = {"PYTHONPATH": os.pathsep.join([_ROOT, *filter(None, sys.path)]), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 — our own module, no shell, no word of the file's
            [sys.executable, "-S", "-s", "-m", "sotay.documents.reading.child", kind],
            input=content,
            capture_output=True,
            timeout=WALL,
            env=surroundings,
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(died) from error
    first, _, rest = done.stdout.partition(b"\n")
    if done.returncode != 0 or not first:
        raise Refused(died)
    told = json.loads(first)
    if "fault" in told or (kind == PICTURE and not rest):
        raise Refused(str(told.get("fault", BROKEN_PICTURE)))
    return str(told["media"]), rest
