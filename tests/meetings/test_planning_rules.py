"""When a cell meets next, with which agenda, and what a plan may not be: as the regulation's examples."""

from dataclasses import replace
from datetime import date, time

import pytest

from sotay.meetings.choices import Kind, Mode
from sotay.meetings.rules.planning import (
    Habit,
    ItemDraft,
    PlanDraft,
    agenda,
    call_lacks,
    day_by,
    day_to_propose,
    habit_from,
    invitation,
    kind_to_propose,
    month_to_plan,
    notice_of,
    plan_faults,
    rule_words,
    theme_duty,
)
from sotay.rulesets.rules import in_force

TODAY = date(2026, 11, 20)
DRAFT = PlanDraft(202612, Kind.REGULAR, date(2026, 12, 3), time(19, 30), "Nhà văn hóa thôn")


@pytest.mark.parametrize(
    ("rule", "month", "day"),
    [
        ("ngay:3", 202612, date(2026, 12, 3)),
        ("ngay:31", 202602, date(2026, 2, 28)),
        ("thu:5:1", 202612, date(2026, 12, 4)),
        ("thu:7:-1", 202612, date(2026, 12, 27)),
        ("thu:9:1", 202612, None),
        ("ngay:x", 202612, None),
        ("", 202612, None),
    ],
)
def test_a_rule_names_a_day(rule: str, month: int, day: date | None) -> None:
    assert day_by(rule, month) == day


def test_a_rule_in_words() -> None:
    assert rule_words("ngay:3") == "ngày 3 hằng tháng"
    assert rule_words("thu:5:1") == "thứ Sáu đầu tháng"
    assert rule_words("thu:7:-1") == "Chủ nhật cuối tháng"


def test_the_last_meetings_tell_the_habit() -> None:
    half, hall = time(19, 30), "Nhà văn hóa"
    third = [(date(2026, 11, 3), half, hall), (date(2026, 10, 4), half, ""), (date(2026, 9, 3), time(19), "")]
    assert habit_from(third) == Habit("ngay:3", half, hall)
    fridays = [(date(2026, 11, 6), None, ""), (date(2026, 10, 2), None, "")]
    assert habit_from(fridays) == Habit("thu:5:1", half, "")
    assert habit_from([(date(2026, 11, 9), None, "")]) == Habit("ngay:9", half, "")
    assert habit_from([]) is None


def test_the_month_to_plan() -> None:
    assert month_to_plan(TODAY, set()) == 202611
    assert month_to_plan(TODAY, {202611}) == 202612
    assert month_to_plan(date(2026, 12, 20), {202612}) == 202701


def test_a_day_that_has_passed_leaves_time_for_the_papers() -> None:
    assert day_to_propose(202612, Habit("ngay:3"), TODAY) == date(2026, 12, 3)
    assert day_to_propose(202611, Habit("ngay:3"), TODAY) == date(2026, 11, 22)
    assert day_to_propose(202612, Habit("ngay:3"), TODAY, date(2026, 12, 10)) == date(2026, 12, 10)
    assert day_to_propose(202612, None, TODAY) == date(2026, 12, 3)


def test_the_quarters_last_month_without_a_theme_is_combined() -> None:
    assert kind_to_propose(202612, themed=False) == Kind.COMBINED
    assert kind_to_propose(202612, themed=True) == Kind.REGULAR
    assert kind_to_propose(202611, themed=False) == Kind.REGULAR
    assert kind_to_propose(202611, themed=False, planned=Kind.COMBINED) == Kind.COMBINED
    assert theme_duty(202612, themed=False) == "Quý IV/2026 chưa có chuyên đề, tháng này là hạn."
    assert "hạn là tháng 12/2026" in theme_duty(202611, themed=False)
    assert theme_duty(202611, themed=True) == ""


