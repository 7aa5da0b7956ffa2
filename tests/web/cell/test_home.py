"""The secretary's home: one next action, this month, what is missing before."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.facts.operations import recount_everything
from tests import factories as make
from tests.web.world import World


def home(world: World, who: str, code: str) -> str:
    answer = world.get(who, world.page(code, "chi-bo/"))
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("bi-thu", 200), ("bi-thu-2", 404), ("xa", 403), ("huyen", 403), ("dang-vien", 403)],
)
def test_who_may_open_it(world: World, who: str | None, status: int) -> None:
    assert world.get(who, world.page("A1", "chi-bo/")).status_code == status


def test_the_roll_left_open_comes_first(world: World) -> None:
    make.meeting(world.places["A1"], 202406)
    recount_everything()
    page = home(world, "bi-thu", "A1")
    assert "Điểm danh buổi tháng 6/2024" in page
    assert page.count("btn--main") == 1


def test_a_past_month_without_a_record_comes_before_this_one(world: World) -> None:
    assert "Ghi buổi sinh hoạt tháng 12/2023" in home(world, "bi-thu", "A1")


def test_this_month_and_its_quarter(world: World) -> None:
    page = home(world, "bi-thu", "A1")
    assert "Chưa sinh hoạt" in page
    assert "Quý II/2024 chưa có chuyên đề, tháng này là hạn" in page
    meeting = make.meeting(world.places["A1"], 202406, kind="combined", theme="Chuyển đổi số")
    make.roll(meeting, "present", "excused")
    recount_everything()
    page = home(world, "bi-thu", "A1")
    assert "Đã sinh hoạt chuyên đề quý II/2024" in page
    assert "đảng viên dự 50% (1/2)" in page


def test_what_is_missing_is_said_in_words(world: World) -> None:
    page = home(world, "bi-thu-2", "A2")
    assert "Tháng 5/2024" in page
    assert "Chưa ghi đủ các bước" in page
    assert "Bão &lt;b&gt;lớn&lt;/b&gt;" in page or "Không tổ chức" in page


def test_older_meetings_are_folded_away(world: World) -> None:
    for month in (202308, 202309, 202310):
        make.roll(make.meeting(world.places["A1"], month), "present")
    page = home(world, "bi-thu", "A1")
    shown, folded = page[page.index('id="cac-buoi"') : page.index('id="xem-them"')].split("<details")
    assert shown.count("/sinh-hoat/") == 4
    assert f"{folded.count('/sinh-hoat/')} buổi trước nữa" in folded
    assert "tháng 8/2023" in folded


def test_number_of_queries_does_not_grow_with_the_meetings(world: World) -> None:
    client, path = world.client("bi-thu"), world.page("A1", "chi-bo/")
    client.get(path)
    with CaptureQueriesContext(connection) as first:
        client.get(path)
    for month in (202308, 202309, 202310):
        make.roll(make.meeting(world.places["A1"], month), "present")
    recount_everything()
    with CaptureQueriesContext(connection) as second:
        client.get(path)
    assert len(second) == len(first)


def test_this_months_meeting_can_be_written_down_while_an_older_one_waits(world: World) -> None:
    page = home(world, "bi-thu", "A1")
    assert "Ghi buổi sinh hoạt tháng 12/2023" in page, "the one next action"
    assert "Ghi buổi tháng 6/2024</a>" in page
    assert page.count("btn--main") == 1


def test_this_months_meeting_is_offered_once_only(world: World) -> None:
    page = home(world, "bi-thu-2", "A2")
    both = "Ghi buổi sinh hoạt tháng 6/2024" in page, "Ghi buổi tháng 6/2024</a>" in page
    assert both.count(True) <= 1


def test_what_can_no_longer_be_mended_is_no_task(world: World) -> None:
    for month, ended in ((202404, time(19, 40)), (202405, None)):
        meeting = make.meeting(
            world.places["A1"], month, started_at=time(19, 30) if ended else None, ended_at=ended
        )
        make.roll(meeting, "present")
    recount_everything()
    page = home(world, "bi-thu", "A1")
    assert "Ngắn hơn thời lượng quy định" not in page.replace("ngắn hơn", "Ngắn hơn")


def test_it_leads_to_the_running_book(world: World) -> None:
    assert world.page("A1", "so-bien-ban/") in home(world, "bi-thu", "A1")
    assert world.get("bi-thu", world.page("A1", "so-bien-ban/")).status_code == 200


def test_a_meeting_that_was_called_is_called_so_in_the_list(world: World) -> None:
    make.called(world.places["A1"], date(2024, 6, 20))
    page = home(world, "bi-thu", "A1")
    rows = page[page.index('id="cac-buoi"') :]
    assert "Đã triệu tập" in rows
    assert "Chưa tới lịch" not in rows
