"""Two devices: a member asks to speak with one tap, the chair calls them and writes down what they say."""

from typing import Any

import pytest
from playwright.sync_api import expect

from sotay.meetings.models import Meeting, Opinion
from tests.browser_support import DESK, PHONE, OpenPage
from tests.journeys.counting import Hand
from tests.journeys.test_check_in import meeting, world
from tests.journeys.test_every_page import sign_in
from tests.web.world import World

__all__ = ["meeting", "world"]
pytestmark = [pytest.mark.slow, pytest.mark.once]


def test_a_member_asks_and_is_called(
    live_server: Any, world: World, meeting: Meeting, open_page: OpenPage
) -> None:
    room = f"{live_server.url}/sinh-hoat/{meeting.public_id}"
    phone, wall, member = open_page(PHONE), open_page(DESK), open_page(PHONE)
    for page, address in ((phone, "dieu-hanh"), (wall, "man-hinh")):
        sign_in(page, live_server.url, "bi-thu")
        page.goto(f"{room}/{address}/")
    chair, mine = Hand(phone), Hand(member)
    chair.button("Ghi người xin phát biểu")
    chair.picture("xin-phat-bieu")
    phone.get_by_role("button", name="Ghi tên Trần Thị An").click()
    chair.button("Về Điều hành")
    sign_in(member, live_server.url, "dang-vien")
    mine.picture("cua-toi")
    mine.button("Xin phát biểu")
    assert mine.taps == 1
    expect(member.get_by_text("Đã xin phát biểu, thứ 2")).to_be_visible()
    mine.picture("da-xin")
    expect(phone.get_by_text("2. Tôi Là Đảng Viên")).to_be_visible(timeout=15_000)
    expect(wall.locator(".wall__counts")).to_contain_text("chờ phát biểu", timeout=15_000)
    assert "Trần Thị" not in wall.content()
    chair.picture("dieu-hanh")
    Hand(wall).picture("man-hinh")
    phone.get_by_role("button", name="Mời Tôi Là Đảng Viên phát biểu").click()
    assert phone.get_by_label("Người phát biểu").locator("option:checked").inner_text() == "Tôi Là Đảng Viên"
    expect(member.get_by_text("Mời đồng chí phát biểu")).to_be_visible(timeout=15_000)
    mine.picture("duoc-moi")
    phone.goto(f"{room}/dieu-hanh/")
    chair.picture("dang-phat-bieu")
    phone.get_by_role("link", name="Ghi ý kiến").first.click()
    chair.type("Ý kiến", "Làm đường trước Tết")
    phone.get_by_role("button", name="Ghi ý kiến").click()
    expect(phone.get_by_role("button", name="Mời Trần Thị An phát biểu")).to_be_visible()
    expect(member.get_by_role("button", name="Xin phát biểu")).to_be_visible(timeout=15_000)
    phone.goto(f"{room}/phat-bieu/")
    phone.get_by_role("button", name="Ghi tên Tôi Là Đảng Viên").click()
    expect(member.get_by_text("Đã xin phát biểu, thứ 2")).to_be_visible(timeout=15_000)
    assert Opinion.objects.get().speaker is not None
