"""Attendance, two sources, ratios, coverage: one example a sentence of definitions 10–15."""

from datetime import date, time

import pytest

from sotay.core.vietnamese import format_percent
from sotay.meetings.choices import Basis, CountHeld
from tests import factories
from tests.facts.example import District, counts, coverage, figure_of, hold

GROSS, NET, MEAN = "meeting.attendance", "meeting.attendance_net", "meeting.attendance_mean"
STEPS, REGULAR, THEMATIC = "meeting.steps", "meeting.regular", "meeting.thematic"
MONTH = (202401, 202401)
QUARTER = (202401, 202403)


# 10. The snapshot
def test_present_online_and_late_are_presences(district: District) -> None:
    factories.roll(factories.meeting(district.cell, 202401), "present", "online", "late", "unexcused")
    assert counts(district.ask(*MONTH), GROSS) == (3, 4)


def test_exempt_and_away_are_not_expected_attached_are(district: District) -> None:
    meeting = factories.meeting(district.cell, 202401)
    for basis in (Basis.EXEMPT, Basis.AWAY, Basis.ATTACHED):
        factories.roll(meeting, "unexcused", basis=basis)
    assert counts(district.ask(*MONTH), GROSS) == (0, 1)


def test_one_who_comes_without_being_expected_is_noted_not_counted(district: District) -> None:
    meeting = factories.meeting(district.cell, 202401)
    factories.roll(meeting, "present", "unexcused")
    factories.roll(meeting, "present", basis=Basis.EXEMPT)
    factories.roll(meeting, "present", basis=Basis.ELSEWHERE)
    assert counts(district.ask(*MONTH), GROSS) == (1, 2)


def test_not_recorded_stays_expected_and_is_no_presence(district: District) -> None:
    factories.roll(factories.meeting(district.cell, 202401), "present", "")
    said = district.ask(*MONTH)
    assert counts(said, GROSS) == counts(said, NET) == (1, 2)


def test_excused_leave_the_net_denominator_only(district: District) -> None:
    factories.roll(factories.meeting(district.cell, 202401), "present", "excused", "unexcused")
    said = district.ask(*MONTH)
    assert (counts(said, GROSS), counts(said, NET)) == ((1, 3), (1, 2))


def test_attendance_is_of_regular_meetings(district: District) -> None:
    factories.roll(factories.meeting(district.cell, 202401, "thematic"), "present")
    assert counts(district.ask(*MONTH), GROSS) == (0, 0)


# 11. Two sources
def test_a_month_may_be_known_by_counts_alone(district: District) -> None:
    factories.count(district.cell, 202401, people=(10, 7, 2, 1), steps_complete=True, theme_held=True)
    said = district.ask(*QUARTER)
    assert (counts(said, REGULAR), counts(said, STEPS)) == ((1, 3), (1, 1))
    assert (counts(said, GROSS), counts(said, NET)) == ((7, 10), (7, 8))
    assert counts(said, THEMATIC) == (1, 1)


@pytest.mark.parametrize(("held", "met"), [(CountHeld.YES, 1), (CountHeld.JOINED, 1), (CountHeld.NO, 0)])
def test_counts_say_held_joined_or_not(district: District, held: CountHeld, met: int) -> None:
    factories.count(district.cell, 202401, held)
    said = district.ask(*MONTH)
    assert (counts(said, REGULAR), coverage(said, REGULAR)) == ((met, 1), (1, 1))
    assert counts(said, STEPS)[1] == (1 if held == CountHeld.YES else 0)


def test_a_roll_outranks_a_count(district: District) -> None:
    factories.roll(factories.meeting(district.cell, 202401), "present", "unexcused")
    factories.count(district.cell, 202401, people=(2, 2, 0, 0))
    assert counts(district.ask(*MONTH), GROSS) == (1, 2)


def test_recorded_steps_outrank_a_counts(district: District) -> None:
    factories.steps(factories.meeting(district.cell, 202401), skipped=["C6"])
    factories.count(district.cell, 202401, steps_complete=True)
    said = district.ask(*MONTH)
    assert (counts(said, STEPS), coverage(said, STEPS)) == ((0, 1), (1, 1))


def test_steps_only_partly_marked_leave_the_word_to_the_count(district: District) -> None:
    factories.steps(factories.meeting(district.cell, 202401), unmarked=["E2"])
    factories.count(district.cell, 202401, steps_complete=True)
    assert counts(district.ask(*MONTH), STEPS) == (1, 1)


