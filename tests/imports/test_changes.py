"""Changes of organisations: dated, and successions as indicators.md, definition 4, has them."""

from datetime import date
from typing import Any

import pytest

from sotay.organisations.models import Organisation, OrganisationLink, OrganisationName, Succession
from tests.imports.support import (
    EVENTS,
    MEMBER_EVENTS,
    MEMBERS,
    ORGANISATIONS,
    Desk,
    Row,
    change,
    counts,
    faults,
    member,
    only_fault,
    org,
)

pytestmark = pytest.mark.django_db
DAY = "01/07/2023"


def event(code: str, what: str, other: str = "", day: str = DAY, **more: Any) -> Row:
    return {"Mã tổ chức": code, "Biến động": what, "Ngày": day, "Mã liên quan": other} | more


def new_cells(*codes: str, day: str = DAY) -> list[Row]:
    return [org(code, "Chi bộ", "X", **{"Ngày thành lập": day}) for code in codes]


def test_a_new_name_holds_from_its_day(district: Desk) -> None:
    rows = {EVENTS: [event("X1", "Đổi tên", **{"Giá trị mới": "Chi bộ Đoài"})]}
    assert counts(district.take(rows)) == [(1, 0, 0, 0)]
    names = OrganisationName.objects.filter(organisation__code="X1").order_by("valid_from")
    assert [(n.name, n.valid_from, n.valid_to) for n in names] == [
        ("Tổ chức X1", date(2000, 1, 1), date(2023, 7, 1)),
        ("Chi bộ Đoài", date(2023, 7, 1), None),
    ]
    assert counts(district.take(rows)) == [(0, 0, 1, 0)]


def test_an_earlier_change_learnt_later_holds_until_the_next_one(district: Desk) -> None:
    district.take({EVENTS: [event("X1", "Đổi tên", **{"Giá trị mới": "Ba"})]})
    district.take({EVENTS: [event("X1", "Đổi tên", day="01/01/2020", **{"Giá trị mới": "Hai"})]})
    names = OrganisationName.objects.filter(organisation__code="X1").order_by("valid_from")
    assert [n.name for n in names] == ["Tổ chức X1", "Hai", "Ba"]


def test_the_sheet_of_organisations_does_not_undo_changes(district: Desk) -> None:
    rows = {
        ORGANISATIONS: [org("X3", "Chi bộ", "X")],
        EVENTS: [event("X3", "Đổi tên", **{"Giá trị mới": "Mới"}), event("X3", "Chuyển cấp trên", "H")],
    }
    district.take(rows)
    assert counts(district.take(rows)) == [(0, 0, 1, 0), (0, 0, 2, 0)]
    assert OrganisationLink.objects.get(organisation__code="X3", valid_to=None).parent.code == "H"


def test_a_merger_ends_its_predecessors(district: Desk) -> None:
    rows = {
        ORGANISATIONS: new_cells("N"),
        EVENTS: [event("X1", "Hợp nhất", "N"), event("X2", "Hợp nhất", "N")],
    }
    district.take(rows)
    assert {o.dissolved_on for o in Organisation.objects.filter(code__in=["X1", "X2"])} == {date(2023, 7, 1)}
    assert Succession.objects.filter(change="merge", successor__code="N").count() == 2
    assert district.take(rows).new == 0


def test_one_successor_of_a_split_takes_over(district: Desk) -> None:
    taken = {"Tiếp nhận tháng, quý": "x"}
    split = [event("X1", "Chia", "N1", **taken), event("X1", "Chia", "N2")]
    district.take({ORGANISATIONS: new_cells("N1", "N2"), EVENTS: split})
    assert Succession.objects.get(takes_over=True).successor.code == "N1"


@pytest.mark.parametrize("marks", [(), ("N1", "N2")])
def test_a_split_needs_exactly_one_that_takes_over(district: Desk, marks: tuple[str, ...]) -> None:
    split = [
        event("X1", "Chia", code, **{"Tiếp nhận tháng, quý": "x" if code in marks else ""})
        for code in ("N1", "N2")
    ]
    plan = district.dry({ORGANISATIONS: new_cells("N1", "N2"), EVENTS: split})
    assert [m for _, _, m in faults(plan)] == ["Đánh x ở đúng một tổ chức mới tiếp nhận."] * 2


