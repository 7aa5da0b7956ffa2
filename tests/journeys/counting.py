"""Count what a hand does on a page, taps and typed fields; keep the counts in build/journeys.json."""

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

FILE = Path("build/journeys.json")


@dataclass
class Hand:
    """A hand on a page. A choice in a list counts as a tap; a field counts once, however long the text.
    With SOTAY_PICTURES set to a folder every page it comes to is kept there as a picture."""

    page: Page
    taps: int = 0
    typed: int = 0
    seen: int = 0

    def tap(self, *what: Locator) -> None:
        """Tap one thing after the other."""
        for one in what:
            one.click()
            self.taps += 1

    def button(self, name: str) -> None:
        """Tap the button or link of that name."""
        found = self.page.get_by_role("button", name=name, exact=True)
        if not found.count():
            found = self.page.get_by_role("link", name=name, exact=True)
        self.tap(found.first)

    def type(self, label: str, text: str) -> None:
        """Type into one field."""
        self.page.get_by_label(label, exact=True).fill(text)
        self.typed += 1

    def choose(self, label: str, option: str) -> None:
        """Open a list and tap one line of it: two taps."""
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.taps += 2

    def picture(self, name: str) -> None:
        """Keep what is seen now."""
        if folder := os.environ.get("SOTAY_PICTURES"):
            self.seen += 1
            self.page.screenshot(path=f"{folder}/{self.seen:02}-{name}.png", full_page=True)


def keep(name: str, counts: dict[str, int] | int) -> None:
    """Write the counts of a journey beside those of the others (several may run at once)."""
    FILE.parent.mkdir(exist_ok=True)
    with FILE.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        text = file.read()
        known = json.loads(text) if text else {}
        known[name] = counts
        file.seek(0)
        file.truncate()
        file.write(json.dumps(known, ensure_ascii=False, indent=2) + "\n")
