"""The head of a paper (elements 1 to 5) and its signature block (7 to 9)."""

from sotay.reporting.docx.metrics import balanced_mm, line_count, text_width_mm
from sotay.reporting.docx.protect import protect
from sotay.reporting.docx.xml import (
    Element,
    Face,
    Shape,
    border,
    cell,
    el,
    paragraph,
    points,
    row,
    run,
    table,
    twips,
)
from sotay.reporting.forms import Form
from sotay.reporting.paper import Letterhead

_LINE = Shape(style="PhanDau")
# A long name of an organisation breaks before one of these, so that word groups stay whole.
_GROUPS = (
    "TRỰC THUỘC", "CÁC", "KHỐI", "THÀNH PHỐ", "TỈNH", "QUẬN", "HUYỆN", "THỊ XÃ", "THỊ TRẤN", "PHƯỜNG", "XÃ",
)  # fmt: skip


def name_lines(name: str, size_pt: float, width_mm: float, *, bold: bool) -> list[str]:
    """A name of an organisation in lines of `width_mm`, broken before whole word groups where that costs
    no line more; a line feed in the name breaks it there."""
    if "\n" in name:
        return name.split("\n")
    parts = _by_groups(name, size_pt, width_mm, bold=bold)
    grouped = sum(line_count(part, size_pt, width_mm, bold=bold) for part in parts)
    return parts if grouped <= line_count(name, size_pt, width_mm, bold=bold) else [name]


def _by_groups(name: str, size_pt: float, width_mm: float, *, bold: bool) -> list[str]:
    if text_width_mm(name, size_pt, bold=bold) <= width_mm:
        return [name]
    starts = [name.find(f" {group} ") for group in _GROUPS]
    for start in sorted((start for start in starts if start > 0), reverse=True):
        if text_width_mm(name[:start], size_pt, bold=bold) <= width_mm:
            return [name[:start], *_by_groups(name[start + 1 :], size_pt, width_mm, bold=bold)]
    return [name]


def _lines_of(name: str, size_pt: float, width_mm: float, *, bold: bool) -> int:
    parts = name_lines(name, size_pt, width_mm, bold=bold)
    return sum(line_count(part, size_pt, width_mm, bold=bold) for part in parts)


def head_widths(head: Letterhead, form: Form) -> tuple[float, float]:
    """Widths in mm of the two columns: wider on the left when a name would take three lines."""
    narrow, size = form.number("head_left_mm"), form.number("organ_pt")
    most = max(
        _lines_of(head.superior, size, narrow, bold=False), _lines_of(head.organ, size, narrow, bold=True)
    )
    if most >= 3:
        return form.number("head_left_wide_mm"), form.number("head_right_wide_mm")
    return narrow, form.number("head_right_mm")


def _party(width_mm: float, form: Form) -> list[Element]:
    """Element 1 and, as an empty paragraph with a lower edge, the line as long as its words."""
    words, size = form.text("party_name"), form.number("party_pt")
    free = (width_mm - text_width_mm(words, size, bold=True)) / 2
    line = Shape(
        style="Trong",
        line=points(form.number("party_line_below_pt")),
        left=twips(free),
        right=twips(free),
        borders=el("pBdr", border("bottom", form.number("party_line_pt"))),
    )
    return [paragraph(_LINE, run(words, Face(bold=True, size=size))), paragraph(line)]


def letterhead(head: Letterhead, form: Form) -> list[Element]:
    """The table of names, number and date, then the kind of paper, its abstract and the hyphens."""
    left, right = head_widths(head, form)
    size, bold = form.number("organ_pt"), Face(bold=True, size=form.number("organ_pt"))
    names = [
        *(paragraph(_LINE, run(line)) for line in name_lines(head.superior, size, left, bold=False) if line),
        *(paragraph(_LINE, run(line, bold)) for line in name_lines(head.organ, size, left, bold=True)),
        paragraph(_LINE, run(form.text("star"))),
    ]
    number = [paragraph(_LINE, run(head.number, Face(size=form.number("number_pt"))))]
    if head.draft:
        number.append(paragraph(_LINE, run(head.draft, Face(bold=True, size=form.number("draft_pt")))))
    date = [paragraph(_LINE, run(head.place_and_date, Face(italic=True, size=form.number("date_pt"))))]
    columns = [twips(left), twips(right)]
    rows = [row([cell(columns[0], names), cell(columns[1], _party(right, form))])]
    if head.bears_number_or_date:
        rows.append(row([cell(columns[0], number), cell(columns[1], date)]))
    return [table(columns, rows), *title(head, form)]


def centred(text: str, face: Face, page_mm: float, most_mm: float) -> Element:
    """A centred text of at most `most_mm`, its lines about equally long."""
    width = balanced_mm(protect(text), face.size, most_mm, bold=bool(face.bold))
    side = twips((page_mm - width) / 2) if width < page_mm else None
    return paragraph(Shape(style="PhanDau", keep_next=True, left=side, right=side), run(text, face))


def title(head: Letterhead, form: Form) -> list[Element]:
    """Element 5a: kind, abstract at most 140 mm wide, hyphens."""
    page = form.text_width_mm()
    most = form.number("abstract_width_mm")
    kind = Shape(style="PhanDau", keep_next=True, before=points(form.number("kind_above_pt")), after=0)
    below = points(form.number("text_above_pt"))
    hyphens = Shape(style="PhanDau", keep_next=True, before=0, after=below)
    bare = Shape(style="Trong", keep_next=True, line=20, after=below)
    face = Face(bold=True, size=form.number("abstract_pt"))
    return [
        paragraph(kind, run(head.kind, Face(bold=True, size=form.number(head.kind_size)))),
        *(centred(line, face, page, most) for line in head.abstract),
        paragraph(hyphens, run(form.text("hyphens"))) if head.hyphens else paragraph(bare),
    ]


def recipient_lines(recipients: tuple[str, ...]) -> list[str]:
    """ "- … ;" for each and a full stop after the last, however they were given."""
    names = [name.strip().removeprefix("-").strip().rstrip(";.").strip() for name in recipients]
    ends = [";"] * (len(names) - 1) + ["."]
    return [f"- {name}{end}" for name, end in zip(names, ends, strict=False)]
