"""What the typesetter is told: a paper as plain JSON, every measure worked out, no word changed."""

from typing import Any

from sotay.reporting.docx.annexes import attached_line
from sotay.reporting.docx.head import head_widths, name_lines, recipient_lines
from sotay.reporting.docx.metrics import balanced_mm
from sotay.reporting.docx.protect import protect
from sotay.reporting.drawing import draw
from sotay.reporting.forms import Form, form_by_code
from sotay.reporting.paper import (
    Annex,
    Block,
    Book,
    Figure,
    Heading,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Place,
    Table,
)
from sotay.reporting.pdf.gaps import gap_before
from sotay.reporting.pdf.tables import table_plan
from sotay.reporting.pdf.words import Words, words
from sotay.reporting.rules import kept_with_signature

Plan = dict[str, Any]
_MOVED_LINES, _LINE_LETTERS = 12, 65


def _title(text: str, size_pt: float, most_mm: float) -> Plan:
    """A centred text whose lines are about equally long."""
    return {"words": words(text, size_pt, most_mm, bold=True),
            "width": balanced_mm(protect(text), size_pt, most_mm, bold=True)}  # fmt: skip


def _head(head: Letterhead, form: Form) -> Plan:
    left, right = head_widths(head, form)
    size = form.number("organ_pt")
    most = form.number("abstract_width_mm")
    return {
        "left": left,
        "right": right,
        "superior": [_line(n, size, left) for n in name_lines(head.superior, size, left, bold=False) if n],
        "organ": [_line(n, size, left, bold=True) for n in name_lines(head.organ, size, left, bold=True)],
        "number": words(head.number, form.number("number_pt"), left),
        "date": words(head.place_and_date, form.number("date_pt"), right),
        "draft": words(head.draft, form.number("draft_pt"), left, bold=True),
        "kind": words(head.kind, form.number(head.kind_size), form.text_width_mm(), bold=True),
        "kind_pt": form.number(head.kind_size),
        "abstract": [_title(line, form.number("abstract_pt"), most) for line in head.abstract],
        "numbered": head.bears_number_or_date,
        "hyphens": head.hyphens,
    }


def _line(text: str, size: float, width: float, *, bold: bool = False) -> list[Words]:
    return words(text, size, width, bold=bold)


def _signer(label: str, post: str, name: str, size: float, width: float) -> Plan:
    return {
        "label": words(label, size, width, bold=True),
        "post": words(post, size, width),
        "name": words(name, size, width, bold=True),
    }


def _signature(head: Letterhead, form: Form) -> Plan | None:
    if not head.is_signed_by_somebody:
        return None
    left, right = form.number("sign_left_mm"), form.number("sign_right_mm")
    size, beside = form.number("sign_pt"), head.beside
    return {
        "recipients": [
            words(line, form.number("recipients_pt"), left) for line in recipient_lines(head.recipients)
        ],
        "beside": _signer(beside.label, beside.post, beside.name, size, left) if beside else None,
        "by": _signer(head.right_to_sign, head.post, head.signatory, size, right),
        "level": bool(beside and (beside.post or head.post)),
        "signed": form.text("signed_words") if head.signed else "",
        "seal": words(head.seal_line, form.number("seal_pt"), form.text_width_mm()),
        "gap": form.number("sign_above_pt") - form.number("paragraph_gap_pt"),
    }


