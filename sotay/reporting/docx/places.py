"""The place that a person must write: a shaded box with a content control one can type in."""

from sotay.reporting.docx.xml import (
    Element,
    Face,
    Shape,
    border,
    el,
    paragraph,
    points,
    run,
    run_properties,
    twips,
)
from sotay.reporting.forms import Form
from sotay.reporting.paper import Place

_OPENING = "[Cấp ủy viết:"
_DOTTED_LINES = 2
_INSIDE_PT = 4  # between the edges of the box and its words


def _box(form: Form) -> Element:
    thin = form.number("place_line_pt")
    dark = form.text("place_bar_grey")
    return el(
        "pBdr",
        border("top", thin, dark, _INSIDE_PT),
        border("left", form.number("place_bar_pt"), dark, _INSIDE_PT),
        border("bottom", thin, dark, _INSIDE_PT),
        border("right", thin, dark, _INSIDE_PT),
    )


def _dotted_line() -> Element:
    return el("r", el("br"), el("tab"))


def _control(place: Place, number: int, form: Form) -> Element:
    """The content control (rich text): typing replaces the prompt and its dotted lines."""
    prompt = place.prompt.rstrip(". ")
    properties = el(
        "sdtPr",
        run_properties(Face(size=form.number("text_pt"))),
        el("alias", val="Cấp ủy viết"),
        el("tag", val=place.key),
        el("id", val=1000 + number),
        el("showingPlcHdr"),
    )
    content = el(
        "sdtContent",
        run(_OPENING, Face(bold=True)),
        run(f" {prompt}.]" if prompt else "]"),
        *(_dotted_line() for _ in range(_DOTTED_LINES)),
    )
    return el("sdt", properties, content)


def place_block(place: Place, number: int, width_mm: float, form: Form, *, keep_next: bool) -> Element:
    """The box of full width; `number` makes the control's id, unlike any other in the file."""
    edge = points(_INSIDE_PT + form.number("place_bar_pt"))
    shape = Shape(
        style="ChoViet",
        keep_next=keep_next,
        keep_lines=True,
        before=points(_INSIDE_PT + 2),
        after=points(_INSIDE_PT + 8),
        left=edge,
        right=points(_INSIDE_PT),
        borders=_box(form),
        shade=form.text("place_grey"),
        tabs=el("tabs", el("tab", val="right", leader="dot", pos=twips(width_mm) - points(_INSIDE_PT))),
    )
    return paragraph(shape, _control(place, number, form))
