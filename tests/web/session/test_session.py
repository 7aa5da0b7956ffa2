"""The pages of a meeting in session: who may, what they lead to, what they never lose or tell."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.meetings.choices import OpinionWay, Stage, Status
from sotay.meetings.models import (
    AgendaItem,
    Attendance,
    Guest,
    JointCell,
    Meeting,
    Opinion,
    Sitting,
    SpeakerTurn,
)
from sotay.members.models import Member
from tests import factories as make
from tests.web.session.support import Evening, evening
from tests.web.world import World

LATER = datetime(2024, 6, 15, 9, 40, tzinfo=UTC)
CHAIRS = ("dieu-hanh/", "be-mac/", "buoc/", "y-kien/", "khach/", "den-ve/", "to-dang/", "phat-bieu/")
ROOMS = ("man-hinh/", "dang-dien-ra/")


@pytest.fixture
def planned(world: World) -> Evening:
    return evening(world)


@pytest.fixture
def one(planned: Evening) -> Evening:
    planned.post(do="open")
    return planned


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


def opinion(one: Evening, **more: str) -> dict[str, str]:
    item = one.item("C6").public_id
    return {"speaker": one.member("Một"), "text": "Làm <i>sớm</i>", "item": item, "key": "k1"} | more


def test_an_opinion_is_noted_once_and_stands_on_its_step(one: Evening) -> None:
    one.post("y-kien/", **opinion(one))
    one.post("y-kien/", **opinion(one))
    assert Opinion.objects.count() == 1
    one.post(do="through", muc=one.item("C5").public_id)
    page = one.text()
    assert "Làm &lt;i&gt;sớm&lt;/i&gt;" in page
    assert "1 đồng chí, 1 ý kiến" in page
    wrong = one.post("y-kien/", **opinion(one, key="k2", text=""))
    assert wrong.status_code == 400
    assert "Viết ý kiến" in wrong.content.decode()
    assert f'value="{one.member("Một")}" selected' in wrong.content.decode(), "what was chosen is kept"


@pytest.mark.parametrize("content", [b"%PDF-1.4 trang", b"ghi ch\xc3\xa9p", b"<html></html>"])
def test_only_a_picture_is_kept_as_the_photo_of_the_book(one: Evening, content: bytes) -> None:
    photo = SimpleUploadedFile("trang.jpg", content, content_type="image/jpeg")
    wrong = one.post("y-kien/", **opinion(one), photo=photo)
    page = wrong.content.decode()
    assert wrong.status_code == 400
    assert "Chỉ nhận ảnh" in page
    assert "Word" not in page
    assert "Làm &lt;i&gt;sớm&lt;/i&gt;</textarea>" in page, "what was typed is kept"
    assert not Opinion.objects.exists()


def test_two_people_correcting_one_opinion_see_both_texts(one: Evening) -> None:
    one.post("y-kien/", **opinion(one))
    made = Opinion.objects.get()
    mine = opinion(one, sua=made.public_id, version="0")
    assert one.post("y-kien/", **mine | {"text": "Bản một"}).status_code == 302
    answer = one.post("y-kien/", **mine | {"text": "Bản hai"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản đang lưu" in page
    assert "Bản một" in page
    assert "Bản hai</textarea>" in page
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    assert one.post("y-kien/", **mine | {"text": "Bản hai", "version": version}).status_code == 302
    assert Opinion.objects.get().text == "Bản hai"


def test_two_people_writing_one_step_see_both_texts(one: Evening) -> None:
    item = one.item("C4").public_id
    mine = {"muc": item, "version": "0", "content": "Nạo vét", "conclusion": ""}
    assert one.post("buoc/", **mine).status_code == 302
    answer = one.post("buoc/", **mine | {"content": "Thu quỹ"})
    assert answer.status_code == 409
    assert "Nạo vét" in answer.content.decode()
    assert "Thu quỹ</textarea>" in answer.content.decode()


@pytest.mark.parametrize(
    ("mark", "state"), [({"do": "through"}, "done"), ({"do": "skip", "reason": "hết\ngiờ"}, "skipped")]
)
def test_a_mark_on_the_step_keeps_what_was_typed(one: Evening, mark: dict[str, str], state: str) -> None:
    item = one.item("C4").public_id
    typed = {"muc": item, "version": "0", "content": "Nạo vét", "conclusion": "Nhất trí"}
    page = one.text(f"buoc/?muc={item}")
    assert page.count("<form") == page.count('id="noi-dung-buoc"') + page.count('action="/dang-xuat/"')
    assert one.post("buoc/", **typed | mark).status_code == 302
    step = one.item("C4")
    assert (step.content, step.conclusion, step.state) == ("Nạo vét", "Nhất trí", state)
    assert step.reason in {"", "hết giờ"}
    assert (
        one.post("buoc/", **typed | {"do": "reopen", "version": "1", "content": "Nạo vét kênh"}).status_code
        == 302
    )
    assert (one.item("C4").content, one.item("C4").state) == ("Nạo vét kênh", "")


def test_a_mark_that_is_refused_changes_nothing_and_keeps_what_was_typed(one: Evening) -> None:
    item = one.item("C4").public_id
    typed = {"muc": item, "version": "0", "content": "Nạo vét", "conclusion": ""}
    answer = one.post("buoc/", **typed | {"do": "skip", "reason": " "})
    assert answer.status_code == 400
    assert "Bước bỏ thì phải ghi lý do" in answer.content.decode()
    assert "Nạo vét</textarea>" in answer.content.decode()
    assert (one.item("C4").content, one.item("C4").state) == ("", "")
    assert one.post("buoc/", **typed).status_code == 302
    stale = one.post("buoc/", **typed | {"content": "Thu quỹ", "do": "through"})
    assert stale.status_code == 409
    assert one.item("C4").state == ""


def test_an_opinion_sent_before_is_taken_over_in_one_tap(one: Evening) -> None:
    me = Member.objects.get(account=one.world.accounts["dang-vien"])
    sent = Opinion.objects.create(
        meeting=one.meeting, speaker=me, text="Gửi trước", way=OpinionWay.BEFORE, entered_at=LATER
    )
    assert "Gửi trước" in one.text()
    one.post("y-kien/", do="take", sua=sent.public_id, muc=one.item("O1").public_id)
    sent.refresh_from_db()
    assert sent.item == one.item("O1")
    one.post("y-kien/", do="remove", sua=sent.public_id, version="1")
    assert Opinion.objects.get().item is None
    assert one.post("y-kien/", do="remove", sua="khongco", version="1").status_code == 404


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


def test_a_name_is_tapped_called_and_written_down(one: Evening) -> None:
    one.post("khach/", name="Phan V", post="Đảng ủy viên")
    for word in ("Hai", "Một"):
        one.post("phat-bieu/", do="ask", nguoi=one.member(word))
    page = one.text()
    assert page.index("1. Kín Thị Hai") < page.index("2. Kín Thị Một")
    assert "Chờ, thứ 2" in one.text("phat-bieu/")
    assert "Còn 2 người chờ phát biểu" in one.text("be-mac/")
    assert "Phan V" in one.text("phat-bieu/")
    turn = SpeakerTurn.objects.get(member__public_id=one.member("Hai"))
    answer = one.post("phat-bieu/", do="floor", luot=turn.public_id, nguoi=one.member("Hai"))
    assert answer.headers["Location"] == one.path(f"y-kien/?nguoi={one.member('Hai')}")
    form = one.world.client("bi-thu").get(answer.headers["Location"]).content.decode()
    assert f'value="{one.member("Hai")}" selected' in form
    assert "Đang phát biểu" in one.text()
    one.post("y-kien/", **opinion(one, speaker=one.member("Hai")))
    assert "Đang phát biểu" not in one.text()
    assert "1. Kín Thị Một" in one.text()
    other = SpeakerTurn.objects.get(member__public_id=one.member("Một"))
    assert one.post("phat-bieu/", do="end", luot=other.public_id).headers["Location"] == one.path()
    assert "chờ phát biểu" not in one.text("be-mac/")
    assert "1. Kín Thị Một" not in one.text()


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


def test_a_member_asks_to_speak_with_one_tap_and_others_see_how_many(one: Evening) -> None:
    ask = 'action="' + one.path("xin-phat-bieu/")
    client = one.world.client("dang-vien")
    assert ask in client.get("/cua-toi/").content.decode()
    assert one.post("xin-phat-bieu/", "dang-vien").headers["Location"] == "/cua-toi/"
    assert "Đã xin phát biểu, thứ 1" in client.get("/cua-toi/").content.decode()
    assert "Tôi Là Đảng Viên" in one.text()
    wall = one.text("man-hinh/")
    assert "chờ phát biểu" in wall
    assert "Tôi Là" not in wall
    assert one.get("dang-dien-ra/", "dang-vien").json()["waiting"] == 1
    one.post("xin-phat-bieu/", "dang-vien", do="thoi")
    assert "chờ phát biểu" not in one.text("man-hinh/")
    for who, code in {"huyen": 403, "xa": 403, "bi-thu-2": 404, "van-hanh": 403}.items():
        assert one.post("xin-phat-bieu/", who).status_code == code, who
    assert one.get("xin-phat-bieu/", "dang-vien").status_code == 405


def test_the_members_page_follows_the_meeting(one: Evening) -> None:
    """It carries what session.js follows by; without script it says to reload."""
    page = one.world.get("dang-vien", "/cua-toi/").content.decode()
    assert f'data-live="{one.path("dang-dien-ra/")}?ve=' in page
    mark = page.split('data-mine="')[1].split('"')[0]
    assert "tải lại mới thấy" in page
    one.post("phat-bieu/", do="ask", nguoi=one.member("Viên"))
    assert one.get("dang-dien-ra/", "dang-vien").json()["line"] == [mark]
    turn = SpeakerTurn.objects.get()
    one.post("phat-bieu/", do="floor", luot=turn.public_id, nguoi=one.member("Viên"))
    state = one.get("dang-dien-ra/", "dang-vien").json()
    assert (state["floor"], state["line"]) == (mark, [])
    assert "Mời đồng chí phát biểu" in one.world.get("dang-vien", "/cua-toi/").content.decode()


def test_the_members_page_follows_nothing_before_the_meeting(planned: Evening) -> None:
    assert "data-live" not in planned.world.get("dang-vien", "/cua-toi/").content.decode()


def test_after_saving_one_is_where_the_opinion_stands(one: Evening) -> None:
    """Written from a later step's page, it leads back there, not to the step that the meeting is at."""
    later = one.item("C6").public_id
    assert one.post("y-kien/", **opinion(one)).headers["Location"] == one.path(f"buoc/?muc={later}")
    assert "1 ý kiến khác nằm ở các bước khác" in one.text()
    now = one.item("O1").public_id
    assert one.post("y-kien/", **opinion(one, item=now, key="k2")).headers["Location"] == one.path()
    assert one.post("y-kien/", **opinion(one, item="", key="k3")).headers["Location"] == one.path()


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


