"""The workbook: figures are numbers, totals and ratios are live formulas, words stay words."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from sotay.reporting.paper import Annex, Bar, Cell, Column, Figure, Note, Paper, Paragraph, Table
from sotay.reporting.xlsx import write_xlsx
from sotay.reporting.xlsx.figures import Counts, counts_of, number_of, ratio_of
from sotay.reporting.xlsx.totals import summed_rows
from tests.reporting.sample_review import sample_review


def opened(paper: Paper, *, values: bool = False) -> Any:
    """The workbook read back: formulas, or the values kept beside them."""
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(paper)), data_only=values)


def lines(page: Any) -> list[list[Any]]:
    """The table's rows, its titles first."""
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(sample_review(organisations=3))


def test_each_table_is_a_sheet_named_by_its_number(book) -> None:
    assert book.sheetnames == ["Biểu 1", "Biểu 2", "Hình 1", "Biểu 3", "Phụ lục 1", "Phụ lục 2"]
    assert book["Biểu 1"]["A1"].value == "Biểu 1. Tổ chức đảng trực thuộc, tính đến ngày 31/5/2024"


def test_the_figure_is_a_chart_over_the_numbers_beside_it() -> None:
    """R2: charts in every form of the review; what is not known is told and drawn as nothing."""
    bars = next(block for block in sample_review().blocks if isinstance(block, Figure)).bars
    page = opened(sample_review(organisations=3))["Hình 1"]
    assert lines(page)[0] == ["Nội dung", "Kết quả", "Mục tiêu"]
    assert [row[1] for row in lines(page)[1:7]] == [1, 1, 0.9, 0.85, 1, "chưa đủ số liệu"]
    assert "vạch" not in str(lines(page)), "it has no strokes"
    (chart,) = page._charts
    assert chart.barDir == "bar"
    results, targets = chart.series
    assert results.val.numRef.f == f"'Hình 1'!$B$4:$B${3 + len(bars)}"
    assert targets.val.numRef.f == f"'Hình 1'!$C$4:$C${3 + len(bars)}"
    assert results.cat.strRef.f == f"'Hình 1'!$A$4:$A${3 + len(bars)}"


def test_a_long_title_has_its_lines_and_many_columns_lie_across() -> None:
    """Programs that do not make a row higher by themselves would cut the title off."""
    short = Column("Số", 10, "right")
    long = Column("Đảng viên dự sinh hoạt thường kỳ trên tổng số phải dự trong kỳ", 10, "right")

    def sheet(*columns: Column) -> Any:
        table = Table("Biểu 1. Thử", columns, (tuple(Cell("1") for _ in columns),))
        return opened(replace(sample_review(organisations=1), blocks=(table,), annexes=()))["Biểu 1"]

    narrow, wide = sheet(short), sheet(short, long)
    assert narrow.row_dimensions[3].height < 24
    assert wide.row_dimensions[3].height > 3 * 16
    assert narrow.page_setup.orientation == "portrait"
    counted = Table("Biểu 1. Thử", (short,) * 4, (tuple(Cell("90%", small="9/10") for _ in range(4)),))
    across = replace(sample_review(organisations=1), blocks=(counted,), annexes=())
    assert opened(across)["Biểu 1"].page_setup.orientation == "landscape", "twelve columns of the sheet"


def test_words_of_a_chart_start_nothing() -> None:
    sly = Figure('=HYPERLINK("x")', (Bar("=1+1", 0.5, None, "50%"),), "+1")
    page = opened(replace(sample_review(organisations=1), blocks=(sly,), annexes=()))["Hình"]
    assert page["A1"].data_type == page["A4"].data_type == "s"
    assert len(page._charts[0].series) == 1, "no target, no stroke"


def test_counts_are_numbers_and_the_total_adds_them_up(book) -> None:
    rows = lines(book["Biểu 1"])
    assert rows[1][:3] == ["Xã, thị trấn", 18, 18]
    assert rows[4][:3] == ["Toàn Đảng bộ", "=SUM(B4:B6)", "=SUM(C4:C6)"]
    assert book["Biểu 1"]["B4"].number_format == "#,##0"


def test_the_formulas_values_are_the_papers(book) -> None:
    rows = lines(opened(sample_review(organisations=3), values=True)["Biểu 1"])
    assert rows[4] == ["Toàn Đảng bộ", 68, 35, 33, 400, 435]


def test_a_ratio_is_computed_from_the_counts_in_its_row(book) -> None:
    rows = lines(book["Biểu 2"])
    assert rows[0] == [
        "TT",
        "Nội dung",
        "Mục tiêu",
        "Kết quả",
        "Số lượng (đạt)",
        "Số lượng (trên tổng số)",
        "Chênh lệch (điểm %)",
    ]
    thematic = rows[3]
    assert thematic[2:] == [1, '=IF(F6=0,"–",E6/F6)', 360, 400, -10]
    assert rows[6][2] == "≥\u00a090%" or rows[6][2] == "≥ 90%"
    assert rows[8][3] == "chưa đủ số liệu"


def test_an_aim_is_never_computed_from_what_was_reached(book) -> None:
    """An aim of 100% reached by 400/400 must not fall when somebody corrects the counts."""
    aims = [row[2] for row in lines(book["Biểu 2"])[1:] if row[2] is not None]
    assert aims[:2] == [1, 1]
    assert not [aim for aim in aims if str(aim).startswith("=")]


