"""Organisations: what they are from their founding, and what the sheet may not say."""

from datetime import date

import pytest

from sotay.organisations.models import Organisation, OrganisationClass, OrganisationName, OrganisationPath
from tests.imports.support import DISTRICT, ORGANISATIONS, Desk, counts, faults, officer, only_fault, org

pytestmark = pytest.mark.django_db


def test_a_district_goes_in_with_its_tree_and_blocks(desk: Desk) -> None:
    plan = desk.take({ORGANISATIONS: DISTRICT})
    assert counts(plan) == [(4, 0, 0, 0)]
    cell = Organisation.objects.get(code="X1")
    assert cell.path.startswith(Organisation.objects.get(code="X").path)
    assert OrganisationPath.objects.filter(organisation=cell, block="commune").exists()
    assert cell.founded_on == date(2000, 1, 1)


def test_rows_may_stand_in_any_order(desk: Desk) -> None:
    assert counts(desk.take({ORGANISATIONS: DISTRICT[::-1]})) == [(4, 0, 0, 0)]
    assert Organisation.objects.get(code="X2").path


def test_an_empty_cell_keeps_what_is_known(district: Desk) -> None:
    district.take(
        {ORGANISATIONS: [org("X1", "Chi bộ", "X", **{"Địa danh": "An Hòa", "Tên cấp ủy": "Chi ủy"})]}
    )
    plan = district.take({ORGANISATIONS: [org("X1", "Chi bộ")]})
    assert counts(plan) == [(0, 0, 1, 0)]
    assert Organisation.objects.get(code="X1").seat == "An Hòa"
    assert OrganisationName.objects.get(organisation__code="X1").organ_name == "Chi ủy"


def test_a_corrected_name_holds_from_the_founding(district: Desk) -> None:
    plan = district.take({ORGANISATIONS: [org("X1", "Chi bộ", "X", **{"Tên tổ chức": "Chi bộ thôn Đông"})]})
    assert (plan.new, plan.changed) == (0, 1)
    name = OrganisationName.objects.get(organisation__code="X1")
    assert (name.name, name.valid_from, name.valid_to) == ("Chi bộ thôn Đông", date(2000, 1, 1), None)


@pytest.mark.parametrize(
    ("rows", "row", "column", "words"),
    [
        ([org("A", "Chi bộ", "B"), org("B", "Chi bộ", "A")], 2, "Mã cấp trên", "Vòng khép kín"),
        ([org("A", "Chi bộ", "không-có")], 2, "Mã cấp trên", "Không có mã này"),
        ([org("A", "Chi bộ cơ sở", "H")], 2, "Khối", "phải có khối"),
        ([org("A", "Chi bộ", "X", **{"Ngày thành lập": "01/01/1990"})], 2, "Mã cấp trên", "Cấp trên chưa có"),
        ([org("A", "Chi bộ", "X", **{"Ngày kết thúc": "01/01/1999"})], 2, "Ngày kết thúc", "Không sau"),
        ([org("A", "Chi bộ", "X"), org("A", "Chi bộ", "X")], 3, "Mã tổ chức", "Trùng với dòng 2"),
        ([org("A", "Hội", "X")], 2, "Loại tổ chức", "Chọn một trong"),
        ([org("A", "Chi bộ", "X", **{"Ngày thành lập": "32/01/2000"})], 2, "Ngày thành lập", "dd/mm/yyyy"),
        (
            [org("A", "Đảng bộ bộ phận", "X", **{"Loại hình chi bộ": "Y tế"})],
            2,
            "Loại hình chi bộ",
            "Chỉ ghi",
        ),
        ([org("", "Chi bộ", "X")], 2, "Mã tổ chức", "Để trống"),
    ],
)
def test_what_a_row_may_not_say(district: Desk, rows: list, row: int, column: str, words: str) -> None:
    found = faults(district.dry({ORGANISATIONS: rows}))
    assert (row, column) in [(r, c) for r, c, _ in found]
    assert any(words in message for _, _, message in found)


def test_a_code_outside_the_scope_reads_like_an_absent_one(district: Desk) -> None:
    district.take({ORGANISATIONS: [org("Y", "Đảng bộ cơ sở", "H", Khối="Cơ quan")]})
    actor = officer("X")
    outside = only_fault(district.dry({ORGANISATIONS: [org("Z", "Chi bộ", "Y")]}, actor=actor))
    absent = only_fault(district.dry({ORGANISATIONS: [org("Z", "Chi bộ", "none")]}, actor=actor))
    assert outside == absent
    assert district.dry({ORGANISATIONS: [org("Z", "Chi bộ", "X")]}, actor=actor).new == 1


