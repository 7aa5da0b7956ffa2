"""What must not slip in: days to come, lone mergers, months apart, one meeting turned into two."""

import pytest

from sotay.meetings.models import CellMonthCount, Meeting
from tests.imports.support import (
    COUNTS,
    EVENTS,
    MEETINGS,
    MEMBER_EVENTS,
    MEMBERS,
    ORGANISATIONS,
    Desk,
    change,
    count,
    counts,
    faults,
    meeting,
    member,
    only_fault,
    org,
)

pytestmark = pytest.mark.django_db
CONSENT = {"Ý kiến cấp ủy": "12-CV/ĐU"}


@pytest.mark.parametrize("what", ["Từ trần", "Miễn sinh hoạt", "Chuyển đi", "Khai trừ"])
def test_what_has_not_happened_yet_is_refused(district: Desk, what: str) -> None:
    district.take({MEMBERS: [member("X1", "A")]})
    assert only_fault(district.dry({MEMBER_EVENTS: [change("A", what, "16/06/2024")]}))[1:] == (
        "Từ ngày",
        "Ngày chưa tới: nhập khi thay đổi đã có hiệu lực.",
    )
    assert not district.dry({MEMBER_EVENTS: [change("A", what, "15/06/2024")]}).faults


def test_one_cell_alone_is_no_merger(district: Desk) -> None:
    new = org("N", "Chi bộ", "X", **{"Ngày thành lập": "01/07/2023"})

    def merger(code: str) -> dict[str, str]:
        return {"Mã tổ chức": code, "Biến động": "Hợp nhất", "Ngày": "01/07/2023", "Mã liên quan": "N"}

    plan = district.dry({ORGANISATIONS: [new], EVENTS: [merger("X1")]})
    assert "hai tổ chức cũ trở lên" in only_fault(plan)[2]
    assert not district.dry({ORGANISATIONS: [new], EVENTS: [merger("X1"), merger("X2")]}).faults
    district.take({ORGANISATIONS: [new], EVENTS: [merger("X1"), merger("X2")]})
    assert not district.dry({EVENTS: [merger("X1")]}).faults, "known with its sibling"


@pytest.mark.parametrize(("month", "fine"), [("02/2024", True), ("03/2024", False), ("12/2023", False)])
def test_joined_months_follow_each_other(district: Desk, month: str, fine: bool) -> None:
    row = meeting("X1", "01/2024", "20/01/2024", **{"Tháng gộp": month}, **CONSENT)
    assert (not district.dry({MEETINGS: [row]}).faults) == fine


def test_a_month_covered_by_a_joined_meeting_had_none_of_its_own(district: Desk) -> None:
    joined = meeting("X1", "01/2024", "20/01/2024", **{"Tháng gộp": "02/2024"}, **CONSENT)
    plan = district.dry({MEETINGS: [joined], COUNTS: [count("X1", "02/2024", "Có")]})
    assert "đã gộp" in only_fault(plan)[2]
    assert not district.dry({MEETINGS: [joined], COUNTS: [count("X1", "02/2024", "Gộp", **CONSENT)]}).faults
    district.take({COUNTS: [count("X1", "02/2024", "Có")]})
    assert "Số liệu tháng gộp ghi Có" in only_fault(district.dry({MEETINGS: [joined]}))[2]
    own = meeting("X1", "02/2024", "20/02/2024")
    assert not district.dry({MEETINGS: [own, joined]}).faults, "a meeting of its own was held besides"


def test_a_counted_join_names_the_consent(district: Desk) -> None:
    bare = {COUNTS: [count("X1", "02/2024", "Gộp", **{"Ý kiến cấp ủy": ""})]}
    assert only_fault(district.dry(bare))[1] == "Ý kiến cấp ủy"
    district.take({COUNTS: [count("X1", "02/2024", "Gộp", **CONSENT)]})
    assert CellMonthCount.objects.get().consent == "12-CV/ĐU"


def test_a_file_from_before_the_consent_column_still_goes_in(district: Desk) -> None:
    plan = district.take({COUNTS: [count("X1", "02/2024", "Gộp")]})
    assert any("chưa có ý kiến cấp ủy" in n.message for n in plan.notices)


def test_a_corrected_month_corrects_the_meeting(district: Desk) -> None:
    district.take({MEETINGS: [meeting("X1", "03/2024", "02/04/2024", **{"Địa điểm": "Nhà văn hóa"})]})
    plan = district.take({MEETINGS: [meeting("X1", "04/2024", "02/04/2024")]})
    assert counts(plan) == [(0, 1, 0, 0)]
    found = Meeting.objects.get()
    assert (found.counted_for, found.place) == (202404, "Nhà văn hóa")


def test_two_meetings_of_one_evening_stay_two(district: Desk) -> None:
    both = [meeting("X1", "03/2024", "02/04/2024"), meeting("X1", "04/2024", "02/04/2024")]
    district.take({MEETINGS: both[:1]})
    assert counts(district.take({MEETINGS: both[::-1]})) == [(1, 0, 1, 0)]
    assert counts(district.take({MEETINGS: both})) == [(0, 0, 2, 0)]
    assert Meeting.objects.count() == 2


def test_every_fault_of_a_row_is_told_at_once(district: Desk) -> None:
    rows = {
        ORGANISATIONS: [
            org("X9", "Đảng bộ cơ sở", "X1", Khối="Khác")
            | {"Ngày thành lập": "01/01/1990", "Ngày kết thúc": "01/01/1980"}
        ],
        MEMBERS: [member("zz", "A", **{"Ngày sinh": "40/01/1970", "Ngày chính thức": "01/01/2009"})],
        MEETINGS: [meeting("zz", "13/2024", "16/06/2024", **{"Bắt đầu": "8h", "Kết thúc": "7h"})],
        COUNTS: [count("zz", "07/2024", "Có", **{"Phải dự": 5, "Có mặt": 9, "Vắng có lý do": 0})],
    }
    told = faults(district.dry(rows))
    assert len(told) == 1 + 3 + 4 + 3, told
