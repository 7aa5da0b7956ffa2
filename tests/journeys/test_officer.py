"""An officer's way from the sign-in page down to a meeting, and to the Word file, on phone and desk."""

from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser_support import DESK, PHONE, OpenPage
from tests.web.world import PASSWORD, World, kept_today

NO_SIDEWAYS = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture
def world(transactional_db: None) -> World:
    return kept_today.stand()


def look(page: Page, heading: str) -> None:
    """The page has that heading and does not run over the side."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert page.evaluate(NO_SIDEWAYS), page.url


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(address)
    look(page, "Đăng nhập")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_overview_down_to_the_roll(
    live_server: Any, world: World, open_page: OpenPage, size: ViewportSize
) -> None:
    page = open_page(size)
    sign_in(page, live_server.url, "xa")
    look(page, "Tháng")
    page.get_by_role("link", name="Tổng quan").click()
    look(page, "mục tiêu")
    page.get_by_role("link", name="Chi bộ thôn A1").click()
    look(page, "Chi bộ thôn A1")
    page.get_by_role("link", name="Thường kỳ, tháng 3/2024").click()
    look(page, "Sinh hoạt thường kỳ tháng 3/2024")
    expect(page.get_by_text("Kín Thị Số1")).to_be_visible()
    page.get_by_role("link", name="Chi bộ thôn A1").first.click()
    page.get_by_role("link", name="Tháng có sinh hoạt thường kỳ").click()
    look(page, "Tháng có sinh hoạt thường kỳ")
    expect(page.get_by_text("Cách tính", exact=True)).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_overview_to_the_word_file(
    live_server: Any, world: World, open_page: OpenPage, size: ViewportSize
) -> None:
    page = open_page(size)
    sign_in(page, live_server.url, "huyen")
    page.get_by_role("link", name="Lập báo cáo sơ kết").click()
    look(page, "Báo cáo sơ kết")
    place = page.locator("#muc-strengths")
    place.get_by_role("textbox").fill("Các chi bộ đã vào nếp.")
    place.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#muc-strengths")).to_contain_text("Đã lưu lúc")
    look(page, "Báo cáo sơ kết")
    page.get_by_role("link", name="Xem trước bản in").click()
    expect(page.get_by_text("Các chi bộ đã vào nếp.")).to_be_visible()
    look(page, "Xem trước bản in")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bản Word").click()
    assert download.value.suggested_filename.startswith("bao-cao-so-ket-H-2021-12-2024-05")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_member_finds_their_own_meetings(
    live_server: Any, world: World, open_page: OpenPage, size: ViewportSize
) -> None:
    page = open_page(size)
    sign_in(page, live_server.url, "dang-vien")
    look(page, "Chào đồng chí Tôi Là Đảng Viên")
    expect(page.get_by_text("Trực tuyến")).to_be_visible()
    page.get_by_role("link", name="Tài khoản", exact=True).click()
    page.get_by_role("button", name="Rất lớn").click()
    look(page, "Tài khoản của tôi")
    assert page.locator("html").get_attribute("data-chu") == "rat-lon"
    page.get_by_role("button", name="Đăng xuất").click()
    look(page, "Đăng nhập")
