"""An assigned leader: the calendar of the followed cells, papers, one note a meeting; no names of members."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.core.actor import Actor, Reach
from sotay.core.errors import DomainError, PermissionDenied
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting, MeetingPaper
from sotay.oversight.models import Visit
from sotay.oversight.operations import note_visit
from sotay.oversight.queries import followed
from sotay.oversight.rules import VisitChanged
from tests import factories as make
from tests.web.world import World, _account

ON = date(2024, 6, 20)
TODAY = date(2024, 6, 15)
NOW = datetime(2024, 6, 15, 8, tzinfo=UTC)


@pytest.fixture
def leader(world: World) -> str:
    world.accounts["phu-trach"] = _account("phu-trach", Role.LEADER, world.places["A1"])
    return "phu-trach"


@pytest.fixture
def meeting(world: World) -> Meeting:
    return make.called(world.places["A1"], ON, place="Nhà văn hóa", theme="Chuyên đề <i>hay</i>")


def page_of(meeting: Meeting) -> str:
    return f"/phu-trach/{meeting.public_id}/"


def test_the_calendar_is_the_first_page(world: World, leader: str, meeting: Meeting) -> None:
    make.called(world.places["B1"], ON)
    answer = world.client(leader).get("/", follow=True)
    assert answer.redirect_chain[-1][0] == "/phu-trach/"
    page = answer.content.decode()
    assert "Thứ\xa0Năm 20/06" in page
    assert "Chi bộ thôn A1" in page
    assert "Chuyên đề &lt;i&gt;hay" in page
    assert "Chi bộ thôn B1" not in page
    assert "Kín" not in page, "names of members"
    assert "Lạ" not in page


@pytest.mark.parametrize(
    ("stage", "ahead"),
    [(Stage.CALLED, True), (Stage.IN_SESSION, True), (Stage.CLOSED, False), (Stage.SEALED, False)],
)
def test_what_was_held_today_is_no_longer_to_come(
    world: World, leader: str, meeting: Meeting, stage: Stage, ahead: bool
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(stage=stage, planned_on=TODAY, held_on=TODAY)
    page = world.get(leader, "/phu-trach/").content.decode()
    before, behind = page.split('<section class="sec" aria-labelledby="qua">')
    assert (meeting.public_id in before) is ahead
    assert (meeting.public_id in behind) is not ahead
    assert "Chưa ghi nhận xét" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("xa", 403), ("huyen", 403), ("bi-thu", 403), ("dang-vien", 403), ("phu-trach", 200)],
)
def test_only_the_leader(world: World, leader: str, meeting: Meeting, who: str | None, status: int) -> None:
    for path in ("/phu-trach/", page_of(meeting)):
        assert world.get(who, path).status_code == status


def test_another_cells_meeting_and_an_ended_assignment_are_not_there(
    world: World, leader: str, meeting: Meeting
) -> None:
    assert world.get(leader, page_of(make.called(world.places["B1"], ON))).status_code == 404
    Grant.objects.filter(role=Role.LEADER).update(valid_to=TODAY)
    assert world.get(leader, page_of(meeting)).status_code == 403


def test_papers_once_the_meeting_is_called(world: World, leader: str, meeting: Meeting) -> None:
    MeetingPaper.objects.create(meeting=meeting, title="Dự thảo", text="Chữ riêng", published_at=NOW)
    MeetingPaper.objects.create(meeting=meeting, title="Chưa gửi", text="Còn viết")
    page = world.get(leader, page_of(meeting)).content.decode()
    assert "Chữ riêng" in page
    assert "Chưa gửi" not in page
    Meeting.objects.filter(pk=meeting.pk).update(stage=Stage.PLANNED)
    assert "Chữ riêng" not in world.get(leader, page_of(meeting)).content.decode()


def test_a_visit_is_noted_after_the_day_and_corrected(world: World, leader: str, meeting: Meeting) -> None:
    client = world.client(leader)
    assert "Lưu nhận xét" not in client.get(page_of(meeting)).content.decode()
    held = world.meetings["A1-202405"]
    page = client.post(page_of(held), {"remarks": "Chữ còn lại", "version": "0"}).content.decode()
    assert "chọn Có dự" in page
    assert "Chữ còn lại" in page
    sent = {"attended": "1", "remarks": "Đúng <b>giờ</b>", "version": "0"}
    assert "Đã dự" in client.post(page_of(held), sent, follow=True).content.decode()
    client.post(page_of(held), sent)
    assert Visit.objects.get().version == 1, "sent twice is noted once"
    page = client.post(page_of(held), sent | {"remarks": "Khác"}).content.decode()
    assert "vừa được sửa ở máy khác" in page
    assert "Đúng &lt;b&gt;giờ" in page
    assert "Khác" in page
    client.post(page_of(held), sent | {"remarks": "Khác", "version": "1"})
    assert Visit.objects.get().remarks == "Khác"
    assert all("Khác" not in entry.payload for entry in Entry.objects.filter(event="VisitNoted"))


def test_the_operation_refuses_by_itself(world: World, leader: str, meeting: Meeting) -> None:
    account = world.accounts[leader].pk
    mine = Actor(account, "Ai", {str(Permission.VISIT_NOTE): (Reach(world.places["A1"].path, 0),)})
    common: dict[str, Any] = {"attended": True, "remarks": "", "today": TODAY, "at": NOW}
    with pytest.raises(DomainError, match="chưa tới ngày"):
        note_visit(actor=mine, meeting=meeting, version=0, **common)
    with pytest.raises(PermissionDenied):
        note_visit(actor=mine, meeting=world.meetings["B1-202405"], version=0, **common)
    note_visit(actor=mine, meeting=world.meetings["A1-202405"], version=0, **common)
    with pytest.raises(VisitChanged):
        note_visit(
            actor=mine, meeting=world.meetings["A1-202405"], version=0, **(common | {"remarks": "Khác"})
        )


def test_number_of_queries_does_not_grow_with_the_meetings(
    world: World, leader: str, meeting: Meeting, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client = world.client(leader)
    client.get("/phu-trach/")
    with CaptureQueriesContext(connection) as first:
        client.get("/phu-trach/")
    for days in range(1, 5):
        make.called(world.places["A1"], ON + timedelta(days=days))
    with django_assert_num_queries(len(first)):
        client.get("/phu-trach/")


# What was noted is read by the cell and its direct superior ----------------------------------------------


def noted(world: World, leader: str, remarks: str = "Đúng <b>giờ</b>") -> str:
    """The page of the remarks on a meeting that the leader attended."""
    held = world.meetings["A1-202405"]
    sent = {"attended": "1", "remarks": remarks, "version": "0"}
    assert world.client(leader).post(page_of(held), sent).status_code == 302
    return f"/sinh-hoat/{held.public_id}/nhan-xet/"


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("bi-thu", 200), ("xa", 200), ("bi-thu-2", 404), ("xa-b", 404), ("huyen", 404),
     ("dang-vien", 403), ("phu-trach", 403), ("van-hanh", 403)],
)  # fmt: skip
def test_remarks_are_read_by_the_cell_and_its_direct_superior(
    world: World, leader: str, who: str | None, status: int
) -> None:
    page = noted(world, leader)
    answer = world.get(who, page)
    assert answer.status_code == status
    if status == 200:
        text = answer.content.decode()
        assert "Đúng &lt;b&gt;giờ" in text
        assert "Người phu-trach" in text
        assert "Có dự" in text


def test_the_meeting_leads_to_the_remarks_and_says_who_has_not_noted(world: World, leader: str) -> None:
    held = world.meetings["A1-202405"]
    page = f"/sinh-hoat/{held.public_id}/nhan-xet/"
    assert page in world.get("bi-thu", f"/sinh-hoat/{held.public_id}/").content.decode()
    assert page not in world.get("huyen", f"/sinh-hoat/{held.public_id}/").content.decode()
    assert "chưa ghi lượt dự" in world.get("bi-thu", page).content.decode()
    Grant.objects.filter(role=Role.LEADER).delete()
    assert "Chưa có cấp ủy viên nào được phân công" in world.get("bi-thu", page).content.decode()


def test_the_leader_is_told_who_reads(world: World, leader: str) -> None:
    held = world.meetings["A1-202405"]
    assert "cấp trên trực tiếp đọc được" in world.get(leader, page_of(held)).content.decode()


def test_a_meeting_before_the_assignment_is_nothing_to_catch_up_on(world: World, leader: str) -> None:
    page = world.get(leader, "/phu-trach/").content.decode()
    assert "Chưa ghi nhận xét" in page
    assert "Trước khi được phân công" not in page
    Grant.objects.filter(role=Role.LEADER).update(valid_from=TODAY)
    page = world.get(leader, "/phu-trach/").content.decode()
    assert "Chưa ghi nhận xét" not in page
    assert "Trước khi được phân công" in page


# A meeting held by several cells -------------------------------------------------------------------------


@pytest.fixture
def together(world: World) -> Meeting:
    """A2 hosts, B1 sits in; B1's leader follows nothing of A2."""
    world.accounts["phu-trach-b"] = _account("phu-trach-b", Role.LEADER, world.places["B1"])
    return world.meetings["joint"]


