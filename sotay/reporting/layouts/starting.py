"""A first layout to begin from: every required placeholder, in the order of an official paper."""

import io

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from sotay.reporting.choices import LayoutKind
from sotay.reporting.layouts.placeholders import WHOLE, placeholders

CENTRE = ("cap_tren", "co_quan", "ky_hieu", "du_thao", "ngay", "ten_loai", "trich_yeu")
SIGN = ("quyen_ky", "chuc_vu", "nguoi_ky")


def _drop_coloured_headings(document: DocumentObject) -> None:
    """The library's headings are blue and of another face; without them a paper brings its own along."""
    own = document.styles.element
    for style in list(own.iter(qn("w:style"))):
        if style.get(qn("w:styleId"), "").startswith("Heading"):
            own.remove(style)


def starting_layout(kind: LayoutKind) -> bytes:
    """A Word file that passes the check of `kind`, ready to be changed in Word."""
    document, known = Document(), placeholders(kind)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    normal = document.styles["Normal"].font
    normal.name, normal.size = "Times New Roman", Pt(14)
    _drop_coloured_headings(document)
    for name in CENTRE:
        if name in known:
            document.add_paragraph(f"[[{name}]]").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(f"[[{WHOLE}]]")
    for name in SIGN:
        document.add_paragraph(f"[[{name}]]").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if "noi_nhan" in known:
        document.add_paragraph("Nơi nhận:")
        document.add_paragraph("[[noi_nhan]]")
    _add_annexes(document, [name for name in known if name.startswith("phu_luc:")])
    properties = document.core_properties
    title = f"Mẫu {LayoutKind(kind).label.lower()}"
    properties.author, properties.title, properties.comments = "", title, ""
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def _add_annexes(document: DocumentObject, names: list[str]) -> None:
    """Each on a page of its own; the first lies, for its many columns."""
    for number, name in enumerate(names):
        section = document.add_section(WD_SECTION.NEW_PAGE)
        lies = number == 0
        section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if lies else (Mm(210), Mm(297))
        document.add_paragraph(f"[[{name}]]")
