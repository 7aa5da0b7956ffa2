"""G16: a relayed check-in code is refused ten seconds after it was shown; genuine ones are refused in two
of a hundred at most.

Each try asks the product's own address with a code that was on the screen at a drawn moment. A genuine scan
reaches the server after a drawn time (phones and village networks: half within 1.2 s, one in fifty over 5 s);
a relayed one ten seconds or more after it was shown. Then the member says "I am here" minutes later, as slow
networks do, and what the record says is compared. Before a relayed one the member has looked for a code by
themselves, at home: on the large screen's page, which is open to them, and wherever else one is shown.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from unittest.mock import patch

import time_machine
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.accounts.sessions import BEGAN, SessionStore
from sotay.core import clock
from sotay.meetings.choices import CheckIn, State
from sotay.meetings.models import Attendance, Meeting
from sotay.meetings.rules import codes
from sotay.members.models import Member
from sotay.web.checkin import views
from sotay.web.checkin.picture import key
from sotay.web.session import screens
from tests.prove.ground import is_release, say
from tests.prove.hall import Hall, a_cell, a_hall, some_members
from tests.prove.outcome import Outcome

TRIES, TRIES_RELEASE, TRIES_FAULT = 1000, 10_000, 60
LOOKS = 10
"""Every so many tries the member looks for a code by themselves."""
MOST_GENUINE_REFUSED = 0.02
BEGAN_AT = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)


def _network(random: Random) -> float:
    """Seconds from the picture on the screen to the server: lifting, focusing, sending."""
    return min(30.0, random.lognormvariate(math.log(1.2), 0.7))


def _somebody(hall: Hall, member: Member) -> Client:
    account = Account.objects.create(username=f"dv-{member.pk}", full_name="Ai Đó", password="!")
    cell = hall.meeting.cell
    Grant.objects.create(account=account, role=Role.MEMBER, organisation=cell, valid_from=cell.founded_on)
    Member.objects.filter(pk=member.pk).update(account=account)
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY], store[BEGAN] = account.get_session_auth_hash(), clock.now().isoformat()
    store.save()
    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key or ""
    return client


def _try(client: Client, hall: Hall, member: int, other: Hall, random: Random, *, relayed: bool) -> bool:
    """Whether the record says in the end that the member scanned the code."""
    Attendance.objects.filter(meeting=hall.meeting).update(way="", checked_at=None, state=State.EXCUSED)
    client.cookies.pop(views.SCANNED, None)
    shown = BEGAN_AT + timedelta(seconds=random.uniform(0, 600))
    delay = 10 + random.expovariate(1 / 20) if relayed else _network(random)
    # One relayed code in three is fresh, but of another meeting.
    source = other if relayed and random.random() < 1 / 3 else hall
    if source is other:
        delay = _network(random)
    code = codes.code_at(key(), source.meeting.public_id, shown)
    with time_machine.travel(shown + timedelta(seconds=delay), tick=False):
        client.get(f"/dd/{hall.meeting.public_id}/{code}/")
    with time_machine.travel(shown + timedelta(seconds=delay + random.uniform(1, 300)), tick=False):
        client.post(f"/sinh-hoat/{hall.meeting.public_id}/co-mat/")
    row = Attendance.objects.get(meeting=hall.meeting, member_id=member)
    return row.way == CheckIn.CODE


def _finds_a_code(client: Client, hall: Hall) -> bool:
    """Whether a page that the member may open by themselves shows a code to scan."""
    pages = ("man-hinh/", "ma-diem-danh/", "ma-diem-danh/ma.svg", "co-mat/", "dang-dien-ra/")
    addresses = [f"/sinh-hoat/{hall.meeting.public_id}/{page}" for page in pages]
    return any(b'class="qr"' in client.get(one).content for one in [*addresses, "/cua-toi/"])


def scans(tries: int, seed: int) -> tuple[int, int, int, int]:
    """(relayed, of these accepted or shown to a member at home, genuine, of these refused)."""
    random = Random(seed)
    cell = a_cell()
    (member,) = some_members(cell, 1)
    hall, other = a_hall(cell, [member], 202611), a_hall(cell, [member], 202612)
    Meeting.objects.filter(pk__in=[hall.meeting.pk, other.meeting.pk]).update(check_in=True)
    accepted = refused = genuine = 0
    with time_machine.travel(BEGAN_AT, tick=False):
        client = _somebody(hall, member)
        for number in range(tries):
            relayed = number % 2 == 0
            counted = _try(client, hall, member.pk, other, random, relayed=relayed)
            genuine += not relayed
            accepted += relayed and (counted or (number % LOOKS == 0 and _finds_a_code(client, hall)))
            refused += not relayed and not counted
    return tries - genuine, accepted, genuine, refused


# Planted faults -----------------------------------------------------------------------------------


@contextmanager
def _lives_long() -> Iterator[None]:
    """A code is good for half a minute."""
    with patch.object(codes, "LIFE", timedelta(seconds=30)):
        yield


@contextmanager
def _of_any_meeting() -> Iterator[None]:
    """A code is good at every meeting."""
    made = codes._code
    with patch.object(codes, "_code", lambda key, meeting, number: made(key, "any", number)):
        yield


@contextmanager
def _never_changes() -> Iterator[None]:
    """The code does not change."""
    with patch.object(codes, "_number", lambda at: 1):
        yield


@contextmanager
def _everybody_is_believed() -> Iterator[None]:
    """Whoever says so has scanned."""
    with patch.object(views, "accepts", lambda *said: True):
        yield


@contextmanager
def _only_the_newest() -> Iterator[None]:
    """Only the code of this very moment is good: genuine ones are refused."""
    with patch.object(codes, "LIFE", timedelta(seconds=2)):
        yield


@contextmanager
def _judged_late() -> Iterator[None]:
    """What counts is when one says "I am here": a slow network harms."""
    with patch.object(views, "SCAN_AGE", 5):
        yield


@contextmanager
def _shown_to_everybody() -> Iterator[None]:
    """The large screen shows the code to whoever may open it, at home too."""
    with patch.object(screens, "_shows_code", lambda request, meeting: meeting.check_in):
        yield


FAULTS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "mã dùng được nửa phút": _lives_long,
    "mã dùng cho mọi buổi": _of_any_meeting,
    "mã không đổi": _never_changes,
    "không soát mã": _everybody_is_believed,
    "chỉ nhận mã mới nhất": _only_the_newest,
    "tính lúc bấm nút": _judged_late,
    "màn hình lớn hiện mã cho mọi người": _shown_to_everybody,
}


def _wrong(found: tuple[int, int, int, int]) -> list[str]:
    relayed, accepted, genuine, refused = found
    faults = []
    if accepted:
        faults.append(f"{accepted}/{relayed} mã chuyển đi vẫn được nhận")
    if refused > MOST_GENUINE_REFUSED * genuine:
        faults.append(f"{refused}/{genuine} người quét thật bị từ chối")
    return faults


def prove() -> Outcome:
    """Scan as it is, then with each planted fault."""
    tries = TRIES_RELEASE if is_release() else TRIES
    found = scans(tries, 16)
    faults = _wrong(found)
    relayed, accepted, genuine, refused = found
    outcome = Outcome(n=tries, failures=len(faults), examples=faults)
    outcome.note = f"relayed {accepted}/{relayed} accepted, genuine {refused}/{genuine} refused"
    say(f"G16: {outcome.note}")
    for name, fault in FAULTS.items():
        outcome.planted += 1
        with fault():
            hit = _wrong(scans(TRIES_FAULT, 17))
        outcome.planted_found += bool(hit)
        if not hit:
            outcome.examples.append(f"không thấy lỗi cài sẵn: {name}")
    return outcome
