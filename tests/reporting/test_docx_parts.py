"""Tables, the figure and the places that a person must write."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from sotay.core.errors import DomainError
from sotay.reporting.docx import write_docx
from sotay.reporting.docx.figure import figure_block
from sotay.reporting.docx.tables import column_widths_mm, kept_rows, table_block
from sotay.reporting.docx.xml import el
from sotay.reporting.forms import form_by_code
from sotay.reporting.paper import Bar, Cell, Column, Figure, Place, Table
from tests.reporting.reading_docx import find, keeps_next, mm, opened, tables, value, words
from tests.reporting.sample_review import BARS, FINAL_HEAD, TARGETS, sample_review

FORM = form_by_code("HD-36")


@pytest.fixture(scope="module")
def draft():
    return opened(sample_review())


def _table(document, text: str):
    return next(t for t in tables(document) if text in words(t))


def _rows(table) -> list:
    return table.findall(qn("w:tr"))


def _is_header(row) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_lines_half_a_point_and_cell_margins(draft) -> None:
    table = _table(draft, "Xã, thị trấn")
    edges = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    assert [edge.get(qn("w:sz")) for edge in edges] == ["4"] * 6
    margins = table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    assert [mm(m.get(qn("w:w"))) for m in margins] == pytest.approx([1.3, 1.6, 1.3, 1.6], abs=0.02)


def test_no_table_is_wider_than_the_text(draft) -> None:
    for table, width in zip(tables(draft), [165.0] * 5 + [165.0, 257.0, 165.0], strict=True):
        total = sum(int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol")))
        assert mm(total) == pytest.approx(width, abs=0.1)


def test_cells_of_a_row_fill_the_grid(draft) -> None:
    for table in tables(draft):
        columns = len(list(table.iter(qn("w:gridCol"))))
        for row in _rows(table):
            spans = [int(value(c, "tcPr/gridSpan") or 1) for c in row.findall(qn("w:tc"))]
            assert sum(spans) == columns


def test_header_rows_are_bold_centred_and_repeated(draft) -> None:
    first, *rest = _rows(_table(draft, "Xã, thị trấn"))
    assert _is_header(first)
    assert not any(_is_header(row) for row in rest)
    paragraph = first.find(f".//{qn('w:p')}")
    assert value(paragraph, "pPr/jc") == "center"
    assert value(paragraph, "r/rPr/b") == "1"


def test_two_header_rows_are_both_repeated_and_joined_where_no_group_is_named(draft) -> None:
    upper, lower, body, *_ = _rows(_table(draft, "Sinh hoạt thường kỳ"))
    assert [_is_header(row) for row in (upper, lower, body)] == [True, True, False]
    spans = [value(c, "tcPr/gridSpan") for c in upper.findall(qn("w:tc"))]
    assert spans == [None, None, None, "2", "2", "3"]
    merges = [value(c, "tcPr/vMerge") for c in lower.findall(qn("w:tc"))]
    assert merges == ["continue"] * 3 + [None] * 7


def test_rows_never_split(draft) -> None:
    for table in tables(draft):
        for row in _rows(table):
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_ten_rows_stay_on_one_page_longer_tables_keep_both_ends() -> None:
    assert kept_rows(4, 10, followed=False) == {0, 1, 2}
    assert kept_rows(4, 10, followed=True) == {0, 1, 2, 3}
    assert kept_rows(69, 10, followed=False) == {0, 66, 67}


def test_short_table_stays_with_its_title_and_its_note(draft) -> None:
    assert value(find(draft, "Biểu 1. Tổ chức"), "pPr/pStyle") == "TenBieu"
    for row in _rows(_table(draft, "Xã, thị trấn")):
        assert all(keeps_next(p) for p in row.iter(qn("w:p")))
    assert value(find(draft, "Chi bộ gồm"), "pPr/pStyle") == "GhiChu"


def test_total_rows_are_bold_and_numbers_stand_right(draft) -> None:
    cells = _rows(_table(draft, "Xã, thị trấn"))[-1].findall(qn("w:tc"))
    assert words(cells[0]) == "Toàn Đảng bộ"
    assert all(value(c.find(qn("w:p")), "r/rPr/b") == "1" for c in cells)
    assert [value(c.find(qn("w:p")), "pPr/jc") for c in cells] == ["left"] + ["right"] * 5


def test_counts_stand_in_11_pt_under_the_ratio(draft) -> None:
    cell = next(c for c in _table(draft, "Năm 2022").iter(qn("w:tc")) if "83,5%" in words(c))
    ratio, counts = cell.findall(qn("w:p"))
    assert (words(ratio), words(counts)) == ("83,5%", "60.120/72.000")
    assert value(counts, "r/rPr/sz") == "22"


def test_a_short_row_runs_to_the_right_edge(draft) -> None:
    row = next(r for r in _rows(_table(draft, "Chênh lệch")) if "Đảng viên dự" in words(r))
    assert [value(c, "tcPr/gridSpan") for c in row.findall(qn("w:tc"))] == [None, "5"]


def test_a_column_is_never_narrower_than_its_widest_number() -> None:
    widths = column_widths_mm(TARGETS, 165, FORM)
    assert sum(widths) == pytest.approx(165)
    narrow = Table("", (Column("A", 10), Column("B", 0.1)), ((Cell("x"), Cell("153.000/180.000")),))
    assert column_widths_mm(narrow, 165, FORM)[1] > 28


def test_unit_and_unbroken_names() -> None:
    columns = (Column("Họ và tên", 1), Column("Điểm", 1, "right"))
    content = Table("Biểu 9. Thử", columns, ((Cell("Lê Thị Thu Hà", unbroken=True), Cell("8")),), unit="điểm")
    title, unit, body = table_block(content, 165, FORM)
    assert words(title) == "Biểu 9. Thử"
    assert (words(unit), value(unit, "pPr/jc")) == ("điểm", "right")
    assert "Lê\u00a0Thị\u00a0Thu\u00a0Hà" in "".join(t.text or "" for t in body.iter(qn("w:t")))


def _bar_cells(bar: Bar) -> list:
    _title, drawing, legend = figure_block(Figure("Hình 1. Thử", (bar,), "Chú"), 165, FORM)
    assert words(legend) == "Chú"
    return _rows(drawing)[2].findall(qn("w:tc"))[1:-1]


def _mark(cell, side: str) -> str | None:
    return value(cell, f"tcPr/tcBorders/{side}", "sz")


def test_grey_bar_as_long_as_its_value_and_a_thick_stroke_at_the_target() -> None:
    bar, free, rest = _bar_cells(Bar("Chuyên đề", 0.5, 0.75, "50%"))
    widths = [int(value(c, "tcPr/tcW", "w")) for c in (bar, free, rest)]
    assert widths[0] == pytest.approx(sum(widths) / 2, abs=2)
    assert widths[0] + widths[1] == pytest.approx(sum(widths) * 3 / 4, abs=2)
    assert value(bar, "tcPr/shd", "fill") == "B9B9B9"
    assert _mark(bar, "top") == "3"  # 0.4 pt in eighths
    assert (_mark(free, "right"), _mark(rest, "left")) == ("11", "11")  # 1.4 pt
    assert value(free, "tcPr/shd", "fill") is None


def test_the_stroke_crosses_a_bar_that_went_beyond_the_target() -> None:
    below, above = _bar_cells(Bar("Cơ quan", 1, 0.9, "100%"))
    assert {value(c, "tcPr/shd", "fill") for c in (below, above)} == {"B9B9B9"}
    assert _mark(below, "right") == "11"


def test_nothing_due_draws_no_bar() -> None:
    (free,) = _bar_cells(Bar("Bồi dưỡng", None, None, "chưa đủ số liệu"))
    assert value(free, "tcPr/shd", "fill") is None


def test_value_stands_in_its_own_column_and_the_axis_runs_from_0_to_100() -> None:
    drawing = figure_block(BARS, 165, FORM)[1]
    rows = _rows(drawing)
    assert words(rows[0].findall(qn("w:tc"))[-1]) == "100%"
    numbers = [words(c) for c in rows[-1].findall(qn("w:tc")) if words(c)]
    assert numbers == ["0", "20", "40", "60", "80", "100"]
    assert drawing.find(f".//{qn('w:drawing')}") is None
    assert all(keeps_next(p) for p in drawing.iter(qn("w:p")))


def test_every_place_is_a_box_one_can_type_in(draft) -> None:
    controls = list(draft.element.body.iter(qn("w:sdt")))
    places = [block for block in sample_review().blocks if isinstance(block, Place)]
    assert [value(c, "sdtPr/tag") for c in controls] == [place.key for place in places]
    assert len({value(c, "sdtPr/id") for c in controls}) == len(controls)
    for control, place in zip(controls, places, strict=True):
        assert words(control) == f"[Cấp ủy viết: {place.prompt}.]"
        assert control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
        assert control.find(f"{qn('w:sdtPr')}/{qn('w:lock')}") is None
        box = control.getparent()
        assert value(box, "pPr/shd", "fill") == "F5F5F5"
        assert value(box, "pPr/pBdr/left", "sz") == "20"
        assert value(box, "pPr/pBdr/top", "sz") == "4"


def test_a_paper_with_an_empty_place_prints_only_as_a_draft() -> None:
    paper = replace(sample_review(), head=FINAL_HEAD)
    with pytest.raises(DomainError, match="chỉ in được dạng dự thảo"):
        write_docx(paper)


def test_two_boxes_in_a_row_stay_two() -> None:
    paper = replace(sample_review(), blocks=(Place("a", "một"), Place("b", "hai")), annexes=())
    after = find(opened(paper), "[Cấp ủy viết: một").itersiblings()
    between, second = next(after), next(after)
    assert words(between) == ""
    assert words(second) == "[Cấp ủy viết: hai.]"


def test_a_row_that_heads_a_part_goes_with_the_row_below() -> None:
    columns = (Column("A", 1), Column("B", 1))
    lines = [(Cell("Phần"),) if n == 7 else (Cell("x"), Cell("1")) for n in range(20)]
    body = table_block(Table("", columns, tuple(lines)), 165, FORM)[-1]
    kept = [keeps_next(row.find(f".//{qn('w:p')}")) for row in _rows(body)[1:]]
    assert [n for n, keep in enumerate(kept) if keep] == [0, 7, 17, 18]


def test_elements_are_made_with_their_attributes() -> None:
    assert value(el("p", el("pPr", el("jc", val="both"))), "pPr/jc") == "both"
