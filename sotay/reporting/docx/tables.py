"""Tables of figures: title above, thin lines, header rows repeated, rows never split."""

from sotay.reporting.docx.metrics import balanced_mm, fit_widths, widest_word_mm
from sotay.reporting.docx.protect import hold, protect
from sotay.reporting.docx.xml import (
    Element,
    Face,
    Shape,
    cell,
    el,
    gap,
    mark_box,
    paragraph,
    row,
    run,
    table,
    twips,
)
from sotay.reporting.forms import Form
from sotay.reporting.paper import Cell, Table

_SPARE_MM = 0.6  # rounding and the lines themselves


def column_widths_mm(content: Table, total_mm: float, form: Form) -> list[float]:
    """Widths by the columns' shares, widened where an unbreakable word or number would not fit."""
    size, small = form.number("table_pt"), form.number("table_small_pt")
    minima: list[float] = []
    for index, column in enumerate(content.columns):
        widest = widest_word_mm(protect(column.title), size, bold=True)
        for number, line in enumerate(content.rows):
            if len(line) != len(content.columns):
                continue
            item = line[index]
            bold = item.bold or number in content.total_rows
            widest = max(
                widest,
                widest_word_mm(_words(item), size, bold=bold),
                widest_word_mm(protect(item.small), small, bold=bold),
            )
        minima.append(widest + 2 * form.number("cell_side_mm") + _SPARE_MM)
    return fit_widths([column.share for column in content.columns], minima, total_mm)


def _words(item: Cell) -> str:
    return hold(item.text) if item.unbroken else protect(item.text)


def _header_cell(text: str, width: int, **merge: str | int) -> Element:
    shape = Shape(style="OBang", keep_next=True, align="center")
    span, join = int(merge.get("span", 1)), str(merge.get("merge", ""))
    content = paragraph(shape, run(text, Face(bold=True))) if text else paragraph(shape)
    return cell(width, [content], span=span, merge=join, valign="center")


def _header_rows(content: Table, widths: list[int]) -> list[Element]:
    """One header row, or two when columns are grouped; a group without a title joins both rows."""
    titles = [column.title for column in content.columns]
    if not content.groups:
        return [row([_header_cell(*pair) for pair in zip(titles, widths, strict=True)], header=True)]
    upper: list[Element] = []
    lower: list[Element] = []
    start = 0
    for name, span in content.groups:
        part = range(start, start + span)
        start += span
        if name:
            upper.append(_header_cell(name, sum(widths[i] for i in part), span=span))
            lower += [_header_cell(titles[i], widths[i]) for i in part]
        else:
            upper += [_header_cell(titles[i], widths[i], merge="restart") for i in part]
            lower += [_header_cell("", widths[i], merge="continue") for i in part]
    return [row(upper, header=True), row(lower, header=True)]


def kept_rows(count: int, whole: int, *, followed: bool) -> set[int]:
    """Rows that stay on the page of the next one.

    Up to `whole` rows the table is never broken; a longer one keeps two rows before a break
    and its last two rows with the total. `followed`: a note belongs under the last row.
    """
    kept = set(range(count - 1)) if count <= whole else {0, count - 3, count - 2}
    return kept | {count - 1} if followed else kept


def _body_row(content: Table, number: int, widths: list[int], form: Form, *, keep: bool) -> Element:
    line = content.rows[number]
    cells: list[Element] = []
    for index, item in enumerate(line):
        span = len(widths) - index if index == len(line) - 1 else 1
        bold = item.bold or number in content.total_rows
        shape = Shape(style="OBang", keep_next=keep, align=content.columns[index].align)
        face = Face(bold=True) if bold else Face()
        parts = [paragraph(shape, mark_box() if item.box else run(_words(item), face))]
        if item.small:
            small = Face(bold=True if bold else None, size=form.number("table_small_pt"))
            parts.append(paragraph(shape, run(item.small, small)))
        width = sum(widths[index : index + span])
        cells.append(cell(width, parts, span=span, valign="center"))
    return row(cells, height=twips(content.row_mm))


def caption(title: str, width_mm: float, form: Form) -> Element:
    """The title of a table or figure: bold, centred, its lines about equally long."""
    width = balanced_mm(protect(title), form.number("text_pt"), width_mm, bold=True)
    side = twips((width_mm - width) / 2) if width < width_mm else None
    return paragraph(Shape(style="TenBieu", left=side, right=side), run(title))


def title_lines(content: Table, width_mm: float, form: Form) -> list[Element]:
    """The title centred above and, where given, the unit all columns share at the right."""
    lines: list[Element] = []
    if content.title:
        lines.append(caption(content.title, width_mm, form))
    if content.unit:
        shape = Shape(style="OBang", keep_next=True, align="right", after=40)
        lines.append(paragraph(shape, run(content.unit, Face(italic=True))))
    return lines


def table_block(content: Table, width_mm: float, form: Form, *, noted: bool = False) -> list[Element]:
    """The table with its title; `noted` when a note follows and must stay with it."""
    widths = [twips(width) for width in column_widths_mm(content, width_mm, form)]
    widths[-1] += twips(width_mm) - sum(widths)
    kept = kept_rows(len(content.rows), int(form.number("table_whole_rows")), followed=noted)
    # A row that heads a part of the table goes with the row below it.
    kept |= {n for n, line in enumerate(content.rows[:-1]) if len(line) < len(widths)}
    rows = _header_rows(content, widths)
    for number in range(len(content.rows)):
        rows.append(_body_row(content, number, widths, form, keep=number in kept))
    body = table(
        widths,
        rows,
        line_pt=form.number("table_line_pt"),
        side=twips(form.number("cell_side_mm")),
        above=twips(form.number("cell_above_mm")),
    )
    made = [*title_lines(content, width_mm, form), body]
    return [_new_page(), *made] if content.new_page else made


def _new_page() -> Element:
    """A line of no height that begins a page."""
    line = gap(1, keep_next=True)
    line.pPr.insert(1, el("pageBreakBefore"))
    return line
