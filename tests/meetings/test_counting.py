"""The counts of a month, given by the cell without a named roll (definition 11)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.facts.models import CellMonth
from sotay.journal.models import Entry
from sotay.meetings.models import CellMonthCount
from sotay.meetings.operations.counting import CountsConflict, CountsRefused, save_month_counts
from sotay.meetings.rules.counting import CountDraft
from sotay.meetings.rules.recording import mark_of
from sotay.organisations.models import Organisation
from tests import factories as make

AT = datetime(2024, 6, 2, 3, tzinfo=UTC)
SECRETARY = replace(system_actor(Permission), account_id=7)
EMPTY = mark_of(None)
WHOLE = CountDraft("yes", 10, 8, 1, 1, steps_complete=True)


@pytest.fixture
def cell(db: None) -> Organisation:
    made = make.organisation("grassroots_cell", code="CQ", block="agency")
    make.settle(made)
    return made


def save(cell: Organisation, draft: CountDraft, seen: str = EMPTY, month: int = 202405) -> CellMonthCount:
    today = date(2024, 6, 2)
    return save_month_counts(
        actor=SECRETARY, cell=cell, month=month, draft=draft, seen=seen, at=AT, today=today
    )


def refused(cell: Organisation, draft: CountDraft, month: int = 202405) -> set[str]:
    with pytest.raises(CountsRefused) as found:
        save(cell, draft, month=month)
    return set(found.value.faults)


def test_counts_count_at_once(cell: Organisation) -> None:
    save(cell, WHOLE)
    known = CellMonth.objects.get(cell=cell, month=202405)
    assert (known.met, known.expected, known.present, known.excused) == (1, 10, 8, 1)
    assert (known.steps_done, known.by_count) == (1, 1)
    assert Entry.objects.filter(event="MonthCountsSaved").count() == 1


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(WHOLE, present=9), "expected"),
        (replace(WHOLE, excused=None), "excused"),
        (CountDraft("no"), "reason"),
        (CountDraft("joined"), "consent"),
    ],
)
def test_counts_that_do_not_add_up_are_stopped(cell: Organisation, draft: CountDraft, field: str) -> None:
    assert refused(cell, draft) == {field}
    assert not CellMonthCount.objects.exists()


def test_a_month_that_is_to_come_or_too_early_is_stopped(cell: Organisation) -> None:
    assert refused(cell, WHOLE, 202407) == {""}
    assert refused(cell, WHOLE, 201806) == {""}


def test_counts_never_say_the_opposite_of_a_recorded_meeting(cell: Organisation) -> None:
    make.meeting(cell, 202405)
    assert refused(cell, CountDraft("no", reason="Bão")) == {"held"}
    make.meeting(cell, 202404, status="not_held", reason="Bão")
    assert refused(cell, WHOLE, 202404) == {"held"}


def test_a_month_not_held_keeps_no_persons(cell: Organisation) -> None:
    row = save(cell, replace(WHOLE, held="no", reason="Bão"))
    assert (row.expected, row.steps_complete, row.reason) == (None, None, "Bão")
    assert CellMonth.objects.get(cell=cell).met == 0


def test_two_people_saving_the_same_month_meet(cell: Organisation) -> None:
    save(cell, WHOLE)
    assert save(cell, WHOLE).pk, "the same again is nothing new"
    assert Entry.objects.filter(event="MonthCountsSaved").count() == 1
    other = replace(WHOLE, present=7, unexcused=2)
    with pytest.raises(CountsConflict) as found:
        save(cell, other)
    assert found.value.theirs == WHOLE
    save(cell, other, found.value.seen)
    assert CellMonth.objects.get(cell=cell).present == 7


def test_no_more_are_expected_than_the_register_knows(cell: Organisation) -> None:
    for _ in range(9):
        make.member(cell)
    make.member(cell, since=date(2024, 6, 1))
    with pytest.raises(CountsRefused) as found:
        save(cell, WHOLE)
    assert "có 9 đồng chí" in found.value.faults["expected"]
    assert save(cell, replace(WHOLE, late=True)).expected == 10, "held in the month after, with one more"
    assert save(cell, replace(WHOLE, expected=9, present=7), month=202404).expected == 9


def test_a_cell_whose_register_is_empty_still_reports(cell: Organisation) -> None:
    assert save(cell, WHOLE).expected == 10
