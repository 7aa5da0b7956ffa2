"""Rolls: marks give presence, dated statuses give who was expected (indicators.md, definition 10)."""

from typing import Any

import pytest

from sotay.meetings.models import Attendance, Meeting
from tests.imports.support import (
    LONG_ROLL,
    MEETINGS,
    MEMBER_EVENTS,
    ROLL,
    Desk,
    change,
    counts,
    faults,
    line,
    meeting,
    only_fault,
)

pytestmark = pytest.mark.django_db
JANUARY = "01/2024"


def roll(desk: Desk, *lines: dict[str, Any], **options: Any) -> Any:
    return desk.take({ROLL: list(lines)}, **options)


def snapshot(cell: str = "X1") -> dict[str, tuple[str, bool, bool, str]]:
    rows = Attendance.objects.filter(cell__code=cell, member__identifiers__kind="record")
    fields = ("member__identifiers__number", "basis", "expected", "votes", "state")
    return {number: tuple(rest) for number, *rest in rows.values_list(*fields)}  # type: ignore[misc]


def test_marks_become_states_of_the_snapshot(village: Desk) -> None:
    lines = [
        line("X1", "A", **{JANUARY: "x"}),
        line("X1", "B", **{JANUARY: "P"}),
        line("X1", "C", **{JANUARY: "muộn"}),
    ]
    assert counts(roll(village, *lines)) == [(3, 0, 0, 0)]
    assert snapshot() == {
        "A": ("official", True, True, "present"),
        "B": ("official", True, True, "excused"),
        "C": ("probationary", True, False, "late"),
    }
    assert Meeting.objects.get(cell__code="X1").roll_recorded
    assert not Meeting.objects.get(cell__code="X2").roll_recorded
    assert counts(roll(village, *lines)) == [(0, 0, 3, 0)]


@pytest.mark.parametrize(
    ("mark", "state"),
    [
        ("+", "present"),
        ("Có mặt", "present"),
        (1, "present"),
        ("o", "online"),
        ("TT", "online"),
        ("k", "unexcused"),
        ("kp", "unexcused"),
        (0, "unexcused"),
        ("có lý do", "excused"),
        ("-", ""),
        ("?", ""),
    ],
)
def test_the_words_of_marks(village: Desk, mark: object, state: str) -> None:
    roll(village, line("X1", "A", **{JANUARY: mark}), line("X1", "B", **{JANUARY: "x"}))
    assert snapshot()["A"][3] == state


def test_a_meeting_is_named_by_month_day_code_or_a_date_of_excel(village: Desk) -> None:
    village.take({MEETINGS: [meeting("X1", "02/2024", "05/02/2024", **{"Mã buổi": "hai"})]})
    march = [meeting("X1", "03/2024", "01/03/2024"), meeting("X1", "04/2024", "04/04/2024")]
    village.take({MEETINGS: march})
    headers = {"05/01/2024": "x", "HAI": "x", "01/03/2024": "x", "2024-04": "x"}
    roll(village, line("X1", "A", **headers))
    assert Attendance.objects.filter(state="present").count() == 4


def test_exempt_and_away_members_are_not_expected_and_guests_are(village: Desk) -> None:
    village.take(
        {
            MEMBER_EVENTS: [
                change("A", "Miễn sinh hoạt", "01/01/2024"),
                change("B", "Sinh hoạt tạm thời", "01/01/2024", **{"Mã chi bộ": "X2"}),
            ]
        }
    )
    plan = roll(village, line("X1", "C", **{JANUARY: "x"}), line("X2", "D", **{JANUARY: "x"}))
    assert snapshot() == {"C": ("probationary", True, False, "present")}
    assert snapshot("X2")["B"] == ("attached", True, False, "")
    assert any("1 lượt phải dự mà không có dòng" in n.message for n in plan.notices)


def test_one_who_comes_without_being_expected_is_noted_not_counted(village: Desk) -> None:
    village.take({MEMBER_EVENTS: [change("A", "Miễn sinh hoạt", "01/01/2024")]})
    plan = roll(village, line("X1", "A", **{JANUARY: "x"}), line("X1", "B", **{JANUARY: "x"}))
    assert snapshot()["A"] == ("exempt", False, False, "present")
    assert any("được miễn sinh hoạt: ghi lại, không tính" in n.message for n in plan.notices)


def test_the_person_may_prefer_the_roll(village: Desk) -> None:
    village.take({MEMBER_EVENTS: [change("A", "Miễn sinh hoạt", "01/01/2024")]})
    plan = roll(village, line("X1", "A", **{JANUARY: "x"}), prefer="roll")
    assert snapshot()["A"] == ("official", True, True, "present")
    assert any("đề nghị sửa tình trạng" in n.message for n in plan.notices)


@pytest.mark.parametrize(
    ("blank", "state"), [("present", "present"), ("unexcused", "unexcused"), ("unrecorded", "")]
)
def test_blanks_mean_what_the_person_answers(village: Desk, blank: str, state: str) -> None:
    roll(village, line("X1", "A", **{JANUARY: "x"}), line("X1", "B"), blank=blank)
    assert snapshot()["B"] == ("official", True, True, state)
    assert snapshot()["C"][3] == ""