def _fills_a_page(block: Block) -> bool:
    """A paragraph too long to be moved as a whole."""
    if not isinstance(block, Paragraph):
        return False
    return sum(1 + len(line) // _LINE_LETTERS for line in block.text.split("\n")) > _MOVED_LINES


class _Setter:
    """Plans blocks one after another for one text width."""

    def __init__(self, form: Form, width_mm: float) -> None:
        self.form, self.width = form, width_mm

    def blocks(self, blocks: tuple[Block, ...], kept: set[int] | None = None) -> list[Plan]:
        made: list[Plan] = []
        for index, block in enumerate(blocks):
            before = blocks[index - 1] if index else None
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            note = after.text if isinstance(after, Note) else None
            planned = self._block(block, note)
            if planned is None or self._taken(block, before):
                continue
            planned["gap"] = gap_before(before, block, self.form)
            planned["keep"] = index in (kept or set()) and not _fills_a_page(block)
            if isinstance(block, Table) and planned["keep"] and self._long(block):
                return [
                    *made,
                    planned | {"keep": False, "tail": self._tail(blocks[index:], kept or set(), index)},
                ]
            made.append(planned)
        return made

    def _tail(self, blocks: tuple[Block, ...], kept: set[int], first: int) -> list[Plan]:
        """What stands below the last rows of a long table and, with the signature, goes where they go."""
        below = self.blocks(blocks[1:], {n - first - 1 for n in kept})
        if below:
            below[0]["gap"] = gap_before(blocks[0], blocks[1], self.form)
        return below

    def _taken(self, block: Block, before: Block | None) -> bool:
        """A note under a long table stands in the table itself, so that its last rows go with it."""
        return isinstance(block, Note) and isinstance(before, Table) and self._long(before)

    def _long(self, block: Table) -> bool:
        return len(block.rows) > self.form.number("table_whole_rows")

    def _block(self, block: Block, note: str | None) -> Plan | None:
        form, width = self.form, self.width
        text_pt = form.number("text_pt")
        match block:
            case Heading():
                set_words = words(block.text, text_pt, width, bold=True)
                return {"t": "heading", "level": block.level, "words": set_words}
            case Paragraph():
                return {
                    "t": "par",
                    "item": block.item,
                    "lead": words(block.lead, text_pt, width, bold=True),
                    "centred": block.centred,
                    "words": words(block.text, text_pt, width),
                }
            case Note():
                return {"t": "note", "words": words(block.text, form.number("note_pt"), width)}
            case Place():
                return {"t": "place", "words": words(f"{block.prompt.rstrip('. ')}.", text_pt, width)}
            case Table():
                under = note if note is not None and self._long(block) else None
                return table_plan(block, width, form, note=under, noted=note is not None)
            case Figure():
                return self._figure(block)

    def _figure(self, block: Figure) -> Plan:
        drawn = draw(block, self.width, self.form)
        return {
            "t": "figure",
            "title": _title(block.title, self.form.number("text_pt"), self.width),
            "svg": drawn.svg,
            "alt": f"{block.title}: " + "; ".join(f"{bar.label} {bar.text}" for bar in block.bars),
            "legend": words(block.legend, self.form.number("note_pt"), self.width),
        }


def _annex(annex: Annex, paper: Paper, form: Form) -> Plan:
    width = form.text_width_mm(landscape=annex.landscape)
    name = form.text("annex_word")
    if len(paper.annexes) > 1:
        name = f"{name} {annex.number}"
    line_pt = form.number("annex_line_pt")
    attached = attached_line(paper.head)
    return {
        "landscape": annex.landscape,
        "name": words(name, form.number("text_pt"), width, bold=True),
        "title": _title(annex.title, form.number("text_pt"), width),
        "attached": words(attached, line_pt, width),
        "blocks": _Setter(form, width).blocks(annex.blocks),
    }


def plan(paper: Paper) -> Plan:
    """The whole paper. DomainError when its form is not known."""
    form = form_by_code(paper.form, paper.sheet)
    setter = _Setter(form, form.text_width_mm())
    head = paper.head
    return {
        "form": {name: value.value for name, value in form.values.items()},
        "title": paper.properties.get("title") or " ".join([head.kind, *head.abstract]),
        "head": _head(head, form),
        "blocks": setter.blocks(paper.blocks, kept_with_signature(paper.blocks)),
        "signature": _signature(head, form),
        "after": setter.blocks(paper.after),
        "quarters": paper.sheet == "A6",
        "annexes": [_annex(annex, paper, form) for annex in paper.annexes],
    }


def book_plan(book: Book) -> Plan:
    """A cover and its papers, in order. DomainError when a form is not known."""
    form = form_by_code(book.form)
    width = form.text_width_mm()
    foot_pt = form.number("book_foot_pt")
    return {
        "form": {name: value.value for name, value in form.values.items()},
        "title": book.title,
        "superior": words(book.superior, form.number("organ_pt"), width),
        "organ": words(book.organ, form.number("organ_pt"), width, bold=True),
        "name": words(book.name, 26, width, bold=True),
        "span": words(book.span, form.number("kind_pt"), width, bold=True),
        "count": words(book.count, form.number("text_pt"), width),
        "parts": [plan(part) | {"foot": words(foot, foot_pt, width)} for foot, part in book.parts],
    }