def test_the_agenda_is_the_procedure_in_the_cells_own_order() -> None:
    rules = in_force(TODAY)
    plain = agenda(rules, Kind.REGULAR)
    assert [item.step for item in plain][:3] == ["O1", "O2", "O3"]
    last = [
        ItemDraft("Chào cờ"),
        ItemDraft("Điểm danh", "O3", presenter=4),
        ItemDraft("Giới thiệu", "O2", presenter_words="Ban tổ chức"),
        ItemDraft("Tin tức", "C1", presenter=9, minutes=15),
    ]
    found = agenda(rules, Kind.REGULAR, previous=last, present={4})
    steps = [item.step for item in found]
    assert steps.index("O3") < steps.index("O2"), "in the order of the last meeting"
    assert steps.index("O3") < steps.index("O4"), "a step that it did not have keeps its place"
    assert "O1" not in steps, "an optional step that the cell takes out stays out"
    assert "" not in steps, "items of one meeting alone are not repeated"
    by_step = {item.step: item for item in found}
    assert (by_step["O3"].title, by_step["O3"].presenter) == ("Điểm danh", 4)
    assert by_step["O2"].presenter_words == "Ban tổ chức"
    assert (by_step["C1"].presenter, by_step["C1"].minutes) == (None, 15), "who left presents no more"


def test_the_theme_stands_before_the_discussion() -> None:
    found = agenda(in_force(TODAY), Kind.COMBINED, theme="Chuyển đổi số")
    at = next(i for i, item in enumerate(found) if item.step == "C6")
    assert found[at - 1].title == "Chuyên đề: Chuyển đổi số"
    alone = agenda(in_force(TODAY), Kind.THEMATIC, theme="Chuyển đổi số")
    assert "C4" not in [item.step for item in alone]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"planned_on": None}, "planned_on"),
        ({"planned_on": date(2026, 11, 19)}, "planned_on"),
        ({"planned_on": date(2027, 3, 1)}, "planned_on"),
        ({"planned_on": date(2026, 11, 30)}, "planned_on"),
        ({"planned_time": None}, "planned_time"),
        ({"place": "x" * 121}, "place"),
        ({"chair": 5}, "chair"),
        ({"minute_taker": 5}, "minute_taker"),
        ({"mode": Mode.ONLINE}, "mode_reason"),
    ],
)
def test_what_may_not_be_planned(change: dict[str, object], field: str) -> None:
    assert list(plan_faults(replace(DRAFT, **change), members={1}, today=TODAY)) == [field]  # type: ignore[arg-type]


def test_only_the_older_rule_set_asks_why_a_meeting_is_combined() -> None:
    now = replace(DRAFT, kind=Kind.COMBINED, theme="Chuyển đổi số")
    assert plan_faults(now, members=(), today=TODAY) == {}
    then = replace(now, counted_for=202405, planned_on=date(2024, 5, 3))
    assert "12-HD/BTCTW" in plan_faults(then, members=(), today=date(2024, 5, 1))["reason"]
    assert plan_faults(replace(then, reason="Ở xa"), members=(), today=date(2024, 5, 1)) == {}


def test_a_call_needs_time_place_and_theme() -> None:
    assert call_lacks(DRAFT) == []
    assert call_lacks(replace(DRAFT, place="", planned_time=None)) == ["giờ", "địa điểm"]
    assert call_lacks(replace(DRAFT, kind=Kind.COMBINED)) == ["tên chuyên đề"]
    assert call_lacks(replace(DRAFT, place="", mode=Mode.ONLINE)) == []


def test_the_day_before_rule_is_measured() -> None:
    assert notice_of(date(2026, 12, 1), date(2026, 12, 3)) == (2, 1)
    assert notice_of(date(2026, 12, 2), date(2026, 12, 3)).kept
    assert not notice_of(date(2026, 12, 3), date(2026, 12, 3)).kept
    assert notice_of(date(2024, 5, 3), date(2024, 5, 3)).kept, "HD-12 asks for nothing"


def test_the_text_for_messengers_is_neutral() -> None:
    """As design/papers/giay-moi.md words it."""
    text = invitation(date(2026, 11, 3), time(19, 30), "Nhà văn hóa thôn")
    assert text == (
        "Mời đồng chí: có lịch sinh hoạt lúc 19 giờ 30 phút, thứ Ba, ngày 03/11/2026, tại nhà văn hóa thôn."
    )
    assert "Đảng" not in text
    assert "chi bộ" not in text
    assert invitation(date(2026, 11, 3), time(8), "", items=["Thời sự"]).endswith("Nội dung:\n- Thời sự")
