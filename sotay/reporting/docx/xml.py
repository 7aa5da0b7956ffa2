"""Small builders of WordprocessingML: elements, runs, paragraphs, cells.

The order of children inside pPr, rPr and tcPr is that of the standard; Word refuses other orders.
"""

from dataclasses import dataclass, replace
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sotay.reporting.docx.protect import NBHY, protect

Element = Any  # an lxml element; python-docx gives no narrower public type


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm / 25.4 * 1440)


def points(pt: float) -> int:
    """Points in twentieths of a point."""
    return round(pt * 20)


def eighths(pt: float) -> int:
    """Line widths are given in eighths of a point, at least two of them."""
    return max(2, round(pt * 8))


def el(tag: str, *children: Element, **attributes: str | int | float) -> Element:
    """<w:tag w:attribute="…"> with its children."""
    node = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), str(value))
    for child in children:
        if child is not None:
            node.append(child)
    return node


@dataclass(frozen=True, slots=True)
class Face:
    """How letters look where they differ from their style; `size` in points, 0 keeps the style's."""

    bold: bool | None = None
    italic: bool | None = None
    underline: bool = False
    size: float = 0


PLAIN = Face()


def run_properties(face: Face) -> Element | None:
    """The rPr of `face`, or nothing when the style says it all."""
    parts: list[Element] = []
    for on, names in ((face.bold, ("b", "bCs")), (face.italic, ("i", "iCs"))):
        if on is not None:
            parts += [el(name, val="1" if on else "0") for name in names]
    if face.size:
        half = round(face.size * 2)
        parts += [el("sz", val=half), el("szCs", val=half)]
    if face.underline:
        parts.append(el("u", val="single"))
    return el("rPr", *parts) if parts else None


def _text(piece: str) -> Element:
    node = el("t")
    node.text = piece
    node.set(qn("xml:space"), "preserve")
    return node


def run(text: str, face: Face = PLAIN) -> Element:
    """A run; no-break hyphens and line feeds become Word's own marks."""
    node = el("r", run_properties(face))
    for number, line in enumerate(protect(text).split("\n")):
        if number:
            node.append(el("br"))
        for index, piece in enumerate(line.split(NBHY)):
            if index:
                node.append(el("noBreakHyphen"))
            if piece:
                node.append(_text(piece))
    return node


def mark_box() -> Element:
    """An empty square to mark by hand: blanks with an edge, so that no other face is needed."""
    edge = el("bdr", val="single", sz=6, space=0, color="000000")
    node = _text("\u00a0" * 4)
    return el("r", el("rPr", edge), node)


def field_run(code: str) -> list[Element]:
    """The runs of a simple field such as PAGE."""
    instruction = el("instrText")
    instruction.text = f" {code} "
    return [
        el("r", el("fldChar", fldCharType="begin")),
        el("r", instruction),
        el("r", el("fldChar", fldCharType="separate")),
        el("r", _text("2")),
        el("r", el("fldChar", fldCharType="end")),
    ]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph adds to its style; lengths in twips, None keeps the style's."""

    style: str = "Normal"
    keep_next: bool = False
    keep_lines: bool = False
    align: str = ""
    before: int | None = None
    after: int | None = None
    line: int | None = None
    exact: bool = True
    left: int | None = None
    right: int | None = None
    borders: Element | None = None
    shade: str = ""
    tabs: Element | None = None

    def with_next(self, keep: bool = True) -> "Shape":
        """The same shape, kept on the page of the next paragraph."""
        return replace(self, keep_next=keep)


def _spacing(shape: Shape) -> Element | None:
    values: dict[str, str | int] = {}
    if shape.before is not None:
        values["before"] = shape.before
    if shape.after is not None:
        values["after"] = shape.after
    if shape.line is not None:
        values |= {"line": shape.line, "lineRule": "exact" if shape.exact else "auto"}
    return el("spacing", **values) if values else None


def _indent(shape: Shape) -> Element | None:
    if shape.left is None and shape.right is None:
        return None
    return el("ind", left=shape.left or 0, right=shape.right or 0, firstLine=0)


def paragraph(shape: Shape, *content: Element) -> Element:
    """A paragraph of that shape holding runs (or content controls)."""
    properties = el(
        "pPr",
        el("pStyle", val=shape.style) if shape.style != "Normal" else None,
        el("keepNext") if shape.keep_next else None,
        el("keepLines") if shape.keep_lines else None,
        shape.borders,
        el("shd", val="clear", color="auto", fill=shape.shade) if shape.shade else None,
        shape.tabs,
        _spacing(shape),
        _indent(shape),
        el("jc", val=shape.align) if shape.align else None,
    )
    return el("p", properties if len(properties) else None, *content)


def border(side: str, width_pt: float, colour: str = "000000", space: int = 0) -> Element:
    """One edge of a cell, table or paragraph; width 0 draws nothing."""
    if not width_pt:
        return el(side, val="nil")
    return el(side, val="single", sz=eighths(width_pt), space=space, color=colour)


def gap(height_pt: float = 1, *, keep_next: bool = False) -> Element:
    """An empty paragraph of exactly that height."""
    shape = Shape(style="Trong", line=points(height_pt), keep_next=keep_next)
    return paragraph(shape)


def cell(
    width: int,
    content: list[Element],
    *,
    span: int = 1,
    merge: str = "",
    borders: list[Element] | None = None,
    shade: str = "",
    valign: str = "",
) -> Element:
    """A table cell `width` twips wide; `merge` is "restart" or "continue" for cells joined downwards."""
    properties = el(
        "tcPr",
        el("tcW", w=width, type="dxa"),
        el("gridSpan", val=span) if span > 1 else None,
        el("vMerge", val=merge) if merge else None,
        el("tcBorders", *borders) if borders else None,
        el("shd", val="clear", color="auto", fill=shade) if shade else None,
        el("vAlign", val=valign) if valign else None,
    )
    return el("tc", properties, *content)


def row(cells: list[Element], *, header: bool = False, height: int = 0, exact: bool = False) -> Element:
    """A table row that never breaks across pages."""
    properties = el(
        "trPr",
        el("cantSplit"),
        el("trHeight", val=height, hRule="exact" if exact else "atLeast") if height else None,
        el("tblHeader") if header else None,
    )
    return el("tr", properties, *cells)


def table(
    widths: list[int], rows: list[Element], *, line_pt: float = 0, side: int = 0, above: int = 0
) -> Element:
    """A table of fixed columns; `side` and `above` are the cell margins in twips."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = el(
        "tblPr",
        el("tblW", w=sum(widths), type="dxa"),
        el("tblInd", w=0, type="dxa"),
        el("tblBorders", *(border(edge, line_pt) for edge in edges)) if line_pt else None,
        el("tblLayout", type="fixed"),
        el(
            "tblCellMar",
            el("top", w=above, type="dxa"), el("left", w=side, type="dxa"),
            el("bottom", w=above, type="dxa"), el("right", w=side, type="dxa"),
        ),
    )  # fmt: skip
    return el("tbl", properties, el("tblGrid", *(el("gridCol", w=width) for width in widths)), *rows)
