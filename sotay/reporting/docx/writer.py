"""Turns a paper into a Word file, part by part; equal papers give equal bytes."""

from dataclasses import replace

from docx import Document

from sotay.reporting.docx.annexes import annex_head
from sotay.reporting.docx.figure import figure_block
from sotay.reporting.docx.head import letterhead
from sotay.reporting.docx.pack import pack
from sotay.reporting.docx.places import place_block
from sotay.reporting.docx.quarters import quarters
from sotay.reporting.docx.sections import add_header, end_section, section_properties
from sotay.reporting.docx.signing import signature
from sotay.reporting.docx.styles import settings, styles
from sotay.reporting.docx.tables import table_block
from sotay.reporting.docx.xml import Element, Face, Shape, gap, paragraph, points, run
from sotay.reporting.forms import Form, form_by_code
from sotay.reporting.paper import Block, Figure, Heading, Note, Paper, Paragraph, Place, Table
from sotay.reporting.rules import kept_with_signature, require_draft

_ITEM = "-\u00a0"


class _Body:
    """Sets blocks one after another; counts the places so that their ids differ."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.places = 0

    def blocks(
        self, blocks: tuple[Block, ...], width_mm: float, kept: set[int] | None = None
    ) -> list[Element]:
        """The elements of `blocks`; those numbered in `kept` stay with what comes next."""
        made: list[Element] = []
        for index, block in enumerate(blocks):
            before = blocks[index - 1] if index else None
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            keep = index in (kept or set())
            made += self._block(block, before, after, width_mm, keep=keep)
        return made

    def _block(
        self, block: Block, before: Block | None, after: Block | None, width_mm: float, *, keep: bool
    ) -> list[Element]:
        match block:
            case Heading():
                low = block.level > 1 and isinstance(before, Table)
                room = points(self.form.number("paragraph_gap_pt")) if low else None
                after_it = points(self.form.number("heading_below_pt")) if low else None
                shape = Shape(style=f"Heading{block.level}", before=room, after=after_it)
                return [paragraph(shape, run(block.text))]
            case Paragraph():
                return [self._paragraph(block, under_table=isinstance(before, Table), keep=keep)]
            case Note():
                return [paragraph(Shape(style="GhiChu", keep_lines=True, keep_next=keep), run(block.text))]
            case Place():
                self.places += 1
                box = place_block(block, self.places, width_mm, self.form, keep_next=keep)
                # Two boxes in a row would melt into one: something must stand between them.
                return [gap(), box] if isinstance(before, Place) else [box]
            case Table():
                noted = isinstance(after, Note) or keep
                return table_block(block, width_mm, self.form, noted=noted)
            case Figure():
                return figure_block(block, width_mm, self.form)

    def _paragraph(self, block: Paragraph, *, under_table: bool, keep: bool) -> Element:
        room = points(self.form.number("paragraph_gap_pt")) if under_table else None
        shape = Shape(style="VanBan", keep_next=keep, before=room, after=room)
        if block.centred:
            shape = replace(shape, align="center", left=0, right=0)
        lead = f"{_ITEM}{block.lead}" if block.item else block.lead
        if not block.lead:
            return paragraph(shape, run(f"{lead}{block.text}"))
        return paragraph(shape, run(f"{lead} ", Face(bold=True)), run(block.text))


def elements_of(blocks: tuple[Block, ...], width_mm: float, form: Form) -> list[Element]:
    """Blocks alone, set to a width between margins, for a file that somebody else laid out."""
    return _Body(form).blocks(blocks, width_mm)


def _first_part(paper: Paper, form: Form, body: _Body) -> list[Element]:
    """All that stands before the annexes."""
    width = form.text_width_mm()
    return [
        *letterhead(paper.head, form),
        *body.blocks(paper.blocks, width, kept_with_signature(paper.blocks)),
        *signature(paper.head, form),
        *body.blocks(paper.after, width),
    ]


def _body(paper: Paper, form: Form) -> list[Element]:
    """The paper itself, then each annex; every part but the last ends its own section."""
    body = _Body(form)
    if paper.sheet == "A6":
        return quarters([_first_part(paper, form, body) for _ in range(4)], form)
    made = _first_part(paper, form, body)
    landscape, first = False, True
    for annex in paper.annexes:
        made.append(end_section(form, landscape=landscape, first=first))
        landscape, first = annex.landscape, False
        width = form.text_width_mm(landscape=landscape)
        made += annex_head(annex, paper.head, form, width, numbered=len(paper.annexes) > 1)
        made += body.blocks(annex.blocks, width)
    made.append(paragraph(Shape(style="Trong", line=20)))
    made.append(section_properties(form, landscape=landscape, first=first))
    return made


def write_docx(paper: Paper) -> bytes:
    """The Word file of `paper`, set in the form that `paper.form` names.

    DomainError when the form is not known, or when a place is still empty and the paper is no draft.
    """
    form = form_by_code(paper.form, paper.sheet)
    require_draft(paper)
    document = Document()
    root = document.element.body
    header_ids = add_header(document, form)
    for node in list(root):
        root.remove(node)
    for node in _body(paper, form):
        root.append(node)
    if paper.sheet != "A6":  # four on a sheet bear no page number
        header_ids.refer(root)
    for part, fresh in ((document.styles.element, styles(form)), (document.settings.element, settings())):
        for node in list(part):
            part.remove(node)
        part.extend(list(fresh))
    return pack(document, paper)
