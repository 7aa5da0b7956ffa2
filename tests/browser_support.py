"""A real browser for tests: Playwright driving the system's chromium.

`open_page(PHONE)` gives a page of its own session; with pytest-django's `live_server`:

    def test_sign_in(live_server, open_page):
        page = open_page(PHONE)
        page.goto(live_server.url)
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1366, "height": 768}
NO_CHROMIUM = "máy không có chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]

type OpenPage = Callable[..., Page]


def find_chromium() -> str | None:
    """The path of the machine's chromium."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser process for the run (one a worker)."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip(NO_CHROMIUM)
    # Playwright keeps an event loop in this thread, which Django would take for async code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open pages, each with its own cookies; a script error or a refused resource fails the test."""
    contexts = []
    errors: list[str] = []

    def open_(size: ViewportSize = DESK, **options: object) -> Page:
        context = browser.new_context(
            viewport=size,
            device_scale_factor=1,
            has_touch=size == PHONE,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        return page

    yield open_
    for context in contexts:
        context.close()
    # An answer of 4xx is logged as an error too; tests ask for those on purpose.
    faults = [error for error in errors if "the server responded with a status of 4" not in error]
    assert not faults, f"the browser's console says: {faults}"
