"""Tables for the typesetter: widths, header rows, and which rows stay together."""

from typing import Any

from sotay.reporting.docx.metrics import balanced_mm
from sotay.reporting.docx.protect import protect
from sotay.reporting.docx.tables import column_widths_mm, kept_rows
from sotay.reporting.forms import Form
from sotay.reporting.paper import Cell, Table
from sotay.reporting.pdf.words import words

Plan = dict[str, Any]


def _groups_of_rows(table: Table, whole: int, *, followed: bool) -> list[int]:
    """Lengths of the runs of rows that stay on one page, in order; their sum is the number of rows.

    The last run takes the note with it when `followed`.
    """
    count = len(table.rows)
    kept = kept_rows(count, whole, followed=followed)
    kept |= {n for n, line in enumerate(table.rows[:-1]) if len(line) < len(table.columns)}
    runs, length = [], 0
    for number in range(count):
        length += 1
        if number not in kept or number == count - 1:
            runs.append(length)
            length = 0
    return runs


class _Rows:
    def __init__(self, table: Table, widths: list[float], form: Form) -> None:
        self.table, self.widths, self.form = table, widths, form
        self.size = form.number("table_pt")
        self.side = 2 * form.number("cell_side_mm")

    def _cell(self, item: Cell, first: int, last: int, *, bold: bool) -> Plan:
        room = sum(self.widths[first : last + 1]) - self.side
        small = self.form.number("table_small_pt")
        return {
            "words": words(item.text, self.size, room, bold=bold, whole=item.unbroken),
            "small": words(item.small, small, room, bold=bold),
            "span": last - first + 1,
            "align": self.table.columns[first].align,
            "bold": bold,
            "box": item.box,
        }

    def body(self) -> list[list[Plan]]:
        made = []
        for number, line in enumerate(self.table.rows):
            cells = []
            for index, item in enumerate(line):
                last = len(self.widths) - 1 if index == len(line) - 1 else index
                bold = item.bold or number in self.table.total_rows
                cells.append(self._cell(item, index, last, bold=bold))
            made.append(cells)
        return made

    def _title(self, text: str, first: int, span: int, down: int = 1) -> Plan:
        room = sum(self.widths[first : first + span]) - self.side
        return {"words": words(text, self.size, room, bold=True), "span": span, "down": down}

    def header(self) -> list[list[Plan]]:
        """One row of titles, or two when columns are grouped."""
        titles = [column.title for column in self.table.columns]
        if not self.table.groups:
            return [[self._title(title, n, 1) for n, title in enumerate(titles)]]
        upper, lower, start = [], [], 0
        for name, span in self.table.groups:
            part = range(start, start + span)
            if name:
                upper.append(self._title(name, start, span))
                lower += [self._title(titles[n], n, 1) for n in part]
            else:
                upper += [self._title(titles[n], n, 1, 2) for n in part]
            start += span
        return [upper, lower]


def table_plan(table: Table, width_mm: float, form: Form, *, note: str | None, noted: bool) -> Plan:
    """The table; `note` is set inside it below the last row, `noted`: one follows and stays with it."""
    whole = int(form.number("table_whole_rows"))
    widths = column_widths_mm(table, width_mm, form)
    rows = _Rows(table, widths, form)
    text_pt = form.number("text_pt")
    return {
        "t": "table",
        "title": words(table.title, text_pt, width_mm, bold=True),
        "title_width": balanced_mm(protect(table.title), text_pt, width_mm, bold=True),
        "unit": words(table.unit, form.number("unit_pt"), width_mm),
        "widths": widths,
        "header": rows.header(),
        "rows": rows.body(),
        "runs": _groups_of_rows(table, whole, followed=note is not None),
        "whole": len(table.rows) <= whole,
        "noted": noted,
        "row": table.row_mm,
        "new_page": table.new_page,
        "note": None if note is None else words(note, form.number("note_pt"), width_mm),
    }
