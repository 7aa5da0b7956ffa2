"""Faults planted into the counting, one at a time: a recount worth its name finds each of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from sotay.core.period import Period, first_day, last_day, months_of_quarter
from sotay.facts import queries, registry
from sotay.facts.rules import lineage, rollup
from sotay.facts.rules.lineage import Cell, Change, Edge, Lineage
from sotay.meetings import indicators, rules
from sotay.meetings.models import Meeting
from sotay.members import indicators as members
from sotay.organisations.choices import CELL_KINDS
from sotay.oversight import indicators as oversight
from sotay.resolutions import indicators as resolutions
from sotay.rulesets.rules import RuleSet

Patch = pytest.MonkeyPatch
FAULTS: dict[str, Callable[[Patch], None]] = {}


def fault(plant: Callable[[Patch], None]) -> Callable[[Patch], None]:
    """List a fault under its name."""
    FAULTS[plant.__name__] = plant
    return plant


@fault
def due_by_the_first_day_of_the_month(patch: Patch) -> None:
    patch.setattr(lineage, "last_day", first_day)


@fault
def last_day_due_on_the_day_itself(patch: Patch) -> None:
    load = queries.load_counter

    def early(organisation: object, period: Period, *, report_date: date) -> object:
        return load(organisation, period, report_date=report_date + timedelta(days=1))

    patch.setattr(queries, "load_counter", early)


@fault
def day_of_dissolution_still_exists(patch: Patch) -> None:
    patch.setattr(
        Cell, "exists_on", lambda self, day: self.founded <= day and day <= (self.dissolved or date.max)
    )


@fault
def joined_month_not_met(patch: Patch) -> None:
    add = rules._add_meeting
    patch.setattr(rules, "_add_meeting", lambda r, m, x: add(r, m, x) if x.counted_for == m else None)


@fault
def joined_meeting_counts_twice(patch: Patch) -> None:
    add = rules._add_meeting
    patch.setattr(rules, "_add_meeting", lambda r, m, x: add(r, m, replace(x, counted_for=m)))


@fault
def persons_not_expected_are_counted(patch: Patch) -> None:
    real = indicators._turnouts

    def everybody(ids: list[int] | None) -> object:
        rows = indicators.Attendance.objects.values_list("meeting_id", "cell_id", "state")
        found = dict(real(ids))
        for meeting, cell, state in rows.filter(expected=False):
            t, marks = found.get((meeting, cell), indicators.NO_ROLL)
            came = int(state in indicators.PRESENCES)
            more = rules.Turnout(t.expected + 1, t.present + came, t.excused)
            found[meeting, cell] = indicators.Roll(more, marks + bool(state))
        return found

    patch.setattr(indicators, "_turnouts", everybody)


@fault
def anothers_roll_of_a_joint_meeting_is_enough(patch: Patch) -> None:
    patch.setattr(indicators, "roll_is_known", lambda *, recorded, joint, marks: recorded)


@fault
def late_is_no_presence(patch: Patch) -> None:
    patch.setattr(indicators, "PRESENCES", frozenset({"present", "online"}))


@fault
def mean_weighted_by_persons(patch: Patch) -> None:
    def pooled(verdict: rollup.Verdict, cell: int, months: list) -> None:
        base = sum(m.expected - m.excused for m in months)
        verdict.value += sum(m.present for m in months)
        verdict.cells += base

    patch.setattr(rollup, "judge_mean", pooled)


@fault
def takers_forgotten(patch: Patch) -> None:
    patch.setattr(Lineage, "_passed_on", lambda self, cell, spans, span_of: cell)


@fault
def every_part_of_a_split_is_due_at_once(patch: Patch) -> None:
    patch.setattr(Lineage, "due", lambda self, cell, month: self.cells[cell].exists_on(last_day(month)))


@fault
def quarter_of_the_change_not_handed_over(patch: Patch) -> None:
    patch.setattr(Lineage, "quarter_line", lambda self, cell, quarter: [cell])


@fault
def absorbed_cells_earlier_months_judged(patch: Patch) -> None:
    patch.setattr(lineage, "HEIRS", frozenset({Change.MERGE, Change.SPLIT, Change.ABSORB}))


@fault
def earlier_months_of_predecessors_forgotten(patch: Patch) -> None:
    patch.setattr(Lineage, "ancestry", lambda self, cell: [cell])


@fault
def merger_hands_nothing_over(patch: Patch) -> None:
    patch.setattr(Edge, "hands_over", property(lambda self: self.change is Change.ABSORB))


@fault
def quarter_due_by_its_last_month(patch: Patch) -> None:
    due = Lineage.due
    patch.setattr(Lineage, "quarter_due", lambda self, cell, q: due(self, cell, months_of_quarter(q)[2]))


@fault
def meetings_after_the_report_counted(patch: Patch) -> None:
    real = registry.month_records
    patch.setattr(registry, "month_records", lambda pairs, held_by=None: real(pairs))


@fault
def place_by_todays_structure(patch: Patch) -> None:
    patch.setattr(Cell, "place_on", lambda self, day: self.places[-1] if self.places else None)


@fault
def own_row_left_out(patch: Patch) -> None:
    real = rollup.child_segment

    def below(path: str, node: str) -> str | None:
        found = real(path, node)
        return None if found == node else found

    patch.setattr(rollup, "child_segment", below)


@fault
def count_added_to_the_roll(patch: Patch) -> None:
    real = rules._add_count

    def both(record: object, count: rules.CountFacts) -> None:
        known = record.rolls_known
        real(record, count)
        if known and count.turnout is not None:
            rules._add_turnout(record, replace(count.turnout))
            record.rolls_known = known

    patch.setattr(rules, "_add_count", both)


@fault
def unmarked_steps_taken_as_done(patch: Patch) -> None:
    real = indicators._facts

    def kind(meeting: object, steps: tuple[int, int], turnout: object) -> rules.MeetingFacts:
        facts = real(meeting, steps, turnout)
        return replace(facts, done=facts.done + facts.compulsory - facts.marked, marked=facts.compulsory)

    patch.setattr(indicators, "_facts", kind)


@fault
def combined_meetings_need_no_longer(patch: Patch) -> None:
    patch.setattr(RuleSet, "minutes", lambda self, *, combined: 90)


@fault
def papers_on_the_day_are_early_enough(patch: Patch) -> None:
    real = indicators.papers_of
    day = timedelta(days=1)
    patch.setattr(indicators, "papers_of", lambda sent, held, *, days: real(sent, held + day, days=days))


@fault
def papers_asked_before_the_guidance(patch: Patch) -> None:
    patch.setattr(RuleSet, "papers_days", property(lambda self: 1))


@fault
def meetings_without_times_are_long_enough(patch: Patch) -> None:
    real = indicators.length_of

    def kind(started: time | None, ended: time | None, *, minimum: int) -> rules.Length:
        return real(started, ended, minimum=minimum) if ended else rules.Length(timed=True, enough=True)

    patch.setattr(indicators, "length_of", kind)


@fault
def cells_without_meetings_pass_the_steps(patch: Patch) -> None:
    def lenient(verdict: rollup.Verdict, cell: int, months: list) -> None:
        held, done = sum(m.held for m in months), sum(m.steps_done for m in months)
        verdict.judge(held == done, known=True)

    patch.setattr(rollup, "judge_steps", lenient)


@fault
def standalone_cells_are_no_cells(patch: Patch) -> None:
    patch.setattr(queries, "CELL_KINDS", CELL_KINDS - {"grassroots_cell"})


@fault
def year_of_birth_counts_from_january(patch: Patch) -> None:
    real = members.age_on

    def january(day: date, *, born_on: date | None, birth_year: int | None) -> int | None:
        born = born_on or (date(birth_year, 1, 1) if birth_year else None)
        return real(day, born_on=born, birth_year=None)

    patch.setattr(members, "age_on", january)


@fault
def joint_meeting_counts_for_its_host_only(patch: Patch) -> None:
    patch.setattr(indicators, "_joint", lambda ids: {})


@fault
def period_verdict_under_its_first_place(patch: Patch) -> None:
    real = rollup.Counter.place

    def early(self: rollup.Counter, cell: int, day: date) -> object:
        as_at = min(self.period.last_day, self.report_date)
        return real(self, cell, first_day(self.period.first) if day == as_at else day)

    patch.setattr(rollup.Counter, "place", early)


# Tasks and visits ---------------------------------------------------------------------------------------


@fault
def one_source_of_records_hides_another(patch: Patch) -> None:
    patch.setattr(registry, "combined", lambda records: records[-1])


@fault
def members_attached_for_a_time_are_working_members(patch: Patch) -> None:
    class Nobody:
        ATTACHED = "nobody"

    patch.setattr(resolutions, "Basis", Nobody)


@fault
def tasks_of_meetings_that_were_imported_are_known(patch: Patch) -> None:
    class Never:
        PLANNED = 0

    patch.setattr(resolutions, "Stage", Never)


@fault
def a_task_done_late_is_done_in_time(patch: Patch) -> None:
    class Late:
        DONE = "late"

    patch.setattr(resolutions, "Outcome", Late)


@fault
def outcomes_told_after_the_report_count(patch: Patch) -> None:
    due = resolutions._due
    patch.setattr(resolutions, "_due", lambda found, here, held_by: due(found, here, None))


@fault
def a_leader_owes_no_visit_before_noting_one(patch: Patch) -> None:
    patch.setattr(oversight, "assigned_leaders", dict)


@fault
def a_cell_that_sat_in_is_visited_by_nobody(patch: Patch) -> None:
    followed = oversight._followed

    def hosts_only(meetings: QuerySet[Meeting], *rest: Any) -> object:
        hosted = set(meetings.values_list("pk", "cell_id"))
        return [row for row in followed(meetings, *rest) if row[:2] in hosted]

    patch.setattr(oversight, "_followed", hosts_only)


@fault
def a_leader_taken_back_still_owes_visits(patch: Patch) -> None:
    assigned = oversight.assigned_leaders

    def for_ever() -> object:
        return {cell: [replace(one, until=None) for one in held] for cell, held in assigned().items()}

    patch.setattr(oversight, "assigned_leaders", for_ever)


@fault
def what_was_told_later_is_not_looked_at_again(patch: Patch) -> None:
    patch.setattr(queries, "DAYS", ("held_last", "held_last"))
