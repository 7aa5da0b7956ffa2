"""The papers as an office program draws them: pages, positions and breaks (needs LibreOffice)."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from sotay.reporting.docx import write_docx
from sotay.reporting.meeting_papers import invitation_paper
from sotay.reporting.paper import Heading, Paper, Paragraph
from tests.reporting.sample_papers import INVITATION
from tests.reporting.sample_review import sample_review

_MISSING = [tool for tool in ("soffice", "pdftotext") if shutil.which(tool) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {', '.join(_MISSING)}"),
]
_POINT_MM = 25.4 / 72
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_SYMBOLS = "Thực hiện Quy định 144-QĐ/TW, Đề án 11-ĐA/TU, Kế hoạch 25-KH/HU với 9.255 đảng viên (Biểu 1). "


def _short(count: int) -> Paper:
    """A paper whose text grows line by line, so that its end passes over the foot of a page."""
    blocks = (
        *(Paragraph(f"Đoạn {n}. {_SYMBOLS}{'từ ' * n}{_SYMBOLS}") for n in range(count)),
        Heading(1, "V- ĐỀ XUẤT, KIẾN NGHỊ"),
        Paragraph("Không có."),
    )
    return replace(sample_review(draft=False), blocks=blocks, annexes=())


INVITED = (0, 1, 2, 3, 5, 8, 11, 14)
_ITEM = (
    "Đánh giá nghị quyết tháng trước, phương hướng nhiệm vụ tháng tới, dự thảo nghị quyết của chi bộ và việc "
)


def _invitation(many: int) -> Paper:
    """An invitation with so many contents, each of two or three lines."""
    return invitation_paper(
        replace(INVITATION, contents=(f"{_ITEM}phân công (đồng chí Trần Văn Bách)",) * many)
    )


class Page:
    """The words of a page with their places in millimetres."""

    def __init__(self, text: str) -> None:
        self.words = [
            (*(float(number) * _POINT_MM for number in found[:4]), found[4]) for found in _WORD.findall(text)
        ]

    def text(self) -> str:
        """The words of the page in reading order."""
        return " ".join(word[-1] for word in self.words).replace("\u00a0", " ")

    def find(self, text: str) -> tuple:
        """Place of the first word that begins with `text`."""
        return next(word for word in self.words if word[-1].startswith(text))


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, list[Page]]:
    """Every paper as pages; all are converted in one run of the office program."""
    folder: Path = tmp_path_factory.mktemp("papers")
    papers = {"draft": sample_review(), "final": sample_review(draft=False)}
    papers |= {f"short{count}": _short(count) for count in range(4, 13)}
    papers |= {f"invitation{many}": _invitation(many) for many in INVITED}
    for name, paper in papers.items():
        (folder / f"{name}.docx").write_bytes(write_docx(paper))
    home = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / f"{name}.docx") for name in papers]
    subprocess.run([*command, *files], check=True, timeout=180, capture_output=True)
    return {name: _pages(folder / f"{name}.pdf") for name in papers}


def _pages(file: Path) -> list[Page]:
    boxes = subprocess.run(["pdftotext", "-bbox", str(file), "-"], check=True, capture_output=True, text=True)
    return [Page(text) for text in boxes.stdout.split("<page ")[1:]]


def test_number_and_date_share_a_line_and_page_1_bears_no_number(printed) -> None:
    first = printed["final"][0]
    assert first.find("Số")[3] == pytest.approx(first.find("ngày")[3], abs=0.5)
    assert first.words[0][1] > 19


def test_later_pages_bear_their_number_10_mm_from_the_edge_in_annexes_too(printed) -> None:
    for pages in printed.values():
        for count, page in enumerate(pages[1:], 2):
            assert page.words[0][-1] == str(count)
            assert page.words[0][1] == pytest.approx(10, abs=1.5)


def test_no_text_passes_the_right_margin(printed) -> None:
    for page in printed["final"][:4] + printed["draft"][:5]:
        assert max(word[2] for word in page.words) <= 195.3


def test_no_symbol_is_broken(printed) -> None:
    for pages in printed.values():
        for page in pages:
            for *_, word in page.words:
                assert not re.search(r"\d-$|-[A-ZĐ]+/$", word), word


def test_the_signature_never_stands_alone(printed) -> None:
    for name in (name for name in printed if name.startswith("short")):
        last = printed[name][-1].text()
        assert "Đào Quang Vinh" in last
        assert "T/M BAN THƯỜNG VỤ" in last
        assert "V- ĐỀ XUẤT, KIẾN NGHỊ" in last
        assert "Không có." in last


def test_every_page_of_a_long_table_begins_with_both_header_rows(printed) -> None:
    pages = [page.text() for page in printed["final"] if "Thử Nghiệm" in page.text()]
    assert len(pages) >= 3
    for text in pages:
        assert "Sinh hoạt thường kỳ" in text
        assert "Lượt có mặt" in text
    assert "68" in pages[-1]
    assert "Toàn Đảng bộ" in pages[-1]


def test_no_heading_is_the_last_thing_on_a_page(printed) -> None:
    titles = {b.text.split()[0] for b in sample_review().blocks if isinstance(b, Heading)}
    for name in ("draft", "final"):
        for page in printed[name][:4]:
            bottom = max(word[3] for word in page.words)
            line = [word[-1] for word in page.words if abs(word[3] - bottom) < 1]
            assert line[0] not in titles


def test_an_invitation_in_word_is_signed_with_its_text(printed) -> None:
    for many in INVITED:
        pages = printed[f"invitation{many}"]
        if many <= 5:
            assert len(pages) == 1, many
        last = pages[-1]
        above = last.find("T/M")[1] - 2
        lines = {round(word[1]) for word in last.words if word[3] < above}
        assert len(lines) >= 2 + (len(pages) > 1), f"{many}: two lines come with the signature"
