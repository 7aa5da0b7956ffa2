"""One meeting: counts for those above, names for the cell and its direct superior."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.core.period import Period
from sotay.journal.models import Entry
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.queries import cell_meetings
from tests import factories as make
from tests.web.world import World


def text(world: World, who: str, name: str) -> str:
    answer = world.get(who, world.meeting(name))
    assert answer.status_code == 200
    return str(answer.content.decode())


def fact(page: str, label: str) -> str:
    found = re.search(rf"<dt>{label}</dt><dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return found[1].strip() if found else ""


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, 302),
        ("huyen", 200),
        ("xa", 200),
        ("bi-thu", 200),
        ("xa-b", 404),
        ("bi-thu-2", 404),
        ("dang-vien", 403),
        ("van-hanh", 403),
    ],
)
def test_who_may_open_it(world: World, who: str | None, status: int) -> None:
    assert world.get(who, world.meeting("A1-202403")).status_code == status


@pytest.mark.parametrize(("who", "names"), [("bi-thu", True), ("xa", True), ("huyen", False)])
def test_names_only_for_the_cell_and_its_direct_superior(world: World, who: str, names: bool) -> None:
    page = text(world, who, "A1-202403")
    assert ("Kín Thị Số1" in page) is names
    assert ("chỉ chi bộ và cấp trên trực tiếp" in page) is not names
    assert "phải dự" in page, "counts for everybody who may open it"
    seen = Entry.objects.filter(event="RollSeen")
    assert seen.count() == (1 if names else 0), "reading names is noted"
    assert all("Kín" not in line.payload for line in seen)


def test_meeting_shows_counts_and_steps(world: World) -> None:
    page = text(world, "xa", "A1-202402")
    assert "Thiếu 1/" in page
    assert "Bỏ qua: Không có" in page
    whole = text(world, "xa", "A1-202401")
    assert "Đủ các bước bắt buộc" in whole
    assert "trừ vắng có lý do: 75%" in whole, "three of the four who were not excused"


def test_steps_are_numbered_in_order_without_codes(world: World) -> None:
    page = text(world, "xa", "A1-202402")
    steps = page[page.index('id="cac-buoc"') : page.index('id="thong-tin"')]
    assert re.findall(r"<span>(\d+)\. ", steps) == [str(n) for n in range(1, steps.count("<li>") + 1)]
    assert not re.search(r"<span>[A-Z]\d", steps)
    assert "cách hiểu của phần mềm về hướng dẫn hiện hành" in steps


def test_a_thematic_meeting_has_no_steps_to_record(world: World) -> None:
    page = text(world, "xa", "theme")
    assert "Các bước chỉ tính ở buổi thường kỳ." in page
    assert "Bước chưa ghi tính là chưa làm" not in page


@pytest.mark.parametrize("who", ["huyen", "xa"])
def test_without_names_and_counts_nothing_was_recorded(world: World, who: str) -> None:
    assert "Chưa có điểm danh của buổi này." in text(world, who, "theme")
    assert "Chưa có điểm danh" not in text(world, who, "A1-202403")
    world.meetings["away"] = Meeting.objects.get(status="not_held")
    assert "không tổ chức nên không có điểm danh" in text(world, who, "away")


def test_a_joint_meeting_shows_each_only_their_own(world: World) -> None:
    mine = text(world, "bi-thu-2", "joint")
    assert "Kín Chung1" in mine
    assert "Lạ" not in mine
    assert fact(mine, "Cùng sinh hoạt") == "Chi bộ thôn B1", "who sat at one table is no secret"
    theirs = text(world, "xa-b", "joint")
    assert "Lạ Chung1" in theirs
    assert "Kín" not in theirs
    assert fact(theirs, "Cùng sinh hoạt") == "Chi bộ thôn A2 (tổ chức buổi này)"
    both = text(world, "huyen", "joint")
    assert "Lạ" not in both
    assert "Kín" not in both
    assert fact(both, "Cùng sinh hoạt") == "Chi bộ thôn B1"
    assert "Cùng sinh hoạt" not in text(world, "bi-thu", "A1-202405")


def test_a_guest_cell_is_asked_for_its_own_roll_and_not_told_of_nobody(world: World) -> None:
    """The host has its roll, the guest none: of the guest nothing is known; who sees both reads so."""
    meeting, guest = world.meetings["A1-202405"], world.places["A2"]
    JointCell.objects.create(meeting=meeting, cell=guest)
    theirs = text(world, "bi-thu-2", "A1-202405")
    assert "Chưa có điểm danh của buổi này." in theirs
    assert "phải dự" not in theirs
    assert re.findall(r'<a class="btn[^>]*>([^<]*)', theirs)[0] == "Điểm danh"
    lines = cell_meetings(system_actor(Permission), guest, Period(202405, 202405))
    turnouts = {line.public_id: (line.expected, line.present) for line in lines}
    assert turnouts[meeting.public_id] == (None, None)
    above = text(world, "xa", "A1-202405")
    assert "Chưa điểm danh, nên số dưới đây chưa gồm: Chi bộ thôn A2." in above
    assert "Tỷ lệ đảng viên dự sinh hoạt" in above
    make.roll(meeting, "present", "excused", cell=guest)
    theirs = text(world, "bi-thu-2", "A1-202405")
    assert "50% (1/2)" in theirs
    assert "Sửa điểm danh" in theirs
    assert "Chưa điểm danh" not in text(world, "xa", "A1-202405")


def test_not_held_says_why_and_escapes(world: World) -> None:
    from sotay.meetings.models import Meeting

    meeting = Meeting.objects.get(status="not_held")
    page = world.get("huyen", f"/sinh-hoat/{meeting.public_id}/").content.decode()
    assert "Bão &lt;b&gt;lớn&lt;/b&gt;" in page
    assert "Không tổ chức" in page
    assert "Chuyên đề &lt;i&gt;hay" in text(world, "huyen", "theme")


def test_one_who_came_unexpected_is_noted_not_counted(world: World) -> None:
    meeting = world.meetings["A1-202401"]
    make.roll(meeting, "present", basis="elsewhere")
    page = text(world, "bi-thu", "A1-202401")
    assert "Không thuộc chi bộ vào ngày họp" in page
    assert "1 đồng chí có mặt nhưng không thuộc diện phải dự" in page
    assert "75%" in page


def test_the_record_says_how_each_presence_came_to_be_noted(world: World) -> None:
    """Issue 4: a member without a phone is checked in by the secretary, and the record says so."""
    meeting = world.meetings["A1-202405"]
    ways = {"code": "Đã quét mã", "self": "Tự báo có mặt", "helper": "Được ghi giúp"}
    make.roll(meeting, *["present"] * len(ways), "excused")
    path = f"/sinh-hoat/{meeting.public_id}/"
    assert not any(word in world.get("bi-thu", path).content.decode() for word in ways.values())
    rows = list(Attendance.objects.filter(meeting=meeting, state="present").order_by("-pk")[: len(ways)])
    for row, way in zip(rows, ways, strict=True):
        Attendance.objects.filter(pk=row.pk).update(way=way)
    page = world.get("bi-thu", path).content.decode()
    for row, word in zip(rows, ways.values(), strict=True):
        assert re.search(rf"{row.member.full_name}</span><span class=\"row__m\">{word}</span>", page)


def test_number_of_queries_does_not_grow_with_the_roll(
    world: World, django_assert_num_queries: Callable[[int], Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = world.client("huyen")
    with CaptureQueriesContext(connection) as first:
        client.get(world.meeting("A1-202403"))
    make.roll(world.meetings["A1-202403"], *["present"] * 20)
    with django_assert_num_queries(len(first)):
        client.get(world.meeting("A1-202403"))


def called(world: World, day: str) -> str:
    meeting = make.called(world.places["A1"], date.fromisoformat(day))
    page = str(world.get("bi-thu", f"/sinh-hoat/{meeting.public_id}/").content.decode())
    assert "Đã triệu tập" in page
    assert page.count("btn--main") == 1
    return re.findall(r'<a class="btn btn--main" href="[^"]+">([^<]+)</a>', page)[0]


def test_before_the_day_preparing_comes_first(world: World) -> None:
    assert called(world, "2024-06-20") == "Chuẩn bị buổi sinh hoạt"


def test_on_the_day_opening_comes_first(world: World) -> None:
    assert called(world, "2024-06-15") == "Khai mạc"