def test_counts_under_a_ratio_get_columns_of_their_own(book) -> None:
    rows = lines(book["Biểu 3"])
    assert rows[0][1:4] == ["Năm 2022", "Năm 2022 (đạt)", "Năm 2022 (trên tổng số)"]
    assert rows[1][1:4] == ['=IF(D4=0,"–",C4/D4)', 60120, 72000]


def test_a_ratio_below_one_never_shows_as_100_per_cent() -> None:
    table = Table("", (Column("a", 1, "right"),), ((Cell("trên 99,9%", "9.999/10.000"),),))
    page = opened(replace(sample_review(draft=False), blocks=(table,), annexes=()))["Bảng"]
    assert page["A4"].value == '=IF(C4=0,"–",B4/C4)'
    assert page["A4"].number_format.startswith('[=1]0%;[>=0.9995]"trên 99,9%"')


def test_a_total_that_does_not_add_up_stays_a_number() -> None:
    table = Table(
        "", (Column("a", 1), Column("b", 1, "right")),
        ((Cell("x"), Cell("1")), (Cell("y"), Cell("2")), (Cell("Cộng"), Cell("4"))), frozenset({2}),
    )  # fmt: skip
    page = opened(replace(sample_review(draft=False), blocks=(table,), annexes=()))["Bảng"]
    assert page["B6"].value == 4


def test_totals_of_parts_add_their_own_rows_and_the_last_adds_them_all() -> None:
    values = [1, 2, 3, 4, 5, 9, 12]
    totals = frozenset({2, 5, 6})
    assert summed_rows(values, totals, 2) == [range(2)]
    assert summed_rows(values, totals, 5) == [range(3, 5)]
    assert summed_rows(values, totals, 6) == [range(2), range(3, 5)]


@pytest.mark.parametrize("word", ["=1+1", "+84 90", "-5", "@a", "\t=1", "https://example.org", "012", "1e5"])
def test_words_stay_words(word: str) -> None:
    table = Table(word, (Column(word, 1), Column("b", 1, "right")), ((Cell(word), Cell(word)),))
    page = opened(replace(sample_review(draft=False), blocks=(table,), annexes=()))["Bảng"]
    for place in ("A1", "A3", "A4", "B4"):
        cell = page[place]
        assert (cell.data_type, cell.value) == ("s", word.replace("\t", " "))
        assert cell.hyperlink is None
        assert cell.quotePrefix


def test_small_print_that_is_no_counts_is_kept() -> None:
    table = Table("", (Column("a", 1), Column("b", 1, "right")), ((Cell("x", "y"), Cell("90%", "z")),))
    page = opened(replace(sample_review(draft=False), blocks=(table,), annexes=()))["Bảng"]
    assert (page["A4"].value, page["B4"].value) == ("x\ny", "90%\nz")


def test_a_paper_without_tables_is_its_title() -> None:
    paper = replace(
        sample_review(draft=False), blocks=(Paragraph("Xin báo cáo."),), annexes=(Annex(1, "a", ()),)
    )
    assert opened(paper).sheetnames == ["Văn bản"]


def test_figures_are_read_back_as_they_are_printed() -> None:
    assert [number_of(t) for t in ("9.255", "0", "−5", "+10", "−9,6", "012", "1.2", "9255", "")] == [
        9255, 0, -5, 10, -9.6, None, None, None, None,
    ]  # fmt: skip
    assert counts_of("1.108/1.230") == Counts(1108, 1230)
    assert counts_of("12/2024 ") == Counts(12, 2024) or counts_of("12/2024") is None
    assert [ratio_of(t) for t in ("85%", "90,1%", "trên 99,9%", "≥ 90%")] == [
        0.85,
        pytest.approx(0.901),
        None,
        None,
    ]


def test_words_in_a_column_of_counts_are_kept_with_their_small_print() -> None:
    table = Table("", (Column("a", 1, "right"),), ((Cell("9/10"),), (Cell("chưa đủ", "số liệu"),)))
    page = opened(replace(sample_review(draft=False), blocks=(table,), annexes=()))["Bảng"]
    assert (page["A4"].value, page["B4"].value, page["A5"].value) == (9, 10, "chưa đủ\nsố liệu")


def test_a_long_note_stands_in_lines_below_its_table() -> None:
    """In one line it would make the print of the whole table small."""
    columns = tuple(Column(name, 10, "right") for name in ("Số", "Hai", "Ba"))
    table = Table("Biểu 1. Thử", columns, (tuple(Cell("1") for _ in columns),))
    note = "Tính theo số liệu của chi bộ, không kể đảng viên được miễn sinh hoạt. " * 4
    page = opened(replace(sample_review(organisations=1), blocks=(table, Note(note)), annexes=()))["Biểu 1"]
    (row,) = [cell.row for cell in page["A"] if str(cell.value or "").startswith("Tính theo")]
    assert page.cell(row, 1).alignment.wrap_text
    assert f"A{row}:C{row}" in [str(one) for one in page.merged_cells.ranges]
    assert page.row_dimensions[row].height > 100, "high enough for all its lines"
