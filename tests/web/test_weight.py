"""First load of a meeting's pages: at most 60 kB besides fonts, also with a large cell on the roll."""

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from sotay.access.choices import Role
from sotay.ballots.choices import Method, Purpose
from sotay.ballots.operations import open_poll
from sotay.meetings.operations.checking_in import switch_check_in
from tests.meetings.session_support import SECRETARY, after, evening
from tests.web.minutes.test_minutes import NIGHT, client

LIMIT = 60_000
"""Bytes of the page and of what it makes the browser fetch at once; fonts apart."""
FETCHED = re.compile(
    r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"|<img[^>]* src="([^"]+)"'
)


def weight(browser: Client, path: str) -> int:
    """Bytes that travel on a first visit: the page as it is sent, styles and scripts as they lie packed."""
    page = browser.get(path, headers={"accept-encoding": "gzip"})
    assert page.status_code == 200, path
    total = len(page.content)
    fetched = {"".join(groups) for groups in FETCHED.findall(gzip.decompress(page.content).decode())}
    assert fetched, "a page without its styles weighs nothing"
    for address in fetched:
        found = finders.find(urlsplit(address).path.removeprefix(settings.STATIC_URL))
        assert isinstance(found, str), address
        total += len(gzip.compress(Path(found).read_bytes(), mtime=0))
    return total


@pytest.mark.django_db
@pytest.mark.parametrize("people", [29, pytest.param(120, marks=pytest.mark.slow)])
def test_the_pages_of_an_evening_load_within_sixty_kilobytes(people: int) -> None:
    with time_machine.travel(NIGHT, tick=False):
        found = weights(people)
    assert max(found.values()) <= LIMIT, found


def weights(people: int) -> dict[str, int]:
    """Of each page of an evening in session, by its address."""
    one = evening(people=people)
    one.open()
    secretary = client(Role.SECRETARY, one)
    found = {
        page: weight(secretary, f"/sinh-hoat/{one.meeting.public_id}/{page}")
        for page in ("", "diem-danh/", "dieu-hanh/", "bieu-quyet/", "y-kien/", "giao-viec/", "be-mac/")
    }
    about = {"actor": SECRETARY, "meeting": one.again(), "at": after(20)}
    vote = open_poll(subject="Làm đường", purpose=Purpose.OTHER, method=Method.ELECTRONIC, **about)
    found["bieu-quyet-dang-mo"] = weight(secretary, f"/bieu-quyet/{vote.poll.public_id}/")
    switch_check_in(on=True, **about)
    found["diem-danh-co-ma"] = weight(secretary, f"/sinh-hoat/{one.meeting.public_id}/diem-danh/")
    found["chi-bo"] = weight(secretary, f"/to-chuc/{one.cell.public_id}/chi-bo/")
    return found
