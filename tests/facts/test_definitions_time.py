"""Month, quarter, existence, succession: one example a sentence of definitions 1–5."""

from datetime import date

import pytest

from sotay.meetings.models import Meeting
from sotay.organisations.choices import Change
from tests import factories
from tests.facts.example import District, counts, coverage, figure_of, hold

REGULAR, CELLS = "meeting.regular", "meeting.regular_cells"
THEMATIC, STEPS = "meeting.thematic", "meeting.steps"


# 1. Month
def test_a_meeting_counts_for_its_month_though_held_late(district: District) -> None:
    factories.meeting(district.cell, 202401, held_on=date(2024, 2, 9))
    said = district.ask(202401, 202402)
    assert counts(said, REGULAR) == (1, 2)


def test_a_month_is_due_when_the_cell_existed_on_its_last_day(district: District) -> None:
    district.another_cell(founded=date(2024, 1, 31))
    district.another_cell(dissolved=date(2024, 1, 31))
    assert counts(district.ask(202401, 202401), REGULAR) == (0, 2)


@pytest.mark.parametrize(("report", "due"), [(date(2024, 1, 31), 0), (date(2024, 2, 1), 1)])
def test_a_month_is_due_once_its_last_day_has_passed(district: District, report: date, due: int) -> None:
    assert counts(district.ask(202401, 202401, report), REGULAR) == (0, due)


@pytest.mark.parametrize(("report", "met"), [(date(2024, 2, 9), 0), (date(2024, 2, 10), 1)])
def test_what_was_held_after_the_report_does_not_count(district: District, report: date, met: int) -> None:
    factories.meeting(district.cell, 202401, held_on=date(2024, 2, 10))
    assert counts(district.ask(202401, 202401, report), REGULAR) == (met, 1)


def test_what_a_cell_did_in_a_month_not_due_counts_nowhere(district: District) -> None:
    ended = district.another_cell(dissolved=date(2024, 1, 20))
    hold(ended, [202401])
    assert counts(district.ask(202401, 202401), REGULAR) == (0, 1)
    assert counts(district.ask(202401, 202401), STEPS) == (0, 0)


def test_joined_months_are_both_met_while_steps_attendance_theme_count_once(district: District) -> None:
    joined = factories.meeting(district.cell, 202401, "combined", also_for=202402)
    factories.steps(joined)
    factories.roll(joined, "present", "excused")
    said = district.ask(202401, 202403)
    assert counts(said, REGULAR) == (2, 3)
    assert counts(said, STEPS) == (1, 1)
    assert counts(said, "meeting.attendance") == (1, 2)


def test_a_theme_of_joined_months_counts_in_the_first(district: District) -> None:
    factories.meeting(district.cell, 202403, "combined", also_for=202404)
    said = district.ask(202401, 202406)
    assert counts(said, THEMATIC) == (1, 2)


def test_postponed_with_consent_stays_in_the_denominator(district: District) -> None:
    factories.meeting(district.cell, 202401, status="postponed")
    said = district.ask(202401, 202401)
    assert (counts(said, REGULAR), coverage(said, REGULAR)) == ((0, 1), (1, 1))


# 2. Quarter
def test_only_quarters_wholly_inside_the_period_are_due(district: District) -> None:
    assert counts(district.ask(202112, 202405), THEMATIC) == (0, 9)


def test_a_quarter_needs_its_three_months_due(district: District) -> None:
    district.another_cell(founded=date(2024, 2, 1))
    assert counts(district.ask(202401, 202403), THEMATIC) == (0, 1)
    assert counts(district.ask(202401, 202403, date(2024, 3, 31)), THEMATIC) == (0, 0)


# 3. Existence
def test_the_date_of_dissolution_is_the_first_day_without_the_cell(district: District) -> None:
    district.another_cell(dissolved=date(2024, 3, 31))
    said = district.ask(202403, 202403)
    assert counts(said, "org.cells") == (1, None)
    assert counts(said, REGULAR) == (0, 1)


# 4. Succession
def _merged(district: District, on: date) -> tuple:
    other = district.another_cell()
    made = district.another_cell(founded=on)
    for before in (district.cell, other):
        factories.succeed(Change.MERGE, before, made, on)
    return other, made


def test_a_merger_takes_over_the_month_of_the_change_steps_and_attendance_included(
    district: District,
) -> None:
    other, _ = _merged(district, date(2024, 2, 20))
    meeting = factories.meeting(other, 202402)
    factories.steps(meeting)
    factories.roll(meeting, "present", "unexcused")
    said = district.ask(202402, 202402)
    assert counts(said, REGULAR) == (1, 1)
    assert counts(said, STEPS) == (1, 1)
    assert counts(said, "meeting.attendance") == (1, 2)


def test_a_merger_takes_over_the_quarter_of_the_change(district: District) -> None:
    hold(district.cell, [202401], "thematic")
    _merged(district, date(2024, 2, 20))
    assert counts(district.ask(202401, 202403), THEMATIC) == (1, 1)