def test_an_empty_cell_takes_nothing_back_but_a_dash_does(village: Desk) -> None:
    roll(village, line("X1", "A", **{JANUARY: "x"}), line("X1", "B", **{JANUARY: "x"}))
    roll(village, line("X1", "A", **{JANUARY: "-"}), line("X1", "B"), blank="unrecorded")
    assert (snapshot()["A"][3], snapshot()["B"][3]) == ("", "present")


def test_a_roll_again_changes_states_but_not_who_was_expected(village: Desk) -> None:
    roll(village, line("X1", "A", **{JANUARY: "x"}))
    village.take({MEMBER_EVENTS: [change("A", "Miễn sinh hoạt", "01/01/2024")]})
    assert counts(roll(village, line("X1", "A", **{JANUARY: "p"}))) == [(0, 1, 0, 0)]
    assert snapshot()["A"] == ("official", True, True, "excused")


def test_a_column_without_its_meeting_names_the_cells(village: Desk) -> None:
    lines = [line("X1", "A", **{"02/2024": "x"}), line("X2", "D", **{"02/2024": "x"})]
    plan = village.dry({ROLL: lines})
    row, column, message = only_fault(plan)
    assert (row, column) == (1, "02/2024")
    assert "Chi bộ X1, X2" in message
    assert plan.wrong == 2


def test_an_empty_column_without_its_meeting_is_no_fault(village: Desk) -> None:
    plan = village.dry(
        {ROLL: [line("X1", "A", **{JANUARY: "x", "02/2024": ""}), line("X2", "D", **{"02/2024": ""})]}
    )
    assert not list(plan.faults)


def test_a_month_with_two_meetings_is_ambiguous(village: Desk) -> None:
    village.take({MEETINGS: [meeting("X1", JANUARY, "25/01/2024")]})
    assert "có hai buổi trở lên" in only_fault(village.dry({ROLL: [line("X1", "A", **{JANUARY: "x"})]}))[2]
    assert not faults(village.dry({ROLL: [line("X1", "A", **{"25/01/2024": "x"})]}))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([line("X1", "A", **{JANUARY: "x"}), line("X1", "A", **{JANUARY: "p"})], "đã có ở dòng 2"),
        ([line("X1", "A", **{JANUARY: "x"}), line("X2", "A", **{JANUARY: "x"})], "ở chi bộ khác (dòng 2)"),
        ([line("X1", "A", **{JANUARY: "lạ"})], "Viết x, m, o, p, k"),
        ([line("X1", "zz", **{JANUARY: "x"})], "Không có đảng viên"),
        ([line("zz", "A", **{JANUARY: "x"})], "Không có mã này"),
    ],
)
def test_what_a_roll_may_not_say(village: Desk, lines: list[dict[str, Any]], words: str) -> None:
    assert words in only_fault(village.dry({ROLL: lines}))[2]


def test_two_cells_on_one_day_also_across_imports(village: Desk) -> None:
    roll(village, line("X1", "A", **{JANUARY: "x"}))
    plan = village.dry({ROLL: [line("X2", "A", **{JANUARY: "x"})]})
    assert "bảng điểm danh đã nhập" in only_fault(plan)[2]


def test_joined_months_are_one_roll(village: Desk) -> None:
    joined = {"Tháng gộp": "03/2024", "Ý kiến cấp ủy": "CV 1"}
    village.take({MEETINGS: [meeting("X1", "02/2024", "05/03/2024", **joined)]})
    roll(village, line("X1", "A", **{"02/2024": "x", "03/2024": ""}), blank="unrecorded")
    assert snapshot()["A"][3] == "present"
    plan = village.dry({ROLL: [line("X1", "B", **{"02/2024": "x", "03/2024": "p"})]})
    assert "Trái với cột khác" in only_fault(plan)[2]


def test_members_of_a_joint_meeting_are_expected_under_their_own_cell(village: Desk) -> None:
    village.take({MEETINGS: [meeting("X1", "02/2024", "05/02/2024", **{"Chi bộ cùng sinh hoạt": "X2"})]})
    roll(village, line("X1", "A", **{"02/2024": "x"}), line("X2", "D", **{"02/2024": "x"}))
    joint = Attendance.objects.filter(meeting__counted_for=202402, state="present")
    assert set(joint.values_list("cell__code", flat=True)) == {"X1", "X2"}


def test_the_long_form_says_the_same(village: Desk) -> None:
    rows = [{"Mã chi bộ": "X1", "Số lý lịch": "A", "Buổi": JANUARY, "Trạng thái": "x"}]
    village.take({LONG_ROLL: rows})
    assert snapshot()["A"][3] == "present"
    rows[0]["Buổi"] = "02/2024"
    assert only_fault(village.dry({LONG_ROLL: rows}))[1] == "Buổi"


def test_columns_that_were_not_asked_for_are_dropped_and_named(village: Desk) -> None:
    plan = roll(village, line("X1", "A", **{JANUARY: "x", "Ghi chú": "bận trông cháu"}))
    assert [n.message for n in plan.notices if "Bỏ" in n.message] == [
        "Bỏ 1 cột không dùng tới, không lưu: Ghi chú."
    ]
    assert "trông cháu" not in str(plan)
