"""Several devices at one meeting: a member says "I am here", the chair moves on, the large screen follows."""

from typing import Any

import pytest
from playwright.sync_api import expect

from sotay.core import clock
from sotay.core.period import month_of
from sotay.meetings.choices import Stage
from sotay.meetings.models import AgendaItem, Attendance, Meeting
from sotay.members.models import Member
from tests import factories as make
from tests.browser_support import DESK, PHONE, OpenPage
from tests.journeys.counting import Hand, keep
from tests.journeys.test_every_page import sign_in
from tests.web.world import World, kept_today

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def world(transactional_db: None) -> World:
    return kept_today.stand()


@pytest.fixture
def meeting(world: World) -> Meeting:
    """A1 sits; the member with an account and two others are expected, nobody's presence is known."""
    cell, today = world.places["A1"], clock.today()
    made = make.called(
        cell, today, stage=Stage.IN_SESSION, month=month_of(today), held_on=today, place="Nhà văn hóa thôn"
    )
    mine = Member.objects.get(account=world.accounts["dang-vien"])
    for member in (mine, *(make.member(cell, name=f"Trần Thị {name}") for name in ("An", "Bách"))):
        Attendance.objects.create(
            meeting=made, cell=cell, member=member, basis="official", expected=True, votes=True
        )
    for number, (step, title) in enumerate((("O2", "Điểm danh"), ("C6", "Thảo luận")), 1):
        AgendaItem.objects.create(meeting=made, position=number, step=step, title=title)
    return made


def test_a_member_is_here_in_two_taps(
    live_server: Any, world: World, meeting: Meeting, open_page: OpenPage
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(check_in=True)
    page = open_page(PHONE)
    sign_in(page, live_server.url, "dang-vien")
    expect(page.get_by_role("heading", name="Chào đồng chí")).to_be_visible()
    hand = Hand(page)
    hand.picture("cua-toi")
    hand.button("Tôi có mặt")
    expect(page.get_by_text("Đã báo có mặt")).to_be_visible()
    hand.picture("da-bao")
    keep("member_check_in", {"taps": hand.taps})
    assert hand.taps <= 2
    assert hand.typed == 0
    assert Attendance.objects.filter(meeting=meeting, way="self").count() == 1


def test_what_one_device_does_the_others_show(
    live_server: Any, world: World, meeting: Meeting, open_page: OpenPage
) -> None:
    """The chair's phone moves on, the large screen follows by itself; nobody loads a page anew."""
    room = f"{live_server.url}/sinh-hoat/{meeting.public_id}"
    phone, wall = open_page(PHONE), open_page(DESK)
    for page, address in ((phone, "dieu-hanh"), (wall, "man-hinh")):
        sign_in(page, live_server.url, "bi-thu")
        page.goto(f"{room}/{address}/")
    expect(wall.get_by_role("heading", level=1)).to_have_text("Điểm danh")
    wall.evaluate("window.kept = true")
    hand = Hand(phone)
    hand.picture("dieu-hanh")
    hand.button("Ghi và sang bước 2")
    expect(wall.get_by_role("heading", level=1)).to_have_text("Thảo luận", timeout=15_000)
    assert wall.evaluate("window.kept"), "the screen was not loaded anew"
    Meeting.objects.filter(pk=meeting.pk).update(check_in=True)
    member = open_page(PHONE)
    sign_in(member, live_server.url, "dang-vien")
    Hand(member).button("Tôi có mặt")
    expect(member.get_by_text("Đã báo có mặt")).to_be_visible()
    expect(wall.locator(".wall__counts dd").first).to_have_text("1/3", timeout=15_000)


def test_the_large_screen_shows_a_code_that_changes(
    live_server: Any, world: World, meeting: Meeting, open_page: OpenPage
) -> None:
    """It goes on changing after the screen has followed another device; no name stands beside it."""
    Meeting.objects.filter(pk=meeting.pk).update(check_in=True)
    wall, member = open_page(DESK), open_page(PHONE)
    sign_in(wall, live_server.url, "bi-thu")
    wall.goto(f"{live_server.url}/sinh-hoat/{meeting.public_id}/man-hinh/")
    expect(wall.get_by_role("heading", name="Quét mã để điểm danh")).to_be_visible()
    drawn = wall.locator(".qrbox path").last

    def changes() -> None:
        before = drawn.get_attribute("d") or ""
        expect(drawn).not_to_have_attribute("d", before, timeout=8_000)

    changes()
    Hand(wall).picture("man-hinh-ma")
    assert "Trần Thị" not in wall.content()
    sign_in(member, live_server.url, "dang-vien")
    Hand(member).button("Tôi có mặt")
    expect(wall.locator(".wall__counts dd").first).to_have_text("1/3", timeout=15_000)
    changes()
