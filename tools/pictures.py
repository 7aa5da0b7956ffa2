"""Take the pictures of docs/bi-thu.md and docs/can-bo.md again, from a running demo:

    SOTAY_DATA_DIR=/tmp/hinh sotay demo --port 8123
    python -m tools.pictures http://127.0.0.1:8123 /tmp/hinh/demo

Give it a demo of its own, because it uses it: through the product's own pages it imports the
first meetings of this month, records another, hands out a code and enrols with it.
Needs what the tests need (playwright, a chromium, pillow).
"""

import io
import re
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import xlsxwriter
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from python_calamine import CalamineWorkbook

from sotay.core.period import month_of
from sotay.core.vietnamese import format_date, format_month_paper
from tests.browser_support import DESK, FLAGS, PHONE, find_chromium

OUT = Path(__file__).parent.parent / "docs" / "pictures"
HEAVIEST = 120_000
"""Bytes of one picture."""
COMMUNE = "ML-X01"
PIN = "640271"
COUNTS = ("Mã chi bộ", "Tháng", "Đã sinh hoạt", "Phải dự", "Có mặt", "Vắng có lý do", "Vắng không lý do")
MEETINGS = (
    "Mã chi bộ",
    "Loại sinh hoạt",
    "Tháng tính",
    "Tình trạng",
    "Ngày sinh hoạt",
    "Bắt đầu",
    "Kết thúc",
)
MEMBERS = (
    "STT",
    "Mã chi bộ",
    "Họ đệm",
    "Tên",
    "Ngày tháng năm sinh",
    "Ngày kết nạp",
    "Số thẻ Đảng",
    "Điện thoại",
)


class Studio:
    """A browser before the demo: opens pages as one of its people, keeps what they show."""

    def __init__(self, browser: Browser, address: str, demo: Path) -> None:
        self.browser, self.address, self.demo = browser, address.rstrip("/"), demo
        self.password = (demo / "mat-khau").read_text(encoding="utf-8").strip()

    def stranger(self, size: ViewportSize) -> Page:
        """A page of somebody not signed in."""
        return self.browser.new_context(
            viewport=size,
            has_touch=size == PHONE,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
        ).new_page()

    def person(self, username: str, size: ViewportSize) -> Page:
        """The first page of one of the demo's people."""
        page = self.stranger(size)
        page.goto(f"{self.address}/dang-nhap")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(self.password)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(lambda url: "dang-nhap" not in url)
        return page

    def keep(self, page: Page, name: str, at: str = "") -> None:
        """What the window shows from the top, or from just above `at`, as docs/pictures/<name>.png."""
        page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        if at:
            page.locator(at).first.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top - 16)")
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        for colours in (128, 64, 32):
            OUT.mkdir(parents=True, exist_ok=True)
            few = picture.quantize(colours, dither=Image.Dither.NONE)
            few.save(OUT / f"{name}.png", optimize=True)
            if (OUT / f"{name}.png").stat().st_size <= HEAVIEST:
                break
        else:
            raise SystemExit(f"{name}.png: nặng hơn {HEAVIEST} byte")
        print(f"  {name}.png, {(OUT / f'{name}.png').stat().st_size // 1000} kB", flush=True)


# A month that has begun: some of the commune's cells have met ---------------------------------------


def workbook(path: Path, *sheets: tuple[str, list[tuple[object, ...]]]) -> Path:
    """A workbook of plain texts and numbers."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def cells_of(demo: Path) -> list[str]:
    """The codes of the commune's cells."""
    rows = (
        CalamineWorkbook.from_path(demo / "tep-mau" / "to-chuc.xlsx").get_sheet_by_name("Tổ chức").to_python()
    )
    head = rows[0]
    code, over = head.index("Mã tổ chức"), head.index("Mã cấp trên")
    return [str(row[code]) for row in rows[1:] if row[over] == COMMUNE]