def test_a_theme_counts_from_either(district: District) -> None:
    factories.count(district.cell, 202401, CountHeld.NO, theme_held=True)
    assert counts(district.ask(*QUARTER), THEMATIC) == (1, 1)


def test_a_count_beside_a_recorded_meeting_adds_none(district: District) -> None:
    hold(district.cell, [202401])
    factories.count(district.cell, 202401, people=(4, 3, 1, 0))
    said = district.ask(*MONTH)
    assert counts(said, STEPS) == (0, 1)
    assert (counts(said, GROSS), coverage(said, GROSS)) == ((3, 4), (1, 1))


# 12. Ratios
def test_attendance_rests_on_meetings_whose_attendance_is_known(district: District) -> None:
    hold(district.cell, [202401])
    factories.roll(factories.meeting(district.cell, 202402), "present")
    said = district.ask(202401, 202402)
    assert (counts(said, GROSS), coverage(said, GROSS)) == ((1, 1), (1, 2))


def test_the_mean_is_over_cells_with_a_known_non_zero_denominator(district: District) -> None:
    factories.roll(factories.meeting(district.cell, 202401), *["present"] * 9, "unexcused")
    factories.roll(factories.meeting(district.another_cell(), 202401), "present", "unexcused")
    factories.roll(factories.meeting(district.another_cell(), 202401), "excused")
    hold(district.another_cell(), [202401])
    said = district.ask(*MONTH)
    numerator, cells = counts(said, MEAN)
    assert (numerator, cells) == (pytest.approx(0.9 + 0.5), 2)
    assert figure_of(said, NET).value == pytest.approx(10 / 12)


def test_not_recorded_stays_in_the_denominator_of_months(district: District) -> None:
    said = district.ask(*MONTH)
    assert (counts(said, REGULAR), coverage(said, REGULAR)) == ((0, 1), (0, 1))


def test_did_not_meet_is_recorded_and_differs_from_nothing(district: District) -> None:
    factories.meeting(district.cell, 202401, status="not_held", reason="Bão")
    said = district.ask(*MONTH)
    assert (counts(said, REGULAR), coverage(said, REGULAR)) == ((0, 1), (1, 1))


def test_only_planned_is_no_record(district: District) -> None:
    factories.meeting(district.cell, 202401, status="planned")
    assert coverage(district.ask(*MONTH), REGULAR) == (0, 1)


def test_steps_never_recorded_count_as_not_done(district: District) -> None:
    hold(district.cell, [202401])
    said = district.ask(*MONTH)
    assert (counts(said, STEPS), coverage(said, STEPS)) == ((0, 1), (0, 1))


def test_a_step_without_a_mark_is_not_done_and_leaves_the_meeting_unrecorded(district: District) -> None:
    factories.steps(factories.meeting(district.cell, 202401), unmarked=["C7"])
    said = district.ask(*MONTH)
    assert (counts(said, STEPS), coverage(said, STEPS)) == ((0, 1), (0, 1))


# 13. Coverage
def test_where_the_unit_is_meetings_the_coverage_of_months_stands_beside(district: District) -> None:
    hold(district.cell, [202401])
    figure = figure_of(district.ask(202401, 202402), STEPS)
    assert (figure.coverage_months.known, figure.coverage_months.due) == (1, 2)


@pytest.mark.parametrize(
    ("themed", "months", "known"), [(True, [], 1), (False, [1, 2, 3], 1), (False, [1, 2], 0)]
)
def test_a_quarter_is_known_by_its_theme_or_by_three_recorded_months(
    district: District, themed: bool, months: list[int], known: int
) -> None:
    hold(district.cell, [202400 + m for m in months])
    hold(district.cell, [202401] if themed else [], "thematic")
    assert coverage(district.ask(*QUARTER), THEMATIC) == (known, 1)


def test_verdicts_are_covered_by_cells_wholly_known(district: District) -> None:
    hold(district.cell, [202401, 202402])
    hold(district.another_cell(), [202401])
    assert coverage(district.ask(202401, 202402), "meeting.regular_cells") == (1, 2)


