"""The signed copy is photographed page by page: several files, in their order, none lost or replaced."""

import io

import pytest
from PIL import Image

from sotay.documents.models import Document
from sotay.documents.rules import DocumentRefused
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage
from sotay.meetings.rules.moves import WrongStage
from sotay.minutes.models import Scan
from sotay.minutes.operations import attach_scans
from sotay.minutes.operations.after import MOST_SCANS
from sotay.minutes.queries import record_of
from sotay.minutes.rules import MinutesRefused
from tests.meetings.session_support import DAY, SECRETARY, Evening, after
from tests.minutes.support import held, sealed

pytestmark = pytest.mark.django_db


def page(shade: int) -> bytes:
    """A photo of a page, each another."""
    out = io.BytesIO()
    Image.new("L", (30, 40), shade).save(out, "PNG")
    return out.getvalue()


def attach(one: Evening, *files: tuple[str, bytes], late: int = 3000) -> list[Scan]:
    return attach_scans(actor=SECRETARY, meeting=one.again(), files=files, at=after(late))


def names(one: Evening) -> list[str]:
    return list(Scan.objects.filter(meeting=one.meeting).values_list("document__name", flat=True))


def test_the_pages_of_the_signed_copy_file_the_meeting() -> None:
    one = sealed()
    attach(one, ("2.png", page(10)), ("1.png", page(20)))
    assert one.again().stage == Stage.FILED
    assert names(one) == ["2.jpg", "1.jpg"], "in the order in which they were chosen"
    assert record_of(one.again(), today=DAY).signed


def test_a_forgotten_page_is_added_to_what_is_there() -> None:
    one = sealed()
    attach(one, ("trang 1.png", page(10)))
    attach(one, ("trang 2.png", page(20)), late=4000)
    assert names(one) == ["trang 1.jpg", "trang 2.jpg"]
    assert one.again().stage == Stage.FILED
    assert Entry.objects.filter(event="ScanAttached").count() == 2


def test_a_page_chosen_again_is_kept_once() -> None:
    one = sealed()
    attach(one, ("trang 1.png", page(10)))
    attach(one, ("trang 1.png", page(10)), ("trang 2.png", page(20)), late=4000)
    assert names(one) == ["trang 1.jpg", "trang 2.jpg"]
    with pytest.raises(MinutesRefused, match="đã lưu rồi"):
        attach(one, ("trang 1.png", page(10)), late=5000)


def test_one_page_refused_keeps_none_and_is_named() -> None:
    one = sealed()
    with pytest.raises(DocumentRefused, match=r"trang 2\.png: Tệp trống"):
        attach(one, ("trang 1.png", page(10)), ("trang 2.png", b""))
    assert not Document.objects.filter(purpose="scan").exists()
    assert one.again().stage == Stage.SEALED


def test_no_more_files_than_a_paper_has_pages() -> None:
    one = sealed()
    attach(one, ("trang 1.png", page(10)))
    with pytest.raises(MinutesRefused, match=f"nhiều nhất {MOST_SCANS} tệp"):
        attach(one, *(("x.png", b"x") for _ in range(MOST_SCANS)), late=4000)


def test_minutes_not_sealed_yet_have_no_signed_copy() -> None:
    with pytest.raises(WrongStage):
        attach(held(), ("trang 1.png", page(10)))
