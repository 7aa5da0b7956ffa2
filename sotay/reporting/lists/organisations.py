"""The list of organisations as a paper: in official order, with block, kind, cells and members."""

from collections import Counter
from datetime import date

from sotay.core.vietnamese import format_int
from sotay.organisations.choices import CELL_KINDS, Kind
from sotay.reporting.forms import form_on
from sotay.reporting.lists.gathering import OrganisationList, Unit
from sotay.reporting.lists.head import list_head
from sotay.reporting.lists.members import count_words
from sotay.reporting.paper import Cell, Column, Paper, Paragraph, Table

COLUMNS = (
    Column("TT", 10, "center"),
    Column("Tên tổ chức đảng", 55),
    Column("Loại", 32),
    Column("Khối, loại hình", 38),
    Column("Chi bộ", 14, "right"),
    Column("Đảng viên", 16, "right"),
)
KIND_WORDS = {
    Kind.SUPERIOR: "đảng bộ cấp trên cơ sở",
    Kind.GRASSROOTS_COMMITTEE: "đảng bộ cơ sở",
    Kind.GRASSROOTS_CELL: "chi bộ cơ sở",
    Kind.PART_COMMITTEE: "đảng bộ bộ phận",
    Kind.CELL: "chi bộ trực thuộc",
}


def organisation_list_paper(found: OrganisationList, *, today: date) -> Paper:
    """The organisations below one as on its day; made and signed today."""
    rows = tuple(_row(number, unit, whole=found.whole) for number, unit in enumerate(found.units, 1))
    totals: frozenset[int] = frozenset()
    if rows and not found.whole:  # with every level shown a sum would count what is below twice
        last = (Cell(""), Cell("Cộng", bold=True), Cell(""), Cell(""))
        numbers = (sum(u.cells for u in found.units), sum(u.members for u in found.units))
        totals = frozenset({len(rows)})
        rows += ((*last, *(Cell(format_int(n), bold=True) for n in numbers)),)
    columns: tuple[Column, ...] = COLUMNS
    if found.whole and all(unit.kind in CELL_KINDS for unit in found.units):
        # Each is a cell itself: nothing would stand in the column of their cells.
        columns = tuple(column for column in COLUMNS if column.title != "Chi bộ")
        rows = tuple((*row[:-2], row[-1]) for row in rows)
    return Paper(
        form=form_on(today),
        head=list_head(found.organisation, "tổ chức đảng trực thuộc", found.day, today=today),
        blocks=(Table("", columns, rows, total_rows=totals), *map(Paragraph, closing(found))),
        properties={"title": "Danh sách tổ chức đảng"},
    )


def closing(found: OrganisationList) -> tuple[str, str]:
    """Danh sách có 68 tổ chức đảng: 60 đảng bộ cơ sở, 08 chi bộ cơ sở. · Tất cả có 311 chi bộ, …"""
    said = f"Danh sách có {count_words(len(found.units))} tổ chức đảng"
    kinds = Counter(unit.kind for unit in found.units)
    parts = [f"{count_words(kinds[kind])} {words}" for kind, words in KIND_WORDS.items() if kinds[kind]]
    if parts:
        said += ": " + ", ".join(parts)
    sums = f"Tất cả có {format_int(found.cells)} chi bộ, {format_int(found.members)} đảng viên."
    return f"{said}.", sums


def _row(number: int, unit: Unit, *, whole: bool) -> tuple[Cell, ...]:
    above = whole and unit.kind not in CELL_KINDS
    block = str(unit.block.label).removeprefix("Khối ") if unit.block else ""
    kind = str(unit.cell_type.label) if unit.cell_type else block
    return (
        Cell(str(number)),
        Cell(unit.name, bold=above),
        Cell(KIND_WORDS.get(unit.kind, "")),
        Cell(kind[:1].upper() + kind[1:]),
        Cell("" if unit.kind in CELL_KINDS and whole else format_int(unit.cells), bold=above),
        Cell(format_int(unit.members), bold=above),
    )
