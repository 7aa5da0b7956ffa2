"""One door to every writer: the same paper as Word, PDF, workbook and page."""

from dataclasses import replace

import pytest

from sotay.core.errors import DomainError
from sotay.reporting.paper import Cell, Heading, Paragraph
from sotay.reporting.writers import CONTENT_TYPES, KINDS, write
from tests.reporting.sample_review import sample_review

OPENINGS = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF-", "html": b"<!doctype html>"}


def small(**changes):
    """A short written paper."""
    paper = sample_review(draft=False, organisations=3)
    return replace(paper, blocks=paper.blocks[:6], **changes)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_a_file_of_that_kind_and_has_a_content_type(kind) -> None:
    assert write(small(), kind).startswith(OPENINGS[kind])
    assert kind in CONTENT_TYPES


@pytest.mark.parametrize("kind", KINDS)
def test_equal_papers_give_equal_bytes(kind) -> None:
    assert write(small(), kind) == write(small(), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_with_an_empty_place_is_refused_unless_it_is_a_draft(kind) -> None:
    draft = sample_review(organisations=3)
    final = replace(draft, head=replace(draft.head, draft=""))
    with pytest.raises(DomainError, match="chỗ cấp ủy chưa viết"):
        write(final, kind)


def test_an_unknown_kind_is_refused_in_words() -> None:
    with pytest.raises(DomainError, match="hãy chọn một trong: docx, pdf, xlsx, html"):
        write(small(), "exe")


@pytest.mark.parametrize("kind", KINDS)
def test_letters_that_no_file_can_hold_are_left_out(kind) -> None:
    paper = sample_review(draft=False, organisations=1)
    odd = "a\x00b\x0bc\x1bd\ud800e\ufffef\tg\r\nh"
    table = replace(paper.blocks[3], rows=((Cell(odd), *paper.blocks[3].rows[0][1:]),))
    assert write(replace(paper, blocks=(Heading(1, odd), Paragraph(odd), table)), kind)
