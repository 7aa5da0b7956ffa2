"""Sections: paper size, margins, and the page number that runs through the annexes."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from sotay.reporting.docx.xml import Element, Face, Shape, el, field_run, paragraph, run_properties, twips
from sotay.reporting.forms import Form


@dataclass(frozen=True, slots=True)
class HeaderIds:
    """Relations of the two headers: pages that bear a number, and the first that does not."""

    numbered: str
    empty: str

    def refer(self, body: Element) -> None:
        """Name both headers in the first section; later sections go on with the numbered one."""
        first = next(iter(body.iter(qn("w:sectPr"))))
        for kind, relation in (("first", self.empty), ("default", self.numbered)):
            reference = el("headerReference", type=kind)
            reference.set(qn("r:id"), relation)
            first.insert(0, reference)


def add_header(document: Any, form: Form) -> HeaderIds:
    """Write the page number's header and the empty one of page 1."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    size = run_properties(Face(size=form.number("page_number_pt")))
    runs = field_run("PAGE")
    for node in runs:
        node.insert(0, run_properties(Face(size=form.number("page_number_pt"))) if size is not None else None)
    ids = []
    for header, content in ((section.header, runs), (section.first_page_header, [])):
        header.is_linked_to_previous = False
        element = header._element
        for node in list(element):
            element.remove(node)
        element.append(paragraph(Shape(style="header"), *content))
    for kind in ("default", "first"):
        ids.append(_relation(section, kind))
    return HeaderIds(numbered=ids[0], empty=ids[1])


def _relation(section: Any, kind: str) -> str:
    for reference in section._sectPr.findall(qn("w:headerReference")):
        if reference.get(qn("w:type")) == kind:
            return str(reference.get(qn("r:id")))
    raise ValueError(f"no {kind} header was made")


def section_properties(form: Form, *, landscape: bool, first: bool) -> Element:
    """Size and margins; the first section alone leaves its first page without a number."""
    size = [twips(form.number("page_width_mm")), twips(form.number("page_height_mm"))]
    prefix = "lying" if landscape else "margin"
    sides = {side: twips(form.number(f"{prefix}_{side}_mm")) for side in ("top", "right", "bottom", "left")}
    page = (
        el("pgSz", w=size[1], h=size[0], orient="landscape")
        if landscape
        else el("pgSz", w=size[0], h=size[1])
    )
    header = twips(form.number("page_number_mm"))
    return el(
        "sectPr",
        el("type", val="nextPage"),
        page,
        el("pgMar", **sides, header=header, footer=header, gutter=0),
        el("titlePg") if first else None,
    )


def end_section(form: Form, *, landscape: bool, first: bool) -> Element:
    """A paragraph of no height that closes the section before it."""
    closing = paragraph(Shape(style="Trong", line=20))
    closing.pPr.append(section_properties(form, landscape=landscape, first=first))
    return closing
