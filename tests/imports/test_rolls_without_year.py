"""A roll that says "Tháng 1" and no year: the year is asked for, never guessed."""

from typing import Any

import pytest

from sotay.imports.plan import ImportRefused
from sotay.meetings.models import Attendance
from tests.imports.support import LONG_ROLL, MEETINGS, ROLL, TODAY, Desk, faults, line, meeting

pytestmark = pytest.mark.django_db
MONTHS = {"Tháng 1": "x", "Tháng 2": ""}


def states() -> list[tuple[str, str]]:
    rows = Attendance.objects.exclude(state="").order_by("meeting__counted_for")
    return list(rows.values_list("member__identifiers__number", "state"))


@pytest.fixture
def winter(village: Desk) -> Desk:
    """The village, with a meeting of X1 also in February 2024."""
    village.take({MEETINGS: [meeting("X1", "02/2024", "05/02/2024")]})
    return village


@pytest.mark.parametrize("titles", [("Tháng 1", "Tháng 2"), ("T1", "T2"), ("THANG 1", "thang 2")])
def test_the_year_is_asked_for_and_taken(winter: Desk, titles: tuple[str, str]) -> None:
    rows = {ROLL: [line("X1", "A", **{titles[0]: "x", titles[1]: "p"})]}
    plan = winter.dry(rows, blank="unrecorded")
    (question,) = plan.questions
    assert (question.option, question.message) == (
        "year",
        "Các cột tháng của bảng điểm danh không ghi năm. Đó là năm nào?",
    )
    assert question.choices[0] == (str(TODAY.year), str(TODAY.year))
    assert faults(plan) == []
    with pytest.raises(ImportRefused, match="năm nào"):
        winter.take(rows, blank="unrecorded")
    assert states() == []
    winter.take(rows, blank="unrecorded", year=2024)
    assert states() == [("A", "present"), ("A", "excused")]


def test_another_year_has_other_meetings(winter: Desk) -> None:
    plan = winter.dry({ROLL: [line("X1", "A", **MONTHS)]}, blank="unrecorded", year=2023)
    assert [column for _, column, _ in faults(plan)] == ["Tháng 1"]
    assert "không có buổi đã họp này" in faults(plan)[0][2]


def test_a_row_of_a_long_roll_may_say_its_month_alone(winter: Desk) -> None:
    rows: list[dict[str, Any]] = [
        {"Mã chi bộ": "X1", "Số lý lịch": "A", "Buổi": "Tháng 1", "Trạng thái": "x"},
        {"Mã chi bộ": "X1", "Số lý lịch": "A", "Buổi": "Tháng 2", "Trạng thái": "k"},
    ]
    assert [q.option for q in winter.dry({LONG_ROLL: rows}).questions] == ["year"]
    winter.take({LONG_ROLL: rows}, year=2024)
    assert states() == [("A", "present"), ("A", "unexcused")]


def test_a_code_that_looks_like_a_month_is_a_code(village: Desk) -> None:
    village.take({MEETINGS: [meeting("X1", "03/2024", "05/03/2024", **{"Mã buổi": "T1"})]})
    plan = village.take({ROLL: [line("X1", "A", T1="m")]}, blank="unrecorded")
    assert plan.questions == []
    assert Attendance.objects.get(state="late").meeting.counted_for == 202403