def test_the_leader_of_a_cell_that_sits_in_notes_a_visit(world: World, together: Meeting) -> None:
    calendar = world.get("phu-trach-b", "/phu-trach/").content.decode()
    assert page_of(together) in calendar
    assert "Chi bộ thôn B1" in calendar
    assert "Chi bộ thôn A2" not in calendar
    client = world.client("phu-trach-b")
    assert "Chi bộ thôn B1" in client.get(page_of(together)).content.decode()
    sent = {"attended": "1", "remarks": "Hai bên cùng bàn", "version": "0"}
    assert client.post(page_of(together), sent).status_code == 302
    visit = Visit.objects.get()
    assert visit.cell == world.places["B1"]
    entry = Entry.objects.get(event="VisitNoted")
    assert entry.organisation_id == world.places["B1"].pk


def test_each_cell_reads_what_its_own_leaders_noted(world: World, together: Meeting) -> None:
    sent = {"attended": "1", "remarks": "Hai bên cùng bàn", "version": "0"}
    world.client("phu-trach-b").post(page_of(together), sent)
    page = f"/sinh-hoat/{together.public_id}/nhan-xet/"
    assert "Hai bên cùng bàn" in world.get("xa-b", page).content.decode()
    host = world.get("bi-thu-2", page)
    assert host.status_code == 200
    assert "Hai bên cùng bàn" not in host.content.decode()
    assert "Người phu-trach-b" not in host.content.decode()
    assert page in world.get("xa-b", f"/sinh-hoat/{together.public_id}/").content.decode()


def test_who_follows_both_notes_one_visit_and_nothing_waits(world: World, together: Meeting) -> None:
    both = world.accounts["phu-trach-b"]
    Grant.objects.create(
        account=both, role=Role.LEADER, organisation=world.places["A2"], valid_from=date(2024, 1, 1)
    )
    world.client("phu-trach-b").post(page_of(together), {"attended": "1", "remarks": "", "version": "0"})
    assert Visit.objects.get().cell == world.places["A2"], "the host's"
    for code in ("A2", "B1"):
        found = followed(together, world.places[code], date(2024, 5, 20))
        assert (found.assigned, found.noted, found.came) == (1, 1, 1), code
    assert (
        "chưa ghi lượt dự"
        not in world.get("xa-b", f"/sinh-hoat/{together.public_id}/nhan-xet/").content.decode()
    )
