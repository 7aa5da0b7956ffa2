"""One table in one sheet. Words are always written as text; formulas are made of cell addresses only."""

from textwrap import wrap
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from sotay.core.vietnamese import format_percent
from sotay.reporting.docx.protect import printable
from sotay.reporting.paper import Cell, Table
from sotay.reporting.xlsx.columns import Place, places, titles
from sotay.reporting.xlsx.figures import Counts, counts_of, is_ratio, number_of, ratio_of
from sotay.reporting.xlsx.looks import Looks
from sotay.reporting.xlsx.totals import summed_rows

FIRST = 3  # the sheet's row of the table's first row; title, free row, titles of columns above
_WIDEST, _LETTERS = 44, 1.15
_FULL = 0.9  # lines end before the edge: words are not broken
_LINE_PT = 16.0  # a line of 12 pt


class Sheet:
    """Writes `table` into `page` (an xlsxwriter worksheet)."""

    def __init__(self, page: Any, table: Table, looks: Looks) -> None:
        self.page, self.table, self.looks = page, table, looks
        self.places: list[Place] = places(table)
        self.values: dict[int, list[int | float | None]] = {}
        self._gather()

    def _gather(self) -> None:
        """The numbers of every column of the sheet, before any is written."""
        for number, place in enumerate(self.places):
            for column in place.all:
                self.values[column] = [self._value(line, number, column) for line in self.table.rows]

    def _value(self, line: tuple[Cell, ...], number: int, column: int) -> int | float | None:
        if number >= len(line) or self.table.columns[number].align != "right":
            return None
        place, item = self.places[number], line[number]
        if column == place.own:
            return number_of(item.text)
        counts = counts_of(item.small) or counts_of(item.text)
        if counts is None:
            return None
        return counts.part if column == place.part else counts.whole

    def write(self, title: str, notes: list[str]) -> None:
        """Title, header row, rows, then the notes that stand under the table."""
        page, looks = self.page, self.looks
        names = titles(self.table, self.places)
        width = self._sizes(names)
        self._across(0, title, looks.title, width, 14)
        for column, name in enumerate(names):
            text(page, FIRST - 1, column, name, looks.header)
        for row in range(len(self.table.rows)):
            self._row(row)
        for below, note in enumerate(notes):
            self._across(FIRST + len(self.table.rows) + 1 + below, note, looks.note, width, 11)
        page.freeze_panes(FIRST, 0)
        page.repeat_rows(FIRST - 1)

    def _row(self, row: int) -> None:
        line = self.table.rows[row]
        for number, place in enumerate(self.places):
            item = line[number] if number < len(line) else Cell("")
            bold = item.bold or row in self.table.total_rows
            if place.own is not None:
                self._own(row, number, item, bold=bold)
            for column in (place.part, place.whole):
                if column is not None:
                    # What stands in a column of counts and is none ("chưa đủ số liệu") is told once.
                    told = _told(item) if place.own is None and column == place.part else ""
                    self._number(row, column, told, bold=bold)

    def _own(self, row: int, number: int, item: Cell, *, bold: bool) -> None:
        column = self.places[number].own
        assert column is not None
        align = self.table.columns[number].align
        if _told(item) != item.text:
            text(self.page, FIRST + row, column, _told(item), self.looks.body(align, bold=bold))
        elif align == "right" and is_ratio(item.text):
            self._ratio(row, column, number, item, bold=bold)
        elif align == "right":
            self._number(row, column, item.text, bold=bold)
        elif align == "center" and self.table.columns[number].title == "TT" and item.text.isascii():
            value = number_of(item.text)
            look = self.looks.body("center", bold=bold)
            if value is None:
                text(self.page, FIRST + row, column, item.text, look)
            else:
                self.page.write_number(FIRST + row, column, value, look)
        else:
            text(self.page, FIRST + row, column, item.text, self.looks.body(align, bold=bold))

    def _number(self, row: int, column: int, words: str, *, bold: bool) -> None:
        value = self.values[column][row]
        if value is None:
            text(self.page, FIRST + row, column, words, self.looks.body("right", bold=bold))
            return
        look = self.looks.number(bold=bold, whole=isinstance(value, int), signed=words.startswith("+"))
        runs: list[range] = []
        if row in self.table.total_rows:
            runs = summed_rows(self.values[column], self.table.total_rows, row)
        if not runs:
            self.page.write_number(FIRST + row, column, value, look)
            return
        cells = ",".join(f"{address(run.start, column)}:{address(run.stop - 1, column)}" for run in runs)
        self.page.write_formula(FIRST + row, column, f"=SUM({cells})", look, value)

    def _ratio(self, row: int, column: int, number: int, item: Cell, *, bold: bool) -> None:
        """n/N as a formula over the counts in its row; the printed ratio where the row has none."""
        look = self.looks.ratio(bold=bold, tenths="," in item.text)
        found = self._behind(row, number, item)
        if found is None:
            value = ratio_of(item.text)
            if value is None:
                text(self.page, FIRST + row, column, item.text, self.looks.body("right", bold=bold))
            else:
                self.page.write_number(FIRST + row, column, value, look)
            return
        part, whole, counts = found
        formula = f'=IF({address(row, whole)}=0,"–",{address(row, part)}/{address(row, whole)})'
        self.page.write_formula(FIRST + row, column, formula, look, counts.part / counts.whole)

    def _behind(self, row: int, number: int, item: Cell) -> tuple[int, int, Counts] | None:
        """Columns of the counts behind a ratio: its own, else the nearest in its row that give it."""
        if self.table.columns[number].aim:
            return None
        mine = self.places[number]
        pairs = [(mine.part, mine.whole)] if mine.part is not None else self._pairs(number)
        for part, whole in pairs:
            if part is None or whole is None:
                continue
            n, all_ = self.values[part][row], self.values[whole][row]
            if isinstance(n, int) and isinstance(all_, int) and all_ > 0:
                counts = Counts(n, all_)
                if n <= all_ and format_percent(_exact(counts)) == item.text:
                    return part, whole, counts
        return None

    def _pairs(self, number: int) -> list[tuple[int | None, int | None]]:
        near = sorted((n for n in range(len(self.places)) if n != number), key=lambda n: abs(n - number))
        counted = [(self.places[n].part, self.places[n].whole) for n in near]
        beside = [(self.places[n].own, self.places[n - 1].own) for n in near if n > 0]
        return [*counted, *beside]

    def _across(self, row: int, words: str, look: Any, width: float, size_pt: int) -> None:
        """Words over all columns, in as many lines as they take: they make the print no wider. `width`:
        of the columns together, in letters of 12 pt."""
        last = max(max(place.all) for place in self.places)
        if last:
            self.page.merge_range(row, 0, row, last, None, look)
        text(self.page, row, 0, words, look)
        letters = max(int(width * 12 / size_pt * _FULL), 20)
        self.page.set_row(row, (len(wrap(words, letters)) or 1) * size_pt * _LINE_PT / 12 + 2)

    def _sizes(self, names: list[str]) -> float:
        """Columns wide enough for their words, at most so wide that the sheet still fits a screen; and the
        titles' row high enough for the longest of them: not every program raises it by itself. Returns their
        width together, in letters."""
        lines, total = 1, 0.0
        for column, name in enumerate(names):
            longest = max((len(word) for word in name.split()), default=4)
            for number, place in enumerate(self.places):
                if column == place.own:
                    longest = max([longest, *(len(line[number].text) for line in self._full())])
            width = min(max(longest, 7), _WIDEST)
            lines = max(lines, len(wrap(name, width, break_long_words=False)))
            self.page.set_column(column, column, width * _LETTERS + 1)
            total += width * _LETTERS + 1
        self.page.set_row(FIRST - 1, _LINE_PT * lines + _LINE_PT / 3)
        return total

    def _full(self) -> list[tuple[Cell, ...]]:
        return [line for line in self.table.rows if len(line) == len(self.places)]


def _told(item: Cell) -> str:
    """All words of a cell; counts in small print stand in columns of their own."""
    return f"{item.text}\n{item.small}" if item.small and counts_of(item.small) is None else item.text


def _exact(counts: Counts) -> Any:
    from fractions import Fraction

    return Fraction(counts.part, counts.whole)


def address(row: int, column: int) -> str:
    """The sheet's address of a cell of the table."""
    return str(xl_rowcol_to_cell(FIRST + row, column))


def text(page: Any, row: int, column: int, words: str, look: Any) -> None:
    """Words as text, whatever they begin with: never a formula, a link or a number."""
    words = printable(words)
    if words:
        page.write_string(row, column, words, look)
    else:
        page.write_blank(row, column, None, look)