@pytest.mark.parametrize(("both", "whole"), [(True, 1), (False, 0)])
def test_over_earlier_months_every_predecessor_must_have_met(
    district: District, both: bool, whole: int
) -> None:
    other, made = _merged(district, date(2024, 2, 20))
    hold(district.cell, [202401])
    hold(other, [202401] if both else [])
    hold(made, [202402, 202403])
    assert counts(district.ask(202401, 202403), CELLS) == (whole, 1)


def _split(district: District, on: date) -> tuple:
    first, second = (district.another_cell(founded=on) for _ in range(2))
    factories.succeed(Change.SPLIT, district.cell, first, on, takes_over=True)
    factories.succeed(Change.SPLIT, district.cell, second, on)
    return first, second


@pytest.mark.parametrize("day", [1, 20])
def test_of_a_split_one_takes_over_the_others_are_first_due_next_month(district: District, day: int) -> None:
    hold(district.cell, [202402])
    taker, other = _split(district, date(2024, 2, day))
    assert counts(district.ask(202402, 202402, node=taker), REGULAR) == (1, 1)
    assert counts(district.ask(202402, 202403, node=other), REGULAR) == (0, 1)
    assert counts(district.ask(202401, 202403), THEMATIC) == (0, 1)


def test_every_part_of_a_split_carries_the_ended_cells_earlier_months(district: District) -> None:
    hold(district.cell, [202402])  # but not in January
    taker, other = _split(district, date(2024, 2, 20))
    hold(taker, [202403])
    hold(other, [202403])
    assert counts(district.ask(202401, 202403), CELLS) == (0, 2)
    assert counts(district.ask(202402, 202403), CELLS) == (2, 2)


def test_a_part_split_off_starts_its_own_record_next_month(district: District) -> None:
    part = district.another_cell(founded=date(2024, 2, 1))
    factories.succeed(Change.SPLIT_OFF, district.cell, part, date(2024, 2, 1))
    hold(district.cell, [202402, 202403])
    hold(part, [202403])
    said = district.ask(202402, 202403)
    assert counts(said, REGULAR) == (3, 3)
    assert counts(said, CELLS) == (2, 2)


def test_absorbing_takes_over_only_the_month_and_quarter_of_the_change(district: District) -> None:
    absorbed = district.another_cell()
    factories.succeed(Change.ABSORB, absorbed, district.cell, date(2024, 2, 20))
    hold(district.cell, [202401, 202403])
    hold(absorbed, [202402])  # in February for both; in January it did not meet
    hold(absorbed, [202401], "thematic")
    said = district.ask(202401, 202403)
    assert counts(said, REGULAR) == (3, 4)
    assert counts(said, CELLS) == (1, 1)
    assert counts(said, THEMATIC) == (1, 1)


def test_a_chain_of_changes_within_a_month_passes_the_month_on(district: District) -> None:
    other, made = _merged(district, date(2024, 2, 5))
    factories.succeed(Change.ABSORB, made, absorber := district.another_cell(), date(2024, 2, 20))
    hold(other, [202402])
    said = district.ask(202402, 202402)
    assert counts(said, REGULAR) == (1, 1)
    assert counts(district.ask(202402, 202402, node=absorber), REGULAR) == (1, 1)


# 5. Combined and joint meetings
def test_a_combined_meeting_is_regular_and_thematic(district: District) -> None:
    hold(district.cell, [202402], "combined")
    said = district.ask(202401, 202403)
    assert (counts(said, REGULAR), counts(said, THEMATIC)) == ((1, 3), (1, 1))


def test_what_is_held_jointly_counts_for_each_participating_cell(district: District) -> None:
    other = district.another_cell()
    joint = factories.meeting(district.cell, 202401, joint=[other])
    factories.roll(joint, "present")
    factories.roll(joint, "excused", "present", cell=other)
    assert counts(district.ask(202401, 202401), REGULAR) == (2, 2)
    assert counts(district.ask(202401, 202401, node=other), "meeting.attendance") == (1, 2)


def test_the_rule_set_is_the_one_in_force_on_the_day_held(district: District) -> None:
    for day in (date(2025, 10, 27), date(2025, 10, 28)):
        factories.steps(factories.meeting(district.cell, 202510, held_on=day))
    rules = list(Meeting.objects.order_by("held_on").values_list("rule_set", flat=True))
    assert rules == ["HD-12", "HD-42"]
    assert counts(district.ask(202510, 202510), STEPS) == (2, 2)


def test_without_a_rule_set_steps_are_not_recorded(district: District) -> None:
    factories.meeting(district.cell, 201801, rule_set="")
    said = district.ask(201801, 201801)
    assert (counts(said, STEPS), coverage(said, STEPS)) == ((0, 1), (0, 1))


def test_nothing_due_is_shown_with_its_reason(district: District) -> None:
    figure = figure_of(district.ask(202401, 202402), THEMATIC)
    assert figure.value is None
    assert figure.reason
