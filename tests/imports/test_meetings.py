"""Meetings with their steps, and the counts of months: what may not stand side by side."""

from datetime import date, time

import pytest

from sotay.meetings.models import CellMonthCount, Meeting, MeetingStep
from tests.imports.support import (
    COUNTS,
    MEETINGS,
    ROLL,
    Desk,
    Row,
    count,
    counts,
    faults,
    line,
    meeting,
    only_fault,
)

pytestmark = pytest.mark.django_db

CONSENT = {"Ý kiến cấp ủy": "Công văn 12-CV/ĐU"}
NOT_HELD = {"Tình trạng": "Không tổ chức", "Lý do": "Bão"}


def test_a_meeting_with_its_steps(district: Desk) -> None:
    steps = {"O3": "x", "C6 Thảo luận": "bỏ: hết giờ", "E2": "không"}
    row = meeting("X1", "01/2024", "05/01/2024", **{"Bắt đầu": "19:30", "Kết thúc": "21h00"}, **steps)
    district.take({MEETINGS: [row]})
    found = Meeting.objects.get()
    assert (found.status, found.counted_for, found.rule_set) == ("held", 202401, "HD-12")
    assert (found.started_at, found.ended_at, found.source) == (time(19, 30), time(21), "import")
    assert set(MeetingStep.objects.values_list("code", "done", "reason")) == {
        ("O3", True, ""),
        ("C6", False, "hết giờ"),
        ("E2", False, ""),
    }
    assert district.take({MEETINGS: [row]}).same == 1


def test_a_planned_meeting_becomes_the_held_one(district: Desk) -> None:
    district.take({MEETINGS: [meeting("X1", "05/2024", **{"Ngày dự kiến": "03/05/2024"})]})
    plan = district.take({MEETINGS: [meeting("X1", "05/2024", "04/05/2024")]})
    assert plan.changed == 1
    found = Meeting.objects.get()
    assert (found.status, found.planned_on, found.held_on) == ("held", date(2024, 5, 3), date(2024, 5, 4))


def test_a_meeting_is_known_by_its_code(district: Desk) -> None:
    district.take({MEETINGS: [meeting("X1", "05/2024", "04/05/2024", **{"Mã buổi": "B5"})]})
    district.take({MEETINGS: [meeting("X1", "05/2024", "06/05/2024", **{"Mã buổi": "B5"})]})
    assert Meeting.objects.get().held_on == date(2024, 5, 6)


def test_two_regular_meetings_of_a_month_are_two_and_told(district: Desk) -> None:
    plan = district.take(
        {MEETINGS: [meeting("X1", "05/2024", "04/05/2024"), meeting("X1", "05/2024", "20/05/2024")]}
    )
    assert plan.new == 2
    assert any("hai buổi thường kỳ" in n.message for n in plan.notices)


def test_joined_months_and_jointly_held_meetings(district: Desk) -> None:
    row = meeting(
        "X1", "01/2024", "05/02/2024", **{"Tháng gộp": "02/2024", "Chi bộ cùng sinh hoạt": "X2"}, **CONSENT
    )
    district.take({MEETINGS: [row]})
    found = Meeting.objects.get()
    assert (found.also_for, [j.cell.code for j in found.joint_cells.all()]) == (202402, ["X2"])


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (meeting("X1", "01/2024", "05/01/2024", **{"Tháng gộp": "02/2024"}), "Ý kiến cấp ủy", "Gộp tháng"),
        (
            meeting("X1", "02/2024", "05/01/2024", **{"Tháng gộp": "01/2024"}, **CONSENT),
            "Tháng gộp",
            "tháng liền sau",
        ),
        (meeting("X1", "06/2018", "05/07/2018"), "Ngày sinh hoạt", "chưa có bộ quy định"),
        (meeting("X1", "06/2024", "16/06/2024"), "Ngày sinh hoạt", "Ngày chưa tới"),
        (meeting("X1", "01/2024"), "Tình trạng", "Ghi Tình trạng"),
        (meeting("X1", "01/2024", **{"Tình trạng": "Đã sinh hoạt"}), "Ngày sinh hoạt", "phải có ngày"),
        (meeting("X1", "01/2024", **{"Tình trạng": "Không tổ chức"}), "Lý do", "ghi lý do"),
        (meeting("X1", "01/2024", **{"Tình trạng": "Hoãn"}), "Ý kiến cấp ủy", "Hoãn phải có"),
        (
            meeting("X1", "01/2024", "05/01/2024", **{"Bắt đầu": "21:00", "Kết thúc": "20:00"}),
            "Kết thúc",
            "giờ",
        ),
        (
            meeting("X1", "01/2024", "05/01/2024", **{"Chi bộ cùng sinh hoạt": "zz"}),
            "Chi bộ cùng sinh hoạt",
            "mã",
        ),
        (meeting("X1", "01/2025", "05/01/2024"), "Tháng tính", "hơn một tháng"),
        (meeting("X1", "13/2024", "05/01/2024"), "Tháng tính", "mm/yyyy"),
        (meeting("X1", "01/2024", "05/01/2024", O3="có lẽ"), "O3", "Viết x"),
        (meeting("X", "01/2024", "05/01/2024"), "Mã chi bộ", "không phải chi bộ"),
    ],
)
def test_what_a_row_may_not_say(district: Desk, row: Row, column: str, words: str) -> None:
    found = faults(district.dry({MEETINGS: [row]}))
    assert any(c == column and words in m for _, c, m in found), found


