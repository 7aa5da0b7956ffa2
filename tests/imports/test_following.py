"""Members go over with their cell when the whole cell goes over into another."""

from datetime import date

import pytest

from sotay.members.models import Member, OfficialPlace
from tests.imports.support import EVENTS, MEMBER_EVENTS, MEMBERS, ORGANISATIONS, Desk, change, counts, member
from tests.imports.test_changes import event, new_cells

pytestmark = pytest.mark.django_db


def places(number: str) -> list[tuple[str, date, date | None]]:
    rows = OfficialPlace.objects.filter(member__identifiers__number=number).order_by("valid_from")
    return [(p.cell.code, p.valid_from, p.valid_to) for p in rows]


def merger() -> dict[str, list[dict[str, object]]]:
    return {
        ORGANISATIONS: new_cells("X3"),
        EVENTS: [event("X1", "Hợp nhất", "X3"), event("X2", "Hợp nhất", "X3")],
    }


def test_members_of_merged_cells_belong_to_the_new_one_from_that_day(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "000001"), member("X2", "000002")]})
    plan = district.take(merger())
    assert any("2 đảng viên" in notice.message for notice in plan.notices)
    assert places("000001") == [
        ("X1", date(2010, 2, 1), date(2023, 7, 1)),
        ("X3", date(2023, 7, 1), None),
    ]
    home = Member.objects.get(identifiers__number="000002").home
    assert home is not None
    assert home.code == "X3"


def test_a_row_that_says_otherwise_wins(district: Desk) -> None:
    rows = merger() | {
        MEMBERS: [member("X1", "000001")],
        MEMBER_EVENTS: [change("000001", "Chuyển chính thức", "01/05/2023", **{"Mã chi bộ": "X2"})],
    }
    district.take(rows)
    assert [p[0] for p in places("000001")] == ["X1", "X2", "X3"]
    assert counts(district.take(rows)) == [(0, 0, 1, 0), (0, 0, 2, 0), (0, 0, 1, 0), (0, 0, 1, 0)]


def test_a_split_moves_nobody_by_itself(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "000001")]})
    split = [event("X1", "Chia", "X4", **{"Tiếp nhận tháng, quý": "x"}), event("X1", "Chia", "X5")]
    district.take({ORGANISATIONS: new_cells("X4", "X5"), EVENTS: split})
    assert [p[0] for p in places("000001")] == ["X1"]
