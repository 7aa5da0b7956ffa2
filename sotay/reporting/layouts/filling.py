"""Fill a layout: words and blocks of a paper in place of placeholders, once; nothing typed is read again."""

import copy
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from sotay.organisations.choices import Block as Blocks
from sotay.reporting.docx.annexes import annex_head
from sotay.reporting.docx.head import recipient_lines
from sotay.reporting.docx.pack import pack_filled
from sotay.reporting.docx.protect import protect
from sotay.reporting.docx.styles import styles
from sotay.reporting.docx.writer import elements_of
from sotay.reporting.forms import form_by_code
from sotay.reporting.frozen import Printed
from sotay.reporting.layouts.checking import MARK, every_paragraph, open_layout
from sotay.reporting.layouts.placeholders import WHOLE
from sotay.reporting.paper import Annex, Block, Figure, Heading, Note, Paper, Paragraph, Place, Table
from sotay.reporting.rules import require_draft

MM = 36000
"""English metric units in a millimetre."""
OF_BLOCKS = ("bang:", "hinh:", "phu_luc:", "phan:", "loi_van")
"""How placeholders of blocks begin; what this paper does not have (a cell has no annex) leaves no line."""
LEFT_OUT = frozenset({"cap_tren", "du_thao"})
"""Words that a paper may not have: alone on a line they leave none."""
FULL_MM = 165.0
"""Between the margins of an upright page (papers §2), where a layout does not say."""


@dataclass(frozen=True, slots=True)
class Content:
    """What fills a layout: the paper, what persons wrote by key, every printed figure. `first`: as which
    table its Biểu 1 is known to layouts; a cell's review begins with the second one."""

    paper: Paper
    parts: dict[str, tuple[Block, ...]]
    figures: tuple[Printed, ...]
    first: int = 1


def fill_layout(data: bytes, content: Content) -> bytes:
    """The Word file of a paper in an organisation's own layout. `data` has been checked when it came.
    Equal layouts and papers give equal bytes. Raises DomainError as the house's own writer does."""
    require_draft(content.paper)
    document = open_layout(data)
    words, blocks = words_of(content), blocks_of(content)
    annexes = {f"phu_luc:{one.number}": one for one in content.paper.annexes}
    widths = _widths(document)
    _add_styles(document, content.paper.form)
    for paragraph in list(every_paragraph(document)):
        names = MARK.findall(paragraph.text)
        if len(names) == 1 and names[0] == "noi_nhan":
            _lines(paragraph, recipient_lines(content.paper.head.recipients))
        elif len(names) == 1 and (names[0] in blocks or names[0].startswith(OF_BLOCKS)):
            width = widths.get(paragraph._p, FULL_MM)
            if names[0] in annexes:
                _annex_head(paragraph, annexes[names[0]], content.paper, width)
            _blocks(paragraph, blocks.get(names[0], ()), width, content.paper.form)
        elif names:
            _words(paragraph, words)
            if names[0] in LEFT_OUT and not paragraph.text.strip():
                _drop_line(paragraph)
    _drop_empty_end(document)
    return pack_filled(document, content.paper)


def _drop_line(paragraph: WordParagraph) -> None:
    """Take an empty line out; a cell of a table keeps its last one."""
    here = paragraph._p
    if here.getparent().tag != qn("w:tc") or len(here.getparent().findall(qn("w:p"))) > 1:
        here.getparent().remove(here)


def words_of(content: Content) -> dict[str, str]:
    """Words by placeholder."""
    head = content.paper.head
    found = {
        "cap_tren": head.superior,
        "co_quan": head.organ,
        "ky_hieu": head.number,
        "ngay": head.place_and_date,
        "du_thao": head.draft,
        "ten_loai": head.kind,
        "trich_yeu": " ".join(head.abstract),
        "quyen_ky": head.right_to_sign,
        "chuc_vu": head.post,
        "nguoi_ky": head.signatory,
    }
    by_label = {str(block.label): block.value for block in Blocks}
    for figure in content.figures:
        if not figure.scope:
            found[f"so_lieu:{figure.code}"] = figure.text
        elif figure.scope in by_label:
            found[f"so_lieu:{figure.code}:{by_label[figure.scope]}"] = figure.text
    return found


def blocks_of(content: Content) -> dict[str, tuple[Block, ...]]:
    """Blocks by placeholder; a table comes with the note under it."""
    paper = content.paper
    found: dict[str, tuple[Block, ...]] = {WHOLE: paper.blocks, "mo_dau": paper.blocks[:1]}
    found["loi_van"] = _sentences(paper.blocks)
    for index, block in enumerate(paper.blocks):
        below = paper.blocks[index + 1 : index + 2]
        note = below if below and isinstance(below[0], Note) else ()
        if isinstance(block, Table | Figure):
            sort, _, number = block.title.split(".")[0].partition(" ")
            if sort == "Biểu" and number.isdecimal():
                found[f"bang:bieu_{int(number) + content.first - 1}"] = (block, *note)
            elif sort == "Hình":
                found[f"hinh:hinh_{number}"] = (block, *note)
    for annex in paper.annexes:
        found[f"phu_luc:{annex.number}"] = annex.blocks
    return found | {f"phan:{key}": blocks for key, blocks in content.parts.items()}


