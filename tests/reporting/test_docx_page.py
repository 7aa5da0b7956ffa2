"""The page of an official paper: size, margins, face, pitch, page numbers; the file itself."""

import re
from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from sotay.core.errors import DomainError
from sotay.reporting.docx import write_docx
from tests.reporting.reading_docx import find, mm, opened, paragraphs, parts, style, value, words
from tests.reporting.sample_review import sample_review

_ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b bCs i iCs color sz szCs u lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "tblPr": "tblW tblInd tblBorders tblLayout tblCellMar",
    "sectPr": "headerReference headerReference type pgSz pgMar titlePg",
    "pBdr": "top left bottom right between",
    "tcBorders": "top left bottom right",
}


@pytest.fixture(scope="module")
def draft():
    return opened(sample_review())


@pytest.fixture(scope="module")
def files():
    return parts(sample_review())


def test_a4_with_margins_20_20_30_15(draft) -> None:
    section = draft.sections[0]
    assert [round(x.mm) for x in (section.page_width, section.page_height)] == [210, 297]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(x.mm, 1) for x in sides] == [20, 20, 30, 15]


def test_lying_annex_has_margins_30_15_20_20(draft) -> None:
    section = draft.sections[1]
    assert [round(x.mm) for x in (section.page_width, section.page_height)] == [297, 210]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(x.mm, 1) for x in sides] == [30, 15, 20, 20]
    assert round(draft.sections[2].page_width.mm) == 210


def test_the_page_number_stands_10_mm_from_the_edge_and_not_on_page_1(draft) -> None:
    first, *later = draft.sections
    assert round(first.header_distance.mm) == 10
    assert first.different_first_page_header_footer
    assert words(first.first_page_header._element) == ""
    number = first.header._element
    assert "PAGE" in "".join(node.text for node in number.iter(qn("w:instrText")))
    assert value(number.find(qn("w:p")), "pPr/pStyle") == "header"
    assert value(style(draft, "header"), "pPr/jc") == "center"
    for section in later:
        assert section.header.is_linked_to_previous
        assert not section.different_first_page_header_footer
        assert round(section.header_distance.mm) == 10
    assert draft.element.body.find(f".//{qn('w:pgNumType')}") is None


def test_times_new_roman_in_all_four_slots_and_nothing_else(files) -> None:
    faces = {
        face
        for text in files.values()
        for face in re.findall(r'w:(?:ascii|hAnsi|cs|eastAsia)="([^"]+)"', text)
        if face != "vi-VN"
    }
    assert faces == {"Times New Roman"}
    for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
        assert f'w:{slot}="Times New Roman"' in files["word/styles.xml"]
    assert "Theme" not in files["word/styles.xml"]


def test_text_is_14_pt_pitch_18_gap_6_first_line_10_mm_both_edges(draft) -> None:
    text = style(draft, "VanBan")
    assert value(text, "pPr/spacing", "line") == "360"
    assert value(text, "pPr/spacing", "lineRule") == "exact"
    assert value(text, "pPr/spacing", "after") == "120"
    assert mm(value(text, "pPr/ind", "firstLine")) == pytest.approx(10, abs=0.05)
    assert value(text, "pPr/jc") == "both"
    defaults = draft.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}")
    assert defaults.get(qn("w:val")) == "28"


def test_headings_stay_with_the_next_lines(draft) -> None:
    for level, bold, italic in ((1, True, False), (2, True, False), (3, True, True)):
        heading = style(draft, f"Heading{level}")
        assert heading.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
        assert (heading.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None) is bold
        assert (heading.find(f"{qn('w:rPr')}/{qn('w:i')}") is not None) is italic
        assert mm(value(heading, "pPr/ind", "firstLine")) == pytest.approx(10, abs=0.05)
    assert value(style(draft, "Heading1"), "pPr/spacing", "before") == "200"
    assert value(find(draft, "I- TÌNH HÌNH CHUNG"), "pPr/pStyle") == "Heading1"
    assert value(find(draft, "a) Nguyên nhân"), "pPr/pStyle") == "Heading3"


def test_no_bullets_no_em_dash_no_pictures(files) -> None:
    everything = "".join(files.values())
    assert "—" not in everything
    assert "•" not in everything
    assert "w:numPr" not in everything
    assert not any("media" in name or "thumbnail" in name for name in files)


def test_list_items_begin_with_a_hyphen_at_the_indent(draft) -> None:
    item = find(draft, "- Còn 10%")
    assert value(item, "pPr/pStyle") == "VanBan"
    assert item.find(f"{qn('w:pPr')}/{qn('w:ind')}") is None


def test_symbols_hold_together_in_the_file(files) -> None:
    assert "144</w:t><w:noBreakHyphen/><w:t" in files["word/document.xml"]
    assert "9.255\u00a0đảng\u00a0viên" in files["word/document.xml"]


def test_properties_name_the_paper_and_nothing_of_the_machine(files) -> None:
    core = files["docProps/core.xml"]
    assert "<dc:language>vi-VN</dc:language>" in core
    assert "<dc:title>BÁO CÁO sơ kết 03 năm" in core
    for word in ("creator", "lastModifiedBy", "created", "modified", "python"):
        assert word not in core
    assert "docProps/app.xml" not in files
    assert not any("theme" in name or "customXml" in name for name in files)


def test_properties_asked_for_by_the_paper_are_kept() -> None:
    paper = replace(sample_review(), properties={"title": "Sơ kết", "subject": "Đề án 11", "who": "Tên máy"})
    core = parts(paper)["docProps/core.xml"]
    assert "<dc:title>Sơ kết</dc:title>" in core
    assert "<dc:subject>Đề án 11</dc:subject>" in core
    assert "Tên máy" not in core


def test_equal_papers_give_equal_bytes() -> None:
    assert write_docx(sample_review()) == write_docx(sample_review())


def test_a_paper_of_2026_is_set_by_the_later_form() -> None:
    assert opened(replace(sample_review(), form="HD-05")).sections[0].left_margin.mm == pytest.approx(
        30, abs=0.1
    )


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(DomainError):
        write_docx(replace(sample_review(), form="HD-11"))


def test_children_stand_in_the_order_of_the_standard(draft) -> None:
    roots = (draft.element, draft.styles.element, draft.sections[0].header._element)
    for root in roots:
        for tag, order in _ORDER.items():
            ranks = {qn(f"w:{name}"): rank for rank, name in enumerate(order.split())}
            for node in root.iter(qn(f"w:{tag}")):
                found = [ranks[child.tag] for child in node]
                assert found == sorted(found), tag


def test_a_paragraph_closes_every_cell_and_the_body(draft) -> None:
    for cell in draft.element.body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    assert [node.tag for node in draft.element.body[-2:]] == [qn("w:p"), qn("w:sectPr")]
    assert len(paragraphs(draft)) > 100