def test_a_cell_without_expected_members_is_due_and_gives_nothing_in_attendance(district: District) -> None:
    factories.roll(factories.meeting(district.cell, 202401))
    said = district.ask(*MONTH)
    assert counts(said, REGULAR) == (1, 1)
    figure = figure_of(said, GROSS)
    assert (figure.value, bool(figure.reason)) == (None, True)
    assert coverage(said, GROSS) == (1, 1)


def test_a_year_without_anything_due_is_shown_with_its_reason(district: District) -> None:
    said = district.ask(202312, 202401, date(2024, 1, 20))
    figure = figure_of(said, REGULAR, year=2024)
    assert (figure.value, bool(figure.reason)) == (None, True)


def test_anothers_roll_of_a_joint_meeting_says_nothing_of_this_cell(district: District) -> None:
    other = district.another_cell()
    meeting = factories.meeting(district.cell, 202401, joint=[other])
    factories.roll(meeting, "present", "unexcused")
    said = district.ask(*MONTH)
    assert (counts(said, GROSS), coverage(said, GROSS)) == ((1, 2), (1, 2))
    factories.count(other, 202401, people=(10, 9, 1, 0))
    said = district.ask(*MONTH)
    assert (counts(said, GROSS), coverage(said, GROSS)) == ((10, 12), (2, 2))


# 14. Compulsory steps; 15. Showing
def test_the_optional_steps_never_matter(district: District) -> None:
    meeting = factories.meeting(district.cell, 202401)
    factories.steps(meeting)
    meeting.steps.create(code="O1", done=False, reason="Không có")
    assert counts(district.ask(*MONTH), STEPS) == (1, 1)


def test_two_regular_meetings_in_a_month_are_two_meetings_and_one_cell_month(district: District) -> None:
    hold(district.cell, [202401, 202401])
    said = district.ask(*MONTH)
    assert (counts(said, REGULAR), counts(said, STEPS)) == ((1, 1), (0, 2))


def test_a_ratio_is_shown_with_one_decimal_none_when_whole() -> None:
    assert [format_percent(n) for n in (0.9007, 0.85, 1, 0.9999)] == ["90,1%", "85%", "100%", "trên 99,9%"]


DURATION, PAPERS = "meeting.duration_ok", "meeting.papers_ok"


@pytest.mark.parametrize(
    ("kind", "end", "enough"),
    [
        ("regular", time(21, 0), 1),
        ("regular", time(20, 59), 0),
        ("combined", time(21, 0), 0),
        ("combined", time(21, 30), 1),
    ],
)
def test_ninety_minutes_and_a_hundred_and_twenty_with_a_theme(
    district: District, kind: str, end: time, enough: int
) -> None:
    factories.meeting(district.cell, 202401, kind, started_at=time(19, 30), ended_at=end)
    assert counts(district.ask(*MONTH), DURATION) == (enough, 1)


def test_without_its_times_a_meeting_is_held_but_not_measured(district: District) -> None:
    factories.meeting(district.cell, 202401, started_at=time(19, 30))
    said = district.ask(*MONTH)
    assert (counts(said, DURATION), coverage(said, DURATION)) == ((0, 0), (0, 1))


@pytest.mark.parametrize(("sent", "known", "early"), [(None, 0, 0), (5, 1, 0), (4, 1, 1)])
def test_papers_go_out_a_day_before_since_the_guidance_of_2025(
    district: District, sent: int | None, known: int, early: int
) -> None:
    sent_on = date(2025, 11, sent) if sent else None
    factories.meeting(district.cell, 202511, held_on=date(2025, 11, 5), papers_on=sent_on)
    said = district.ask(202511, 202511)
    assert (counts(said, PAPERS), coverage(said, PAPERS)) == ((early, 1), (known, 1))


def test_the_guidance_of_2018_asks_for_no_papers_before(district: District) -> None:
    factories.meeting(district.cell, 202401)
    assert counts(district.ask(*MONTH), PAPERS) == (0, 0)


def test_papers_of_a_thematic_meeting_count_its_length_does_not(district: District) -> None:
    day = date(2025, 11, 20)
    times = {"started_at": time(8), "ended_at": time(8, 30)}
    factories.meeting(district.cell, 202511, "thematic", held_on=day, papers_on=date(2025, 11, 18), **times)
    said = district.ask(202511, 202511)
    assert (counts(said, PAPERS), counts(said, DURATION)) == ((1, 1), (0, 0))
