"""Four small papers on one A4 sheet, to be cut apart (ballots, papers §5.1)."""

from sotay.reporting.docx.xml import Element, Shape, border, cell, el, paragraph, row, table, twips
from sotay.reporting.forms import Form

_CUT_PT = 0.25
_SPARE_MM = 1.0  # the file's own last line stands below the lower two


def quarters(parts: list[list[Element]], form: Form) -> list[Element]:
    """The section of one sheet: `parts` in two rows of two, thin lines between them to cut along."""
    width, height = form.number("page_width_mm"), form.number("page_height_mm")
    rows = []
    for number in (0, 2):
        edges = (
            [border("right", _CUT_PT)] if number else [border("bottom", _CUT_PT), border("right", _CUT_PT)]
        )
        left = cell(twips(width), parts[number], borders=edges)
        below = None if number else [border("bottom", _CUT_PT)]
        right = cell(twips(width), parts[number + 1], borders=below)
        rows.append(row([left, right], height=twips(height - _SPARE_MM), exact=True))
    side, above = twips(form.number("margin_left_mm")), twips(form.number("margin_top_mm"))
    page = el(
        "sectPr",
        el("pgSz", w=twips(2 * width), h=twips(2 * height)),
        el("pgMar", top=0, right=0, bottom=0, left=0, header=0, footer=0, gutter=0),
        el("titlePg"),
    )
    sheet = table([twips(width), twips(width)], rows, side=side, above=above)
    return [sheet, paragraph(Shape(style="Trong", line=20)), page]
