"""What concerns me and nobody else; and all of it mine to take away."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sotay.access.models import Grant
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage
from sotay.meetings.models import Attendance, Meeting
from sotay.members.models import Exemption, Member, MemberIdentifier
from tests import factories as make
from tests.web.members.world import person
from tests.web.world import World


def me(world: World) -> Member:
    return Member.objects.get(account=world.accounts["dang-vien"])


def test_a_member_sees_themselves_alone(world: World) -> None:
    page = world.get("dang-vien", "/cua-toi/").content.decode()
    assert "Tôi Là Đảng Viên" in page
    assert "Trực tuyến" in page
    assert "Chi bộ thôn A1" in page
    assert "Kín" not in page
    assert re.findall(r"/sinh-hoat/\w+/(?!ket-qua/)", page) == [], "no way into the cell's record"
    assert "gọi bí thư chi bộ để sửa" in page
    assert world.get(None, "/cua-toi/").status_code == 302


@pytest.mark.parametrize("who", ["huyen", "bi-thu", "van-hanh", "khong"])
def test_an_account_without_a_record_says_what_to_do(world: World, who: str) -> None:
    assert "chưa gắn với hồ sơ đảng viên" in world.get(who, "/cua-toi/").content.decode()
    assert world.get(who, "/cua-toi/du-lieu/").status_code == 404
    assert world.get(who, "/cua-toi/du-lieu.json").status_code == 404


def test_a_secretary_who_is_a_member_has_the_own_page_too(world: World) -> None:
    mine = person(world, "A1", "Bí Thư Cũng Là Đảng Viên")
    Member.objects.filter(pk=mine.pk).update(account=world.accounts["bi-thu"])
    page = world.get("bi-thu", "/cua-toi/").content.decode()
    assert "Chào đồng chí Bí Thư Cũng Là Đảng Viên" in page
    assert "<span>Của tôi</span>" in page


def test_without_any_role_left_nothing_is_shown(world: World) -> None:
    Grant.objects.filter(account=world.accounts["dang-vien"]).delete()
    assert "Tôi Là Đảng Viên" not in world.get("dang-vien", "/cua-toi/").content.decode()
    assert world.get("dang-vien", "/cua-toi/du-lieu/").status_code == 404


def test_meetings_by_year(world: World) -> None:
    page = world.get("dang-vien", "/cua-toi/").content.decode()
    assert "Sinh hoạt thường kỳ tháng 3/2024" in page
    assert "%" not in page, "no score of a person"
    Attendance.objects.create(
        meeting=world.meetings["A1-202401"], cell=world.places["A1"], member=me(world), basis="official",
        expected=True, state="late",
    )  # fmt: skip
    world.meetings["A1-202401"].counted_for = 202301
    world.meetings["A1-202401"].save()
    assert "?nam=2023#buoi" in world.get("dang-vien", "/cua-toi/").content.decode()
    earlier = world.get("dang-vien", "/cua-toi/", nam="2023").content.decode()
    assert "tháng 1/2023" in earlier
    assert "tháng 3/2024" not in earlier


def test_what_the_registers_hold_of_me(world: World) -> None:
    mine = me(world)
    MemberIdentifier.objects.create(member=mine, kind="card", number="0012345", valid_from=date(2015, 1, 1))
    Exemption.objects.create(member=mine, ground="age_health", decision="NQ 7", valid_from=date(2024, 6, 1))
    page = world.get("dang-vien", "/cua-toi/du-lieu/").content.decode()
    assert "tất cả những gì Sổ tay lưu" in page, "what makes it true: test_told.py"
    name = 'tên đăng nhập <span class="whole">dang-vien</span>'
    for word in ("0012345", "Tuổi cao, sức yếu (NQ 7)", "Trực tuyến", name):
        assert word in page, word
    answer = world.get("dang-vien", "/cua-toi/du-lieu.json")
    taken = json.loads(answer.content)
    assert answer["Content-Type"].startswith("application/json")
    assert taken["cac_so"] == [{"loai": "Số thẻ đảng viên", "so": "0012345"}]
    assert taken["mien_sinh_hoat"][0]["nghi_quyet"] == "NQ 7"
    assert taken["chi_bo"] == "Chi bộ thôn A1"
    assert [one["toi"] for one in taken["buoi_sinh_hoat"]] == ["Trực tuyến"]
    noted = Entry.objects.get(event="OwnDataTaken")
    assert noted.organisation_id == world.places["A1"].pk
    assert "0012345" not in noted.payload


def test_number_of_queries_does_not_grow(
    world: World, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client = world.client("dang-vien")
    client.get("/cua-toi/")
    with CaptureQueriesContext(connection) as first:
        client.get("/cua-toi/")
    for month in (202401, 202402, 202404):
        Attendance.objects.create(
            meeting=world.meetings[f"A1-{month}"], cell=world.places["A1"], member=me(world),
            basis="official", expected=True, state="late",
        )  # fmt: skip
    with django_assert_num_queries(len(first)):
        client.get("/cua-toi/")


# While the meeting goes on -----------------------------------------------------------------------------


def in_session(world: World, **more: Any) -> Meeting:
    """A1's meeting goes on; the member with an account is expected."""
    made = make.meeting(world.places["A1"], 202406, status="planned", stage=Stage.IN_SESSION, **more)
    mine = Member.objects.get(account=world.accounts["dang-vien"])
    Attendance.objects.create(
        meeting=made, cell=world.places["A1"], member=mine, basis="official", expected=True, votes=True
    )
    return made


def test_in_session_one_tap_on_the_own_page_says_i_am_here(world: World) -> None:
    made = in_session(world)
    client = world.client("dang-vien")
    here = f"/sinh-hoat/{made.public_id}/co-mat/"
    assert here not in client.get("/cua-toi/").content.decode(), "not before the chair opens it"
    Meeting.objects.filter(pk=made.pk).update(check_in=True)
    page = client.get("/cua-toi/").content.decode()
    assert "Tôi có mặt" in page
    assert here in page
    client.post(here)
    page = client.get("/cua-toi/").content.decode()
    assert "Đã báo có mặt" in page
    assert "Tôi có mặt" not in page
