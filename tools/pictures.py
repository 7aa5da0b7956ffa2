"""Take the pictures of docs/bi-thu.md, docs/can-bo.md and docs/dang-vien.md again, from a running demo:

    SOTAY_DATA_DIR=/tmp/hinh sotay demo --port 8123
    python -m tools.pictures http://127.0.0.1:8123 /tmp/hinh/demo

Give it a demo of its own, made a moment ago, because it uses it: through the product's own pages it holds
this month's meeting, lets the demo's clock run on to its evening, hands out a code and enrols with it.
Needs what the tests need (playwright, a chromium, pillow).
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import xlsxwriter
from playwright.sync_api import Page, sync_playwright
from python_calamine import CalamineWorkbook

from sotay.core.vietnamese import format_date
from tests.browser_support import DESK, FLAGS, PHONE, find_chromium
from tools.evening_pictures import before, evening, member, officers
from tools.studio import Studio

COMMUNE = "ML-X01"
PIN = "640271"
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


# Files that go in ------------------------------------------------------------------------------------


def workbook(path: Path, *sheets: tuple[str, list[tuple[object, ...]]]) -> Path:
    """A workbook of plain texts and numbers."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


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


# The secretary, on the phone ------------------------------------------------------------------------


def secretary(studio: Studio) -> None:
    """The cell's home, the form of a meeting written down afterwards, the counts of a month, the members."""
    page = studio.person("bi-thu", PHONE)
    studio.keep(page, "bi-thu-chi-bo")
    home = page.url
    page.goto(home.replace("/chi-bo/", "/ghi-buoi/"))
    page.get_by_label("Bắt đầu").fill("19:00")
    page.get_by_label("Kết thúc").fill("20:45")
    page.get_by_label("Địa điểm").fill("Nhà văn hóa thôn")
    page.get_by_label("Đã làm đủ các bước bắt buộc").check()
    studio.keep(page, "bi-thu-ghi-buoi")
    studio.keep(page, "bi-thu-cac-buoc", "#cac-buoc")
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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        studio, folder = Studio(browser, sys.argv[1], Path(sys.argv[2])), Path(scratch)
        work: list[Callable[[], None]] = [
            lambda: secretary(studio),
            lambda: before(studio),
            lambda: officers(studio),
            lambda: member(studio),
            lambda: commune_officer(studio),
            lambda: evening(studio),
            lambda: district_officer(studio, folder),
        ]
        for one in work:
            one()
        browser.close()


if __name__ == "__main__":
    main()
