"""From the proposal to sealed minutes of an ordinary meeting of 23 members; taps and fields are counted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import expect

from sotay.core import clock
from sotay.members.choices import Post
from sotay.members.models import Member, Position
from tests import factories as make
from tests.browser_support import PHONE, OpenPage
from tests.journeys.counting import Hand, keep
from tests.journeys.test_officer import sign_in
from tests.web.world import PASSWORD, World, kept_today

FAMILY = ("An", "Bách", "Chi", "Dũng", "Đào", "Giang", "Hà", "Hùng", "Khánh", "Lan", "Liên", "Mai", "Minh",
          "Nga", "Ninh", "Oanh", "Phúc", "Quang", "Sơn", "Thảo", "Tuấn", "Vân")  # fmt: skip
ABSENT = (("Chi", "Vắng có lý do"), ("Lan", "Vắng có lý do"), ("Sơn", "Vắng không có lý do"))
OPINIONS = (
    ("Bách", "Đề nghị công khai phương án hiến đất tại nhà văn hóa."),
    ("Hà", "Phân công đảng viên phụ trách từng ngõ."),
    ("Ninh", "Thống nhất lịch sinh hoạt chuyên đề vào tối thứ Bảy."),
    ("Vân", "Xin nhận việc hướng dẫn nộp hồ sơ trực tuyến."),
)
TASKS = (
    ("Bách", "Công khai phương án hiến đất"),
    ("Hà", "Vận động 03 hộ còn lại"),
    ("Vân", "Hướng dẫn hồ sơ"),
)


@pytest.fixture
def evening() -> Iterator[time_machine.Traveller]:
    """19:30 in the village, today; the clock of the server can be moved on."""
    today = clock.today()
    with time_machine.travel(datetime(today.year, today.month, today.day, 12, 30, tzinfo=UTC)) as traveller:
        yield traveller


@pytest.fixture
def world(transactional_db: None) -> World:
    made = kept_today.stand()
    cell = made.places["A1"]
    people = [make.member(cell, name=f"Trần Thị {name}") for name in FAMILY]
    first = people[0]
    Member.objects.filter(pk=first.pk).update(account=made.accounts["bi-thu"])
    Position.objects.create(
        member=first, organisation=cell, post=Post.SECRETARY, term="2025–2030", valid_from="2020-01-01"
    )
    return made


def _prepare(hand: Hand) -> None:
    """The proposal, with its day set to today, is planned and called."""
    hand.picture("de-xuat")
    hand.type("Ngày", f"{clock.today():%d/%m/%Y}")
    hand.type("Địa điểm", "Nhà văn hóa thôn")
    hand.button("Lên lịch")
    hand.picture("chuan-bi")
    hand.button("Xem và gửi")
    hand.picture("giay-moi")
    hand.button("Gửi giấy mời")
    hand.picture("da-moi")


def _roll(hand: Hand) -> None:
    hand.button("Điểm danh")
    for name, state in ABSENT:
        row = hand.page.get_by_role("listitem").filter(has_text=f"Trần Thị {name}")
        hand.tap(row.locator("summary"), row.get_by_text(state, exact=True).last)
        if state == "Vắng có lý do":
            hand.tap(row.get_by_text("Đi công tác", exact=True))
    hand.picture("diem-danh")
    hand.button("Xác nhận điểm danh")


def _opinions(hand: Hand) -> None:
    for name, text in OPINIONS:
        hand.button("Ghi ý kiến")
        hand.choose("Người phát biểu", f"Trần Thị {name}")
        hand.type("Ý kiến", text)
        hand.picture("y-kien")
        hand.button("Ghi ý kiến")


def _tasks(hand: Hand) -> None:
    hand.button("Giao nhiệm vụ")
    for name, text in TASKS:
        hand.type("Nhiệm vụ", text)
        hand.tap(hand.page.get_by_label(f"Trần Thị {name}", exact=True))
        hand.picture("giao-viec")
        hand.button("Ghi nhiệm vụ")
    hand.button("Điều hành")


def _vote(hand: Hand) -> None:
    hand.button("Biểu quyết")
    if "bieu-quyet" not in hand.page.url:  # a live change may replace the link under the finger
        hand.button("Biểu quyết")
    hand.picture("bieu-quyet")
    hand.button("Ghi kết quả")
    hand.button("Điều hành")


def _minutes(hand: Hand) -> None:
    hand.picture("bien-ban")
    hand.button("Ghi chủ trì, thư ký")
    hand.choose("Thư ký cuộc họp (người ghi biên bản)", "Trần Thị Bách")
    hand.button("Lưu")
    for what in ("Thông qua biên bản", "Ghi xác nhận", "Chốt biên bản"):
        hand.picture("bien-ban")
        hand.button(what)
    # The seal asks who one is when the sign-in is an hour old.
    hand.type("Mật khẩu", PASSWORD)
    hand.button("Xác nhận")
    hand.button("Chốt biên bản")
    hand.picture("da-chot")


def test_an_ordinary_meeting_from_the_proposal_to_sealed_minutes(
    live_server: Any, world: World, open_page: OpenPage, evening: time_machine.Traveller
) -> None:
    page = open_page(PHONE)
    page.set_default_timeout(15_000)
    hand = Hand(page)
    sign_in(page, live_server.url, "bi-thu")
    page.goto(live_server.url + world.page("A1", "chuan-bi/"))
    _prepare(hand)
    page.goto(live_server.url + world.page("A1", "chi-bo/"))
    hand.picture("chi-bo")
    hand.button("Mở buổi sinh hoạt")
    hand.picture("khai-mac")
    hand.button("Khai mạc")
    hand.picture("dieu-hanh")
    _roll(hand)
    hand.picture("sau-diem-danh")
    _opinions(hand)
    _tasks(hand)
    _vote(hand)
    hand.picture("dieu-hanh-cuoi")
    evening.shift(timedelta(minutes=100))
    hand.button("Xong các bước còn lại")
    hand.button("Bế mạc")
    hand.picture("be-mac")
    _minutes(hand)
    expect(page.get_by_text("mã đối chiếu").first).to_be_visible()
    keep("secretary_meeting", {"taps": hand.taps, "typed_fields": hand.typed})
    assert hand.taps <= 60
    assert hand.typed <= 12
