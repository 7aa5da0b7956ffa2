"""Every page of every role, on phone and desk: WCAG 2.2 AA, nothing over the side, no small print."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser_support import DESK, PHONE, OpenPage
from tests.journeys.crawl import walk
from tests.web.world import PASSWORD, World, kept_today

pytestmark = [pytest.mark.slow, pytest.mark.once]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ROLES = {"huyen": 6, "xa": 6, "bi-thu": 4, "dang-vien": 3, "van-hanh": 2}
"""Who walks, and how many pages they must at least find."""
NARROWEST: ViewportSize = {"width": 320, "height": 700}
TALL = "document.documentElement.scrollHeight"
SIDEWAYS = "document.documentElement.scrollWidth > window.innerWidth"
SMALL = """() => {
  const smallest = 16, found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent.trim(), e = texts.currentNode.parentElement;
    if (!text || !e.checkVisibility() || e.closest('svg, .vh, .sheet, .paper')) continue;
    if (parseFloat(getComputedStyle(e).fontSize) < smallest - .1) found.add(text.slice(0, 40));
  }
  return [...found];
}"""
TIGHT = """() => {
  const found = [], pressed = 'button, .btn, .input, select, summary, .nav a, .tabs a, label.choice';
  for (const e of document.querySelectorAll(pressed)) {
    if (!e.checkVisibility() || e.closest('.vh, .skip') || e.type === 'hidden') continue;
    const box = e.getBoundingClientRect();
    if (box.width && (box.height < 47.5 || box.width < 47.5)) found.push(e.outerHTML.slice(0, 90));
  }
  return found;
}"""


@pytest.fixture
def world(transactional_db: None) -> World:
    return kept_today.stand()


def sign_in(page: Page, site: str, name: str) -> None:
    page.goto(site + "/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_load_state()


def faults_of(page: Page, path: str, size: ViewportSize) -> list[str]:
    page.set_viewport_size(size)
    found = [f"{path}: trang tràn ngang"] if page.evaluate(SIDEWAYS) else []
    # As tall as the page: what merely waits under the bar at the screen's edge is not covered.
    page.set_viewport_size(size | {"height": max(size["height"], page.evaluate(TALL))})
    found += [
        f"{path}: {broken['id']}: {broken['nodes'][0]['html'][:120]} ({len(broken['nodes'])})"
        for broken in Axe().run(page, options=RULES).response["violations"]
    ]
    found += [f"{path}: chữ nhỏ: {text}" for text in page.evaluate(SMALL)]
    found += [f"{path}: chỗ bấm nhỏ: {place}" for place in page.evaluate(TIGHT)]
    return [f"{size['width']} px: {fault}" for fault in found]


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shuts_anybody_out(live_server: Any, world: World, open_page: OpenPage, role: str) -> None:
    page = open_page(PHONE)
    sign_in(page, live_server.url, role)
    seen, faults = 0, []
    for path in walk(page, live_server.url):
        seen += 1
        for size in (PHONE, DESK):
            faults += faults_of(page, path, size)
        page.set_viewport_size(NARROWEST)
        if page.evaluate(SIDEWAYS):
            faults.append(f"{NARROWEST['width']} px: {path} tràn ngang")
        page.set_viewport_size(PHONE)
    assert seen >= ROLES[role], "a walk that finds no pages proves nothing"
    assert not faults, "\n".join(faults)


def test_large_print_holds(live_server: Any, world: World, open_page: OpenPage) -> None:
    faults = []
    page = open_page(PHONE)
    sign_in(page, live_server.url, "xa")
    page.context.add_cookies([{"name": "co-chu", "value": "rat-lon", "url": live_server.url}])
    for path in walk(page, live_server.url):
        for size in (PHONE, NARROWEST):
            page.set_viewport_size(size)
            if page.evaluate(SIDEWAYS):
                faults.append(f"{size['width']} px, chữ rất lớn: {path} tràn ngang")
    assert not faults, "\n".join(faults)


def test_a_planted_fault_is_found(live_server: Any, world: World, open_page: OpenPage) -> None:
    page = open_page(PHONE)
    sign_in(page, live_server.url, "bi-thu")
    page.evaluate("""() => {
      const main = document.querySelector('main');
      main.insertAdjacentHTML('beforeend',
        '<p><img src="/static/web/icon.svg"></p><button>x</button><small><small>chữ</small></small>');
      main.firstElementChild.insertAdjacentHTML('afterend', '<pre>' + 'dài'.repeat(300) + '</pre>');
    }""")
    found = " ".join(faults_of(page, "/", PHONE))
    assert all(word in found for word in ("image-alt", "chữ nhỏ", "chỗ bấm nhỏ", "tràn ngang")), found
