"""Members check themselves in: by the code on the screen, or on their word."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from sotay.journal.models import Entry
from sotay.meetings.choices import Stage
from sotay.meetings.models import Attendance, Meeting
from sotay.members.models import Member
from tests import factories as make
from tests.web.world import World


@pytest.fixture
def meeting(world: World) -> Meeting:
    """A1 in session; the member with an account was given leave, and comes all the same."""
    made = make.meeting(world.places["A1"], 202406, status="planned", stage=Stage.IN_SESSION)
    make.roll(made, "present", "present")
    Attendance.objects.create(
        meeting=made,
        cell=world.places["A1"],
        member=Member.objects.get(account=world.accounts["dang-vien"]),
        basis="official",
        expected=True,
        votes=True,
        state="excused",
        reason_class="work",
    )
    return made


def desk(meeting: Meeting) -> str:
    return f"/sinh-hoat/{meeting.public_id}/ma-diem-danh/"


def here(meeting: Meeting) -> str:
    return f"/sinh-hoat/{meeting.public_id}/co-mat/"


def switch_on(world: World, meeting: Meeting) -> None:
    world.client("bi-thu").post(desk(meeting), {"on": "1"})


def scanned(world: World, meeting: Meeting, client: Client, *, after: int = 0) -> str:
    """Where the code of 19:30 leads, so many seconds later."""
    from sotay.meetings.rules.codes import code_at
    from sotay.web.checkin.picture import key

    shown = datetime(2024, 6, 15, 12, 30, tzinfo=UTC)
    code = code_at(key(), meeting.public_id, shown)
    with time_machine.travel(shown.replace(second=after), tick=False):
        return str(client.get(f"/dd/{meeting.public_id}/{code}/").headers["Location"])


def own_row(world: World, meeting: Meeting) -> Attendance:
    return Attendance.objects.get(meeting=meeting, member__account=world.accounts["dang-vien"])


def test_it_is_off_until_the_chair_switches_it_on(world: World, meeting: Meeting) -> None:
    assert world.client("dang-vien").post(here(meeting)).status_code == 409
    assert world.client("dang-vien").get(here(meeting)).status_code == 200
    assert world.get("bi-thu", desk(meeting) + "ma.svg").status_code == 204
    switch_on(world, meeting)
    assert 'class="qr"' in world.get("bi-thu", desk(meeting)).content.decode()
    picture = world.get("bi-thu", desk(meeting) + "ma.svg")
    assert picture.headers["Content-Type"].startswith("image/svg+xml")
    assert "no-store" in picture.headers["Cache-Control"]


def test_a_code_scanned_in_time_makes_one_present_with_one_tap(world: World, meeting: Meeting) -> None:
    switch_on(world, meeting)
    client = world.client("dang-vien")
    with time_machine.travel(datetime(2024, 6, 15, 12, 30, 9, tzinfo=UTC), tick=False):
        assert scanned(world, meeting, client, after=9) == here(meeting)
        assert client.post(here(meeting)).status_code == 302
        assert "Đã ghi đồng chí có mặt." in client.get(here(meeting)).content.decode()
    row = own_row(world, meeting)
    assert (row.state, row.way, row.reason_class) == ("present", "code", "")
    assert Entry.objects.filter(event="CheckedIn").count() == 1


def test_a_slow_network_after_the_scan_harms_nobody(world: World, meeting: Meeting) -> None:
    switch_on(world, meeting)
    client = world.client("dang-vien")
    scanned(world, meeting, client, after=3)
    with time_machine.travel(datetime(2024, 6, 15, 12, 33, tzinfo=UTC), tick=False):
        client.post(here(meeting))
    assert own_row(world, meeting).way == "code"


def test_a_relayed_code_counts_as_ones_own_word_only(world: World, meeting: Meeting) -> None:
    switch_on(world, meeting)
    client = world.client("dang-vien")
    assert scanned(world, meeting, client, after=10) == here(meeting) + "?ma=cu"
    assert "Mã này đã cũ" in client.get(here(meeting) + "?ma=cu").content.decode()
    client.post(here(meeting))
    assert own_row(world, meeting).way == "self"
    assert "1 đồng chí tự báo" in re.sub(r"\s+", " ", world.get("bi-thu", desk(meeting)).content.decode())


def test_a_scan_after_ones_own_word_makes_it_certain(world: World, meeting: Meeting) -> None:
    Attendance.objects.filter(meeting=meeting).exclude(reason_class="work").update(state="")
    switch_on(world, meeting)
    client = world.client("dang-vien")
    client.post(here(meeting))
    before = client.get(here(meeting)).content.decode()
    assert "Quét mã trên màn hình thì được ghi ngay." in before
    assert 'form="co-mat"' not in before
    scanned(world, meeting, client, after=3)
    with time_machine.travel(datetime(2024, 6, 15, 12, 31, tzinfo=UTC), tick=False):
        assert 'form="co-mat"' in client.get(here(meeting)).content.decode(), "as the page promised"
        client.post(here(meeting))
        assert "Đã ghi đồng chí có mặt." in client.get(here(meeting)).content.decode()
    assert own_row(world, meeting).way == "code"


def test_a_scan_of_one_meeting_is_none_for_another(world: World, meeting: Meeting) -> None:
    switch_on(world, meeting)
    other = make.meeting(world.places["A1"], 202407, status="planned", stage=Stage.IN_SESSION)
    client = world.client("dang-vien")
    scanned(world, other, client, after=1)
    with time_machine.travel(datetime(2024, 6, 15, 12, 31, tzinfo=UTC), tick=False):
        client.post(here(meeting))
    assert own_row(world, meeting).way == "self"


def test_the_code_tells_a_stranger_nothing(world: World, meeting: Meeting) -> None:
    known = scanned(world, meeting, world.client(None), after=1)
    absent = world.client(None).get("/dd/khongcobuoi/aaaaaaaaaa/").headers["Location"]
    assert known == here(meeting)
    assert absent == "/sinh-hoat/khongcobuoi/co-mat/?ma=cu"


def test_who_may(world: World, meeting: Meeting) -> None:
    for who, chair, member in (
        ("bi-thu-2", 404, 404),
        ("xa", 403, 403),
        ("huyen", 403, 403),
        ("van-hanh", 403, 403),
        ("dang-vien", 403, 200),
        ("bi-thu", 200, 200),
    ):
        assert world.get(who, desk(meeting)).status_code == chair, who
        assert world.get(who, here(meeting)).status_code == member, who
    assert world.client("dang-vien").post(desk(meeting), {"on": "1"}).status_code == 403


def test_at_a_joint_meeting_members_of_every_cell_scan_the_same_code(world: World, meeting: Meeting) -> None:
    """The member with an account belongs to A1, and A2 hosts."""
    guest = own_row(world, meeting)
    Meeting.objects.filter(pk=meeting.pk).update(status="not_held")
    host = make.meeting(
        world.places["A2"], 202406, status="planned", stage=Stage.IN_SESSION, joint=[world.places["A1"]]
    )
    Attendance.objects.filter(pk=guest.pk).update(meeting=host, state="", reason_class="")
    world.client("bi-thu-2").post(desk(host), {"on": "1"})
    assert "các chi bộ cùng dự đều quét được" in world.get("bi-thu-2", desk(host)).content.decode()
    client = world.client("dang-vien")
    assert f'action="{here(host)}"' in client.get("/cua-toi/").content.decode()
    scanned(world, host, client, after=3)
    with time_machine.travel(datetime(2024, 6, 15, 12, 31, tzinfo=UTC), tick=False):
        assert client.post(here(host)).status_code == 302
    assert own_row(world, host).way == "code"
    assert Entry.objects.get(event="CheckedIn").organisation_id == world.places["A1"].pk
    assert world.get("bi-thu", desk(host)).status_code == 404, "the host's chair alone shows the code"
    assert world.client("xa-b").get(here(host)).status_code == 403


def test_the_large_screen_shows_the_code_where_the_chair_is_signed_in(world: World, meeting: Meeting) -> None:
    screen = f"/sinh-hoat/{meeting.public_id}/man-hinh/"
    assert 'class="qr"' not in world.get("bi-thu", screen).content.decode(), "off by default"
    switch_on(world, meeting)
    answer = world.get("bi-thu", screen)
    page = answer.content.decode()
    assert f'data-code="{desk(meeting)}ma.svg"' in page
    assert 'class="qr"' in page
    assert "Kín" not in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert 'class="qr"' not in world.get("dang-vien", screen).content.decode(), "a member may be at home"
    world.client("bi-thu").post(desk(meeting), {"on": "0"})
    assert 'class="qr"' not in world.get("bi-thu", screen).content.decode()


def test_the_page_says_by_whom_one_was_said_to_be_here(world: World, meeting: Meeting) -> None:
    """Whoever tapped nothing is not told that they did."""
    client = world.client("dang-vien")
    switch_on(world, meeting)

    def confirm(state: str) -> str:
        page = world.get("bi-thu", f"/sinh-hoat/{meeting.public_id}/diem-danh/").content.decode()
        seen = page.split('name="seen" value="')[1].split('"')[0]
        lines = Attendance.objects.filter(meeting=meeting).values_list("member__public_id", flat=True)
        mine = own_row(world, meeting).member.public_id
        data = {f"p-{key}": state if key == mine else "present" for key in lines}
        sent = world.client("bi-thu").post(
            f"/sinh-hoat/{meeting.public_id}/diem-danh/", {"seen": seen, **data}
        )
        assert sent.status_code == 302
        return str(client.get(here(meeting)).content.decode())

    Meeting.objects.filter(pk=meeting.pk).update(roll_recorded=False, held_on=date(2024, 6, 15))
    client.post(here(meeting))
    assert "Đã báo có mặt, chủ trì sẽ xác nhận" in client.get(here(meeting)).content.decode()
    Attendance.objects.filter(pk=own_row(world, meeting).pk).update(state="excused", way="", checked_at=None)
    page = confirm("present")
    assert "Bí thư đã ghi đồng chí có mặt" in page
    assert "Đã báo" not in page
    assert "Bí thư đã ghi có mặt" in client.get("/cua-toi/").content.decode()
    page = confirm("unexcused")
    assert "Bí thư đã ghi đồng chí vắng không có lý do" in page
    assert "Tôi có mặt" not in page
    scanned(world, meeting, client, after=3)
    with time_machine.travel(datetime(2024, 6, 15, 12, 31, tzinfo=UTC), tick=False):
        assert "Tôi có mặt" in client.get(here(meeting)).content.decode(), "the code says otherwise"
        client.post(here(meeting))
    assert "Đã ghi đồng chí có mặt." in client.get(here(meeting)).content.decode()


def test_what_one_said_oneself_is_the_secretarys_word_once_confirmed(world: World, meeting: Meeting) -> None:
    client = world.client("dang-vien")
    switch_on(world, meeting)
    client.post(here(meeting))
    Meeting.objects.filter(pk=meeting.pk).update(roll_recorded=True)
    assert "Bí thư đã ghi đồng chí có mặt" in client.get(here(meeting)).content.decode()
