"""A member's own page before a meeting: answer with one tap, read, send; nobody else's meeting."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting, MeetingPaper, Opinion, Reply
from sotay.members.models import Member
from tests import factories as make
from tests.web.world import World, _account

ON = date(2024, 6, 20)
NOW = datetime(2024, 6, 15, tzinfo=UTC)


@pytest.fixture
def meeting(world: World) -> Meeting:
    from datetime import time

    return make.called(
        world.places["A1"],
        ON,
        place="Nhà văn hóa thôn",
        planned_time=time(19, 30),
        theme="An toàn giao thông",
    )


def address(meeting: Meeting, rest: str) -> str:
    return f"/sinh-hoat/{meeting.public_id}/{rest}/"


def test_when_and_where_stand_first(world: World, meeting: Meeting) -> None:
    page = world.get("dang-vien", "/cua-toi/").content.decode()
    assert "Thứ\xa0Năm 20/06, 19:30" in page
    assert "Nhà văn hóa thôn" in page
    assert "An toàn giao thông" in page
    assert "Tôi sẽ dự" in page


def test_without_a_meeting_ahead_it_says_so(world: World) -> None:
    page = world.get("dang-vien", "/cua-toi/").content.decode()
    assert "Chưa có lịch" in page
    assert "Buổi trước, 03/05/2024" in page


def test_one_tap_says_i_will_come(world: World, meeting: Meeting) -> None:
    client = world.client("dang-vien")
    answer = client.post(address(meeting, "tra-loi"), {"answer": "come"}, follow=True)
    assert "Đồng chí đã báo: sẽ dự" in answer.content.decode()
    assert Reply.objects.get().answer == "come"


def test_leave_asks_for_its_reason_and_keeps_what_was_typed(world: World, meeting: Meeting) -> None:
    client, path = world.client("dang-vien"), address(meeting, "tra-loi")
    assert "Chỉ bí thư đọc được" in client.get(path).content.decode()
    page = client.post(path, {"answer": "leave", "reason": "Chữ riêng"}).content.decode()
    assert "chọn một lý do vắng" in page
    assert "Chữ riêng" in page
    page = client.post(
        path, {"answer": "leave", "reason_class": "away", "reason": "Chữ riêng"}, follow=True
    ).content.decode()
    assert "Đã xin vắng (đi xa), chờ bí thư trả lời" in page


def test_after_it_opened_the_answer_stands(world: World, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(stage=Stage.IN_SESSION)
    client = world.client("dang-vien")
    page = client.post(address(meeting, "tra-loi"), {"answer": "come"}, follow=True).content.decode()
    assert "điều cần đổi thì ghi ngay tại buổi" in page
    assert not Reply.objects.exists()
    assert "Đang sinh hoạt" in page


@pytest.mark.parametrize("rest", ["tra-loi", "y-kien-truoc", "tai-lieu"])
@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("xa", 403), ("huyen", 403), ("bi-thu-2", 404), ("bi-thu", 404), ("dang-vien", 200)],
)
def test_only_members_of_the_cell(
    world: World, meeting: Meeting, rest: str, who: str | None, status: int
) -> None:
    assert world.get(who, address(meeting, rest)).status_code == status
    assert world.client(who).post(address(meeting, rest), {"answer": "come"}).status_code in {
        status,
        302,
        405,
    }
    assert who == "dang-vien" or not Reply.objects.exists()


def test_a_secretary_who_is_a_member_answers_too(world: World, meeting: Meeting) -> None:
    mine = make.member(world.places["A1"], name="Bí Thư Là Đảng Viên")
    Member.objects.filter(pk=mine.pk).update(account=world.accounts["bi-thu"])
    world.client("bi-thu").post(address(meeting, "tra-loi"), {"answer": "come"})
    assert Reply.objects.get().member == mine


def test_papers_published_are_read_and_others_not(world: World, meeting: Meeting) -> None:
    MeetingPaper.objects.create(
        meeting=meeting, title="Dự thảo nghị quyết", text="Dòng một\n\nDòng hai", published_at=NOW
    )
    MeetingPaper.objects.create(meeting=meeting, title="Bản còn viết", text="Kín")
    page = world.get("dang-vien", "/cua-toi/").content.decode()
    assert "Dự thảo nghị quyết" in page
    assert "Bản còn viết" not in page
    page = world.get("dang-vien", address(meeting, "tai-lieu")).content.decode()
    assert "Dòng hai" in page
    assert "Kín" not in page
    assert "hidden><svg" in page, "without a voice on the device the button stays hidden"


def test_an_opinion_is_sent_shown_and_taken_back(world: World, meeting: Meeting) -> None:
    client, path = world.client("dang-vien"), address(meeting, "y-kien-truoc")
    assert "viết ý kiến rồi gửi" in client.post(path, {"text": "  "}).content.decode()
    page = client.post(path, {"text": "Đèn đường <b>hỏng</b>", "key": "a"}, follow=True).content.decode()
    assert "Đèn đường &lt;b&gt;hỏng" in page
    assert "Đèn đường" in world.get("dang-vien", "/cua-toi/").content.decode()
    client.post(path, {"take_back": Opinion.objects.get().public_id})
    assert not Opinion.objects.exists()


# The secretary's side ------------------------------------------------------------------------------


@pytest.fixture
def asked(world: World, meeting: Meeting) -> Reply:
    me = Member.objects.get(account=world.accounts["dang-vien"])
    return Reply.objects.create(
        meeting=meeting, member=me, answer="leave", reason_class="health", reason="Mổ <i>mắt</i>",
        answered_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("xa", 403), ("huyen", 403), ("bi-thu-2", 404), ("dang-vien", 403), ("bi-thu", 200)],
)
def test_who_may_see_who_asks_leave(
    world: World, meeting: Meeting, asked: Reply, who: str | None, status: int
) -> None:
    answer = world.get(who, address(meeting, "xin-vang"))
    assert answer.status_code == status
    assert ("Mổ &lt;i&gt;mắt" in answer.content.decode()) == (who == "bi-thu")


def test_a_deputy_reads_the_class_in_neutral_words(world: World, meeting: Meeting, asked: Reply) -> None:
    world.accounts["pho"] = _account("pho", Role.DEPUTY, world.places["A1"])
    page = world.get("pho", address(meeting, "xin-vang")).content.decode()
    assert "Việc riêng, đã báo cáo bí thư" in page
    assert "Sức khỏe" not in page.split('id="giup"')[0]
    assert "Mổ" not in page


def test_the_secretary_decides_and_the_member_reads_it(world: World, meeting: Meeting, asked: Reply) -> None:
    sent = {"approve": asked.member.public_id}
    page = world.client("bi-thu").post(address(meeting, "xin-vang"), sent, follow=True).content.decode()
    assert "Đã đồng ý cho vắng" in page
    assert "bí thư đã đồng ý" in world.get("dang-vien", "/cua-toi/").content.decode()


def test_an_answer_is_written_down_for_somebody(world: World, meeting: Meeting) -> None:
    me = Member.objects.get(account=world.accounts["dang-vien"])
    path, client = address(meeting, "xin-vang"), world.client("bi-thu")
    page = client.post(path, {"member": me.public_id, "answer": "leave"}).content.decode()
    assert "chọn một lý do vắng" in page
    client.post(path, {"member": me.public_id, "answer": "leave", "reason_class": "work"})
    assert Reply.objects.get().entered_by_id == world.accounts["bi-thu"].pk
    assert "ghi giúp" in world.get("dang-vien", "/cua-toi/").content.decode()
    assert client.post(path, {"member": "khong-co", "answer": "come"}).status_code == 200


def test_number_of_queries_does_not_grow_with_the_members(
    world: World, meeting: Meeting, asked: Reply, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client, path = world.client("bi-thu"), address(meeting, "xin-vang")
    client.get(path)
    with CaptureQueriesContext(connection) as first:
        client.get(path)
    for _ in range(4):
        Reply.objects.create(
            meeting=meeting, member=make.member(world.places["A1"]), answer="come", answered_at=NOW
        )
    with django_assert_num_queries(len(first)):
        client.get(path)


def test_a_role_taken_back_closes_the_door(world: World, meeting: Meeting) -> None:
    Grant.objects.filter(account=world.accounts["dang-vien"]).delete()
    assert world.get("dang-vien", address(meeting, "tra-loi")).status_code == 403


# How it ended ---------------------------------------------------------------------------------------


def test_conclusions_are_read_once_the_minutes_are_sealed(world: World) -> None:
    from sotay.meetings.models import AgendaItem

    held = world.meetings["A1-202403"]
    AgendaItem.objects.create(
        meeting=held, position=1, title="Giao thông", conclusion="Làm <b>đèn</b>", content="Chữ riêng"
    )
    AgendaItem.objects.create(meeting=held, position=2, title="Không kết luận")
    page = world.get("dang-vien", address(held, "ket-qua")).content.decode()
    assert "Biên bản chưa chốt" in page
    assert "Làm" not in page
    assert "Trực tuyến" in page, "my own attendance"
    Meeting.objects.filter(pk=held.pk).update(stage=Stage.SEALED)
    page = world.get("dang-vien", address(held, "ket-qua")).content.decode()
    assert "Làm &lt;b&gt;đèn" in page
    assert "Chữ riêng" not in page
    assert "Kín" not in page, "nobody else"


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("xa", 403), ("bi-thu", 404), ("bi-thu-2", 404), ("dang-vien", 200)]
)
def test_a_result_is_for_members_of_the_cell(world: World, who: str | None, status: int) -> None:
    assert world.get(who, address(world.meetings["A1-202405"], "ket-qua")).status_code == status


def test_what_is_still_ahead_has_no_result(world: World, meeting: Meeting) -> None:
    assert "Biên bản chưa chốt" in world.get("dang-vien", address(meeting, "ket-qua")).content.decode()


def test_a_numbered_resolution_is_read_and_a_draft_is_not(world: World) -> None:
    from sotay.resolutions.models import Decision

    held = world.meetings["A1-202403"]
    Decision.objects.create(
        cell=held.cell, meeting=held, kind="NQ", subject="Nhiệm vụ tháng 4", text="Làm <i>đường</i>",
        number=5, issued_on=date(2024, 3, 4),
    )  # fmt: skip
    Decision.objects.create(cell=held.cell, meeting=held, kind="KL", subject="Còn dự thảo", draft="Chưa")
    Meeting.objects.filter(pk=held.pk).update(stage=Stage.SEALED)
    page = world.get("dang-vien", address(held, "ket-qua")).content.decode()
    assert "Nghị quyết số 5" in page
    assert "Làm &lt;i&gt;đường" in page
    assert "Còn dự thảo" not in page
    assert "Đọc biên bản" in page


def test_my_tasks_and_nobody_elses(world: World) -> None:
    from sotay.resolutions.models import Task

    held = world.meetings["A1-202405"]
    me = Member.objects.get(account=world.accounts["dang-vien"])
    other = make.member(world.places["A1"], name="Người Cùng Làm")
    common = {"cell": held.cell, "meeting": held, "given_at": NOW}
    mine = Task.objects.create(text="Vận động <b>4</b> hộ", due_on=date(2024, 6, 1), **common)
    mine.holders.set([me, other])
    done = Task.objects.create(text="Xong rồi", due_on=ON, outcome="done", settled_on=ON, **common)
    done.holders.set([me])
    Task.objects.create(text="Việc người khác", due_on=ON, **common).holders.set([other])
    page = world.get("dang-vien", "/cua-toi/").content.decode()
    assert "Vận động &lt;b&gt;4" in page
    assert "Quá hạn" in page
    for word in ("Xong rồi", "Việc người khác", "Người Cùng Làm"):
        assert word not in page, word


def test_the_result_tells_open_votes_and_my_own_tasks(world: World) -> None:
    """Once sealed: what was voted openly with its counts; of the tasks mine; nothing of a secret vote."""
    from sotay.ballots.models import Poll
    from sotay.resolutions.models import Task

    held = world.meetings["A1-202405"]
    me = Member.objects.get(account=world.accounts["dang-vien"])
    other = make.member(world.places["A1"], name="Người Cùng Làm")
    common = {
        "meeting": held, "cell": held.cell, "purpose": "resolution", "base": "entitled", "threshold": "half",
        "entitled": 5, "present": 4, "opened_at": NOW, "closed_at": NOW, "yes": 3, "no": 1, "other": 0,
    }  # fmt: skip
    Poll.objects.create(subject="Nghị quyết <b>tháng</b> 5", method="hand", **common)
    Poll.objects.create(subject="Phiếu kín", method="paper", **common)
    Poll.objects.create(subject="Đã hủy bỏ", method="hand", void="Nhầm", **common)
    given = {"cell": held.cell, "meeting": held, "given_at": NOW, "due_on": ON}
    Task.objects.create(text="Vận động 4 hộ", **given).holders.set([me, other])
    Task.objects.create(text="Việc người khác", **given).holders.set([other])
    page = world.get("dang-vien", address(held, "ket-qua")).content.decode()
    assert "Nghị quyết &lt;b&gt;tháng" not in page, "not before the seal"
    assert "Vận động 4 hộ" in page
    Meeting.objects.filter(pk=held.pk).update(stage=Stage.SEALED)
    page = world.get("dang-vien", address(held, "ket-qua")).content.decode()
    assert "Nghị quyết &lt;b&gt;tháng" in page
    assert "3 tán thành, 1 không tán thành, 0 ý kiến khác" in page
    assert "Vận động 4 hộ" in page
    for word in ("Phiếu kín", "Đã hủy bỏ", "Việc người khác", "Người Cùng Làm"):
        assert word not in page, word
    home = world.get("dang-vien", "/cua-toi/").content.decode()
    assert "xem kết quả" in home
    assert "xem kết luận" not in home
