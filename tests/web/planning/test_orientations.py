"""The superior's orientation, sent after the cell planned: read, taken in by one tap, read by the members."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.documents.choices import Purpose
from sotay.documents.models import Document
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting, MeetingPaper, Orientation
from tests import factories as make
from tests.web.world import World

AT = datetime(2024, 6, 10, tzinfo=UTC)
TITLE, TEXT = "Định hướng <tháng 6>", "Bàn <b>giao thông</b>\nPhổ biến Kết luận số 12"


def give(world: World, title: str = TITLE, month: int = 202406, **more: Any) -> Orientation:
    return Orientation.objects.create(
        organisation=world.places["A"], month=month, title=title, text=TEXT, published_at=AT, **more
    )


@pytest.fixture
def meeting(world: World) -> Meeting:
    return make.called(
        world.places["A1"], date(2024, 6, 20), stage=Stage.PLANNED, planned_time=time(19, 30), place="Đình"
    )


def page_of(world: World, who: str | None = "bi-thu", month: int = 202406) -> Any:
    return world.get(who, world.page("A1", f"dinh-huong/{month}/"))


def test_it_is_read_said_on_home_and_taken_in_by_one_tap(world: World, meeting: Meeting) -> None:
    home, said = world.page("A1", "chi-bo/"), "Cấp ủy đã gửi định hướng tháng 6/2024: đưa vào tài liệu"
    prepare = f"/sinh-hoat/{meeting.public_id}/chuan-bi/"
    assert said not in world.get("bi-thu", home).content.decode()
    one = give(world)
    page = world.get("bi-thu", home).content.decode()
    assert said in page
    assert f'href="{prepare}#tai-lieu"' in page
    page = page_of(world).content.decode()
    assert "Định hướng &lt;tháng 6&gt;" in page
    assert "Bàn &lt;b&gt;giao thông&lt;/b&gt;<br>Phổ biến Kết luận số 12" in page
    assert f'action="{prepare}"' in page
    assert "Đã ở trong tài liệu" not in page
    button = f'name="take_orientation" value="{one.public_id}"'
    assert button in page
    page = world.get("bi-thu", prepare).content.decode()
    assert button in page
    assert "Cấp ủy vừa gửi, chưa có trong tài liệu" in page
    assert (
        "tài liệu chưa có"
        in world.get("bi-thu", f"/sinh-hoat/{meeting.public_id}/trieu-tap/").content.decode()
    )
    for _ in range(2):
        answer = world.client("bi-thu").post(prepare, {"take_orientation": one.public_id})
        assert answer["Location"] == f"{prepare}#tai-lieu"
    assert MeetingPaper.objects.get(meeting=meeting).text == TEXT
    assert said not in world.get("bi-thu", home).content.decode()
    assert "Đã ở trong tài liệu của buổi" in page_of(world).content.decode()
    for path in (prepare, world.page("A1", "dinh-huong/202406/")):
        assert "take_orientation" not in world.get("bi-thu", path).content.decode()


def test_members_read_it_once_the_meeting_is_called(world: World, meeting: Meeting) -> None:
    one, papers = give(world), f"/sinh-hoat/{meeting.public_id}/tai-lieu/"
    send = {"take_orientation": one.public_id}
    Meeting.objects.filter(pk=meeting.pk).update(stage=Stage.CALLED)
    before = world.get("dang-vien", papers)
    assert "giao thông" not in before.content.decode()
    world.client("bi-thu").post(f"/sinh-hoat/{meeting.public_id}/chuan-bi/", send)
    after = world.get("dang-vien", papers)
    assert after.status_code == 200
    assert "Bàn &lt;b&gt;giao thông" in after.content.decode()


def test_only_who_records_for_the_cell_reads_and_takes(world: World, meeting: Meeting) -> None:
    one, prepare = give(world), f"/sinh-hoat/{meeting.public_id}/chuan-bi/"
    shut: dict[str | None, int] = {
        "huyen": 403, "xa": 403, "bi-thu-2": 404, "dang-vien": 403, "van-hanh": 403, None: 302,
    }  # fmt: skip
    for who, status in shut.items():
        assert page_of(world, who).status_code == status, who
        assert world.client(who).post(prepare, {"take_orientation": one.public_id}).status_code == status, who
    assert not MeetingPaper.objects.exists()
    foreign = Orientation.objects.create(
        organisation=world.places["B"], month=202406, title="Của xã Bình", published_at=AT
    )
    assert "Của xã Bình" not in page_of(world).content.decode()
    answer = world.client("bi-thu").post(prepare, {"take_orientation": foreign.public_id}, follow=True)
    assert "vừa rút tài liệu này" in answer.content.decode()
    assert not MeetingPaper.objects.exists()


def test_the_page_says_what_becomes_of_it(world: World) -> None:
    assert "chưa gửi định hướng" in page_of(world).content.decode()
    file = Document.objects.create(
        organisation=world.places["A"], purpose=Purpose.PAPER, name="dh.pdf", media_type="application/pdf",
        content=b"%PDF-", size=5, digest="0" * 64, stored_at=AT,
    )  # fmt: skip
    give(world, document=file)
    page = page_of(world).content.decode()
    assert "Lên lịch buổi tháng 6/2024" in page, "nothing is planned: planning takes it over"
    assert "take_orientation" not in page
    assert f"/tai-lieu/{file.public_id}/" in page
    meeting = make.called(world.places["A1"], date(2024, 6, 20))
    assert "Đảng viên đọc được ngay" in page_of(world).content.decode()
    for stage, words in ((Stage.IN_SESSION, "đang diễn ra"), (Stage.CLOSED, "đã kết thúc")):
        Meeting.objects.filter(pk=meeting.pk).update(stage=stage)
        page = page_of(world).content.decode()
        assert words in page
        assert "take_orientation" not in page
    Orientation.objects.all().delete()
    assert "đã rút lại" in page_of(world).content.decode()


@pytest.mark.parametrize("month", [202413, 202400, 199912, 202408, 1])
def test_no_page_for_what_is_no_month_or_far_ahead(world: World, month: int) -> None:
    assert page_of(world, month=month).status_code == 404


def test_a_committee_has_no_such_page(world: World) -> None:
    assert world.get("xa", world.page("A", "dinh-huong/202406/")).status_code in {403, 404}


def test_as_often_asked_for_many(world: World, meeting: Meeting) -> None:
    client = world.client("bi-thu")
    paths = [world.page("A1", "dinh-huong/202406/"), world.page("A1", "chi-bo/")]
    paths.append(f"/sinh-hoat/{meeting.public_id}/chuan-bi/")
    give(world)

    def asked() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            found.append(len(queries))
        return found

    asked()
    few = asked()
    for number in range(12):
        give(world, f"Văn bản {number}")
    assert asked() == few
