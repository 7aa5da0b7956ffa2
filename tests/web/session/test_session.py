"""The pages of a meeting in session: who may, what they lead to, what they never lose or tell."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.meetings.choices import Stage, Status
from sotay.meetings.models import (
    AgendaItem,
    Attendance,
    Guest,
    Meeting,
    Sitting,
)
from tests import factories as make
from tests.web.session.support import Evening, opinion

LATER = datetime(2024, 6, 15, 9, 40, tzinfo=UTC)
CHAIRS = ("dieu-hanh/", "be-mac/", "buoc/", "y-kien/", "khach/", "den-ve/", "to-dang/", "phat-bieu/")
ROOMS = ("man-hinh/", "dang-dien-ra/")


@pytest.mark.parametrize("page", CHAIRS)
def test_only_the_cell_itself_leads(one: Evening, page: str) -> None:
    assert one.get(page).status_code == 200
    for who, code in {"huyen": 403, "xa": 403, "bi-thu-2": 404, "dang-vien": 403, "van-hanh": 403}.items():
        assert one.get(page, who).status_code == code, who
        assert one.post(page, who, do="done").status_code == code, who
    assert one.world.get(None, one.path(page)).status_code == 302


@pytest.mark.parametrize("page", ROOMS)
def test_whoever_belongs_to_the_cell_may_follow_and_sees_no_names(one: Evening, page: str) -> None:
    for who, code in {"bi-thu": 200, "dang-vien": 200, "bi-thu-2": 404, "xa": 403, "huyen": 403}.items():
        answer = one.get(page, who)
        assert answer.status_code == code, who
        assert "Kín" not in answer.content.decode()
        assert "Tôi Là" not in answer.content.decode()


def test_the_meetings_own_page_does_not_say_it_has_not_begun(planned: Evening) -> None:
    assert "Buổi này chưa diễn ra." in planned.text("")
    planned.post(do="open")
    page = planned.text("")
    assert "Buổi đang diễn ra, chưa ghi xong bước nào." in page
    assert "Buổi này chưa diễn ra." not in page


def test_one_tap_opens_the_meeting(planned: Evening) -> None:
    assert "Khai mạc" in planned.text()
    assert planned.post(do="open").status_code == 302
    assert planned.again().stage == Stage.IN_SESSION
    page = planned.text()
    assert "Bước 1/17" in page
    assert "Ghi và sang bước 2" in page
    assert "4/4" in page, "everybody is presumed present"
    assert "chưa xác nhận điểm danh" in page


def test_one_tap_leads_to_the_next_step_and_says_when(one: Evening) -> None:
    one.post(do="done", muc=one.item("O1").public_id)
    one.post(do="done", muc=one.item("O1").public_id)
    page = one.text()
    assert "Bước 2/17" in page
    assert re.search(r"Thu đảng phí.*?15:00", page, re.S), "15:00 in Vietnam"
    one.post(do="skip", muc=one.item("O2").public_id, reason="Không có <b>khách</b>")
    assert "Không có &lt;b&gt;khách&lt;/b&gt;" in one.text()
    refused = {"do": "skip", "muc": one.item("O3").public_id, "reason": ""}
    answer = one.world.client("bi-thu").post(one.path(), refused, follow=True)
    assert "phải ghi lý do" in answer.content.decode()
    assert one.item("O3").state == ""
    before = one.again().live_version
    assert one.post(do="khac").status_code == 302
    assert one.again().live_version == before, "nothing that there is, nothing that changes"


def test_the_rest_is_done_in_one_tap_and_then_comes_the_closing(one: Evening) -> None:
    one.post(do="through", muc=one.item("E2").public_id)
    assert "Xác nhận điểm danh xong mới bế mạc được" in one.text()
    assert one.post("be-mac/").status_code == 400
    assert one.confirm(Hai="excused").headers["Location"] == one.path()
    assert 'action="' + one.path("be-mac/") in one.text()
    assert "Tự điểm danh bằng mã" in one.text()
    with time_machine.travel(LATER, tick=False):
        answer = one.post("be-mac/")
    assert answer.headers["Location"] == f"/sinh-hoat/{one.meeting.public_id}/bien-ban/"
    meeting = one.again()
    assert (meeting.status, meeting.stage) == (Status.HELD, Stage.CLOSED)
    assert one.post("be-mac/").status_code == 302, "sent twice it closes once"
    assert "đã bế mạc" in one.text()
    assert "Tự điểm danh bằng mã" not in one.text(), "nobody comes any more"


def test_closing_asks_for_a_possible_end(one: Evening) -> None:
    one.confirm()
    with time_machine.travel(LATER + timedelta(days=1), tick=False):
        answer = one.post("be-mac/")
        assert answer.status_code == 400
        assert "ghi giờ kết thúc của hôm đó" in answer.content.decode()
        assert one.post("be-mac/", ended_at="16:45").status_code == 302
    assert f"{one.again().ended_at:%H:%M}" == "16:45"


def test_one_who_attends_online_in_a_meeting_in_person_brings_up_the_form_of_the_meeting(
    one: Evening,
) -> None:
    """Right after the roll, and again at the close until it was put right; nothing is refused."""
    answer = one.confirm(Hai="online")
    assert answer.headers["Location"] == one.path("to-dang/")
    assert "Có 1 đồng chí ghi là dự trực tuyến" in one.text("to-dang/")
    assert "Xem lại hình thức sinh hoạt" in one.text("be-mac/")
    one.post("to-dang/", do="mode", mode="mixed", mode_reason="Bão, đảng ủy xã đồng ý")
    assert "Xem lại hình thức sinh hoạt" not in one.text("be-mac/")
    assert one.confirm(Hai="present").headers["Location"] == one.path()
    assert "mà không đồng chí nào ghi là dự trực tuyến" in one.text("be-mac/")
    with time_machine.travel(LATER, tick=False):
        assert one.post("be-mac/").status_code == 302


def test_nobody_takes_back_what_another_just_confirmed(one: Evening) -> None:
    """Two devices: the second confirmed once more after the first had opened its page."""
    one.confirm(Hai="unexcused")
    stale = one.seen()
    one.confirm(Ba="unexcused")
    rows = Attendance.objects.filter(meeting=one.meeting, state="unexcused")
    data = {
        "do": "undo",
        "seen": stale,
        f"p-{one.member('Hai')}": "unexcused",
        f"p-{one.member('Ba')}": "present",
    }
    answer = one.post("diem-danh/", **data)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Điểm danh vừa có thay đổi" in html
    assert "đồng chí vừa chọn" in html, "what the other changed is shown beside it"
    assert [row.member.full_name for row in rows] == ["Kín Thị Ba"]


def test_the_roll_asks_why_and_can_be_taken_back_once(one: Evening) -> None:
    key = one.member("Hai")
    everybody = {f"p-{one.member(w)}": "present" for w in ("Một", "Ba", "Viên")}
    data = {"seen": one.seen(), f"p-{key}": "excused", f"r-{key}": "health", **everybody}
    assert one.world.client("bi-thu").post(one.path("diem-danh/"), data).status_code == 302
    row = Attendance.objects.get(meeting=one.meeting, member__public_id=key)
    assert (row.state, row.reason_class) == ("excused", "health")
    assert "Hoàn tác" in one.text("diem-danh/")
    one.post("diem-danh/", do="undo")
    assert not one.again().roll_recorded
    assert "Hoàn tác" not in one.text("diem-danh/")
    other = one.member("Ba")
    half = data | {"seen": one.seen(), f"p-{other}": "excused"}
    asked = one.world.client("bi-thu").post(one.path("diem-danh/"), half)
    page = asked.content.decode()
    assert asked.status_code == 400
    assert "Còn 1 đồng chí vắng có lý do chưa chọn vì sao" in page
    kept = [page.split(f'name="{name}" value="{value}"')[1][:8] for name, value in
            ((f"p-{other}", "excused"), (f"p-{key}", "excused"), (f"r-{key}", "health"))]  # fmt: skip
    assert kept == [" checked"] * 3, "what was chosen is kept"
    wrong = one.world.client("bi-thu").post(one.path("diem-danh/"), data | {f"r-{key}": "khac"})
    assert wrong.status_code == 404


def test_guests_come_and_go(one: Evening) -> None:
    one.post("khach/", name="Phan <b>V</b>", post="Đảng ủy viên", delegate="on")
    assert "Phan &lt;b&gt;V&lt;/b&gt;" in one.text("khach/")
    assert "Dự cùng chi bộ" in one.text()
    assert one.post("khach/", name="").status_code == 400
    one.post("khach/", bo=Guest.objects.get().public_id)
    assert not Guest.objects.exists()


def test_who_comes_later_and_who_goes(one: Evening) -> None:
    assert "Chưa xác nhận điểm danh" in one.text("den-ve/")
    one.confirm(Hai="unexcused")
    future = one.post("den-ve/", den=one.member("Hai"), when="23:00")
    assert future.status_code == 400
    assert "không được sau lúc này" in future.content.decode()
    assert 'value="23:00"' in future.content.decode(), "what was typed is kept"
    one.post("den-ve/", den=one.member("Hai"))
    one.post("den-ve/", ve=one.member("Ba"))
    page = one.text("den-ve/")
    assert "đến lúc 15:00" in page
    assert "về lúc 15:00" in page
    assert "Có mặt: 4, đã về 1" in page
    assert "1 đến muộn, 1 đã về" in one.text()
    assert one.post("den-ve/").status_code == 400, "Enter alone notes nobody"
    assert re.findall(r"<button[^>]*>", page.split("novalidate")[1])[0].count("name=") == 0
    one.post("den-ve/", con=one.member("Ba"))
    assert "về lúc" not in one.text("den-ve/")
    assert "1 đến muộn, 0 đã về" in one.text() or "đã về" not in one.text()


def test_groups_meet_by_themselves_and_add_up(one: Evening) -> None:
    group = {f"g-{one.member(w)}": n for w, n in (("Một", "1"), ("Hai", "1"), ("Ba", "2"), ("Viên", "2"))}
    one.post("to-dang/", do="groups", name1="Tổ 1", name2="Tổ 2", **group)
    first, second = Sitting.objects.order_by("position")
    path = one.path(f"diem-danh/?to={first.public_id}")
    page = one.world.client("bi-thu").get(path).content.decode()
    assert "Kín Thị Một" in page
    assert "Kín Thị Ba" not in page, "only the people of the group"
    for sitting, words in ((first, ("Một", "Hai")), (second, ("Ba", "Viên"))):
        page = one.world.client("bi-thu").get(one.path(f"diem-danh/?to={sitting.public_id}")).content.decode()
        seen = page.split('name="seen" value="')[1].split('"')[0]
        states = {f"p-{one.member(w)}": "excused" if w == "Hai" else "present" for w in words}
        why = {f"r-{one.member(w)}": "away" for w in words if w == "Hai"}
        one.post("diem-danh/", seen=seen, to=sitting.public_id, **states, **why)
        assert one.again().roll_recorded is (sitting == second), "recorded once nobody is left"
    assert "3/4" in one.text()
    assert one.post("to-dang/", do="mode", mode="online", mode_reason="").status_code == 400
    one.post("to-dang/", do="mode", mode="mixed", mode_reason="Bão")
    assert one.again().mode == "mixed"


def test_devices_follow_by_counts(one: Evening) -> None:
    before = one.get("dang-dien-ra/", "dang-vien").json()
    one.confirm(Hai="excused")
    state = one.get("dang-dien-ra/", "dang-vien").json()
    assert state["version"] > before["version"]
    assert (state["present"], state["expected"], state["confirmed"]) == (3, 4, True)
    assert "3<small>/4" in one.text("man-hinh/")


def test_the_chair_screen_asks_a_constant_number_of_questions(one: Evening) -> None:
    client = one.world.client("bi-thu")

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(one.path())
        return len(caught)

    questions()
    few = questions()
    for number in range(6):
        one.post("y-kien/", **opinion(one, key=f"q{number}"))
        one.post("khach/", name=f"Khách {number}")
    assert questions() == few


def test_opening_on_another_day_than_called_is_pointed_out(planned: Evening) -> None:
    Meeting.objects.filter(pk=planned.meeting.pk).update(planned_on=date(2024, 6, 20))
    page = planned.text()
    assert "dự kiến ngày 20/06/2024, hôm nay là 15/06/2024" in page
    Meeting.objects.filter(pk=planned.meeting.pk).update(planned_on=date(2024, 6, 15))
    assert "dự kiến ngày" not in planned.text()


def test_a_second_meeting_of_the_day_is_refused_with_the_way_to_the_first(planned: Evening) -> None:
    """The secretary opened the wrong one: the refusal leads to the one that was held."""
    cell = planned.world.places["A1"]
    first = make.meeting(cell, 202406, status=Status.HELD, held_on=date(2024, 6, 15), stage=Stage.CLOSED)
    page = planned.world.client("bi-thu").post(planned.path(), {"do": "open"}, follow=True).content.decode()
    assert planned.again().stage == Stage.CALLED
    assert "Buổi ngày này đã ghi rồi" in page
    assert f'<a href="/sinh-hoat/{first.public_id}/">Mở buổi đó</a>' in page
    Meeting.objects.filter(pk=first.pk).update(held_on=date(2024, 6, 8))
    planned.post(do="open")
    assert planned.again().stage == Stage.IN_SESSION, "another day is no hindrance"


def test_the_large_screen_begins_with_what_is_being_voted_on(one: Evening) -> None:
    one.confirm()
    vote = {"purpose": "other", "no": "0", "other": "0"}
    one.post("bieu-quyet/", **vote, subject="Việc một")
    opened = {"purpose": "other", "method": "electronic", "subject": "Việc đang hỏi"}
    one.post("bieu-quyet/tren-may/", **opened)
    one.post("bieu-quyet/", **vote, subject="Việc hai")
    wall = one.text("man-hinh/")
    places = [wall.index(word) for word in ("Việc đang hỏi", "Việc hai", "Việc một")]
    assert places == sorted(places)


def test_a_step_with_minutes_planned_shows_how_long_it_has_lasted(one: Evening) -> None:
    """Only there; begun at 15:00 in Vietnam, without a script and without a sound."""
    assert "Bước này:" not in one.text()
    AgendaItem.objects.filter(pk=one.item("O1").pk).update(minutes=15)
    page = one.text()
    assert "Bước này: 0/15 phút" in page
    assert "15:00–15:15" in page
    with time_machine.travel(LATER.replace(hour=8, minute=18, second=30), tick=False):
        page = one.text()
    assert "Bước này: 18/15 phút, quá 3 phút" in page
    assert "pace--over" in page
    one.post(do="done", muc=one.item("O1").public_id)
    assert "Bước này:" not in one.text(), "nothing was planned for the next one"