def test_a_new_root_needs_the_whole_installation(district: Desk) -> None:
    plan = district.dry({ORGANISATIONS: [org("N", "Đảng bộ cơ sở", Khối="Khác")]}, actor=officer("H"))
    assert "Ngoài phạm vi" in only_fault(plan)[2]


def test_short_words_labels_and_codes_are_understood(district: Desk) -> None:
    district.take(
        {
            ORGANISATIONS: [
                org("A", "grassroots_cell", "H", Khối="doanh nghiệp"),
                org("B", "chi bộ cơ sở", "H", **{"Khối": "Khối doanh nghiệp", "Loại hình chi bộ": "Y TẾ"}),
            ]
        }
    )
    blocks = OrganisationClass.objects.filter(organisation__code__in=["A", "B"]).values_list(
        "block", flat=True
    )
    assert list(blocks) == ["enterprise", "enterprise"]


def orders() -> list[str]:
    return list(Organisation.objects.order_by("official_order").values_list("code", flat=True))


def test_the_order_of_the_rows_is_the_official_order(district: Desk) -> None:
    assert orders() == ["H", "X", "X1", "X2"]
    assert counts(district.take({ORGANISATIONS: DISTRICT[2:]})) == [(0, 0, 2, 0)]
    moved = {ORGANISATIONS: [*DISTRICT[:2], DISTRICT[3], org("X3", "Chi bộ", "X"), DISTRICT[2]]}
    district.take(moved)
    assert orders() == ["H", "X", "X2", "X3", "X1"]
    assert counts(district.take(moved)) == [(0, 0, 5, 0)]


def _named(code: str, kind: str, name: str, parent: str, **more: str) -> dict[str, str]:
    return org(code, kind, parent, **{"Tên tổ chức": name}, **more)


COMMUNE = {"Khối": "Xã, thị trấn"}


@pytest.mark.parametrize(
    "said", ["Đảng bộ xã An Hòa", "ĐẢNG BỘ XÃ AN HÒA", "dang bo xa an hoa", "Đảng ủy xã An Hòa", "x9"]
)
def test_a_superior_may_be_called_by_its_name(desk: Desk, said: str) -> None:
    """In the same list, in whatever order, or known from before; by the committee's name too."""
    above = _named("X9", "Đảng bộ cơ sở", "Đảng bộ xã An Hòa", "Đảng bộ huyện", **COMMUNE)
    rows = [
        _named("X91", "Chi bộ", "Chi bộ thôn Đông", said),
        above | {"Tên cấp ủy": "Đảng ủy xã An Hòa"},
        _named("H9", "Đảng bộ cấp trên trực tiếp của cơ sở", "Đảng bộ huyện", ""),
    ]
    assert counts(desk.take({ORGANISATIONS: rows})) == [(3, 0, 0, 0)]
    again = desk.take({ORGANISATIONS: [_named("X92", "Chi bộ", "Chi bộ thôn Tây", said)]})
    assert (again.new, again.wrong) == (1, 0)
    top = Organisation.objects.get(code="X9").path
    assert all(Organisation.objects.get(code=c).path.startswith(top) for c in ("X91", "X92"))


def test_a_superiors_name_that_two_bear_or_none_is_asked_for_by_code(desk: Desk) -> None:
    rows = [
        _named("H9", "Đảng bộ cấp trên trực tiếp của cơ sở", "Đảng bộ huyện", ""),
        _named("X8", "Đảng bộ cơ sở", "Đảng bộ xã An Hòa", "H9", **COMMUNE),
        _named("X9", "Đảng bộ cơ sở", "Đảng bộ xã An Hòa", "H9", **COMMUNE),
        _named("C1", "Chi bộ", "Chi bộ thôn Đông", "Đảng bộ xã An Hòa"),
        _named("C2", "Chi bộ", "Chi bộ thôn Tây", "Đảng bộ xã Bình Minh"),
    ]
    words = [fault.message for fault in desk.dry({ORGANISATIONS: rows}).faults]
    assert words == [
        "Có 2 nơi mang tên này: X8; X9. Ghi mã của cấp trên.",
        "Không có tên này trong phạm vi của đồng chí: ghi đúng tên, hoặc ghi mã.",
    ]
