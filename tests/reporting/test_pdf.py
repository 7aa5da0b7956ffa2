"""The PDF's page, head and words, measured; user text is never read as typesetting code."""

import itertools
import re
from dataclasses import replace

import pytest

from sotay.reporting.docx.metrics import text_width_mm
from sotay.reporting.paper import Cell, Column, Figure, Heading, Note, Paper, Paragraph, Place, Table
from sotay.reporting.pdf import write_pdf
from tests.reporting.reading_pdf import POINT_MM, Page, read, texts
from tests.reporting.sample_review import BARS, FINAL_HEAD, sample_review

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
LONG = "Chi bộ sinh hoạt thường kỳ hằng tháng, đúng và đủ các bước theo quy định. " * 28


def short(*blocks, **changes) -> Paper:
    """A paper of the given blocks, no annexes."""
    return replace(
        sample_review(draft=False, organisations=1),
        blocks=blocks or (Paragraph("Xin báo cáo."),),
        annexes=(),
        **changes,
    )


@pytest.fixture(scope="module")
def two_pages() -> list[Page]:
    """Text that runs over onto a second page."""
    return read(write_pdf(short(Heading(1, "I- TÌNH HÌNH CHUNG"), Paragraph(LONG), Paragraph(LONG))))


def test_number_and_date_share_a_line(two_pages) -> None:
    first = two_pages[0]
    assert first.find("412-BC/HU").bottom == pytest.approx(first.find("ngày").bottom, abs=0.2)


def test_the_line_under_the_partys_name_is_as_long_as_its_words(two_pages) -> None:
    first = two_pages[0]
    line = min(first.lines, key=lambda one: one["top"])
    left, right = [w for w in first.words if w.text == "ĐẢNG"][1], first.find("NAM")
    assert line["x0"] * POINT_MM == pytest.approx(left.left, abs=0.5)
    assert line["x1"] * POINT_MM == pytest.approx(right.right, abs=0.5)
    assert (line["x1"] - line["x0"]) * POINT_MM == pytest.approx(text_width_mm(PARTY, 15, bold=True), abs=0.5)
    assert line["linewidth"] == pytest.approx(0.75)


def test_page_1_bears_no_number_and_page_2_bears_it_10_mm_from_the_edge(two_pages) -> None:
    first, second = two_pages
    assert first.words[0].top > 19
    number = second.words[0]
    assert number.text == "2"
    # The word's box is the line's; the digit itself begins 10 mm from the edge.
    assert (number.top + number.bottom) / 2 == pytest.approx(10 + 14 * 0.66 / 2 * POINT_MM, abs=0.5)
    assert (number.left + number.right) / 2 == pytest.approx(30 + 165 / 2, abs=0.5)


def test_lines_are_18_points_apart_and_the_first_is_indented_10_mm(two_pages) -> None:
    second = two_pages[1]
    tops = sorted({round(w.top, 2) for w in second.words[1:]})[:8]
    steps = {round((b - a) / POINT_MM, 1) for a, b in itertools.pairwise(tops)}
    assert steps <= {18.0, 24.0}
    assert two_pages[0].find("Chi").left == pytest.approx(40, abs=0.2)


def test_text_keeps_within_the_margins(two_pages) -> None:
    for page in two_pages:
        assert (round(page.width), round(page.height)) == (210, 297)
        assert min(word.left for word in page.words) >= 29.9
        assert max(word.right for word in page.words) <= 195.1
        assert max(word.bottom for word in page.words) <= 278


