"""A browser before the demo, that keeps what its pages show as pictures of the guides."""

import io
import re
from datetime import date, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from sotay.core.clock import DEMO_BEGINS, DEMO_MADE, real_now
from tests.browser_support import PHONE

OUT = Path(__file__).parent.parent / "docs" / "pictures"
HEAVIEST = 120_000
"""Bytes of one picture."""


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

    def travel(self, to: datetime) -> None:
        """Let the demo's own clock show that moment: it runs from the one at which its records were made."""
        made = real_now() - (to - DEMO_BEGINS)
        (self.demo / DEMO_MADE).write_text(made.isoformat(), encoding="utf-8")


def day_of(page: Page) -> date:
    """The demo's own day, as its pages say."""
    found = re.search(r"hôm nay là (\d+)/(\d+)/(\d+)", page.locator(".banner--demo").inner_text())
    if found is None:
        raise SystemExit("Địa chỉ này không phải dữ liệu mẫu.")
    day, month, year = map(int, found.groups())
    return date(year, month, day)
