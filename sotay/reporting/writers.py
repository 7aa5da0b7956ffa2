"""One door to every writer: a paper in, the bytes of a file out."""

from collections.abc import Callable
from typing import Literal, get_args

from sotay.core.errors import DomainError
from sotay.reporting.docx import write_docx
from sotay.reporting.html import write_html
from sotay.reporting.paper import Paper
from sotay.reporting.pdf import write_pdf
from sotay.reporting.xlsx import write_xlsx

Kind = Literal["docx", "pdf", "xlsx", "html"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of file; each is the ending of its file names too."""

CONTENT_TYPES: dict[Kind, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}

_WRITERS: dict[Kind, Callable[[Paper], bytes]] = {
    "docx": write_docx,
    "pdf": write_pdf,
    "xlsx": write_xlsx,
    "html": write_html,
}


def write(paper: Paper, kind: Kind) -> bytes:
    """The file of `paper`; equal papers give equal bytes.

    DomainError when the form or the kind is not known, or when a place that a person must write is
    still empty and the paper is no draft.
    """
    if kind not in _WRITERS:
        raise DomainError(f"Không có dạng tệp “{kind}”; hãy chọn một trong: {', '.join(KINDS)}.")
    return _WRITERS[kind](paper)