def test_a_part_split_off_leaves_the_old_cell(district: Desk) -> None:
    district.take({ORGANISATIONS: new_cells("N"), EVENTS: [event("X1", "Tách", "N")]})
    assert Organisation.objects.get(code="X1").dissolved_on is None


def test_an_absorbing_cell_was_there_before(district: Desk) -> None:
    plan = district.dry({ORGANISATIONS: new_cells("N"), EVENTS: [event("X1", "Sáp nhập", "N")]})
    assert "phải có từ trước" in only_fault(plan)[2]
    district.take({EVENTS: [event("X1", "Sáp nhập", "X2")]})
    assert Organisation.objects.get(code="X1").dissolved_on == date(2023, 7, 1)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (event("X1", "Hợp nhất", "X2"), "hai tổ chức cũ trở lên"),
        (event("X1", "Chuyển cấp trên", "X1"), "Vòng khép kín"),
        (event("X", "Chuyển cấp trên", "X1"), "Vòng khép kín"),
        (event("X1", "Chuyển cấp trên", "zz"), "Không có mã này"),
        (event("X1", "Đổi tên", day="01/01/1999", **{"Giá trị mới": "A"}), "Ngoài thời gian tồn tại"),
        (event("X1", "Đổi khối", **{"Giá trị mới": "Cơ quan"}), "tổ chức cơ sở đảng"),
        (event("X1", "Đổi loại hình", **{"Giá trị mới": "lạ"}), "loại hình mới"),
        (event("X1", "Chia", "X2"), "ít nhất hai"),
    ],
)
def test_what_a_change_may_not_say(district: Desk, row: Row, words: str) -> None:
    assert words in only_fault(district.dry({EVENTS: [row]}))[2]


def test_the_day_of_the_end_and_the_day_of_the_merger_agree(district: Desk) -> None:
    ended = org("X3", "Chi bộ", "X", **{"Ngày kết thúc": "01/06/2023"})
    plan = district.dry({ORGANISATIONS: [ended, *new_cells("N")], EVENTS: [event("X3", "Hợp nhất", "N")]})
    assert faults(plan)


def test_members_whom_a_split_leaves_behind_are_told(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A"), member("X1", "B")]})
    split = [event("X1", "Chia", "N1", **{"Tiếp nhận tháng, quý": "x"}), event("X1", "Chia", "N2")]
    moved = [change("A", "Chuyển chính thức", DAY, **{"Mã chi bộ": "N1"})]
    plan = district.take({ORGANISATIONS: new_cells("N1", "N2"), EVENTS: split, MEMBER_EVENTS: moved})
    assert [n.message.partition(":")[0] for n in plan.notices] == ["1 đảng viên còn ở chi bộ đã kết thúc"]


def test_a_place_for_a_time_goes_over_with_the_host_once(district: Desk) -> None:
    attached = change(
        "A", "Sinh hoạt tạm thời", "01/05/2023", **{"Đến hết ngày": "31/12/2023", "Mã chi bộ": "X1"}
    )
    rows = {
        ORGANISATIONS: [org("X3", "Chi bộ", "X")],
        EVENTS: [event("X1", "Sáp nhập", "X2")],
        MEMBERS: [member("X3", "A")],
        MEMBER_EVENTS: [attached],
    }
    district.take(rows)
    assert counts(district.take(rows)) == [(0, 0, 1, 0)] * 4


def test_a_type_learnt_later_leaves_the_years_before_it_alone(district: Desk) -> None:
    """Without a type at first and with one from a day on, the same two files change nothing again."""
    rows = {
        ORGANISATIONS: new_cells("X9", day="01/01/2020"),
        EVENTS: [event("X9", "Đổi loại hình", **{"Giá trị mới": "Trường học"})],
    }
    district.take(rows)
    assert counts(district.take(rows)) == [(0, 0, 1, 0), (0, 0, 1, 0)]


def test_nothing_stands_under_a_cell(district: Desk) -> None:
    assert (
        "không thể nằm dưới" in only_fault(district.dry({EVENTS: [event("X1", "Chuyển cấp trên", "X2")]}))[2]
    )
    rows = {ORGANISATIONS: [org("X7", "Chi bộ", "X2")]}
    assert "không thể nằm dưới" in only_fault(district.dry(rows))[2]
