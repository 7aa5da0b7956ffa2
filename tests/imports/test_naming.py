"""A list that calls a cell by its name: taken where only one bears it, else told which ones do."""

import unicodedata

import pytest

from sotay.meetings.models import CellMonthCount, JointCell, Meeting
from sotay.members.models import Member, OfficialPlace
from tests.imports.support import (
    COUNTS,
    MEETINGS,
    MEMBER_EVENTS,
    MEMBERS,
    ORGANISATIONS,
    ROLL,
    Desk,
    change,
    count,
    faults,
    line,
    meeting,
    member,
    officer,
    org,
)

pytestmark = pytest.mark.django_db
COMMUNE = {"Khối": "Xã, thị trấn"}
TREE = [
    org("H", "Đảng bộ cấp trên trực tiếp của cơ sở"),
    org("X", "Đảng bộ cơ sở", "H", **COMMUNE, **{"Tên tổ chức": "Đảng bộ xã An Hòa"}),
    org("Y", "Đảng bộ cơ sở", "H", **COMMUNE, **{"Tên tổ chức": "Đảng bộ xã Bình Minh"}),
    org("X1", "Chi bộ", "X", **{"Tên tổ chức": "Chi bộ thôn Đông"}),
    org("X2", "Chi bộ", "X", **{"Tên tổ chức": "Chi bộ thôn Tây"}),
    org("Y1", "Chi bộ", "Y", **{"Tên tổ chức": "Chi bộ thôn Đông"}),
]


@pytest.fixture
def tree(desk: Desk) -> Desk:
    desk.take({ORGANISATIONS: TREE})
    return desk


def cell_of(number: str) -> str:
    person = Member.objects.get(identifiers__number=number)
    return OfficialPlace.objects.get(member=person).cell.code


@pytest.mark.parametrize(
    "name",
    [
        "Chi bộ thôn Tây",
        unicodedata.normalize("NFD", "Chi bộ thôn Tây"),
        "CHI BỘ THÔN TÂY",
        "chi bo thon tay",
        "Thôn Tây",
        "Chi bộ thôn Tây, Đảng bộ xã An Hòa",
    ],
    ids=["as it is", "decomposed", "capitals", "no marks", "without its kind", "with its superior"],
)
def test_a_name_that_one_cell_bears_is_as_good_as_its_code(tree: Desk, name: str) -> None:
    tree.take({MEMBERS: [member(name, "A")]})
    assert cell_of("A") == "X2"


def test_of_two_cells_of_one_name_both_are_named(tree: Desk) -> None:
    plan = tree.dry({MEMBERS: [member("Chi bộ thôn Đông", "A")]})
    told = (
        "Có 2 nơi mang tên này: X1 (Đảng bộ xã An Hòa); Y1 (Đảng bộ xã Bình Minh)."
        " Ghi mã, hoặc tên kèm tên cấp trên."
    )
    assert faults(plan) == [(2, "Mã chi bộ", told)]


def test_the_superior_beside_the_name_decides(tree: Desk) -> None:
    tree.take({MEMBERS: [member("Chi bộ thôn Đông - Đảng bộ xã Bình Minh", "A")]})
    assert cell_of("A") == "Y1"


def test_whose_commune_has_one_cell_of_that_name_need_not_say_more(tree: Desk) -> None:
    """The commune's own officer: the cell of the neighbour is as if it were not there."""
    plan = tree.plan(tree.book({MEMBERS: [member("Chi bộ thôn Đông", "A")]}), actor=officer("X"))
    assert (plan.new, faults(plan)) == (1, [])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Chi bộ thôn Bắc", "Không có tên này trong phạm vi của đồng chí: ghi đúng tên, hoặc ghi mã."),
        ("Đảng bộ xã An Hòa", "Đây không phải chi bộ: ghi mã của chi bộ."),
        ("zz", "Không có mã này trong phạm vi của đồng chí: kiểm tra lại mã."),
    ],
)
def test_a_name_of_no_cell_is_told(tree: Desk, name: str, told: str) -> None:
    assert faults(tree.dry({MEMBERS: [member(name, "A")]})) == [(2, "Mã chi bộ", told)]


def test_every_list_may_name_its_cell(tree: Desk) -> None:
    west, east = "Chi bộ thôn Tây", {"Chi bộ cùng sinh hoạt": "Y1"}
    tree.take({MEMBERS: [member(west, "A"), member("Y1", "B")]})
    tree.take({MEETINGS: [meeting(west, "01/2024", "05/01/2024", **east)]})
    tree.take({ROLL: [line(west, "A", **{"01/2024": "x"})]}, blank="unrecorded")
    tree.take({COUNTS: [count(west, "02/2024", "Không", **{"Lý do": "bão"})]})
    tree.take({MEMBER_EVENTS: [change("B", "Chuyển chính thức", "01/03/2024", **{"Mã chi bộ": west})]})
    assert Meeting.objects.get().cell.code == "X2"
    assert JointCell.objects.get().cell.code == "Y1"
    assert Meeting.objects.get().attendances.get(state="present").member == Member.objects.get(
        identifiers__number="A"
    )
    assert CellMonthCount.objects.get().cell.code == "X2"
    assert Member.objects.get(identifiers__number="B").home.code == "X2"


def test_a_cell_joined_by_name_is_found(tree: Desk) -> None:
    tree.take({MEETINGS: [meeting("Y1", "01/2024", "05/01/2024", **{"Chi bộ cùng sinh hoạt": "Thôn Tây"})]})
    assert JointCell.objects.get().cell.code == "X2"


def test_the_same_list_by_name_and_by_code_is_the_same_list(tree: Desk) -> None:
    """What is known of a cell is loaded also when the file names it: nobody comes in twice."""
    people = {"Ngày sinh": "05/03/1962", "Số lý lịch": "", "Số thẻ": "00000007"}
    tree.take({MEMBERS: [member("X2", "A", **people)]})
    again = tree.dry({MEMBERS: [member("Chi bộ thôn Tây", "A", **people)]})
    assert (again.same, again.new) == (1, 0)
    tree.take({MEETINGS: [meeting("X2", "01/2024", "05/01/2024")]})
    again = tree.dry({MEETINGS: [meeting("Chi bộ thôn Tây", "01/2024", "05/01/2024")]})
    assert (again.same, again.new) == (1, 0)
