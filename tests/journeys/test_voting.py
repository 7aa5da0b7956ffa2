"""A vote on devices: the chair's page counts by itself and takes no code away from hands that type."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from sotay.ballots.models import Poll
from sotay.meetings.models import Attendance, Meeting
from tests.browser_support import DESK, PHONE, OpenPage
from tests.journeys.counting import Hand
from tests.journeys.test_check_in import meeting, world
from tests.journeys.test_every_page import sign_in
from tests.web.world import World

__all__ = ["meeting", "world"]
pytestmark = [pytest.mark.slow, pytest.mark.once]
FOLLOWS = 15_000
"""Milliseconds: the test's server answers an event and is asked again in three seconds (docs/adr/0007)."""


def begin(page: Page, address: str, meeting: Meeting, *, secret: bool = False) -> str:
    """A vote on devices, begun on the chair's page; its address."""
    Attendance.objects.filter(meeting=meeting).update(state="present")
    sign_in(page, address, "bi-thu")
    page.goto(f"{address}/sinh-hoat/{meeting.public_id}/bieu-quyet/tren-may/")
    page.get_by_label("Nội dung biểu quyết").fill("Làm đường")
    if secret:
        page.get_by_label("Bỏ phiếu kín").check()
        page.get_by_label("Ai giữ mã mở hòm phiếu").select_option("chair")
    page.get_by_role("button", name="Mở biểu quyết").click()
    page.wait_for_load_state()
    return f"{address}/bieu-quyet/{Poll.objects.get().public_id}/"


def vote(page: Page, address: str, poll: str) -> None:
    """The member with an account votes, on a phone of their own."""
    sign_in(page, address, "dang-vien")
    page.goto(f"{poll}bo-phieu/")
    page.get_by_text("Tán thành", exact=True).click()
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_text("Đồng chí đã biểu quyết.")).to_be_visible()


def test_the_count_follows_and_an_end_elsewhere_is_seen(
    live_server: Any, world: World, meeting: Meeting, open_page: OpenPage
) -> None:
    chair, member, deputy = open_page(PHONE), open_page(PHONE), open_page(DESK)
    poll = begin(chair, live_server.url, meeting)
    count = chair.locator(".tile__v")
    expect(count).to_have_text("0/3người đã biểu quyết")
    expect(chair.get_by_role("link", name="Xem lại số người")).to_be_hidden()
    vote(member, live_server.url, poll)
    expect(count).to_have_text("1/3người đã biểu quyết", timeout=FOLLOWS)
    assert "Đảng Viên" not in chair.content(), "how many, not who"
    chair.get_by_role("button", name="Kết thúc biểu quyết").click()
    expect(chair.get_by_role("button", name="Vẫn kết thúc")).to_be_visible()
    Hand(chair).picture("hoi-truoc-khi-ket-thuc")
    sign_in(deputy, live_server.url, "bi-thu")
    deputy.goto(poll)
    deputy.get_by_role("button", name="Kết thúc biểu quyết").click()
    deputy.get_by_role("button", name="Vẫn kết thúc").click()
    expect(chair.get_by_role("heading", name="Kết quả")).to_be_visible(timeout=FOLLOWS)
    expect(chair.get_by_role("button", name="Vẫn kết thúc")).to_have_count(0)


def test_the_codes_of_a_box_stay_while_the_count_follows(
    live_server: Any, world: World, meeting: Meeting, open_page: OpenPage, settings: Settings
) -> None:
    settings.SECRET_BALLOT = True
    chair, member = open_page(PHONE), open_page(PHONE)
    poll = begin(chair, live_server.url, meeting, secret=True)
    chair.goto(poll)
    code = chair.get_by_label("Mã thứ nhất")
    code.fill("ABCD-EFGH")
    vote(member, live_server.url, poll)
    expect(chair.locator(".tile__v")).to_have_text("1/3người đã biểu quyết", timeout=FOLLOWS)
    expect(code).to_have_value("ABCD-EFGH")
    expect(code).to_be_focused()
    Hand(chair).picture("hom-phieu")
    assert "tán thành" not in chair.locator("#main, main").first.inner_text(), "no result before the end"
