"""Who speaks next: the line, and the pages of members that follow the meeting."""

from datetime import UTC, datetime

from sotay.meetings.models import (
    Attendance,
    Guest,
    JointCell,
    Opinion,
    SpeakerTurn,
)
from tests import factories as make
from tests.web.session.support import Evening, opinion

LATER = datetime(2024, 6, 15, 9, 40, tzinfo=UTC)
CHAIRS = ("dieu-hanh/", "be-mac/", "buoc/", "y-kien/", "khach/", "den-ve/", "to-dang/", "phat-bieu/")
ROOMS = ("man-hinh/", "dang-dien-ra/")


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