def test_not_held_against_held_in_either_order(district: Desk) -> None:
    held, not_held = meeting("X1", "01/2024", "05/01/2024"), meeting("X1", "01/2024", **NOT_HELD)
    assert "đã họp" in only_fault(district.dry({MEETINGS: [held, not_held]}))[2]
    district.take({MEETINGS: [not_held]})
    assert "Không tổ chức" in only_fault(district.dry({MEETINGS: [held]}))[2]


def test_a_meeting_twice_in_one_file(district: Desk) -> None:
    row = meeting("X1", "01/2024", "05/01/2024")
    assert "Trùng buổi với dòng 2" in only_fault(district.dry({MEETINGS: [row, row]}))[2]


def test_counts_of_a_month_go_in(district: Desk) -> None:
    numbers = {"Phải dự": 20, "Có mặt": 17, "Vắng có lý do": 2, "Đủ các bước": "Có", "Có chuyên đề": "Không"}
    district.take({COUNTS: [count("X1", "01/2024", **numbers), count("X1", "02/2024", "Gộp")]})
    found = CellMonthCount.objects.get(month=202401)
    assert (found.unexcused, found.steps_complete, found.theme_held) == (1, True, False)
    assert CellMonthCount.objects.get(month=202402).held == "joined"
    assert counts(district.take({COUNTS: [count("X1", "01/2024", **numbers)]})) == [(0, 0, 1, 0)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [
                count(
                    "X1", "01/2024", **{"Phải dự": 9, "Có mặt": 8, "Vắng có lý do": 1, "Vắng không lý do": 1}
                )
            ],
            "phải bằng Phải dự",
        ),
        ([count("X1", "01/2024", **{"Phải dự": 9, "Có mặt": 10, "Vắng có lý do": 0})], "phải bằng Phải dự"),
        ([count("X1", "01/2024", **{"Phải dự": 9, "Có mặt": 8})], "bỏ|đủ"),
        ([count("X1", "01/2024"), count("X1", "01/2024")], "đã có ở dòng 2"),
        ([count("X1", "07/2024")], "Tháng chưa tới"),
        ([count("X1", "12/1999")], "Chi bộ chưa có"),
        ([count("X1", "01/2024", "Không", **{"Phải dự": 9, "Có mặt": 9, "Vắng có lý do": 0})], "để trống"),
        ([count("X1", "01/2024", "Có lẽ")], "Chọn một trong"),
        ([count("X1", "01/2024", **{"Phải dự": "chín"})], "số nguyên"),
    ],
)
def test_what_counts_may_not_say(district: Desk, rows: list[Row], words: str) -> None:
    found = faults(district.dry({COUNTS: rows}))
    assert any(any(w in m for w in words.split("|")) for _, _, m in found), found


@pytest.mark.parametrize(
    ("recorded", "reported", "words"),
    [
        (
            meeting("X1", "01/2024", "05/01/2024"),
            count("X1", "01/2024", "Không"),
            "một buổi thường kỳ đã họp",
        ),
        (meeting("X1", "01/2024", **NOT_HELD), count("X1", "01/2024", "Có"), "Không tổ chức"),
        (
            meeting("X1", "01/2024", "05/01/2024", **{"Tháng gộp": "02/2024"}, **CONSENT),
            count("X1", "02/2024", "Không"),
            "một buổi thường kỳ đã họp",
        ),
    ],
)
def test_counts_against_meetings_in_either_order(
    district: Desk, recorded: Row, reported: Row, words: str
) -> None:
    both = district.dry({COUNTS: [reported], MEETINGS: [recorded]})
    assert words in only_fault(both)[2]
    district.take({COUNTS: [reported]})
    assert "Số liệu tháng ghi" in only_fault(district.dry({MEETINGS: [recorded]}))[2]


def test_counts_that_differ_from_recorded_steps_are_told_not_stopped(district: Desk) -> None:
    steps = dict.fromkeys(["O3", "O4", "O5", "C1", "C2", "C4", "C6", "C7", "C8", "E2", "E3"], "x")
    plan = district.take(
        {
            MEETINGS: [meeting("X1", "01/2024", "05/01/2024", **steps)],
            COUNTS: [count("X1", "01/2024", **{"Đủ các bước": "Không"})],
        }
    )
    assert [n.message for n in plan.notices] == [
        "1 tháng có số liệu khác các bước đã ghi: các bước đã ghi được dùng."
    ]


def test_a_theme_learnt_later_makes_the_same_meeting_combined(district: Desk) -> None:
    district.take({MEETINGS: [meeting("X1", "01/2024", "05/01/2024")]})
    combined = meeting("X1", "01/2024", "05/01/2024", **{"Loại sinh hoạt": "Thường kỳ gắn chuyên đề"})
    assert counts(district.take({MEETINGS: [combined]})) == [(0, 1, 0, 0)]
    assert Meeting.objects.get().kind == "combined"


def test_counts_of_a_month_that_has_a_named_roll_are_compared_with_it(village: Desk) -> None:
    """The counts stand beside the roll; where they differ the roll is used, and the import says so."""
    village.take({ROLL: [line("X1", "A", **{"01/2024": "x"}), line("X1", "B", **{"01/2024": "p"})]})
    said = {"Phải dự": 3, "Có mặt": 3, "Vắng có lý do": 0, "Vắng không lý do": 0}
    plan = village.take({COUNTS: [count("X1", "01/2024", **said)]})
    assert any("khác bảng điểm danh: bảng điểm danh được dùng" in n.message for n in plan.notices)
    said = {"Phải dự": 3, "Có mặt": 1, "Vắng có lý do": 1, "Vắng không lý do": 1}
    plan = village.take({COUNTS: [count("X1", "01/2024", **said)]})
    assert not any("khác bảng điểm danh" in n.message for n in plan.notices)