def test_a_member_of_another_cell_that_sits_here_speaks_too(one: Evening) -> None:
    """The host's chair sees of the other cell's roll only who asked to speak, and writes it down."""
    other = one.world.places["A2"]
    JointCell.objects.create(meeting=one.meeting, cell=other)
    guest = make.member(other, name="Bên Thị Cạnh")
    Attendance.objects.create(
        meeting=one.meeting, cell=other, member=guest, basis="official", expected=True, votes=True
    )
    assert "Bên Thị Cạnh" not in one.text("phat-bieu/") + one.text("y-kien/")
    for page in ROOMS:
        answer = one.get(page, "bi-thu-2")
        assert answer.status_code == 200, "whoever sits here follows, without names"
        assert "Kín" not in answer.content.decode()
    for page in CHAIRS:
        status = 200 if page == "phat-bieu/" else 404
        assert one.get(page, "bi-thu-2").status_code == status, page
    SpeakerTurn.objects.create(meeting=one.meeting, member=guest, asked_at=LATER, by_self=True)
    assert "1. Bên Thị Cạnh" in one.text()
    assert f'value="{guest.public_id}"' in one.text("y-kien/")
    answer = one.post("y-kien/", **opinion(one, speaker=guest.public_id))
    assert answer.status_code == 302
    assert Opinion.objects.get().speaker == guest
    assert "1. Bên Thị Cạnh" not in one.text()