def meetings_so_far(demo: Path, folder: Path, today: date) -> Path:
    """Two in three of the cells have met this month, half of those with their counts; the first has not."""
    month = format_month_paper(month_of(today))
    counts: list[tuple[object, ...]] = [COUNTS]
    meetings: list[tuple[object, ...]] = [MEETINGS]
    for number, cell in enumerate(cells_of(demo)):
        if number and number % 3:
            day = format_date(today.replace(day=min(today.day, 3 + number % 6)))
            meetings.append((cell, "Thường kỳ", month, "Đã sinh hoạt", day, "19:00", "20:45"))
            if number % 2:
                counts.append((cell, month, "Có", 22, 18 + number % 3, 1, 3 - number % 3))
    return workbook(folder / "thang-nay.xlsx", ("Số liệu tháng", counts), ("Sinh hoạt", meetings))


def day_of(page: Page) -> date:
    """The demo's own day, as its pages say."""
    found = re.search(r"hôm nay là (\d+)/(\d+)/(\d+)", page.locator(".banner--demo").inner_text())
    if found is None:
        raise SystemExit("Địa chỉ này không phải dữ liệu mẫu.")
    day, month, year = map(int, found.groups())
    return date(year, month, day)


def upload(studio: Studio, page: Page, path: Path) -> None:
    """Put a file in and wait for the trial to end."""
    page.goto(f"{studio.address}/nhap-du-lieu/")
    page.get_by_label("Tệp bảng tính").set_input_files(path)
    page.get_by_role("button", name="Chạy thử").click()
    wait_for_trial(page)


def wait_for_trial(page: Page) -> None:
    """Until the progress page gives way."""
    page.wait_for_load_state()
    while page.get_by_role("link", name="Xem lại ngay").count():
        page.wait_for_timeout(1000)
        page.goto(page.url)


def begin_the_month(studio: Studio, folder: Path) -> None:
    """Those meetings through the import."""
    page = studio.person("can-bo-xa", DESK)
    upload(studio, page, meetings_so_far(studio.demo, folder, day_of(page)))
    if page.get_by_role("button", name="Xác nhận, chạy thử").count():
        page.get_by_role("button", name="Xác nhận, chạy thử").click()
        wait_for_trial(page)
    page.locator("button[value=commit]").click()
    page.wait_for_url("**/xong/", timeout=120_000)
    page.context.close()


# The secretary, on the phone ------------------------------------------------------------------------


def secretary(studio: Studio) -> None:
    """The cell's home, a meeting, its roll, the counts of a month, the members."""
    page = studio.person("bi-thu", PHONE)
    studio.keep(page, "bi-thu-chi-bo")
    home = page.url
    again = page.get_by_role("link", name="Ghi buổi sinh hoạt").count() == 0
    page.goto(home.replace("/chi-bo/", "/ghi-buoi/"))
    page.get_by_label("Bắt đầu").fill("19:00")
    page.get_by_label("Kết thúc").fill("20:45")
    page.get_by_label("Địa điểm").fill("Nhà văn hóa thôn")
    page.get_by_label("Đã làm đủ các bước bắt buộc").check()
    studio.keep(page, "bi-thu-ghi-buoi")
    studio.keep(page, "bi-thu-cac-buoc", "#cac-buoc")
    if again:  # recorded by an earlier run, and its roll left open
        page.goto(home)
        page.get_by_role("link", name="Điểm danh", exact=True).click()
    else:
        page.locator("[name=papers_on]").fill("")
        page.get_by_role("button", name="Ghi và điểm danh").click()
    page.wait_for_url("**/diem-danh/")
    for number in (1, 3):
        person = page.locator("ul.roll--form > li").nth(number)
        person.locator("summary").click()
        person.get_by_label("Vắng có lý do").check(force=True)
        if number == 1:
            person.locator("summary").click()
    studio.keep(page, "bi-thu-diem-danh", "[data-live]")
    page.goto(home)
    page.get_by_role("link", name="Số liệu tháng này").click()
    for name, count in {"expected": 22, "present": 19, "excused": 2, "unexcused": 1}.items():
        page.locator(f"[name={name}]").fill(str(count))
    studio.keep(page, "bi-thu-so-lieu", "#so-nguoi")
    page.goto(home)
    page.get_by_role("link", name="Đảng viên của chi bộ").click()
    studio.keep(page, "bi-thu-dang-vien")
    slip_and_enrolment(studio, page, home)


