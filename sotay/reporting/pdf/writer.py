"""From a paper to PDF: the data travels as JSON, so no word of it is ever read as typesetting code."""

import json
import re
from functools import lru_cache
from pathlib import Path

import typst

from sotay.reporting.paper import Book, Paper
from sotay.reporting.pdf.plan import Plan, book_plan, plan
from sotay.reporting.rules import require_draft

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "template"
# The setter names itself in two places of the file; papers bear no name of software.
_NAMED = re.compile(rb"(/Creator\(|<xmp:CreatorTool>)(Typst [0-9.]+)(?=[)<])")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The four shipped files of Tinos and nothing of the machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")]
    )


def write_pdf(paper: Paper) -> bytes:
    """The PDF of `paper` (tagged, Tinos only, no machine's time); equal papers give equal bytes.

    DomainError when the form is not known, or when a place is still empty and the paper is no draft.
    """
    require_draft(paper)
    return _set("paper.typ", plan(paper))


def write_book_pdf(book: Book) -> bytes:
    """The PDF of a whole book, its pages numbered through. DomainError as with `write_pdf`."""
    for _, paper in book.parts:
        require_draft(paper)
    return _set("book.typ", book_plan(book))


def _set(template: str, planned: Plan) -> bytes:
    made = typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps(planned, ensure_ascii=False)},
        timestamp=0,
    )
    return _NAMED.sub(lambda m: m[1] + b" " * len(m[2]), made)
