"""This month's meeting as its people see it: prepared, called, held, sealed. For tools.pictures."""

from datetime import datetime, timedelta

from playwright.sync_api import Page

from sotay.core.clock import VIETNAM
from tests.browser_support import DESK, PHONE
from tools.studio import Studio, day_of

OPINION = "Đề nghị công khai phương án đóng góp làm đường ở nhà văn hóa để bà con cùng bàn."
TASKS = (
    "Vận động ba hộ còn lại hiến đất làm đường",
    "Tổ chức nạo vét mương nội đồng",
    "Giới thiệu một quần chúng ưu tú",
)


def press(page: Page, name: str) -> None:
    """The button or link of that name."""
    button = page.get_by_role("button", name=name, exact=True)
    (button if button.count() else page.get_by_role("link", name=name, exact=True)).first.click()
    page.wait_for_load_state()


def called_meeting(page: Page) -> str:
    """Where the meeting of the cell's home stands."""
    link = page.locator("main a[href*='/sinh-hoat/']").first.get_attribute("href") or ""
    return "/sinh-hoat/" + link.split("/sinh-hoat/")[1].split("/")[0] + "/"


def before(studio: Studio) -> None:
    """The proposal of the next meeting, the agenda, the call, the requests for leave, the year's plan."""
    page = studio.person("bi-thu", PHONE)
    home, meeting = page.url, studio.address + called_meeting(page)
    page.goto(home.replace("/chi-bo/", "/chuan-bi/"))
    studio.keep(page, "bi-thu-de-xuat")
    page.goto(f"{meeting}chuan-bi/")
    studio.keep(page, "bi-thu-chuan-bi")
    page.goto(f"{meeting}trieu-tap/")
    studio.keep(page, "bi-thu-trieu-tap")
    page.goto(f"{meeting}xin-vang/")
    studio.keep(page, "bi-thu-xin-vang")
    page.goto(home.replace("/chi-bo/", f"/ke-hoach/{day_of(page).year}/"))
    studio.keep(page, "bi-thu-ke-hoach")
    page.context.close()


def member(studio: Studio) -> None:
    """What is next for a member, the answer, the papers."""
    page = studio.person("dang-vien", PHONE)
    studio.keep(page, "dang-vien-cua-toi")
    page.get_by_role("button", name="Tôi sẽ dự").click()
    page.wait_for_load_state()
    studio.keep(page, "dang-vien-se-du")
    press(page, "Gửi ý kiến")
    studio.keep(page, "dang-vien-y-kien")
    page.context.close()


def officers(studio: Studio) -> None:
    """The orientation of the month; the assigned leader's calendar."""
    page = studio.person("can-bo-xa", DESK)
    page.goto(page.url.rstrip("/") + "/dinh-huong/")
    studio.keep(page, "can-bo-dinh-huong")
    page.context.close()
    page = studio.person("cap-uy-vien", DESK)
    studio.keep(page, "can-bo-phu-trach")
    page.context.close()


def evening(studio: Studio) -> None:
    """Two days later, half past seven: the meeting from its opening to its sealed minutes."""
    page = studio.person("bi-thu", PHONE)
    day = day_of(page) + timedelta(days=2)
    page.context.close()
    begins = datetime(day.year, day.month, day.day, 19, 30, tzinfo=VIETNAM)
    studio.travel(begins)
    page = studio.person("bi-thu", PHONE)
    press(page, "Mở buổi sinh hoạt")
    studio.keep(page, "bi-thu-khai-mac")
    press(page, "Khai mạc")
    studio.keep(page, "bi-thu-dieu-hanh")
    session = page.url
    roll(studio, page)
    studio.travel(begins + timedelta(minutes=40))
    talk(studio, page)
    studio.travel(begins + timedelta(minutes=95))
    page.goto(session)
    press(page, "Xong các bước còn lại")
    press(page, "Bế mạc")
    minutes(studio, page)


def roll(studio: Studio, page: Page) -> None:
    """One is excused already, whose leave was approved; another is absent."""
    press(page, "Điểm danh")
    person = page.locator("ul.roll--form > li").nth(3)
    person.locator("summary").click()
    person.get_by_label("Vắng có lý do").check(force=True)
    person.get_by_text("Đi công tác", exact=True).click()
    studio.keep(page, "bi-thu-diem-danh", "[data-live]")
    press(page, "Xác nhận điểm danh")


def talk(studio: Studio, page: Page) -> None:
    """An opinion, a vote, the tasks."""
    session = page.url
    press(page, "Ghi ý kiến")
    page.get_by_label("Người phát biểu", exact=True).select_option(index=5)
    page.get_by_label("Ý kiến", exact=True).fill(OPINION)
    where = page.get_by_label("Ở bước", exact=True)
    where.select_option(label=where.locator("option", has_text="thảo luận").first.inner_text())
    studio.keep(page, "bi-thu-y-kien")
    press(page, "Ghi ý kiến")
    page.goto(session)
    press(page, "Biểu quyết")
    studio.keep(page, "bi-thu-bieu-quyet")
    press(page, "Ghi kết quả")
    press(page, "Điều hành")
    press(page, "Giao nhiệm vụ")
    for number, text in enumerate(TASKS):
        page.get_by_label("Nhiệm vụ", exact=True).fill(text)
        page.locator("main form input[type=checkbox]").nth(number + 1).check(force=True)
        if not number:
            studio.keep(page, "bi-thu-giao-viec")
        press(page, "Ghi nhiệm vụ")


def minutes(studio: Studio, page: Page) -> None:
    """Adopted, confirmed, sealed."""
    studio.keep(page, "bi-thu-bien-ban")
    if page.get_by_role("link", name="Ghi chủ trì, thư ký").count():
        press(page, "Ghi chủ trì, thư ký")
        taker = page.get_by_label("Thư ký cuộc họp (người ghi biên bản)", exact=True)
        if not taker.input_value():
            taker.select_option(index=3)
        press(page, "Lưu")
    press(page, "Thông qua biên bản")
    press(page, "Ghi xác nhận")
    studio.keep(page, "bi-thu-chot")
    press(page, "Chốt biên bản")
    if page.get_by_label("Mật khẩu", exact=True).count():
        page.get_by_label("Mật khẩu", exact=True).fill(studio.password)
        press(page, "Xác nhận")
        press(page, "Chốt biên bản")
    studio.keep(page, "bi-thu-da-chot")
    page.context.close()
