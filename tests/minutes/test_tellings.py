"""What minutes tell otherwise than an earlier version did, and minutes that were adopted by then."""

from dataclasses import replace

import pytest

from sotay.meetings.choices import Origin
from sotay.meetings.models import MeetingPaper
from sotay.minutes.models import Adoption
from sotay.minutes.queries import minutes_page, record_of, seal_holds
from sotay.minutes.record import MeetingRecord, record_to_json
from sotay.minutes.rules import digest_of
from tests.meetings.session_support import BEGIN, DAY, SECRETARY, Evening
from tests.minutes.support import adopt, confirm, held, seal

pytestmark = pytest.mark.django_db

SPREAD = ("Quy định 144-QĐ/TW", "Dự thảo báo cáo chính trị xin ý kiến", "Tin trong tháng")


@pytest.fixture
def one() -> Evening:
    """With two papers of its own, one of them a draft to decide on, two of its superior."""
    found = held()
    for position, (title, origin) in enumerate(
        (
            (SPREAD[0], Origin.SUPERIOR),
            ("Dự thảo nghị quyết tháng 11", Origin.CELL),
            (SPREAD[1], Origin.SUPERIOR),
            (SPREAD[2], Origin.CELL),
        )
    ):
        MeetingPaper.objects.create(
            meeting=found.meeting, title=title, origin=origin, position=position, published_at=BEGIN
        )
    return found


def papers(record: MeetingRecord) -> tuple[str, ...]:
    return next(item.papers for item in record.items if item.step == "C1")


def test_the_cells_own_drafts_are_no_papers_that_were_spread(one: Evening) -> None:
    assert papers(record_of(one.again(), today=DAY)) == SPREAD


def test_minutes_that_were_adopted_with_the_draft_among_them_are_sealed_so(one: Evening) -> None:
    adopt(one)
    found = record_of(one.again(), today=DAY)
    every = (SPREAD[0], "Dự thảo nghị quyết tháng 11", *SPREAD[1:])
    items = tuple(replace(item, papers=every) if item.step == "C1" else item for item in found.items)
    before = replace(found, items=items)
    Adoption.objects.update(digest=digest_of(before), record=record_to_json(before, bare=True))
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert page.outdated is None
    assert papers(page.record) == every
    confirm(one)
    assert seal(one).digest == digest_of(before)
    assert seal_holds(one.again())


def test_a_real_change_is_told_all_the_same(one: Evening) -> None:
    adopt(one)
    MeetingPaper.objects.filter(title=SPREAD[2]).update(title="Tin khác")
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert page.changed
    assert page.record.adopted is None
