"""Figures of tasks and visits follow what is recorded, at once and by the day of the report."""

from datetime import date

import pytest

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.access.operations import give_role
from sotay.accounts.models import Account
from sotay.core.actor import system_actor
from sotay.core.period import Period
from sotay.facts.drill import Scope, drill
from sotay.facts.models import CellMonth
from sotay.facts.queries import facts_differences, figures, load_counter
from sotay.journal.answering import catch_up
from sotay.meetings.models import Meeting
from sotay.oversight.operations import note_visit
from sotay.resolutions.models import Task
from sotay.resolutions.operations import give_task, remove_task, settle_task
from sotay.resolutions.queries import meetings_of_tasks
from sotay.resolutions.rules import TaskDraft
from tests.meetings.session_support import DAY, SECRETARY, Evening, after
from tests.minutes.support import held

pytestmark = pytest.mark.django_db
MONTH = 202611
ACTOR = system_actor(Permission)
LATER = date(2026, 12, 20)


def said(one: Evening, code: str, report_date: date = LATER) -> tuple[float, int | None, int, int]:
    """Numerator, denominator, and how much is known of what is due."""
    found = figures(ACTOR, one.cell, Period(MONTH, MONTH), report_date=report_date, codes=[code]).find(code)
    assert found is not None
    assert found.coverage is not None
    return found.numerator, found.denominator, found.coverage.known, found.coverage.due


def test_who_got_a_task_by_name_of_those_who_were_expected() -> None:
    one = held()
    assert said(one, "task.assigned") == (2, 7, 1, 1)
    draft = TaskDraft("Việc nữa", (one.members[3].public_id, one.members[1].public_id), "", date(2026, 11, 9))
    task = give_task(actor=SECRETARY, meeting=one.again(), draft=draft, at=after(108))
    assert said(one, "task.assigned") == (3, 7, 1, 1), "the second task of one person counts that person once"
    remove_task(actor=SECRETARY, task=task, at=after(109))
    assert said(one, "task.assigned") == (2, 7, 1, 1)
    assert facts_differences()[0] == 0


def test_of_a_meeting_that_came_by_a_spreadsheet_no_task_is_known() -> None:
    one = held()
    Meeting.objects.filter(pk=one.meeting.pk).update(stage=0)
    CellMonth.objects.all().delete()
    from sotay.facts.operations import recount_everything

    recount_everything()
    assert said(one, "task.assigned") == (0, 0, 0, 1), "unknown, not 0%"


def test_done_told_after_the_day_is_no_figure_of_work_done_in_time() -> None:
    """Due 20/11: "done" of 20/11 counts, the plain "done" of 21/11 does not."""
    one = held()
    first, second = Task.objects.order_by("pk")
    settle_task(actor=SECRETARY, task=first, outcome="done", at=after(110), today=date(2026, 11, 20))
    settle_task(actor=SECRETARY, task=second, outcome="done", at=after(110), today=date(2026, 11, 21))
    assert said(one, "task.done") == (1, 2, 2, 2)
    assert facts_differences()[0] == 0


def test_tasks_count_in_the_month_they_are_due_by_what_was_said_on_the_day_of_the_report() -> None:
    one = held()
    first, second = Task.objects.order_by("pk")
    assert said(one, "task.done") == (0, 2, 0, 2)
    settle_task(
        actor=SECRETARY, task=first, outcome="done", at=after(110), today=date(2026, 12, 10), in_time=True
    )
    settle_task(actor=SECRETARY, task=second, outcome="late", at=after(110), today=date(2026, 12, 10))
    assert said(one, "task.done") == (1, 2, 2, 2)
    assert said(one, "task.done", date(2026, 12, 9)) == (0, 2, 0, 2), (
        "a report of the day before knows of none"
    )
    assert facts_differences()[0] == 0
    pair = (one.cell.pk, MONTH)
    assert meetings_of_tasks(ACTOR, {pair}) == {pair: [one.meeting.public_id]}


def leader(one: Evening, since: date = date(2026, 1, 1)) -> Account:
    account = Account.objects.create_account(username="phu-trach", full_name="Người X", password="x" * 12)
    give_role(
        actor=ACTOR, account=account, role=Role.LEADER, organisation=one.cell, valid_from=since, at=after(0)
    )
    return account


def test_a_visit_is_due_of_the_leader_of_the_day_and_counts_once_it_is_noted() -> None:
    one = held()
    assert said(one, "oversight.attended") == (0, 0, 0, 0)
    account = leader(one)
    catch_up(at=after(1))
    assert said(one, "oversight.attended") == (0, 1, 0, 1), "assigned: the months are counted again"
    from sotay.access.queries import actor_for

    note_visit(
        actor=actor_for(account, today=DAY), meeting=one.again(), attended=True, remarks="", version=0,
        today=DAY, at=after(300),
    )  # fmt: skip
    assert said(one, "oversight.attended") == (1, 1, 1, 1)
    counter = load_counter(one.cell, Period(MONTH, MONTH), report_date=LATER)
    records = drill(counter, "oversight.attended", Scope(), organisation=one.cell).records
    assert [(r.organisation, r.span, r.numerator, r.denominator) for r in records] == [
        (one.cell.pk, MONTH, 1, 1)
    ]
    assert facts_differences()[0] == 0


def test_a_leader_assigned_later_owes_no_earlier_visit() -> None:
    one = held()
    leader(one, since=date(2026, 12, 1))
    catch_up(at=after(1))
    assert said(one, "oversight.attended") == (0, 0, 0, 0)
    assert not Grant.objects.filter(valid_from__lt=date(2026, 12, 1)).exists()
