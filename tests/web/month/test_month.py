"""A committee's month: every cell met, late, not yet, postponed with consent or missing; what and why."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.facts.operations import recount_everything
from sotay.meetings.models import CellMonthCount
from sotay.members.models import Position
from tests import factories as make
from tests.web.world import World


def month(world: World, who: str, code: str, number: int) -> str:
    answer = world.get(who, world.page(code, f"thang/{number}/"))
    assert answer.status_code == 200
    return str(answer.content.decode())


def five(page: str) -> list[int]:
    counts = page[page.index('class="counts') : page.index("</dl>")]
    return [int(n) for n in re.findall(r"<dd[^>]*>(\d+)</dd>", counts)]


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("xa", 200), ("huyen", 200), ("xa-b", 404), ("bi-thu", 404), ("dang-vien", 403)],
)
def test_who_may_open_it(world: World, who: str | None, status: int) -> None:
    assert world.get(who, world.page("A", "thang/202405/")).status_code == status


@pytest.mark.parametrize("number", [202408, 202413, 199912])
def test_a_month_that_is_none_or_far_to_come_is_not_there(world: World, number: int) -> None:
    assert world.get("xa", world.page("A", f"thang/{number}/")).status_code == 404


def test_the_month_to_come_shows_who_plans_it(world: World) -> None:
    make.called(world.places["A1"], date(2024, 7, 3))
    page = month(world, "xa", "A", 202407)
    assert "Tháng 7/2024: 1/2 chi bộ đã lên lịch" in page
    assert "Đã triệu tập" in page
    assert "Chưa có lịch" in page


def test_a_day_that_came_in_with_a_file_is_a_plan_too(world: World) -> None:
    make.meeting(world.places["A1"], 202407, status="planned", held_on=None, planned_on=date(2024, 7, 3))
    page = month(world, "xa", "A", 202407)
    assert "Tháng 7/2024: 1/2 chi bộ đã lên lịch" in page
    assert "Đã lên lịch" in page
    assert page.count("Chưa có lịch") == 1
    assert five(page) == [0, 0, 2, 0, 0]
    assert "Tháng sau" not in page
    assert "/thang/202407/" in month(world, "xa", "A", 202406), "the way there"


def test_the_five_counts_are_every_cell(world: World) -> None:
    assert five(month(world, "xa", "A", 202401)) == [2, 0, 0, 0, 0]
    assert five(month(world, "xa", "A", 202403)) == [1, 0, 0, 0, 1], "one did not meet"
    assert five(month(world, "xa", "A", 202404)) == [1, 0, 0, 1, 0], "one postponed with consent"
    assert five(month(world, "xa", "A", 202406)) == [0, 0, 2, 0, 0], "this month still runs"
    assert sum(five(month(world, "huyen", "H", 202405))) == 4


def test_a_meeting_that_will_not_be_held_is_not_waited_for(world: World) -> None:
    """The other cell is still waited for; nobody is to call the one that said it does not meet."""
    make.meeting(world.places["A2"], 202406, status="not_held", reason="Bão")
    recount_everything()
    page = month(world, "xa", "A", 202406)
    assert five(page) == [0, 0, 1, 0, 1]
    undone, apart = page.split('id="chua"')[1].split('id="khong-cho"')
    assert ("A1" in undone, "A2" in undone) == (True, False)
    assert "Chi bộ thôn A2" in apart
    assert "Không tổ chức hoặc hoãn: 1 chi bộ" in page


def test_a_district_tells_cells_of_one_name_apart_by_their_commune(world: World) -> None:
    of_district, of_commune = month(world, "huyen", "H", 202405), month(world, "xa", "A", 202405)
    assert "Chi bộ thôn A1, Đảng bộ xã An" in of_district
    assert "Chi bộ thôn A1" in of_commune
    assert "Chi bộ thôn A1, Đảng bộ" not in of_commune, "there they are its own"


def test_a_cells_own_month_names_nobody_above_it(world: World) -> None:
    assert "Đảng bộ xã An" not in month(world, "bi-thu", "A1", 202405).split("<main")[1]


def test_counts_beside_a_roll_do_not_pass_for_what_was_used(world: World) -> None:
    """The roll is used; the counts sent stand beside it unused (indicators.md, definition 11)."""
    CellMonthCount.objects.create(cell=world.places["A1"], month=202403, held="yes", expected=4, present=1)
    recount_everything()
    row = month(world, "xa", "A", 202403).split("Chi bộ thôn A1</a>")[1].split("</tr>")[0]
    assert "theo số liệu chi bộ gửi" not in row


def test_what_is_missing_and_why(world: World) -> None:
    page = month(world, "xa", "A", 202403)
    assert "Bão &lt;b&gt;lớn&lt;/b&gt;" in page
    assert "quý này chưa có chuyên đề" in month(world, "huyen", "H", 202403)
    assert "theo số liệu chi bộ gửi" in month(world, "xa", "A", 202401)
    assert "66,7%" in page, "over all who were expected, as the minutes have it"
    assert world.meeting("A1-202403") in page, "the way down to the meeting"


def test_held_after_the_months_end_is_late(world: World) -> None:
    make.meeting(world.places["A1"], 202312, held_on=date(2024, 1, 4))
    recount_everything()
    page = month(world, "xa", "A", 202312)
    assert five(page) == [0, 1, 1, 0, 0]
    assert "Sinh hoạt muộn" in page


def test_a_planned_day_that_has_passed_is_late_this_month(world: World) -> None:
    make.meeting(world.places["A1"], 202406, status="planned", planned_on=date(2024, 6, 10))
    recount_everything()
    page = month(world, "xa", "A", 202406)
    assert five(page) == [0, 1, 1, 0, 0]
    assert "quá ngày dự kiến" in page


def test_whom_to_call_is_named_to_the_direct_superior_alone(world: World) -> None:
    who = make.member(world.places["A2"], name="Trần Thị Bí Thư")
    Position.objects.create(
        member=who, organisation=world.places["A2"], post="secretary", valid_from=date(2020, 1, 1)
    )
    page = month(world, "xa", "A", 202312)
    assert "Nhắc 2 chi bộ" in page
    assert "Trần Thị Bí Thư" in page
    assert "chưa ghi buổi, chưa gửi số liệu" in page
    assert "Trần Thị Bí Thư" not in month(world, "huyen", "A", 202312)


def test_who_has_not_sent_last_months_numbers(world: World) -> None:
    from sotay.meetings.models import Meeting

    Meeting.objects.filter(cell=world.places["A1"], counted_for=202405).delete()
    recount_everything()
    page = month(world, "xa", "A", 202406)
    assert "Chưa gửi số liệu tháng 5/2024: 1" in page
    assert re.search(r'thang/202405/"[^>]*>Mở tháng 5/2024 để xem, nhắc</a>', page), "there the button is"


def test_number_of_queries_does_not_grow_with_the_cells(world: World) -> None:
    client, path = world.client("xa"), world.page("A", "thang/202405/")
    client.get(path)
    with CaptureQueriesContext(connection) as first:
        client.get(path)
    more = [make.organisation("cell", world.places["A"], code=f"A9{n}") for n in range(5)]
    make.settle(world.places["A"], *more)
    for cell in more:
        make.roll(make.meeting(cell, 202405), "present")
    recount_everything()
    with CaptureQueriesContext(connection) as second:
        client.get(path)
    assert len(second) == len(first)


def test_a_joint_cell_counts_and_is_asked_to_confirm_for_itself(world: World) -> None:
    """What is held jointly counts for each participating cell (indicators.md, definition 5); its own roll
    is still open until its own secretary confirms it."""
    host, guest = world.places["A1"], world.places["A2"]
    held = make.meeting(host, 202312, joint=[guest])
    make.roll(held, "present", "excused")
    recount_everything()
    page = month(world, "xa", "A", 202312)
    assert five(page) == [2, 0, 0, 0, 0], "both have met"
    assert page.count("sinh hoạt chung, chi bộ chưa tự xác nhận") == 1
    assert "chưa có điểm danh hay số người dự" not in page
    make.roll(held, "present", cell=guest)
    recount_everything()
    assert "chưa tự xác nhận" not in month(world, "xa", "A", 202312)
