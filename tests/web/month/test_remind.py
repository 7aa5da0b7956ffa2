"""The superior reminds in one tap, once a day; writes the orientation; sees how far each cell has come."""

from datetime import date, datetime

import pytest
import time_machine

from sotay.core.clock import VIETNAM
from sotay.facts.operations import recount_everything
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting, Orientation, Reminder
from tests import factories as make
from tests.web.world import World


@pytest.fixture
def late(world: World) -> Meeting:
    made = make.called(world.places["A1"], date(2024, 6, 10))
    recount_everything()
    return made


def open_(world: World, who: str, code: str = "A", number: int = 202406) -> str:
    return str(world.get(who, world.page(code, f"thang/{number}/")).content.decode())


@pytest.mark.parametrize(
    ("stage", "words"),
    [(Stage.PLANNED, "Đã lên lịch"), (Stage.CALLED, "Đã triệu tập"), (Stage.IN_SESSION, "Đang sinh hoạt")],
)
def test_how_far_a_meeting_ahead_has_come(world: World, stage: int, words: str) -> None:
    make.called(world.places["A1"], date(2024, 6, 20), stage=stage)
    recount_everything()
    page = open_(world, "xa")
    assert words in page
    assert "Chưa có lịch" in page, "of the other cell"
    assert ("chưa gửi giấy mời" in page) == (stage == Stage.PLANNED)


@pytest.mark.parametrize(
    ("stage", "words"), [(Stage.CLOSED, "chưa chốt biên bản"), (Stage.SEALED, "Đã chốt biên bản")]
)
def test_what_became_of_the_minutes(world: World, stage: int, words: str) -> None:
    Meeting.objects.filter(pk=world.meetings["A1-202405"].pk).update(stage=stage)
    assert words in open_(world, "xa", number=202405)


def test_one_tap_reminds_and_the_next_day_again(world: World, late: Meeting) -> None:
    client, path = world.client("xa"), world.page("A", "thang/202406/")
    page = open_(world, "xa")
    assert "Nhắc 1 chi bộ" in page
    assert "Nhắc chi bộ này" in page
    answer = client.post(path + "nhac/", follow=True).content.decode()
    assert "Đã nhắc 1 chi bộ" in answer
    assert "đã nhắc hôm nay" in answer
    assert "Nhắc chi bộ này" not in answer
    client.post(path + "nhac/")
    assert Reminder.objects.get().cell == world.places["A1"]
    with time_machine.travel(datetime(2024, 6, 16, 8, tzinfo=VIETNAM)):
        page = open_(world, "xa")
        assert "đã nhắc ngày 15/06/2024" in page
        assert "Nhắc chi bộ này" in page


def test_the_cell_reads_it_at_home_until_the_month_is_done(world: World, late: Meeting) -> None:
    world.client("xa").post(world.page("A", "thang/202406/nhac/"))
    home = world.page("A1", "chi-bo/")
    assert "nhắc việc sinh hoạt tháng 6/2024" in world.get("bi-thu", home).content.decode()
    Meeting.objects.filter(pk=late.pk).update(status="held", held_on=date(2024, 6, 14))
    recount_everything()
    assert "nhắc việc sinh hoạt" not in world.get("bi-thu", home).content.decode()


def test_one_cell_or_all_and_never_one_that_is_not_late(world: World) -> None:
    client = world.client("xa")
    path = world.page("A", "thang/202312/nhac/")
    client.post(path, {"cell": world.places["B1"].public_id})
    assert not Reminder.objects.exists()
    client.post(path, {"cell": world.places["A2"].public_id})
    assert Reminder.objects.count() == 1
    client.post(path)
    assert set(Reminder.objects.values_list("cell__code", flat=True)) == {"A1", "A2"}
    client.post(world.page("A", "thang/202401/nhac/"))
    assert not Reminder.objects.filter(month=202401).exists(), "everybody met"


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("xa-b", 404), ("bi-thu", 403), ("dang-vien", 403), ("huyen", 302), ("xa", 302)],
)
def test_who_reminds(world: World, late: Meeting, who: str | None, status: int) -> None:
    answer = world.client(who).post(world.page("A", "thang/202406/nhac/"))
    assert answer.status_code == status
    assert Reminder.objects.exists() == (who == "xa"), "the district is not the direct superior"


def test_the_district_sees_no_button_for_cells_further_down(world: World, late: Meeting) -> None:
    assert "Nhắc chi bộ này" not in open_(world, "huyen")
    assert "Nhắc cả" not in open_(world, "huyen", "H")


def test_the_orientation_of_a_month_is_written_and_taken_back(world: World) -> None:
    path, client = world.page("A", "thang/202406/dinh-huong/"), world.client("xa")
    assert "Chưa gửi định hướng" in open_(world, "xa")
    page = client.post(path, {"title": "", "text": "Chữ còn lại"}).content.decode()
    assert "ghi tên định hướng" in page
    assert "Chữ còn lại" in page
    assert "viết nội dung" in client.post(path, {"title": "Tên"}).content.decode()
    assert "dấu chỉ độ mật" in client.post(path, {"title": "TỐI MẬT", "text": "Chữ"}).content.decode()
    page = client.post(path, {"title": "Định hướng <b>6</b>", "text": "Giao thông"}, follow=True)
    assert "Định hướng &lt;b&gt;6" in page.content.decode()
    assert "Định hướng &lt;b&gt;6" in open_(world, "xa")
    row = Orientation.objects.get()
    assert (row.organisation, row.month) == (world.places["A"], 202406)
    client.post(path, {"withdraw": row.public_id})
    assert not Orientation.objects.exists()


def test_a_paper_to_spread_goes_with_it(world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    path, client = world.page("A", "thang/202406/dinh-huong/"), world.client("xa")
    client.post(path, {"title": "Kết luận", "file": SimpleUploadedFile("k.txt", "Nội dung".encode())})
    document = Orientation.objects.get().document
    assert document is not None
    assert document.organisation == world.places["A"]
    page = client.post(path, {"title": "Lạ", "file": SimpleUploadedFile("x.txt", b"\x00\x01")})
    assert page.status_code == 200
    assert Orientation.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        (None, "A", 302), ("xa-b", "A", 404), ("bi-thu", "A1", 403), ("xa", "A", 200), ("huyen", "H", 200),
        ("xa", "A1", 404), ("huyen", "A1", 404),
    ],
)  # fmt: skip
def test_who_writes_it(world: World, who: str | None, code: str, status: int) -> None:
    assert world.get(who, world.page(code, "thang/202406/dinh-huong/")).status_code == status


def test_next_month_may_be_written_and_no_later(world: World) -> None:
    assert world.get("xa", world.page("A", "thang/202407/dinh-huong/")).status_code == 200
    assert world.get("xa", world.page("A", "thang/202408/dinh-huong/")).status_code == 404