def _sentences(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The paragraphs under "Kết quả so với mục tiêu", up to its table."""
    found: list[Block] = []
    inside = False
    for block in blocks:
        if isinstance(block, Heading):
            inside = block.text.startswith("1. Kết quả so với mục tiêu")
        elif inside and isinstance(block, Table):
            break
        elif inside and isinstance(block, Paragraph):
            found.append(block)
    return tuple(found)


def parts_of(blocks: dict[str, tuple[Block, ...]]) -> dict[str, tuple[Block, ...]]:
    """What persons wrote, without headings; an open place stays a place."""
    return {key: tuple(b for b in found if isinstance(b, Paragraph | Place)) for key, found in blocks.items()}


def _words(paragraph: WordParagraph, words: dict[str, str]) -> None:
    """Put words in place of marks; each takes the look of the run in which its mark begins."""
    runs = list(paragraph.runs)
    text = "".join(run.text for run in runs)
    starts, at = [], 0
    for run in runs:
        starts.append(at)
        at += len(run.text)
    pieces: list[list[str]] = [[] for _ in runs]

    def put(piece: str, position: int) -> None:
        holder = max(n for n, start in enumerate(starts) if start <= position)
        pieces[holder].append(piece)

    last = 0
    for mark in MARK.finditer(text):
        _copy(text, last, mark.start(), starts, put)
        put(protect(words.get(mark[1], "")), mark.start())
        last = mark.end()
    _copy(text, last, len(text), starts, put)
    for run, piece in zip(runs, pieces, strict=True):
        if run.text != "".join(piece):  # a run without marks may hold a picture: it stays
            run.text = "".join(piece)


def _copy(text: str, first: int, last: int, starts: list[int], put: Any) -> None:
    """Text between marks stays in the runs it came from."""
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        left, right = max(first, start), min(last, end)
        if left < right:
            put(text[left:right], start)


def _lines(paragraph: WordParagraph, lines: list[str]) -> None:
    """A line a recipient, each looking like the placeholder's own line."""
    here = paragraph._p
    for line in lines:
        fresh = copy.deepcopy(here)
        here.addprevious(fresh)
        _words(WordParagraph(fresh, paragraph._parent), {"noi_nhan": line})
    here.getparent().remove(here)


def _blocks(paragraph: WordParagraph, blocks: tuple[Block, ...], width_mm: float, form: str) -> None:
    here = paragraph._p
    for element in elements_of(blocks, width_mm, form_by_code(form)):
        here.addprevious(element)
    ends_section = here.pPr is not None and here.pPr.find(qn("w:sectPr")) is not None
    if ends_section:  # this paragraph carries the page's own set-up: it stays, without its words
        for run in paragraph.runs:
            run.text = ""
    else:
        here.getparent().remove(here)


def _annex_head(paragraph: WordParagraph, annex: Annex, paper: Paper, width_mm: float) -> None:
    """PHỤ LỤC, its title and "(Kèm theo …)", as the house's own paper has them."""
    several = len(paper.annexes) > 1
    for element in annex_head(annex, paper.head, form_by_code(paper.form), width_mm, numbered=several):
        paragraph._p.addprevious(element)


def _drop_empty_end(document: Document) -> None:
    """A last section in which nothing stands any more would print an empty page."""
    body = document.element.body
    while len(document.sections) > 1:
        nodes = [node for node in body if node.tag != qn("w:sectPr")]
        ends = [n for n, node in enumerate(nodes) if node.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]
        rest = nodes[ends[-1] + 1 :]
        if any(node.tag != qn("w:p") or list(node.iter(qn("w:r"))) for node in rest):
            return
        for node in rest:
            body.remove(node)
        last = nodes[ends[-1]]
        kept = last.pPr.find(qn("w:sectPr"))
        body.replace(body[-1], kept)
        if not list(last.iter(qn("w:r"))):
            body.remove(last)


def _widths(document: Document) -> dict[Any, float]:
    """By paragraph of the text: the room between the margins of its section, in millimetres."""
    found: dict[Any, float] = {}
    sections, number = list(document.sections), 0
    for node in document.element.body:
        section = sections[min(number, len(sections) - 1)]
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        found[node] = room / MM if room > 0 else FULL_MM
        if node.tag == qn("w:p") and node.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            number += 1
    return found


def _add_styles(document: Document, form: str) -> None:
    """Styles that blocks are set in and that the layout does not have; its own stay as they are."""
    own = document.styles.element
    known = {style.get(qn("w:styleId")) for style in own.iter(qn("w:style"))}
    for style in styles(form_by_code(form)).iter(qn("w:style")):
        if style.get(qn("w:styleId")) not in known and style.get(qn("w:default")) is None:
            own.append(copy.deepcopy(style))
