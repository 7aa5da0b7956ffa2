"""The signature block (elements 7 to 9): one signature with the recipients, or two side by side."""

from sotay.reporting.docx.head import recipient_lines
from sotay.reporting.docx.xml import Element, Face, Shape, cell, paragraph, points, row, run, table, twips
from sotay.reporting.forms import Form
from sotay.reporting.paper import Letterhead

_SIGNED_MM = 5.0  # the line of "(đã ký)" within the free room


def _first(form: Form) -> int:
    return points(form.number("sign_above_pt") - form.number("paragraph_gap_pt"))


def _recipients(head: Letterhead, form: Form) -> list[Element]:
    if not head.recipients:
        return []
    label = Face(underline=True, size=form.number("recipients_title_pt"))
    opening = Shape(style="PhanDau", keep_next=True, align="left", before=_first(form), after=0)
    lines = Shape(style="NoiNhan", keep_next=True, align="left")
    return [
        paragraph(opening, run(form.text("recipients_title"), label)),
        *(paragraph(lines, run(line)) for line in recipient_lines(head.recipients)),
    ]


def _signer(
    label: str, post: str, name: str, form: Form, *, signed: bool, level: bool = False
) -> list[Element]:
    """Label, post, free room (with "(đã ký)" where recorded) and name, centred one below the other.
    `level`: the other signature has a post, so an empty line keeps both names on one."""
    size, first = form.number("sign_pt"), _first(form)
    made: list[Element] = []
    for text, bold in ((label, True), (post, False)):
        if text:
            shape = Shape(style="PhanDau", keep_next=True, before=0 if made else first, after=0)
            made.append(paragraph(shape, run(text, Face(bold=bold, size=size))))
    if level and not post:
        made.append(paragraph(Shape(style="PhanDau", keep_next=True)))
    room = form.number("sign_room_mm")
    if signed:
        half = (room - _SIGNED_MM) / 2
        shape = Shape(style="PhanDau", keep_next=True, before=twips(half), after=0)
        made.append(paragraph(shape, run(form.text("signed_words"), Face(size=size))))
        room = half
    last = Shape(style="PhanDau", keep_next=True, before=twips(room), after=0)
    made.append(paragraph(last, run(name, Face(bold=True, size=size))))
    return made


def signature(head: Letterhead, form: Form) -> list[Element]:
    """One unbroken row, and below it the small line that says when it was sealed."""
    if not head.is_signed_by_somebody:
        return []
    beside, signed = head.beside, head.signed
    level = bool(beside and (beside.post or head.post))
    right = _signer(head.right_to_sign, head.post, head.signatory, form, signed=signed, level=level)
    left = (
        _signer(beside.label, beside.post, beside.name, form, signed=signed, level=level)
        if beside
        else _recipients(head, form)
    )
    columns = [twips(form.number("sign_left_mm")), twips(form.number("sign_right_mm"))]
    empty = [paragraph(Shape(style="PhanDau"))]
    made = [table(columns, [row([cell(columns[0], left or empty), cell(columns[1], right)])])]
    if head.seal_line:
        shape = Shape(style="OBang", before=points(form.number("sign_above_pt")), keep_lines=True)
        made.append(paragraph(shape, run(head.seal_line, Face(size=form.number("seal_pt")))))
    return made