def test_a_cell_that_sits_here_puts_its_own_members_in_the_line(one: Evening) -> None:
    """Its secretary knows its names, the host's chair does not; nobody calls but the chair."""
    other = one.world.places["A2"]
    JointCell.objects.create(meeting=one.meeting, cell=other)
    guest = make.member(other, name="Bên Thị Cạnh")
    Attendance.objects.create(
        meeting=one.meeting, cell=other, member=guest, basis="official", expected=True, votes=True
    )
    Guest.objects.create(meeting=one.meeting, name="Khách Thị Lạ", post="Phó Chủ tịch")
    page = one.get("phat-bieu/", "bi-thu-2").content.decode()
    assert 'Ghi tên<span class="vh"> Bên Thị Cạnh' in page
    assert "Kín" not in page
    assert "Khách Thị Lạ" not in page
    for unknown in (one.member("Một"), Guest.objects.get().public_id, "khong-co"):
        one.post("phat-bieu/", "bi-thu-2", do="ask", nguoi=unknown)
        assert not SpeakerTurn.objects.exists(), "foreign and absent alike"
    one.post("phat-bieu/", "bi-thu-2", do="ask", nguoi=guest.public_id)
    turn = SpeakerTurn.objects.get()
    assert "1. Bên Thị Cạnh" in one.text()
    assert one.post("phat-bieu/", "bi-thu-2", do="floor", luot=turn.public_id).status_code == 404
    assert one.post("phat-bieu/", "bi-thu-2", do="end", luot=turn.public_id).status_code == 404
    turn.refresh_from_db()
    assert turn.begun_at is None is turn.ended_at
    links = one.get("", "bi-thu-2").content.decode()
    assert one.path("phat-bieu/") in links
    assert one.path("man-hinh/") in links
