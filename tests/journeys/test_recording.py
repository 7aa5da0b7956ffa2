"""A secretary records a meeting with three absent and figures change; the commune sees who is missing."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sotay.core import clock
from sotay.core.period import month_of
from sotay.facts.models import CellMonth
from tests import factories as make
from tests.browser_support import DESK, PHONE, OpenPage
from tests.journeys.test_officer import look, sign_in
from tests.web.world import World, kept_today

NAMES = ("An", "Bình", "Cường", "Dung", "Hoa")


@pytest.fixture
def world(transactional_db: None) -> World:
    made = kept_today.stand()
    for name in NAMES:
        make.member(made.places["A1"], name=f"Nguyễn Thị {name}")
    return made


def tap(page: Page, name: str, state: str) -> None:
    row = page.get_by_role("listitem").filter(has_text=f"Nguyễn Thị {name}")
    row.locator("summary").click()
    row.get_by_text(state, exact=True).last.click()
    if state == "Vắng có lý do":
        row.get_by_text("Đi công tác", exact=True).click()


def test_a_secretary_records_a_meeting_with_three_absent(
    live_server: Any, world: World, open_page: OpenPage
) -> None:
    page = open_page(PHONE)
    sign_in(page, live_server.url, "bi-thu")
    look(page, "Chi bộ thôn A1")
    day = clock.today() - timedelta(days=1)
    month = f"{day.year}-{day.month:02d}"
    page.goto(f"{live_server.url}{world.page('A1', 'ghi-buoi/')}?thang={month}")
    look(page, "Ghi buổi sinh hoạt")
    page.get_by_label("Ngày sinh hoạt").fill(f"{day:%d%m%Y}")
    page.get_by_label("Bắt đầu").fill("19h30")
    page.get_by_label("Kết thúc").fill("21:00")
    page.get_by_text("Từng bước (").click()
    look(page, "Ghi buổi sinh hoạt")
    page.get_by_text("Đã làm đủ các bước bắt buộc").click()
    page.get_by_role("button", name="Ghi và điểm danh").click()
    look(page, "Điểm danh")
    counts = page.locator(".stick")
    expect(counts).to_contain_text("có mặt / 6")
    for name, state in (("An", "Vắng có lý do"), ("Bình", "Vắng có lý do"), ("Hoa", "Vắng không có lý do")):
        tap(page, name, state)
    expect(page.get_by_text("3 có mặt, 2 vắng có lý do, 1 vắng không có lý do.")).to_be_visible()
    page.get_by_role("button", name="Xác nhận điểm danh").click()
    look(page, "Sinh hoạt thường kỳ")
    expect(page.get_by_text("Đã xác nhận điểm danh: 3 có mặt")).to_be_visible()
    expect(page.get_by_text("75%")).to_be_visible()  # three of the four who did not ask leave
    known = CellMonth.objects.get(cell=world.places["A1"], month=month_of(day))
    assert (known.met, known.expected, known.present, known.excused, known.long_enough) == (1, 6, 3, 2, 1)


def test_without_script_the_roll_is_plain_choices(
    live_server: Any, world: World, open_page: OpenPage
) -> None:
    meeting = make.meeting(world.places["A1"], month_of(clock.today()), held_on=clock.today())
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, live_server.url, "bi-thu")
    page.goto(f"{live_server.url}/sinh-hoat/{meeting.public_id}/diem-danh/")
    expect(page.get_by_text("Số có mặt, số vắng hiện ra sau khi xác nhận.")).to_be_visible()
    tap(page, "An", "Vắng có lý do")
    page.get_by_role("button", name="Xác nhận điểm danh").click()
    expect(page.get_by_text("5 có mặt, 1 vắng có lý do, 0 vắng không có lý do.")).to_be_visible()


def test_the_commune_officer_sees_who_is_missing(live_server: Any, world: World, open_page: OpenPage) -> None:
    page = open_page(DESK)
    sign_in(page, live_server.url, "xa")
    look(page, "0/2 chi bộ đã sinh hoạt")
    expect(page.get_by_role("heading", name="Chưa gửi số liệu tháng")).to_be_visible()
    page.goto(f"{live_server.url}{world.page('A', 'thang/202403/')}")
    look(page, "1/2 chi bộ đã sinh hoạt")
    expect(page.get_by_role("heading", name="Không tổ chức hoặc hoãn: 1 chi bộ")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Chi bộ thôn A2")
    expect(row).to_contain_text("Không tổ chức")
    expect(row).to_contain_text("Bão <b>lớn</b>")
    page.get_by_role("link", name="Chi bộ thôn A1").click()
    look(page, "Sinh hoạt thường kỳ tháng 3/2024")