def test_only_the_shipped_face_is_used_for_every_vietnamese_letter() -> None:
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    text = f"{letters} {letters.upper()} “ ” – − ≥ ≤ … · 0123456789"
    blocks = (Paragraph(text), Heading(1, text), Heading(3, text), Note(text))
    pages = read(write_pdf(short(*blocks)))
    faces = set().union(*(page.faces for page in pages))
    assert faces == {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    shown = "".join(page.text for page in pages).replace(" ", "")
    assert shown.count(letters) == 4
    assert shown.count(letters.upper()) == 4


def test_the_file_names_no_software_no_person_and_no_time() -> None:
    data = write_pdf(short())
    assert b"ypst" not in data
    assert not re.search(rb"CreationDate\(D:20[12]", data)
    assert b"/Author" not in data


PAYLOADS = [
    '#read("/etc/passwd")',
    "#panic()",
    "]#[x]",
    "$x^2$",
    "\\u{41}\\",
    "*đậm* _nghiêng_ `mã`",
    "= Mục",
    "- mục",
    "@nguồn <nhãn>",
    "// lời #let a = 1",
    "/* lời */",
    '"; system("id")',
    "https://example.org/a",
    "~ --- -- ... 'a' \"b\"",
    "</text><script>alert(1)</script>",
    "&amp; &#65;",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_stay_words_wherever_they_stand(payload) -> None:
    table = Table(
        payload, (Column(payload, 1), Column("b", 1, "right")), ((Cell(payload), Cell("1", payload)),)
    )
    head = replace(
        FINAL_HEAD, superior=payload, organ=payload, number=payload, place_and_date=payload, kind=payload,
        abstract=(payload,), right_to_sign=payload, post=payload, signatory=payload, recipients=(payload,),
        draft=payload,
    )  # fmt: skip
    figure = replace(
        BARS, title=payload, legend=payload, bars=(replace(BARS.bars[0], label=payload, text=payload),)
    )
    blocks = (Heading(2, payload), Paragraph(payload), Note(payload), Place("a", payload), table, figure)
    shown = "".join("".join(texts(write_pdf(short(*blocks, head=head)))).split())
    wanted = "".join(payload.split()).rstrip(".;").removeprefix("-")
    assert shown.count(wanted) >= 20


def test_a_word_longer_than_its_line_is_broken_not_lost() -> None:
    word = "x" * 400
    table = Table("Biểu", (Column(word, 1), Column("b", 1)), ((Cell(word), Cell("c", unbroken=True)),))
    pages = read(write_pdf(short(Paragraph(word), table)))
    assert max(w.right for page in pages for w in page.words) <= 195.3
    assert "".join(page.text for page in pages).replace(" ", "").count("x") == 3 * 400


def test_symbols_and_names_are_never_broken() -> None:
    names = ("Quy định 144-QĐ/TW", "9.255 đảng viên", "ngày 03", "Biểu 1", "≥ 90%", "(1.108/1.230)")
    text = " ".join(f"{'từ ' * n}{name}" for n in range(1, 12) for name in names)
    table = Table(
        "", (Column("Họ và tên", 1), Column("b", 9)), ((Cell("Đào Quang Vinh", unbroken=True), Cell("")),)
    )
    lines = [line for page in read(write_pdf(short(Paragraph(text), table))) for line in page.lines_of_words]
    for name in ("144-QĐ/TW", "9.255 đảng viên", "ngày 03", "Biểu 1", "≥ 90%", "(1.108/1.230)"):
        assert sum(line.count(name) for line in lines) == 11, name
    assert sum("Đào Quang Vinh" in line for line in lines) == 2


def test_a_heading_never_ends_a_page_and_no_signature_stands_alone() -> None:
    for lines in range(28, 42, 2):
        text = Paragraph("\n".join(f"Dòng {n}" for n in range(lines)))
        pages = read(write_pdf(short(text, Heading(1, "V- KIẾN NGHỊ"), Paragraph("Không có."))))
        assert not any(page.last_line.startswith("V-") for page in pages)
        last = pages[-1].text
        assert "Đào Quang Vinh" in last
        assert "V- KIẾN NGHỊ" in last
        assert "Không có." in last


def test_bars_keep_their_value_beside_and_their_target_as_a_stroke() -> None:
    page = read(write_pdf(short(BARS)))[0]
    bars = [
        rect
        for rect in page.rects
        if rect["fill"] and rect["height"] * POINT_MM == pytest.approx(4.6, abs=0.1)
    ]
    assert len(bars) == 5
    strokes = [line for line in page.lines if line["linewidth"] == pytest.approx(1.4, abs=0.05)]
    assert len(strokes) == 6
    assert max(bar["x1"] for bar in bars) * POINT_MM < page.find("100%").left
    assert isinstance(BARS, Figure)
