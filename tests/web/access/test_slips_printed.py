"""The slip with an enrolment code, on the printer: letters that somebody of 70 reads, and a button for it."""

from typing import Any

import pytest

from tests import factories as make
from tests.browser_support import PHONE, OpenPage
from tests.web.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
POINT = 4 / 3
"""Pixels of CSS in a point."""


def _slips(page: Any, world: World, live_server: Any) -> None:
    """The sheet of the codes of two members of a cell."""
    for name in ("Hà Văn Tí", "Hà Thị Sửu"):
        make.member(world.places["A1"], name=name)
    cookies = world.client("bi-thu").cookies
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies.items()]
    )
    page.goto(live_server.url + world.page("A1", "ghi-danh/"))
    for box in page.locator("input[name=member]").all()[:2]:
        box.check(force=True)
    page.locator("form:has(input[name=member]) button[type=submit]").last.click()
    page.wait_for_selector(".slip")


def test_a_slip_is_printed_in_twelve_points_by_a_button(
    live_server: Any, open_page: OpenPage, world: World
) -> None:
    page = open_page(PHONE)
    _slips(page, world, live_server)
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="In").click()
    assert page.evaluate("window.printed")
    assert page.locator("[data-print-how]").is_hidden()
    page.emulate_media(media="print")
    sizes = page.eval_on_selector_all(
        ".slip p", "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 12 * POINT
    assert page.locator("[data-print]").is_hidden(), "the button does not stand on the paper"


def test_without_script_the_page_says_how_to_print(
    live_server: Any, open_page: OpenPage, world: World
) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    _slips(page, world, live_server)
    assert page.locator("[data-print]").is_hidden()
    assert "chọn In trong trình đơn của trình duyệt" in page.inner_text("main")
