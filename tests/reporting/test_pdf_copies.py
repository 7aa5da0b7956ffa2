"""The whole review in PDF: its pages, the article's figures, a copier, and the same pages as in Word."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from sotay.reporting.paper import Heading
from sotay.reporting.writers import write
from tests.reporting.reading_pdf import Page, read
from tests.reporting.sample_review import BARS, sample_review

_MISSING = [tool for tool in ("soffice", "pdftoppm") if shutil.which(tool) is None]
needs_office = pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {', '.join(_MISSING)}")
pytestmark = pytest.mark.slow
ARTICLE = ("68", "9.255", "311", "48", "58", "100%", "90% chi bộ (360/400)", "85%")


@pytest.fixture(scope="module", params=["draft", "final"])
def kind(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def pages(kind) -> list[Page]:
    return read(write(sample_review(draft=kind == "draft"), "pdf"))


def test_the_articles_figures_stand_in_it(pages) -> None:
    text = " ".join(page.text for page in pages)
    for figure in ARTICLE:
        assert re.search(rf"(?<![\d.]){re.escape(figure)}", text), figure


def test_every_page_but_the_first_bears_its_number(pages) -> None:
    for number, page in enumerate(pages[1:], 2):
        assert page.words[0].text == str(number)
        assert page.words[0].top == pytest.approx(9.4, abs=0.5)


def test_nothing_passes_a_margin_and_no_heading_ends_a_page(pages) -> None:
    titles = tuple(block.text.split()[0] for block in sample_review().blocks if isinstance(block, Heading))
    for page in pages:
        assert max(word.right for word in page.words) <= (195.1 if page.width < 220 else 277.1)
        assert not page.last_line.startswith(titles)


def test_every_page_of_a_long_table_begins_with_both_header_rows(pages) -> None:
    long = [page.text for page in pages if "Thử Nghiệm" in page.text]
    assert len(long) >= 3
    assert all("Sinh hoạt thường kỳ" in text and "Lượt có mặt" in text for text in long)
    assert "Toàn Đảng bộ" in long[-1]
    assert long[-1].count("Thử Nghiệm") >= 2, "the total goes with the rows above it"
    assert "Không xếp hạng" in long[-1]


def test_only_the_shipped_face(pages) -> None:
    faces = set().union(*(page.faces for page in pages))
    assert faces <= {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}


@needs_office
def test_word_and_pdf_break_their_pages_alike(tmp_path: Path, kind, pages) -> None:
    """Pages begin at the same line, two more or less (a long table's rows may differ by a row or two)."""
    file = tmp_path / "that.docx"
    file.write_bytes(write(sample_review(draft=kind == "draft"), "docx"))
    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    word = read((tmp_path / "that.pdf").read_bytes())
    assert len(word) == len(pages)
    for one, other in zip(word[1:], pages[1:], strict=False):
        ours, theirs = (
            [line.replace("\u2011", "-") for line in page.lines_of_words[1:4]] for page in (one, other)
        )
        # Two lines more or less: the first line of one page is among the first three of the other.
        assert ours[0] in theirs or theirs[0] in ours or "Thử Nghiệm" in other.text


def test_bars_and_strokes_survive_a_black_and_white_copy_of_a_copy() -> None:
    """At 200 dots an inch, dithered to black and white: a bar is grey (part of its dots black), its stroke
    all black, the paper beside it white."""
    paper = replace(sample_review(draft=False), blocks=(BARS,), annexes=())
    page = read(write(paper, "pdf"))[0]
    bar = next(rect for rect in page.rects if rect["fill"] and rect["height"] > 10)
    stroke = next(line for line in page.lines if line["linewidth"] > 1.3)
    picture = pypdfium2.PdfDocument(io.BytesIO(write(paper, "pdf")))[0].render(scale=200 / 72).to_pil()
    copy = picture.convert("L").convert("1").convert("L").resize(picture.size).convert("1")

    def black(x0: float, y0: float, x1: float, y1: float) -> float:
        box = tuple(round(value * 200 / 72) for value in (x0, y0, x1, y1))
        dots = copy.crop(box).convert("L").tobytes()
        return dots.count(0) / len(dots)

    inside = black(bar["x0"] + 4, bar["top"] + 2, bar["x0"] + 60, bar["bottom"] - 2)
    assert 0.1 < inside < 0.6
    assert black(stroke["x0"] - 0.5, stroke["top"], stroke["x0"] + 0.5, stroke["bottom"]) > 0.8
    assert black(bar["x1"] + 3, bar["top"] - 1, bar["x1"] + 12, bar["bottom"]) < 0.05
