"""A draft kept before the meeting and never sent: what the meeting added is not missing under a number."""

import re

import pytest

from sotay.access.choices import Role
from sotay.meetings.models import MeetingPaper
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.models import Decision
from tests.meetings.session_support import Evening
from tests.web.minutes.test_minutes import client, one

__all__ = ["one"]
pytestmark = pytest.mark.django_db
GIVEN = "Vận động 03 hộ còn lại"
"""A task that the meeting gave."""


def draft(one: Evening, text: str) -> str:
    """Keep a draft; where the resolution is written."""
    Decision.objects.create(
        cell=one.cell, meeting=one.meeting, kind=DecisionKind.RESOLUTION, subject="tháng 11", draft=text
    )
    return f"/sinh-hoat/{one.meeting.public_id}/nghi-quyet/"


def box(page: str) -> str:
    """What stands in the box of the text."""
    found = re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def test_a_draft_that_the_meeting_went_beyond_gives_way_to_the_records(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = draft(one, "Chưa báo kết quả 02.\nViệc riêng của dự thảo.")
    page = secretary.get(here).content.decode()
    assert GIVEN in box(page)
    assert "Việc riêng của dự thảo" not in box(page)
    assert "nên ô dưới lập từ bản ghi hôm nay" in page
    assert "?loai=NQ&amp;tu=du-thao" in page
    page = secretary.get(f"{here}?loai=NQ&tu=du-thao").content.decode()
    assert "Việc riêng của dự thảo" in box(page), "nothing that was written is lost"
    assert "Sổ nay có kết quả, nhiệm vụ mà dự thảo chưa có." in page


def test_a_draft_that_has_all_of_the_records_is_taken(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = draft(one, "x")
    fresh = box(secretary.get(f"{here}?loai=NQ&tu=so-lieu").content.decode()).strip()
    Decision.objects.update(draft=f"{fresh}\nThêm một câu của chi bộ.")
    page = secretary.get(here).content.decode()
    assert "Thêm một câu của chi bộ." in box(page)
    assert "Sổ nay có kết quả" not in page


def test_a_draft_that_members_read_still_goes_first_and_says_what_it_lacks(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = draft(one, "Bản đã gửi")
    MeetingPaper.objects.create(meeting=one.meeting, title="Dự thảo nghị quyết", text="Bản đã gửi")
    page = secretary.get(here).content.decode()
    assert box(page).strip() == "Bản đã gửi"
    assert "Sổ nay có kết quả, nhiệm vụ mà dự thảo chưa có." in page


def test_a_draft_changed_after_it_was_sent_is_not_lost(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    here = draft(one, "Bản sửa sau khi gửi")
    MeetingPaper.objects.create(meeting=one.meeting, title="Dự thảo nghị quyết", text="Bản đã gửi")
    page = secretary.get(here).content.decode()
    assert GIVEN in box(page)
    page = secretary.get(f"{here}?loai=NQ&tu=du-thao").content.decode()
    assert box(page).strip() == "Bản sửa sau khi gửi"
