"""The head of the paper, the signature block and the annexes' heads."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from sotay.reporting.docx.annexes import attached_line, issuer, short_day
from sotay.reporting.docx.head import head_widths, name_lines, recipient_lines
from sotay.reporting.docx.metrics import text_width_mm
from sotay.reporting.forms import form_by_code
from sotay.reporting.paper import Heading, Paragraph, Place
from sotay.reporting.rules import kept_with_signature
from tests.reporting.reading_docx import find, keeps_next, mm, opened, tables, value, words
from tests.reporting.sample_review import DRAFT_HEAD, FINAL_HEAD, sample_review

FORM = form_by_code("HD-36")


@pytest.fixture(scope="module")
def final():
    return opened(sample_review(draft=False))


@pytest.fixture(scope="module")
def draft():
    return opened(sample_review())


def _widths(table) -> list[float]:
    return [mm(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]


def test_header_table_of_74_and_91_mm_without_lines(final) -> None:
    head = tables(final)[0]
    assert _widths(head) == pytest.approx([74, 91], abs=0.05)
    assert head.find(f".//{qn('w:tblBorders')}") is None
    assert head.find(f".//{qn('w:tcBorders')}") is None


def test_a_name_of_three_lines_makes_the_columns_80_and_85_mm() -> None:
    long = "ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG VÀ ĐOÀN THỂ TRỰC THUỘC THÀNH PHỐ HÀ NỘI KHỐI DOANH NGHIỆP NHÀ NƯỚC"
    assert head_widths(replace(FINAL_HEAD, superior=long), FORM) == (80, 85)
    assert head_widths(FINAL_HEAD, FORM) == (74, 91)


def test_a_longer_name_breaks_before_a_whole_word_group() -> None:
    name = "ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG THÀNH PHỐ HÀ NỘI"
    assert name_lines(name, 14, 74, bold=False) == ["ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG", "THÀNH PHỐ HÀ NỘI"]


def test_a_break_before_a_word_group_never_costs_a_line() -> None:
    name = "ĐẢNG ỦY KHỐI DOANH NGHIỆP CÔNG NGHỆ CAO KHU CÔNG NGHIỆP QUANG MINH"
    assert name_lines(name, 14, 80, bold=True) == [name]
    assert name_lines("ĐẢNG BỘ\nTHÀNH PHỐ", 14, 74, bold=False) == ["ĐẢNG BỘ", "THÀNH PHỐ"]


def test_number_and_date_stand_on_one_line_also_when_names_are_long() -> None:
    head = replace(FINAL_HEAD, superior="ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG THÀNH PHỐ HÀ NỘI")
    rows = tables(opened(replace(sample_review(draft=False), head=head)))[0].findall(qn("w:tr"))
    left, right = rows[1].findall(qn("w:tc"))
    assert words(left) == "Số 412-BC/HU"
    assert words(right) == "Mê Linh, ngày 18 tháng 6 năm 2024"
    assert right.find(f".//{qn('w:i')}").get(qn("w:val")) == "1"


def test_the_line_under_element_1_is_as_long_as_its_words(final) -> None:
    cell = tables(final)[0].findall(f".//{qn('w:tc')}")[1]
    name, line = cell.findall(qn("w:p"))
    assert words(name) == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert value(name, "r/rPr/sz") == "30"
    long = 91 - mm(value(line, "pPr/ind", "left")) - mm(value(line, "pPr/ind", "right"))
    assert long == pytest.approx(text_width_mm("ĐẢNG CỘNG SẢN VIỆT NAM", 15, bold=True), abs=0.5)
    assert value(line, "pPr/pBdr/bottom", "sz") == "6"  # 0.75 pt in eighths
    assert value(line, "pPr/spacing", "line") == "40"  # 2 pt below


def test_star_alone_on_its_line_under_the_bold_name(final) -> None:
    lines = tables(final)[0].find(f".//{qn('w:tc')}").findall(qn("w:p"))
    assert [words(line) for line in lines] == ["ĐẢNG BỘ THÀNH PHỐ HÀ NỘI", "HUYỆN ỦY MÊ LINH", "*"]
    assert [value(line, "r/rPr/b") for line in lines] == [None, "1", None]


def test_kind_16_abstract_bold_at_most_140_mm_five_hyphens(final) -> None:
    kind, abstract, hyphens = (find(final, text) for text in ("BÁO CÁO", "sơ kết 03", "-----"))
    assert (value(kind, "r/rPr/sz"), value(kind, "pPr/spacing", "before")) == ("32", "320")
    free = mm(value(abstract, "pPr/ind", "left")) + mm(value(abstract, "pPr/ind", "right"))
    assert 165 - free <= 140.1
    assert value(abstract, "r/rPr/b") == "1"
    assert words(hyphens) == "-----"
    assert value(hyphens, "pPr/spacing", "after") == "240"


def test_a_draft_says_so_under_its_number_and_leaves_room_for_the_pen(draft) -> None:
    cell = tables(draft)[0].findall(qn("w:tr"))[1].find(qn("w:tc"))
    number, line = cell.findall(qn("w:p"))
    assert words(line) == "DỰ THẢO LẦN 1"
    assert value(line, "r/rPr/b") == "1"
    room = words(number).removeprefix("Số").split("-")[0]
    assert text_width_mm(room, 14) / 25.4 * 72 >= 25


def test_signature_table_of_75_and_90_mm_in_one_row_that_never_breaks(final) -> None:
    block = next(t for t in tables(final) if "Nơi nhận" in words(t))
    assert _widths(block) == pytest.approx([75, 90], abs=0.05)
    (row,) = block.findall(qn("w:tr"))
    assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    right, post, name = row.findall(qn("w:tc"))[1].findall(qn("w:p"))
    assert [words(p) for p in (right, post, name)] == ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Đào Quang Vinh"]
    assert [value(p, "r/rPr/b") for p in (right, post, name)] == ["1", "0", "1"]
    assert mm(value(name, "pPr/spacing", "before")) == pytest.approx(26, abs=0.1)


def test_recipients_12_pt_semicolons_and_a_last_full_stop(final) -> None:
    label = find(final, "Nơi nhận:")
    assert value(label, "r/rPr/u") == "single"
    assert words(find(final, "- Lưu Văn phòng")) == "- Lưu Văn phòng Huyện ủy."
    assert value(find(final, "- Lưu Văn phòng"), "pPr/pStyle") == "NoiNhan"
    assert recipient_lines(("- Thành ủy;", "Lưu Chi bộ.")) == ["- Thành ủy;", "- Lưu Chi bộ."]
    assert recipient_lines(()) == []


def test_at_least_two_lines_of_text_come_with_the_signature(final) -> None:
    long, short = Paragraph("dài " * 60), Paragraph("Ngắn.")
    heading = Heading(1, "V- ĐỀ XUẤT")
    assert kept_with_signature((short, long)) == {1}
    assert kept_with_signature((long, short)) == {0, 1}
    assert kept_with_signature((long, short, heading, short)) == {1, 2, 3}
    assert kept_with_signature((long, Place("a", "b"))) == {1}
    assert kept_with_signature(()) == set()
    assert keeps_next(find(final, "Nội dung do cấp ủy viết")) is False
    body = list(final.element.body)
    block = next(n for n, node in enumerate(body) if node.tag == qn("w:tbl") and "Nơi nhận" in words(node))
    assert keeps_next(body[block - 1])


def test_annex_head_names_the_paper_it_belongs_to(final) -> None:
    line = find(final, "(Kèm theo")
    expected = "(Kèm theo Báo cáo số 412-BC/HU, ngày 18/6/2024 của Ban Thường vụ Huyện ủy Mê Linh)"
    assert words(line) == expected
    assert value(line, "r/rPr/sz") == "26"
    assert value(line, "r/rPr/i") == "1"
    assert find(final, "PHỤ LỤC 1") is not None
    assert find(final, "PHỤ LỤC 2") is not None


def test_annex_line_leaves_room_where_number_and_day_are_not_known() -> None:
    line = attached_line(DRAFT_HEAD)
    assert line.startswith("(Kèm theo Báo cáo số          -BC/HU, ngày\u0020\u00a0")
    assert "/6/2024 của" in line
    assert short_day("Mê Linh") == "ngày " + "\u00a0" * 8


def test_issuer_is_given_or_made_from_the_head() -> None:
    assert issuer(FINAL_HEAD) == "Ban Thường vụ Huyện ủy Mê Linh"
    assert issuer(replace(FINAL_HEAD, issuer="Huyện ủy X")) == "Huyện ủy X"
    cell = replace(FINAL_HEAD, organ="CHI BỘ THÔN HẠ", right_to_sign="T/M CHI BỘ")
    assert issuer(cell) == "Chi bộ thôn Hạ"


def test_a_single_annex_bears_no_number() -> None:
    paper = sample_review(draft=False)
    document = opened(replace(paper, annexes=paper.annexes[:1]))
    assert words(find(document, "PHỤ LỤC")) == "PHỤ LỤC"


def test_a_paper_without_annexes_is_one_section() -> None:
    document = opened(replace(sample_review(draft=False), annexes=()))
    assert len(document.sections) == 1
    assert document.sections[0].different_first_page_header_footer
