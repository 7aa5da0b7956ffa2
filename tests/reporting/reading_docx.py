"""Reads a written paper back: parts, paragraphs, sections, measured in millimetres and points."""

import io
import zipfile
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from sotay.reporting.docx import write_docx
from sotay.reporting.paper import Paper


def opened(paper: Paper) -> Any:
    """The paper written and opened again."""
    return Document(io.BytesIO(write_docx(paper)))


def parts(paper: Paper) -> dict[str, str]:
    """Every part of the file as text."""
    with zipfile.ZipFile(io.BytesIO(write_docx(paper))) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def mm(twips: Any) -> float:
    """Twentieths of a point in millimetres."""
    return int(twips) / 1440 * 25.4


def words(node: Any) -> str:
    """All words below `node`, no-break marks read as ordinary ones."""
    pieces = []
    for child in node.iter():
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
    return "".join(pieces).replace("\u00a0", " ")


def paragraphs(document: Any) -> list[Any]:
    """Every paragraph of the body, in tables too, in order."""
    return list(document.element.body.iter(qn("w:p")))


def find(document: Any, text: str) -> Any:
    """The first paragraph that begins with `text`."""
    return next(p for p in paragraphs(document) if words(p).startswith(text))


def value(node: Any, path: str, name: str = "val") -> Any:
    """The attribute `name` of the element under `node` at `path`, such as "pPr/spacing"."""
    for step in path.split("/"):
        node = None if node is None else node.find(qn(f"w:{step}"))
    return None if node is None else node.get(qn(f"w:{name}"))


def style(document: Any, code: str) -> Any:
    """The style with that code."""
    return next(s for s in document.styles.element.iter(qn("w:style")) if s.get(qn("w:styleId")) == code)


def tables(document: Any) -> list[Any]:
    """Every table of the body, in order."""
    return list(document.element.body.findall(qn("w:tbl")))


def keeps_next(node: Any) -> bool:
    """Whether a paragraph stays with the next one."""
    return node.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
