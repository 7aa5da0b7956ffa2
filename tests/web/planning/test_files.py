"""Stored files: downloads only, and only for those whom the paper concerns."""

from datetime import UTC, datetime

import pytest

from sotay.documents.choices import Purpose
from sotay.documents.models import Document
from sotay.meetings.models import MeetingPaper, Orientation
from tests.web.world import World

AT = datetime(2024, 6, 1, tzinfo=UTC)


def stored(world: World, code: str, purpose: Purpose = Purpose.PAPER) -> Document:
    return Document.objects.create(
        organisation=world.places[code],
        purpose=purpose,
        name="Dự thảo.pdf",
        media_type="application/pdf",
        content=b"%PDF-1.4 noi dung",
        size=17,
        digest="0" * 64,
        stored_at=AT,
    )


def shut(world: World, document: Document, expected: dict[str | None, int]) -> None:
    for who, status in expected.items():
        assert world.get(who, f"/tai-lieu/{document.public_id}/").status_code == status, who


def paper(world: World, document: Document, published: datetime | None) -> None:
    MeetingPaper.objects.create(
        meeting=world.meetings["A1-202405"], title="Dự thảo", document=document, published_at=published
    )


def test_it_is_sent_as_a_download(world: World) -> None:
    answer = world.get("bi-thu", f"/tai-lieu/{stored(world, 'A1').public_id}/")
    assert answer.content == b"%PDF-1.4 noi dung"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_draft_is_the_secretarys_until_it_is_published(world: World) -> None:
    document = stored(world, "A1")
    paper(world, document, None)
    closed = {"huyen": 404, "xa-b": 404, "bi-thu-2": 404, "van-hanh": 404, None: 302}
    shut(world, document, closed | {"bi-thu": 200, "dang-vien": 404, "xa": 404})
    paper(world, document, AT)
    shut(world, document, closed | {"bi-thu": 200, "dang-vien": 200, "xa": 200})


def test_an_orientation_goes_down_to_the_cells(world: World) -> None:
    document = stored(world, "A")
    shut(world, document, {"bi-thu": 404, "xa": 200, "huyen": 200, "xa-b": 404})
    Orientation.objects.create(
        organisation=world.places["A"], month=202406, title="Định hướng", document=document, published_at=AT
    )
    shut(world, document, {"bi-thu": 200, "bi-thu-2": 200, "dang-vien": 200, "xa-b": 404, None: 302})


@pytest.mark.parametrize("purpose", [Purpose.PHOTO, Purpose.SCAN])
def test_photos_and_signed_copies_are_for_who_reads_minutes(world: World, purpose: Purpose) -> None:
    document = stored(world, "A1", purpose)
    paper(world, document, None)
    shut(world, document, {"bi-thu": 200, "xa": 200, "huyen": 404, "dang-vien": 404, "bi-thu-2": 404})
