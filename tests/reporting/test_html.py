"""The page of a paper: its structure for readers and screen readers, nothing that runs or calls home."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest

from sotay.reporting.html import write_html
from sotay.reporting.paper import Cell, Column, Heading, Paragraph, Table
from tests.browser_support import DESK, PHONE, OpenPage
from tests.reporting.sample_review import sample_review


@pytest.fixture(scope="module")
def page() -> str:
    return write_html(sample_review(organisations=3)).decode().replace("\u00a0", " ").replace("\u2011", "-")


def test_it_is_vietnamese_titled_and_says_what_kind_of_paper_it_is(page) -> None:
    assert '<html lang="vi">' in page
    assert "<h1>BÁO CÁO</h1>" in page
    assert "<title>BÁO CÁO sơ kết 03 năm" in page


def test_its_policy_allows_its_own_style_and_nothing_else(page) -> None:
    raw = write_html(sample_review(organisations=3)).decode()
    style = re.search(r"<style>(.*?)</style>", raw, re.S)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'" in raw
    assert not re.search(r"<script|<link|<img|<iframe|\bsrc=|\bhref=|\bstyle=|\bon\w+=|url\(|@import", raw)


def test_headings_and_tables_say_what_they_are(page) -> None:
    assert "<h2>I- TÌNH HÌNH CHUNG</h2>" in page
    assert "<h3>1. Ban hành văn bản</h3>" in page
    assert "<h4>a) Nguyên nhân khách quan</h4>" in page
    assert "<caption>Biểu 1. Tổ chức đảng trực thuộc, tính đến ngày 31/5/2024</caption>" in page
    assert '<th scope="colgroup" colspan="2">Sinh hoạt thường kỳ</th>' in page
    assert '<th scope="row" class="left">Doanh nghiệp</th>' in page
    assert page.count("<table>") == 5


def test_the_figure_is_the_papers_own_drawing_with_its_figures_in_words(page) -> None:
    broad, narrow = re.findall(r'<svg class="(broad|narrow)"[^>]* viewBox="0 0 ([\d.]+)', page)
    assert (broad[0], narrow[0]) == ("broad", "narrow")
    assert float(narrow[1]) < float(broad[1]) / 1.5, "one for paper, one for a telephone"
    assert 'aria-label="Hình 1. Kết quả so với mục tiêu của Đề án (%). Chi bộ sinh hoạt' in page
    assert 'stroke-width="0.494"' in page, "target strokes of 1.4 pt"


def test_words_are_escaped_everywhere() -> None:
    word = "<b>'\"&amp;"
    table = Table(word, (Column(word, 1),), ((Cell(word, word),),), groups=((word, 1),), unit=word)
    blocks = (Heading(1, word), Paragraph(word), table)
    raw = write_html(replace(sample_review(draft=False), blocks=blocks, annexes=())).decode()
    assert "<b>" not in raw
    assert raw.count("&lt;b&gt;&#x27;&quot;&amp;amp;") >= 9


def test_on_a_telephone_nothing_is_cut(open_page: OpenPage) -> None:
    """Tables scroll within themselves, with a word that says so and the row's name standing; the chart is one
    drawn for the width. On a desk and on paper neither is there."""
    raw = write_html(sample_review(organisations=3)).decode()
    phone = open_page(PHONE)
    phone.set_content(raw)
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert phone.locator(".narrow").is_visible()
    assert not phone.locator(".broad").is_visible()
    assert phone.evaluate("document.querySelector('figure').scrollWidth") <= PHONE["width"]
    assert phone.locator(".swipe").first.is_visible()
    widths = phone.locator(".wide").evaluate_all("all => all.map(box => box.scrollWidth - box.clientWidth)")
    table = phone.locator(".wide").nth(widths.index(max(widths)))
    assert table.evaluate("box => { box.scrollLeft = 90; return box.scrollLeft }") > 30
    left = "box => box.querySelector('tbody th').getBoundingClientRect().left"
    assert table.evaluate(left) == table.evaluate("box => box.getBoundingClientRect().left")
    desk = open_page(DESK)
    desk.set_content(raw)
    assert desk.locator(".broad").is_visible()
    assert not desk.locator(".narrow, .swipe").first.is_visible()
    phone.emulate_media(media="print")
    assert phone.locator(".broad").is_visible()
    assert not phone.locator(".swipe").first.is_visible()
