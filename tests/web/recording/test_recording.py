"""The forms of recording: who may, what happens, what is kept over an error."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.facts.models import CellMonth
from sotay.journal.models import Entry
from sotay.meetings.choices import ReasonClass
from sotay.meetings.models import Attendance, CellMonthCount, Meeting, Reply
from sotay.members.choices import Post
from sotay.members.models import Exemption, Member, Position
from tests import factories as make
from tests.web.world import World

HELD = {"status": "held", "kind": "regular", "counted_for": "202406", "held_on": "10/06/2024", "steps": "all"}


def shut(world: World, path: str, expected: dict[str, int]) -> None:
    for who, status in expected.items():
        assert world.get(who, path).status_code == status, who
        assert world.client(who).post(path, {}).status_code == status, who


@pytest.mark.parametrize("page", ["ghi-buoi/", "so-lieu-thang/202405/"])
def test_only_the_cell_itself_records(world: World, page: str) -> None:
    path = world.page("A1", page)
    assert world.get("bi-thu", path).status_code == 200
    shut(world, path, {"huyen": 403, "xa": 403, "bi-thu-2": 404, "dang-vien": 403, "van-hanh": 403})
    assert world.get(None, path).status_code == 302


@pytest.mark.parametrize("page", ["sua/", "diem-danh/"])
def test_only_the_cell_itself_corrects(world: World, page: str) -> None:
    path = world.meeting("A1-202403") + page
    assert world.get("bi-thu", path).status_code == 200
    shut(world, path, {"huyen": 403, "xa": 403, "bi-thu-2": 404, "dang-vien": 403})


def record(world: World, **more: str) -> Any:
    return world.client("bi-thu").post(world.page("A1", "ghi-buoi/"), HELD | more)


def test_a_meeting_is_recorded_and_its_roll_follows(world: World) -> None:
    answer = record(world, key="k1")
    meeting = Meeting.objects.get(counted_for=202406)
    assert answer.headers["Location"] == f"/sinh-hoat/{meeting.public_id}/diem-danh/"
    assert CellMonth.objects.get(cell=world.places["A1"], month=202406).met == 1
    again = record(world, key="k1")
    assert again.headers["Location"] == answer.headers["Location"]
    assert Meeting.objects.filter(counted_for=202406).count() == 1


def test_an_error_keeps_everything_typed(world: World) -> None:
    answer = record(world, place="Nhà <b>văn hóa</b>", ended_at="21:00", held_on="2024-06-20")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Nhà &lt;b&gt;văn hóa&lt;/b&gt;" in page
    assert 'value="21:00"' in page
    assert "Ngày này chưa tới" in page
    assert "Ghi đủ giờ bắt đầu" in page
    assert not Meeting.objects.filter(counted_for=202406).exists()


def test_a_day_written_down_already_leads_to_its_meeting(world: World) -> None:
    record(world, key="k1")
    first = Meeting.objects.get(counted_for=202406)
    page = record(world, key="k2").content.decode()
    assert "Buổi ngày này đã ghi rồi" in page
    assert f'<a href="/sinh-hoat/{first.public_id}/">Mở buổi đã có</a>' in page
    page = record(world, key="k3", held_on="12/06/2024").content.decode()
    assert "Nếu đúng là buổi khác, đánh dấu ô này" in page
    assert f"/sinh-hoat/{first.public_id}/" in page, "one would look before saying that there were two"
    assert "Mở buổi đã có" not in record(world, key="k4", held_on="20/06/2025", second="on").content.decode()


def test_steps_are_answered_for(world: World) -> None:
    assert "Chọn một" in record(world, steps="").content.decode()
    page = record(world, **{"steps": "each", "step-C6": "skipped"}).content.decode()
    assert "Bước bỏ thì phải ghi lý do." in page
    record(world, **{"steps": "each", "step-C6": "skipped", "reason-C6": "Mất điện"})
    meeting = Meeting.objects.get(counted_for=202406)
    assert list(meeting.steps.values_list("code", "done", "reason")) == [("C6", False, "Mất điện")]


def test_the_roll_presumes_everybody_present(world: World) -> None:
    record(world)
    meeting = Meeting.objects.get(counted_for=202406)
    path = f"/sinh-hoat/{meeting.public_id}/diem-danh/"
    page = world.get("bi-thu", path).content.decode()
    assert page.count('value="present" checked') == page.count('value="present"') == 1
    assert "Tôi Là Đảng Viên" in page
    key = re.findall(r'name="(p-\w+)"', page)[0]
    said = {"seen": re.findall(r'name="seen" value="(\w+)"', page)[0], key: "excused"}
    assert world.client("bi-thu").post(path, said).status_code == 400, "why is asked"
    world.client("bi-thu").post(path, said | {f"r{key[1:]}": "away"})
    assert Attendance.objects.get(meeting=meeting).state == "excused"
    assert Entry.objects.filter(event="RollSeen").exists(), "reading names is noted"
    stale = world.client("bi-thu").post(path, {"seen": "cu", key: "present"})
    assert stale.status_code == 409
    assert "vừa có thay đổi" in stale.content.decode()
    reason = str(ReasonClass.AWAY.label)
    said_twice = f"đang lưu “Vắng có lý do, {reason}”; đồng chí vừa chọn “Có mặt”"
    assert said_twice in stale.content.decode(), "both are shown"
    assert 'value="excused" checked' in stale.content.decode(), "what was confirmed stands until tapped again"
    other = world.client("bi-thu").post(path, {"seen": "cu", key: "excused", f"r{key[1:]}": "work"})
    assert f"vừa chọn “Vắng có lý do, {ReasonClass.WORK.label}”" in other.content.decode(), "why differs too"
    assert Attendance.objects.get(meeting=meeting).reason_class == "away"
    page = world.get("bi-thu", f"/sinh-hoat/{meeting.public_id}/").content.decode()
    assert "Người bi-thu ghi" in page
    assert "Ghi lại sau buổi sinh hoạt 5 ngày, lúc " in page
    assert "Ghi trực tiếp" not in page
    assert "Người bi-thu" not in world.get("huyen", f"/sinh-hoat/{meeting.public_id}/").content.decode()


def test_who_need_not_come_and_was_noted_as_having_come_is_not_lost(world: World) -> None:
    exempt = make.member(world.places["A1"], name="Miễn Sinh Hoạt")
    Exemption.objects.create(member=exempt, ground="age_health", valid_from=date(2024, 1, 1))
    record(world)
    meeting = Meeting.objects.get(counted_for=202406)
    path = f"/sinh-hoat/{meeting.public_id}/diem-danh/"
    page = world.get("bi-thu", path).content.decode()
    key = re.findall(r'name="(p-\w+)"', page)[0]
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    said = {"seen": seen, key: "present", "den": exempt.public_id}
    assert world.client("bi-thu").post(path, said).status_code == 302
    stale = world.client("bi-thu").post(path, {"seen": seen, key: "present"})
    assert stale.status_code == 409
    assert (
        "Miễn Sinh Hoạt</strong>: đang lưu “có đến”; đồng chí vừa chọn “không đến”" in stale.content.decode()
    )
    assert f'value="{exempt.public_id}" checked' in stale.content.decode(), "as recorded until tapped again"


def test_the_roll_says_who_asked_leave_and_has_no_answer_yet(world: World) -> None:
    record(world)
    meeting = Meeting.objects.get(counted_for=202406)
    path = f"/sinh-hoat/{meeting.public_id}/diem-danh/"
    assert "xin vắng, chưa duyệt" not in world.get("bi-thu", path).content.decode()
    asked = Reply.objects.create(
        meeting=meeting,
        member=Member.objects.get(account=world.accounts["dang-vien"]),
        answer="leave",
        reason_class="health",
        reason="Ốm",
        answered_at=datetime(2024, 6, 10, tzinfo=UTC),
    )
    page = world.get("bi-thu", path).content.decode()
    assert page.count("xin vắng, chưa duyệt") == 1
    assert "Ốm" not in page, "why is read where the answer is given"
    Reply.objects.filter(pk=asked.pk).update(decision="approved", decided_at=asked.answered_at)
    assert "xin vắng, chưa duyệt" not in world.get("bi-thu", path).content.decode()


def test_the_form_asks_who_chaired_and_who_took_the_minutes(world: World) -> None:
    """The secretary chairs unless said otherwise; the minutes then lack neither."""
    cell = world.places["A1"]
    chair, taker = (make.member(cell, name=name) for name in ("Bí Thư Nhà", "Thư Ký Nhà"))
    Position.objects.create(
        member=chair, organisation=cell, post=Post.SECRETARY, term="2020–2025", valid_from=date(2020, 1, 1)
    )
    page = world.get("bi-thu", world.page("A1", "ghi-buoi/")).content.decode()
    assert f'<option value="{chair.public_id}" selected>Bí Thư Nhà' in page
    same = record(world, chair=chair.public_id, taker=chair.public_id)
    assert same.status_code == 400
    assert "phải là người khác với chủ trì" in same.content.decode()
    assert record(world, chair=chair.public_id, taker=taker.public_id).status_code == 302
    meeting = Meeting.objects.get(counted_for=202406)
    assert (meeting.chair, meeting.minute_taker) == (chair, taker)
    again = world.get("bi-thu", f"/sinh-hoat/{meeting.public_id}/sua/").content.decode()
    assert f'<option value="{taker.public_id}" selected>Thư Ký Nhà' in again
    stranger = make.member(world.places["A2"], name="Nơi Khác")
    assert record(world, chair=stranger.public_id).status_code == 400


def test_two_people_editing_see_both(world: World) -> None:
    path = world.meeting("A1-202403") + "sua/"
    page = world.get("bi-thu", path).content.decode()
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    typed = HELD | {"counted_for": "202403", "held_on": "03/03/2024", "seen": seen}
    assert world.client("bi-thu").post(path, typed | {"place": "Nhà văn hóa"}).status_code == 302
    answer = world.client("bi-thu").post(path, typed | {"place": "Trường học"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản đang lưu" in page
    assert "Nhà văn hóa" in page
    assert 'value="Trường học"' in page
    again = re.findall(r'name="seen" value="(\w+)"', page)[0]
    assert (
        world.client("bi-thu").post(path, typed | {"place": "Trường học", "seen": again}).status_code == 302
    )


def test_a_guest_cell_keeps_its_own_roll_of_a_joint_meeting(world: World) -> None:
    make.member(world.places["B1"], name="Lạ Văn Mới")
    path = world.meeting("joint")
    names = world.get("bi-thu-2", path + "diem-danh/").content.decode()
    assert "Kín Chung1" in names
    assert "Lạ" not in names


def test_correcting_a_meeting_keeps_cells_that_the_form_does_not_ask_about(world: World) -> None:
    path = world.meeting("joint") + "sua/"
    page = world.get("bi-thu-2", path).content.decode()
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    typed = HELD | {"counted_for": "202405", "held_on": "03/05/2024", "seen": seen, "place": "Đình"}
    assert world.client("bi-thu-2").post(path, typed).status_code == 302
    meeting = Meeting.objects.get(pk=world.meetings["joint"].pk)
    assert meeting.place == "Đình"
    assert [row.cell for row in meeting.joint_cells.all()] == [world.places["B1"]]
    assert Attendance.objects.filter(meeting=meeting, cell=world.places["B1"]).count() == 2


def test_postponed_and_not_held_ask_for_consent_and_reason(world: World) -> None:
    page = record(world, status="postponed").content.decode()
    assert "Hoãn phải có ý kiến cấp ủy" in page
    assert record(world, status="postponed", consent="Đảng ủy đồng ý").status_code == 302
    assert CellMonth.objects.get(cell=world.places["A1"], month=202406).postponed == 1


def test_counts_of_a_month(world: World) -> None:
    client, path = world.client("bi-thu-2"), world.page("A2", "so-lieu-thang/202405/")
    page = client.get(path).content.decode()
    assert "đã có điểm danh từng người" in page
    path = world.page("A2", "so-lieu-thang/202406/")
    seen = re.findall(r'name="seen" value="(\w+)"', client.get(path).content.decode())[0]
    typed = {"held": "late", "expected": "8", "present": "7", "excused": "0", "unexcused": "0", "seen": seen}
    answer = client.post(path, typed)
    assert answer.status_code == 400
    assert "phải bằng phải dự" in answer.content.decode()
    assert 'value="7"' in answer.content.decode()
    assert client.post(path, typed | {"unexcused": "1"}).status_code == 302
    row = CellMonthCount.objects.get(month=202406)
    assert (row.late, row.present) == (True, 7)
    other = client.post(path, typed | {"unexcused": "1", "steps_complete": "yes"})
    assert other.status_code == 409
    assert "Bản đang lưu" in other.content.decode()


def test_number_of_queries_does_not_grow_with_the_roll(world: World) -> None:
    record(world)
    meeting = Meeting.objects.get(counted_for=202406)
    client, path = world.client("bi-thu"), f"/sinh-hoat/{meeting.public_id}/diem-danh/"
    client.get(path)
    with CaptureQueriesContext(connection) as first:
        client.get(path)
    for number in range(10):
        make.member(world.places["A1"], name=f"Thêm Số{number}")
    with CaptureQueriesContext(connection) as second:
        client.get(path)
    assert len(second) == len(first)


def test_a_meeting_with_its_roll_does_not_promise_the_roll(world: World) -> None:
    rolled = Meeting.objects.filter(cell=world.places["A1"], status="held", roll_recorded=True).first()
    assert rolled is not None
    page = world.get("bi-thu", f"/sinh-hoat/{rolled.public_id}/sua/").content.decode()
    assert "Ghi xong sẽ mở trang điểm danh" not in page
    assert (
        "Ghi xong sẽ mở trang điểm danh"
        in world.get("bi-thu", world.page("A1", "ghi-buoi/")).content.decode()
    )


def test_the_roll_says_that_a_tap_is_not_enough(world: World) -> None:
    record(world)
    meeting = Meeting.objects.get(counted_for=202406)
    page = world.get("bi-thu", f"/sinh-hoat/{meeting.public_id}/diem-danh/").content.decode()
    assert "rồi chọn Vắng có lý do hoặc Vắng không có lý do" in page
    assert "Còn ghi là có mặt" in page
    assert "không lý do" not in page, "one wording of one state"


def test_the_form_says_which_called_meeting_it_takes_up(world: World) -> None:
    """Members were called to it; recording another day is recording that meeting."""
    make.called(world.places["A1"], date(2024, 6, 20))
    page = world.get("bi-thu", world.page("A1", "ghi-buoi/") + "?thang=2024-06").content.decode()
    assert "Tháng 6/2024 đã triệu tập một buổi ngày 20/06/2024." in page
    other = world.get("bi-thu", world.page("A1", "ghi-buoi/") + "?thang=2024-07").content.decode()
    assert "đã triệu tập một buổi" not in other
