"""A first layout to begin from: the house's own paper with placeholders in place of its words."""

import io
from datetime import date

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from sotay.reporting.choices import LayoutKind
from sotay.reporting.docx.pack import pack_filled
from sotay.reporting.docx.writer import write_docx
from sotay.reporting.forms import form_on
from sotay.reporting.layouts.checking import every_paragraph
from sotay.reporting.layouts.placeholders import WHOLE, placeholders
from sotay.reporting.paper import Letterhead, Paper, Paragraph

OPEN = frozenset({"[[trich_yeu]]", "[[cap_tren]]", "[[co_quan]]"})
"""Words of any length will stand there: the room that was measured for the placeholder's own is given up."""


def starting_layout(kind: LayoutKind) -> bytes:
    """A Word file that passes the check of `kind`, ready to be changed in Word: names, number, date, kind of
    paper, signature and recipients stand where the form (thể thức) in force puts them."""
    known = placeholders(kind)
    paper = Paper(form_on(date.max), _head(kind, set(known)), (Paragraph(f"[[{WHOLE}]]"),))
    document = Document(io.BytesIO(write_docx(paper)))
    for paragraph in every_paragraph(document):
        _open(paragraph)
    _add_annexes(document, [name for name in known if name.startswith("phu_luc:")])
    return pack_filled(document, paper)


def _head(kind: LayoutKind, known: set[str]) -> Letterhead:
    def mark(name: str) -> str:
        return f"[[{name}]]" if name in known else ""

    return Letterhead(
        superior=mark("cap_tren"),
        organ=mark("co_quan"),
        number=mark("ky_hieu"),
        place_and_date=mark("ngay"),
        draft=mark("du_thao"),
        kind=mark("ten_loai"),
        abstract=(mark("trich_yeu"),),
        right_to_sign=mark("quyen_ky"),
        post=mark("chuc_vu"),
        signatory=mark("nguoi_ky"),
        recipients=(mark("noi_nhan"),) if "noi_nhan" in known else (),
        small_title=kind.report is None,
    )


def _open(paragraph: WordParagraph) -> None:
    """Free the line of what was made for the placeholder's own words: narrow sides, the recipients' dash."""
    text = paragraph.text.replace("\u00a0", " ")
    if text in OPEN and paragraph._p.pPr is not None:
        for node in paragraph._p.pPr.findall(qn("w:ind")):
            paragraph._p.pPr.remove(node)
    if "[[noi_nhan]]" in text:
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = "[[noi_nhan]]"


def _add_annexes(document: DocumentObject, names: list[str]) -> None:
    """Each on a page of its own; the first lies, for its many columns."""
    for number, name in enumerate(names):
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False  # its first page bears its number
        lies = number == 0
        section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if lies else (Mm(210), Mm(297))
        document.add_paragraph(f"[[{name}]]")
