"""A member answers and reads, a secretary decides, a leader notes a visit, a superior reminds: on a phone,
with the pages open to everybody (axe, nothing over the side, nothing small)."""

from datetime import time, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sotay.access.choices import Role
from sotay.core import clock
from sotay.facts.operations import recount_everything
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting, MeetingPaper, Reminder, Reply
from sotay.notifications.models import Notice
from sotay.oversight.models import Visit
from tests import factories as make
from tests.browser_support import DESK, PHONE, OpenPage
from tests.journeys.test_every_page import faults_of, sign_in
from tests.web.world import World, _account, kept_today

pytestmark = [pytest.mark.slow, pytest.mark.once]
VOICES = """() => {
  const voice = (lang, localService) => ({ lang, localService, name: lang, voiceURI: lang, default: false });
  const voices = %s.map(([lang, local]) => voice(lang, local));
  const spoken = (window.spoken = []);
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => voices, cancel: () => {}, addEventListener: () => {},
    speak: (said) => spoken.push([said.text, said.voice && said.voice.localService]),
  }});
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""


@pytest.fixture
def world(transactional_db: None) -> World:
    return kept_today.stand()


@pytest.fixture
def meeting(world: World) -> Meeting:
    on = clock.today() + timedelta(days=3)
    made = make.called(
        world.places["A1"],
        on,
        place="Nhà văn hóa thôn A1",
        planned_time=time(19, 30),
        theme="An toàn giao thông trước cổng trường",
    )
    MeetingPaper.objects.create(
        meeting=made,
        title="Dự thảo nghị quyết tháng",
        text="Chi bộ bàn ba việc.\n\nMột là giao thông trước cổng trường." * 20,
        published_at=clock.now(),
    )
    recount_everything()
    return made


def look(page: Page, faults: list[str]) -> None:
    """Every fault of the page as it stands, on a phone and on a desk."""
    for size in (DESK, PHONE):
        faults += faults_of(page, page.url, size)
    page.set_viewport_size(PHONE)


def test_a_member_answers_with_one_tap_and_the_secretary_decides(
    live_server: Any, world: World, meeting: Meeting, open_page: OpenPage
) -> None:
    faults: list[str] = []
    Notice.objects.create(
        account=world.accounts["dang-vien"], kind="called", entry_id=1, at=clock.now(), cell=meeting.cell
    )
    page = open_page(PHONE)
    sign_in(page, live_server.url, "dang-vien")
    look(page, faults)
    page.get_by_role("button", name="Tôi sẽ dự").click()
    expect(page.get_by_text("Đồng chí đã báo: sẽ dự")).to_be_visible()
    page.get_by_role("link", name="Đổi lại: xin vắng").click()
    look(page, faults)
    page.get_by_text("Sức khỏe").click()
    page.get_by_role("button", name="Gửi đơn xin vắng").click()
    expect(page.get_by_text("chờ bí thư trả lời")).to_be_visible()
    page.get_by_role("link", name="Gửi ý kiến").click()
    page.get_by_label("Ý kiến").fill("Đèn đường trước trường hỏng")
    page.get_by_role("button", name="Gửi ý kiến").click()
    look(page, faults)
    for path in ("/cua-toi/thong-bao/", "/cua-toi/lich/", f"/sinh-hoat/{meeting.public_id}/tai-lieu/"):
        page.goto(live_server.url + path)
        look(page, faults)
    head = open_page(PHONE)
    sign_in(head, live_server.url, "bi-thu")
    for path in ("goi-dien", "xin-vang"):
        head.goto(f"{live_server.url}/sinh-hoat/{meeting.public_id}/{path}/")
        look(head, faults)
    head.get_by_role("button", name="Đồng ý cho Tôi Là Đảng Viên vắng", exact=True).click()
    assert Reply.objects.get().decision == "approved"
    look(head, faults)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("voices", "heard"),
    [
        ("[['vi-VN', true]]", True),
        ("[['vi-VN', false]]", False),
        ("[['en-US', true], ['vi-VN', false]]", False),
        ("[['en-US', false], ['vi_VN', true]]", True),
        ("[]", False),
    ],
)
def test_only_a_vietnamese_voice_of_the_device_reads_aloud(
    live_server: Any, world: World, meeting: Meeting, open_page: OpenPage, voices: str, heard: bool
) -> None:
    page = open_page(PHONE)
    page.add_init_script(f"({VOICES % voices})()")
    sign_in(page, live_server.url, "dang-vien")
    page.goto(f"{live_server.url}/sinh-hoat/{meeting.public_id}/tai-lieu/")
    button = page.get_by_role("button", name="Nghe đọc")
    why = page.get_by_text("Máy này chưa có giọng đọc tiếng Việt")
    if not heard:
        expect(page.locator("[data-listen]")).to_be_hidden()
        expect(why).to_be_visible()
        return
    expect(why).to_be_hidden()
    button.click()
    assert page.evaluate("window.spoken")[0] == ["Chi bộ bàn ba việc.", True]
    expect(page.get_by_role("button", name="Dừng đọc")).to_be_visible()


def test_without_script_the_answer_goes_too(
    live_server: Any, world: World, meeting: Meeting, open_page: OpenPage
) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, live_server.url, "dang-vien")
    page.get_by_role("button", name="Tôi sẽ dự").click()
    assert Reply.objects.get().answer == "come"


def test_a_superior_reminds_in_one_tap_and_a_leader_notes_a_visit(
    live_server: Any, world: World, meeting: Meeting, open_page: OpenPage
) -> None:
    faults: list[str] = []
    today = clock.today()
    make.called(world.places["A2"], today - timedelta(days=1), month=today.year * 100 + today.month)
    recount_everything()
    page = open_page(PHONE)
    sign_in(page, live_server.url, "xa")
    look(page, faults)
    page.get_by_role("button", name="Nhắc chi bộ này").click()
    expect(page.get_by_text("Đã nhắc 1 chi bộ")).to_be_visible()
    assert Reminder.objects.count() == 1
    page.get_by_role("link", name="Chưa gửi định hướng").click()
    look(page, faults)
    page.get_by_label("Tên", exact=True).fill("Định hướng tháng")
    page.get_by_label("Nội dung").fill("An toàn giao thông")
    page.get_by_role("button", name="Gửi các chi bộ").click()
    look(page, faults)
    world.accounts["phu-trach"] = _account("phu-trach", Role.LEADER, world.places["A1"])
    leader = open_page(PHONE)
    Meeting.objects.filter(pk=world.meetings["A1-202405"].pk).update(held_on=today, stage=Stage.CLOSED)
    sign_in(leader, live_server.url, "phu-trach")
    look(leader, faults)
    leader.goto(f"{live_server.url}/phu-trach/{world.meetings['A1-202405'].public_id}/")
    look(leader, faults)
    leader.get_by_text("Có dự", exact=True).click()
    leader.get_by_role("button", name="Lưu nhận xét").click()
    assert Visit.objects.get().attended
    assert not faults, "\n".join(faults)
