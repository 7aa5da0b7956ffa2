"""Notices in the corner, the call list, and the calendar by its token alone."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from sotay.meetings.models import Meeting
from sotay.members.models import Member
from sotay.notifications.models import CalendarFeed, Notice, Told
from tests import factories as make
from tests.web.world import World

ON = date(2024, 6, 20)
NOW = datetime(2024, 6, 15, tzinfo=UTC)


@pytest.fixture
def meeting(world: World) -> Meeting:
    return make.called(world.places["A1"], ON, place="Nhà Kín")


def notice(world: World, who: str, kind: str, **more: object) -> Notice:
    number = Notice.objects.count() + 1
    return Notice.objects.create(account=world.accounts[who], kind=kind, entry_id=number, at=NOW, **more)


def test_unread_shows_in_the_corner_until_it_is_read(world: World, meeting: Meeting) -> None:
    assert "chưa đọc" not in world.get("dang-vien", "/cua-toi/").content.decode()
    row = notice(world, "dang-vien", "called", meeting=meeting, cell=meeting.cell)
    client = world.client("dang-vien")
    assert "Thông báo: 1 chưa đọc" in client.get("/cua-toi/").content.decode()
    assert "Có giấy mời sinh hoạt" in client.get("/cua-toi/thong-bao/").content.decode()
    answer = client.post("/cua-toi/thong-bao/", {"notice": row.pk})
    assert answer["Location"] == "/cua-toi/"
    assert "chưa đọc" not in client.get("/cua-toi/").content.decode()


def test_the_corner_shows_it_on_the_meetings_own_page_too(world: World, meeting: Meeting) -> None:
    """A page with notices of its own once hid those in the corner."""
    notice(world, "bi-thu", "leave_asked", meeting=meeting, cell=meeting.cell)
    page = world.get("bi-thu", f"/sinh-hoat/{meeting.public_id}/").content.decode()
    assert "Thông báo: 1 chưa đọc" in page


def test_nobody_opens_anothers_notice(world: World, meeting: Meeting) -> None:
    row = notice(world, "bi-thu", "leave_asked", meeting=meeting, cell=meeting.cell)
    assert world.client("dang-vien").post("/cua-toi/thong-bao/", {"notice": row.pk}).status_code == 404
    row.refresh_from_db()
    assert row.read_at is None
    assert world.get(None, "/cua-toi/thong-bao/").status_code == 302


def test_each_kind_leads_where_it_belongs(world: World, meeting: Meeting) -> None:
    cell = meeting.cell
    for who, kind, where in (
        ("xa", "cell_called", f"/sinh-hoat/{meeting.public_id}/"),
        ("bi-thu", "leave_asked", f"/sinh-hoat/{meeting.public_id}/xin-vang/"),
        ("bi-thu", "reminded", f"/to-chuc/{cell.public_id}/chi-bo/"),
        ("xa", "cell_changed", f"/sinh-hoat/{meeting.public_id}/"),
        ("bi-thu", "visit_noted", f"/sinh-hoat/{meeting.public_id}/nhan-xet/"),
        ("dang-vien", "sealed", "/cua-toi/"),
        ("dang-vien", "changed", "/cua-toi/"),
    ):
        row = notice(world, who, kind, meeting=meeting, cell=cell)
        client = world.client(who)
        answer = client.post("/cua-toi/thong-bao/", {"notice": row.pk})
        assert answer["Location"] == where
        assert client.get(where).status_code == 200
    row = notice(world, "bi-thu", "oriented", cell=cell, month=202406)
    answer = world.client("bi-thu").post("/cua-toi/thong-bao/", {"notice": row.pk})
    assert answer["Location"] == f"/to-chuc/{cell.public_id}/dinh-huong/202406/", "where it can be read"


def test_after_the_rights_are_gone_a_notice_names_nothing(world: World, meeting: Meeting) -> None:
    row = notice(world, "xa-b", "cell_called", meeting=meeting, cell=meeting.cell)
    client = world.client("xa-b")
    page = client.get("/cua-toi/thong-bao/").content.decode()
    assert "Chi bộ thôn A1" not in page
    assert client.post("/cua-toi/thong-bao/", {"notice": row.pk})["Location"] == "/cua-toi/thong-bao/"


# Who has no account ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("xa", 403), ("bi-thu-2", 404), ("dang-vien", 403), ("bi-thu", 200)],
)
def test_the_call_list_is_the_secretarys(
    world: World, meeting: Meeting, who: str | None, status: int
) -> None:
    assert world.get(who, f"/sinh-hoat/{meeting.public_id}/goi-dien/").status_code == status


def test_those_without_an_account_are_called_one_by_one(world: World, meeting: Meeting) -> None:
    old = make.member(world.places["A1"], name="Cụ Không Máy")
    path, client = f"/sinh-hoat/{meeting.public_id}/goi-dien/", world.client("bi-thu")
    page = client.get(path).content.decode()
    assert "Cụ Không Máy" in page
    assert "Tôi Là Đảng Viên" not in page, "who has an account is told there"
    client.post(path, {"member": old.public_id, "told": "1"})
    client.post(path, {"member": old.public_id, "told": "1"})
    assert Told.objects.get().member == old
    assert "1/" in client.get(path).content.decode()
    client.post(path, {"member": old.public_id, "told": "0"})
    assert not Told.objects.exists()
    stranger = make.member(world.places["B1"])
    client.post(path, {"member": stranger.public_id, "told": "1"})
    assert not Told.objects.exists()


# The private calendar -------------------------------------------------------------------------------


def test_a_feed_is_made_shown_once_and_ended(world: World, meeting: Meeting) -> None:
    client = world.client("dang-vien")
    page = client.post("/cua-toi/lich/", {"do": "make"}).content.decode()
    address = page.split('readonly value="')[1].split('"')[0]
    path = address.removeprefix("http://testserver")
    assert path not in client.get("/cua-toi/lich/").content.decode()
    answer = Client().get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    assert "BEGIN:VEVENT" in text
    assert "Kín" not in text
    assert CalendarFeed.objects.get().asked_at is not None
    assert Client().post(path).status_code == 405
    client.post("/cua-toi/lich/", {"do": "end"})
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("huyen", 403), ("bi-thu", 404), ("van-hanh", 403), ("dang-vien", 200)],
)
def test_a_feed_is_for_members(world: World, who: str | None, status: int) -> None:
    assert world.get(who, "/cua-toi/lich/").status_code == status


def test_guessing_is_slowed_down_and_a_right_token_never(world: World) -> None:
    page = world.client("dang-vien").post("/cua-toi/lich/", {"do": "make"}).content.decode()
    path = page.split('readonly value="http://testserver')[1].split('"')[0]
    answers = [Client(raise_request_exception=False).get(f"/lich/{n}.ics").status_code for n in range(61)]
    assert answers == [404] * 60 + [429]
    assert Client().get(path).status_code == 200


def test_a_member_of_another_cell_gets_their_own(world: World, meeting: Meeting) -> None:
    mine = make.member(world.places["A2"])
    Member.objects.filter(pk=mine.pk).update(account=world.accounts["bi-thu-2"])
    page = world.client("bi-thu-2").post("/cua-toi/lich/", {"do": "make"}).content.decode()
    path = page.split('readonly value="http://testserver')[1].split('"')[0]
    assert "BEGIN:VEVENT" not in Client().get(path).content.decode()
