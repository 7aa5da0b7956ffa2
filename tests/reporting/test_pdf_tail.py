"""A list's count and signature never stand alone: the last rows go with them, or all fits one page."""

from dataclasses import replace

import pytest
from docx.table import Table as WordTable

from sotay.reporting.paper import Cell, Column, Paper, Paragraph, Table
from sotay.reporting.pdf import write_pdf
from tests.reporting.reading_docx import keeps_next, opened
from tests.reporting.reading_pdf import texts
from tests.reporting.sample_review import sample_review

COUNT = "Danh sách có đủ các đồng chí."


def members(number: int, *, two_lines: bool = False) -> Paper:
    """A list of so many rows with its count, as a register prints it."""
    columns = (Column("TT", 9, "center"), Column("Họ và tên", 60), Column("Ghi chú", 40))
    note = "Bí thư chi bộ; sinh hoạt tạm thời nơi khác" if two_lines else ""
    rows = tuple(
        (Cell(str(n)), Cell(f"Nguyễn Văn Số {n:02d}", unbroken=True), Cell(note))
        for n in range(1, number + 1)
    )
    return replace(
        sample_review(draft=False, organisations=1),
        blocks=(Table("", columns, rows), Paragraph(COUNT), Paragraph("Gồm chính thức và dự bị.")),
        annexes=(),
    )


@pytest.mark.parametrize("number", [13, *range(22, 34), 60, 61])
def test_the_last_page_of_a_list_bears_rows_with_their_header(number: int) -> None:
    pages = texts(write_pdf(members(number)))
    assert COUNT in pages[-1]
    assert pages[-1].count("Nguyễn Văn Số") >= min(number, 2), "the last two rows stand with the count"
    assert all("Họ và tên" in page for page in pages)
    named = [f"Số {n:02d}" for n in range(1, number + 1)]
    assert [n for n in named if not any(n in page for page in pages)] == [], "no row is lost"
    assert sum(page.count(COUNT) for page in pages) == 1


def test_what_fits_one_page_stays_on_it_and_more_never_leaves_room_unused() -> None:
    firsts = [[p.count("Nguyễn Văn Số") for p in texts(write_pdf(members(n)))] for n in (15, 20, 27)]
    assert firsts[0] == [15]
    assert [rows[-1] for rows in firsts[1:]] == [3, 3], "no more rows go over than stand with the count"


@pytest.mark.parametrize("number", [13, 27, 60])
def test_word_keeps_the_last_rows_with_the_count(number: int) -> None:
    document = opened(members(number))
    table: WordTable = next(t for t in document.tables if len(t.rows) == number + 1)
    last = [keeps_next(row.cells[0].paragraphs[0]._p) for row in table.rows[-3:]]
    assert last == [True, True, True]
    assert not all(keeps_next(row.cells[0].paragraphs[0]._p) for row in table.rows) or number == 13
