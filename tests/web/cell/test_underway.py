"""The secretary's home while a meeting is underway: one action by stage, what is missing, the preparation."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.ballots.models import Poll
from sotay.facts.operations import recount_everything
from sotay.meetings.choices import Kind, Stage, Status
from sotay.meetings.models import AgendaItem, CommitteeMeeting, Meeting, MeetingPaper, Reply
from sotay.members.models import OfficialPlace, Position
from sotay.minutes.models import MonthlyReport
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.models import Decision, Task
from tests import factories as make
from tests.web.world import World

AT = datetime(2024, 6, 10, tzinfo=UTC)


def underway(world: World, stage: Stage, day: date = date(2024, 6, 20), **more: object) -> Meeting:
    more.setdefault("status", Status.HELD if stage >= Stage.CLOSED else Status.PLANNED)
    held = day if stage >= Stage.IN_SESSION else None
    return make.meeting(
        world.places["A1"],
        202406,
        held_on=held,
        planned_on=day,
        planned_time=time(19, 30),
        place="Nhà văn hóa",
        stage=stage,
        **more,  # type: ignore[arg-type]
    )


def home(world: World) -> str:
    answer = world.get("bi-thu", world.page("A1", "chi-bo/"))
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("stage", "day", "word", "rest"),
    [
        (Stage.PLANNED, date(2024, 6, 20), "Xem và gửi", "trieu-tap/"),
        (Stage.PLANNED, date(2024, 6, 12), "Ghi buổi đã sinh hoạt", "sua/?loai=held"),
        (Stage.CALLED, date(2024, 6, 20), "Xem phần chuẩn bị", "chuan-bi/"),
        (Stage.CALLED, date(2024, 6, 15), "Mở buổi sinh hoạt", "dieu-hanh/"),
        (Stage.IN_SESSION, date(2024, 6, 15), "Tiếp tục điều hành", "dieu-hanh/"),
        (Stage.CLOSED, date(2024, 6, 14), "Mở biên bản", "bien-ban/"),
        (Stage.ADOPTED, date(2024, 6, 14), "Mở biên bản", "bien-ban/"),
    ],
)
def test_one_action_by_stage(world: World, stage: Stage, day: date, word: str, rest: str) -> None:
    meeting = underway(world, stage, day)
    Meeting.objects.filter(pk=meeting.pk).update(roll_recorded=stage >= Stage.CLOSED)
    page = home(world)
    assert f'href="/sinh-hoat/{meeting.public_id}/{rest}">{word}</a>' in page
    assert page.count("btn--main") == 1
    assert "<h1>Sinh hoạt tháng 6/2024</h1>" in page
    assert "Nhà văn hóa" in page


def test_the_nearer_of_two_meetings_leads_and_the_later_stands_below(world: World) -> None:
    near = underway(world, Stage.CALLED, date(2024, 6, 18))
    later = underway(world, Stage.PLANNED, date(2024, 6, 28), kind=Kind.THEMATIC, theme="Chuyển đổi số")
    page = home(world)
    main, below = page.index(f"/sinh-hoat/{near.public_id}/chuan-bi/"), page.index("Buổi sau")
    assert main < below < page.index(f"/sinh-hoat/{later.public_id}/trieu-tap/")
    assert page.count("btn--main") == 1


def test_a_closed_meeting_without_a_roll_asks_for_it_before_its_minutes(world: World) -> None:
    meeting = underway(world, Stage.CLOSED, date(2024, 6, 14))
    page = home(world)
    assert f'href="/sinh-hoat/{meeting.public_id}/diem-danh/">Điểm danh</a>' in page
    assert page.count("btn--main") == 1


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.ADOPTED])
def test_minutes_of_a_past_meeting_do_not_hide_the_next_one(world: World, stage: Stage) -> None:
    held = underway(world, stage, date(2024, 6, 3))
    Meeting.objects.filter(pk=held.pk).update(roll_recorded=True)
    propose = world.page("A1", "chuan-bi/")
    assert f'href="{propose}">Lên lịch buổi tới</a>' in home(world)
    later = make.meeting(
        world.places["A1"], 202407, status=Status.PLANNED, planned_on=date(2024, 7, 3), stage=Stage.PLANNED
    )
    page = home(world)
    assert f'href="/sinh-hoat/{later.public_id}/trieu-tap/">Xem và gửi</a>' in page
    assert "Lên lịch buổi tới" not in page
    assert "Mở biên bản" in page
    assert page.count("btn--main") == 1


def test_what_is_missing_in_counts(world: World) -> None:
    meeting = underway(world, Stage.CALLED)
    MeetingPaper.objects.create(meeting=meeting, title="Dự thảo nghị quyết")
    people = [row.member for row in OfficialPlace.objects.filter(cell=meeting.cell)[:1]]
    people.append(make.member(meeting.cell, name="Không Có Máy"))
    Reply.objects.create(
        meeting=meeting, member=people[0], answer="leave", reason_class="health", reason="Ốm", answered_at=AT
    )
    page = home(world)
    assert "Trả lời 1 đơn xin vắng" in page
    assert "1 đơn xin vắng chờ đồng ý" in page
    assert "1 tài liệu chưa có nội dung" in page
    assert "1 đồng chí cần gọi điện báo" in page
    assert "Không Có Máy" not in page
    assert "Ốm" not in page


def test_the_preparation_is_ticked_off(world: World) -> None:
    meeting = underway(world, Stage.PLANNED)
    for step, content in (("C2", "Đã xong"), ("C4", "")):
        AgendaItem.objects.create(meeting=meeting, position=1, step=step, title=step, content=content)
    page = home(world)
    assert 'Họp chi ủy<span class="vh">: chưa xong' in page
    assert 'Chương trình, 2 mục<span class="vh">: đã xong' in page
    assert "Có một trong hai bản thảo" in page
    CommitteeMeeting.objects.create(
        cell=meeting.cell, counted_for=202406, held_on=date(2024, 6, 14), agreed="x", entered_at=AT
    )
    assert "Đã họp ngày 14/06/2024" in home(world)


def test_tasks_come_back_the_late_ones_first(world: World) -> None:
    def task(text: str, due: date, outcome: str = "") -> None:
        Task.objects.create(
            cell=world.places["A1"],
            meeting=world.meetings["A1-202405"],
            text=text,
            holders_words="Tổ 1",
            due_on=due,
            outcome=outcome,
            settled_on=date(2024, 6, 10) if outcome else None,
            given_at=AT,
        )

    task("Thu đảng phí", date(2024, 6, 5), "done")
    task("Rà soát hộ nghèo", date(2024, 6, 30), "doing")
    task("Nạo vét mương", date(2024, 6, 12))
    page = home(world)
    assert "1/3 đã xong" in page
    assert "Quá hạn 3 ngày" in page
    assert "Tổ 1 · hạn 12/06/2024" in page
    assert page.index("Nạo vét mương") < page.index("Rà soát hộ nghèo") < page.index("Thu đảng phí")


def test_without_a_plan_the_meeting_proposes_itself(world: World) -> None:
    for month in (202306, 202307, 202308, 202309, 202310, 202311, 202312):
        make.roll(make.meeting(world.places["A1"], month), "present")
    recount_everything()
    page = home(world)
    assert "Lên lịch buổi tháng 6/2024" in page
    assert 'chuan-bi/?thang=202406">Xem đề xuất</a>' in page
    assert "Ghi buổi đã sinh hoạt</a>" in page, "after the fact is as easy"


def test_a_sealed_meeting_is_done(world: World) -> None:
    underway(world, Stage.SEALED, date(2024, 6, 10))
    assert "<h1>Chi bộ thôn A1</h1>" in home(world)


def test_it_asks_as_often_for_many_meetings_underway(world: World) -> None:
    underway(world, Stage.CALLED)
    client, path = world.client("bi-thu"), world.page("A1", "chi-bo/")
    client.get(path)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    few = asked()
    for number in range(6):
        make.meeting(world.places["A1"], 202407, kind="thematic", status=Status.PLANNED, stage=Stage.PLANNED)
        MeetingPaper.objects.create(meeting=Meeting.objects.get(stage=Stage.CALLED), title=f"T{number}")
    assert asked() == few


def test_whom_to_call_leads_to_the_list_of_calls(world: World) -> None:
    make.member(world.places["A1"], name="Kín Thị Không Máy")
    meeting = underway(world, Stage.CALLED, date(2024, 6, 20))
    page = home(world)
    assert re.search(rf'href="/sinh-hoat/{meeting.public_id}/goi-dien/"[^>]*>.*?cần gọi điện báo', page, re.S)


def test_other_duties_lead_to_where_they_are_told_in_numbers_alone(world: World) -> None:
    person = make.member(world.places["A1"], name="Kín Thị Hai Nơi")
    Position.objects.create(
        member=person, organisation=world.places["A2"], post="committee", valid_from=date(2020, 1, 1)
    )
    meeting = underway(world, Stage.PLANNED, date(2024, 6, 20))
    other = underway(world, Stage.PLANNED, date(2024, 6, 20))
    Meeting.objects.filter(pk=other.pk).update(cell=world.places["A2"])
    page = home(world)
    found = re.search(r'href="([^"]*)"[^>]*>(?:(?!</a>).)*1 đồng chí đã có lịch khác', page, re.S)
    assert found
    assert found[1] == f"/sinh-hoat/{meeting.public_id}/trieu-tap/"
    told = world.get("bi-thu", found[1]).content.decode()
    assert "1 đồng chí đã có lịch khác cùng ngày, gần giờ này" in told
    assert "Kín Thị Hai Nơi" not in told


def test_whom_was_called_or_has_answered_is_no_longer_to_be_called(world: World) -> None:
    first, second = (make.member(world.places["A1"], name=f"Cụ {name}") for name in ("Một", "Hai"))
    meeting = underway(world, Stage.CALLED, date(2024, 6, 20))
    client, path = world.client("bi-thu"), f"/sinh-hoat/{meeting.public_id}/"

    def to_call() -> int:
        found = re.search(r"(\d+) đồng chí cần gọi điện báo", home(world))
        return int(found[1]) if found else 0

    before = to_call()
    client.post(path + "goi-dien/", {"member": first.public_id, "told": "1"})
    assert to_call() == before - 1
    Reply.objects.create(meeting=meeting, member=second, answer="come", answered_at=AT, entered_by_id=1)
    assert to_call() == before - 2
    page = client.get(path + "goi-dien/").content.decode()
    assert f"2/{before}" in page
    assert "Đã trả lời" in page


# A resolution that was voted and not written ------------------------------------------------------------


def voted(meeting: Meeting, **more: object) -> Poll:
    about: dict[str, Any] = {"subject": "Nghị quyết", "purpose": "resolution", "method": "hand"}
    about |= {"base": "entitled", "threshold": "half", "entitled": 5, "present": 4}
    about |= {"yes": 4, "no": 0, "other": 0, "opened_at": AT, "closed_at": AT, "cell": meeting.cell}
    return Poll.objects.create(meeting=meeting, **(about | more))


def waits(meeting: Meeting, page: str) -> bool:
    return f'href="/sinh-hoat/{meeting.public_id}/nghi-quyet/"' in page and "Viết nghị quyết tháng" in page


def test_a_voted_resolution_without_a_text_is_something_to_do(world: World) -> None:
    meeting = underway(world, Stage.CLOSED, date(2024, 6, 14))
    assert "Viết nghị quyết tháng" not in home(world), "no vote, nothing to write"
    poll = voted(meeting)
    page = home(world)
    assert waits(meeting, page)
    assert "Đã biểu quyết thông qua, chưa có nội dung, chưa lấy số" in page
    Poll.objects.filter(pk=poll.pk).update(yes=2, no=2)
    assert not waits(meeting, home(world)), "two of five carry nothing"
    Poll.objects.filter(pk=poll.pk).update(yes=4, no=0, cell=world.places["A2"])
    assert not waits(meeting, home(world)), "another cell that sat there writes its own"
    Poll.objects.filter(pk=poll.pk).update(cell=meeting.cell)
    decision = Decision.objects.create(
        cell=meeting.cell, meeting=meeting, kind=DecisionKind.RESOLUTION, subject="Tháng 6", text="Nội dung"
    )
    page = home(world)
    assert not waits(meeting, page)
    assert "Lấy số nghị quyết tháng" in page, "a text without a number is not issued"
    Decision.objects.filter(pk=decision.pk).update(text="  ")
    assert waits(meeting, home(world))
    Decision.objects.filter(pk=decision.pk).update(text="Nội dung", number=1, issued_on=date(2024, 6, 14))
    assert "nghị quyết tháng 6/2024" not in home(world)
    Decision.objects.filter(pk=decision.pk).update(kind=DecisionKind.CONCLUSION, number=None, issued_on=None)
    page = home(world)
    assert "Lấy số kết luận tháng" in page, "what carried was written as a conclusion"
    assert f'href="/sinh-hoat/{meeting.public_id}/nghi-quyet/?loai=KL"' in page


def test_an_older_resolution_is_not_forgotten_when_its_meeting_is_sealed(world: World) -> None:
    meeting = world.meetings["A1-202404"]
    Meeting.objects.filter(pk=meeting.pk).update(stage=Stage.SEALED)
    voted(meeting)
    page = home(world)
    assert waits(meeting, page)
    assert "Viết nghị quyết tháng 4/2024" in page
    assert voted(meeting, purpose="level", subject="Mức").pk, "a vote on something else"
    assert page.count("Viết nghị quyết tháng") == 1
    assert "Viết nghị quyết tháng" not in world.get("bi-thu-2", world.page("A2", "chi-bo/")).content.decode()


def test_a_sealed_month_leaves_its_report_to_send(world: World) -> None:
    cell = world.places["A1"]
    month = f'href="/to-chuc/{cell.public_id}/bao-cao-thang/202404/"'
    assert "Gửi báo cáo tháng" not in home(world), "nothing is sealed yet"
    Meeting.objects.filter(pk=world.meetings["A1-202404"].pk).update(stage=Stage.SEALED)
    page = home(world)
    assert ("Gửi báo cáo tháng 4/2024" in page, month in page) == (True, True)
    Meeting.objects.filter(pk=world.meetings["A1-202405"].pk).update(stage=Stage.FILED)
    page = home(world)
    assert "Gửi báo cáo tháng 5/2024" in page
    assert "1 tháng trước nữa cũng chưa gửi" in page
    report = MonthlyReport.objects.create(cell=cell, month=202405)
    assert "Gửi báo cáo tháng 5/2024" in home(world), "written is not sent"
    MonthlyReport.objects.filter(pk=report.pk).update(sent_at=AT, number=1)
    assert "Gửi báo cáo tháng 4/2024" in home(world)


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.CALLED, Stage.IN_SESSION, Stage.CLOSED])
def test_another_meeting_can_be_recorded_at_any_stage(world: World, stage: Stage) -> None:
    underway(world, stage)
    assert f'href="{world.page("A1", "ghi-buoi/")}"' in home(world)
