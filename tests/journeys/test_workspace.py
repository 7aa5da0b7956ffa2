"""The pages of the meeting workspace, before, during and after a meeting: open to everybody (axe, by phone;
the large screen by its own size). The number of violations stands in build/journeys.json."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.meetings.models import Meeting
from sotay.members.models import Member
from sotay.organisations.models import Organisation
from sotay.web.door import routes
from tests.browser_support import DESK, PHONE, OpenPage
from tests.journeys.counting import keep
from tests.journeys.crawl import shows
from tests.journeys.test_every_page import RULES, TALL, sign_in
from tests.meetings.session_support import DAY, Evening, evening
from tests.minutes.support import held, sealed
from tests.web.minutes.test_minutes import NIGHT
from tests.web.world import PASSWORD

pytestmark = [pytest.mark.slow, pytest.mark.once]
SINCE = DAY.replace(year=2020)
NO_PAGES = ("paper-minutes", "check-in-picture", "session-live")
MONTH = 202611
OF_A_MEMBER = ("reply", "opinion-before", "papers-read", "check-in", "result", "minutes-read")


@pytest.fixture
def night(transactional_db: None) -> Iterator[None]:
    with time_machine.travel(NIGHT, tick=True):
        yield


def sign_up(name: str, role: Role, *places: Organisation, member: Member | None = None) -> None:
    """Somebody with that role in those places."""
    made = Account.objects.create_account(username=name, full_name="Ai Đó", password=PASSWORD)
    for place in places:
        Grant.objects.create(account=made, role=role, organisation=place, valid_from=SINCE)
    if member is not None:
        Member.objects.filter(pk=member.pk).update(account=made)


def of_meeting() -> list[str]:
    """Every page of the system that is about one meeting and asks for nothing else."""
    start = "sinh-hoat/<slug:public_id>/"
    found = [pattern.name for text, pattern in routes() if text.startswith(start) and text.count("<") == 1]
    return [f"web:{name}" for name in found if name and name not in NO_PAGES]


def of_cell(one: Evening) -> list[str]:
    """The pages of the cell, beside those of a meeting."""
    cell = one.cell.public_id
    names = ("cell", "topics", "propose", "habit", "committee-new", "tasks", "minutes-book")
    mine = [reverse(f"web:{name}", args=[cell]) for name in names]
    mine += [reverse(f"web:{name}", args=[cell, MONTH]) for name in ("month-report", "month-report-write")]
    return [*mine, reverse("web:year-plan", args=[cell, DAY.year])]


def paths(one: Evening) -> list[str]:
    """The pages of the evening."""
    mine = [reverse(name, args=[one.meeting.public_id]) for name in of_meeting()]
    mine.append(reverse("web:minutes-wording", args=[one.meeting.public_id, "opening"]))
    return [*mine, *(reverse("web:poll", args=[poll.public_id]) for poll in one.meeting.polls.all())]


@dataclass
class Look:
    """Somebody who looks at pages: how many there were, and what axe found on them."""

    page: Page
    site: str
    opened: int = 0
    faults: list[str] = field(default_factory=list)

    def at(self, *paths: str) -> None:
        """What is not there for this reader, and what is no page, is passed over."""
        for path in paths:
            answer = self.page.request.get(self.site + path, max_redirects=0)
            if answer.status != 200 or not shows(answer):
                continue
            self.page.goto(self.site + path)
            self.opened += 1
            size = self.page.viewport_size
            assert size is not None
            # As tall as the page: what merely waits under the bar at the screen's edge is not covered.
            self.page.set_viewport_size(size | {"height": max(size["height"], self.page.evaluate(TALL))})
            broken = Axe().run(self.page, options=RULES).response["violations"]
            self.page.set_viewport_size(size)
            self.faults += [f"{path}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in broken]


def test_no_page_of_the_workspace_has_a_violation(live_server: Any, night: None, open_page: OpenPage) -> None:
    ahead, running, done, shut = evening(), evening(), held(), sealed()
    running.open()
    Meeting.objects.filter(pk=running.meeting.pk).update(check_in=True)
    evenings = (ahead, running, done, shut)
    sign_up("bi-thu", Role.SECRETARY, *(one.cell for one in evenings))
    superior = shut.cell.links.get().parent
    sign_up("xa", Role.COMMITTEE_OFFICER, superior)
    for number, one in enumerate((ahead, running, shut)):
        sign_up(f"dang-vien-{number}", Role.MEMBER, one.cell, member=one.members[3])

    def look(who: str, size: ViewportSize = PHONE) -> Look:
        page = open_page(size)
        sign_in(page, live_server.url, who)
        return Look(page, live_server.url)

    secretary, wall, officer = look("bi-thu"), look("bi-thu", DESK), look("xa")
    for one in evenings:
        secretary.at(*paths(one))
    secretary.at(*of_cell(done))
    wall.at(*(f"/sinh-hoat/{one.meeting.public_id}/man-hinh/" for one in (ahead, running, done)))
    month = [reverse(f"web:{name}", args=[superior.public_id, MONTH]) for name in ("month", "orientation")]
    officer.at(*month, *paths(shut)[:1])
    looks = [secretary, wall, officer]
    for number, one in enumerate((ahead, running, shut)):
        member = look(f"dang-vien-{number}")
        mine = [reverse(f"web:{name}", args=[one.meeting.public_id]) for name in OF_A_MEMBER]
        member.at("/cua-toi/", "/cua-toi/thong-bao/", *mine)
        looks.append(member)
    faults = [fault for one in looks for fault in one.faults]
    keep("axe_violations", len(faults))
    assert not faults, "\n".join(faults)
    assert wall.opened == 3
    assert secretary.opened > 60, "a look at no pages proves nothing"
    assert all(one.opened >= 2 for one in looks)