def slip_and_enrolment(studio: Studio, page: Page, home: str) -> None:
    """A code on paper, and what its owner does with it. Used up here, so the picture opens nothing."""
    page.goto(home.replace("/chi-bo/", "/ghi-danh/"))
    page.locator("input[name=member]").first.check()
    page.get_by_role("button", name="Cấp mã và in").click()
    code = page.locator(".slip__code").inner_text()
    studio.keep(page, "bi-thu-to-ma")
    phone = studio.stranger(PHONE)
    phone.goto(f"{studio.address}/ghi-danh/")
    phone.get_by_label("Mã ghi danh").fill(code)
    studio.keep(phone, "bi-thu-nhap-ma")
    phone.get_by_role("button", name="Tiếp tục").click()
    studio.keep(phone, "bi-thu-dat-pin")
    phone.locator("[name=pin]").fill(PIN)
    phone.locator("[name=pin_again]").fill(PIN)
    phone.get_by_role("button", name="Dùng mã PIN").click()
    phone.wait_for_load_state()
    phone.context.close()


# Officers, at the desk ------------------------------------------------------------------------------


def commune_officer(studio: Studio) -> None:
    """The commune's month; who may see a cell."""
    page = studio.person("can-bo-xa", DESK)
    studio.keep(page, "can-bo-thang-nay")
    page.context.close()


def district_officer(studio: Studio, folder: Path) -> None:
    """From the overview to the map of months and the report; a role; an untidy list."""
    page = studio.person("can-bo-huyen", DESK)
    top = page.url
    studio.keep(page, "can-bo-tong-quan")
    page.goto(f"{top}bieu-do/meeting.attendance_net/")
    studio.keep(page, "can-bo-ban-do", "#ban-do")
    page.goto(f"{top}so-ket/")
    studio.keep(page, "can-bo-bao-cao")
    page.goto(f"{top}giao-vai-tro/")
    studio.keep(page, "can-bo-giao-vai-tro")
    upload(studio, page, untidy_members(studio.demo, folder))
    if page.get_by_role("link", name="Xem, đổi cách ghép cột").count():  # remembered from an earlier run
        page.get_by_role("link", name="Xem, đổi cách ghép cột").click()
    studio.keep(page, "can-bo-ghep-cot", "table.table")
    page.get_by_role("button", name="Xác nhận, chạy thử").click()
    wait_for_trial(page)
    studio.keep(page, "can-bo-chay-thu")
    page.get_by_role("button", name="Hủy và xóa tệp ngay").click()
    page.context.close()


def untidy_members(demo: Path, folder: Path) -> Path:
    """A list as offices keep it: a title above, names in two columns, one known already, a wrong day."""
    rows = (
        CalamineWorkbook.from_path(demo / "tep-mau" / "dang-vien.xlsx")
        .get_sheet_by_name("Đảng viên")
        .to_python()
    )
    cell, born = rows[0].index("Mã chi bộ"), rows[0].index("Ngày sinh")
    known = next(r for r in rows[1:] if str(r[cell]).startswith(COMMUNE) and isinstance(r[born], date))
    first, last = str(known[rows[0].index("Họ và tên")]).rsplit(" ", 1)
    code, birth = str(known[cell]), known[born]
    assert isinstance(birth, date)
    people: list[tuple[object, ...]] = [
        ("DANH SÁCH ĐẢNG VIÊN",),
        (),
        MEMBERS,
        (1, code, first, last, format_date(birth), "20/06/2016", "64900100", "0900000001"),
        (2, code, "Hà Minh", "Tuệ", "14/02/1990", "03/02/2015", "64900101", "0900000002"),
        (3, code, "Lương Thị", "Nhài", "30/02/1985", "19/05/2012", "64900102", "0900000003"),
        (4, code, "Đỗ Khắc", "Triển", "1958", "07/11/1984", "64900103", "0900000004"),
    ]
    return workbook(folder / "danh-sach-cu.xlsx", ("Sheet1", people))


def main() -> None:
    """Address of the demo, its data folder."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("Máy không có chromium.")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        studio, folder = Studio(browser, sys.argv[1], Path(sys.argv[2])), Path(scratch)
        work: list[Callable[[], None]] = [
            lambda: begin_the_month(studio, folder),
            lambda: secretary(studio),
            lambda: commune_officer(studio),
            lambda: district_officer(studio, folder),
        ]
        for one in work:
            one()
        browser.close()


if __name__ == "__main__":
    main()
