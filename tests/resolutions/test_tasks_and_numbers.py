"""Tasks come back next month; resolutions have numbers without a gap."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sotay.core.errors import PermissionDenied
from sotay.meetings.choices import Stage, Status
from sotay.meetings.models import Meeting
from sotay.meetings.rules.moves import WrongStage
from sotay.resolutions.choices import DecisionKind, Outcome
from sotay.resolutions.models import Decision, Task
from sotay.resolutions.operations import (
    cancel_decision,
    give_task,
    issue_decision,
    remove_task,
    settle_task,
    write_decision,
)
from sotay.resolutions.operations.deciding import DecisionConflict, DecisionRefused
from sotay.resolutions.operations.tasks import TaskRefused
from sotay.resolutions.queries import counts_of, tasks_before, tasks_given_at
from sotay.resolutions.rules import TaskDraft, counts_words, symbol
from tests import factories as make
from tests.meetings.session_support import DAY, DEPUTY, SECRETARY, Evening, after
from tests.minutes.support import adopt, held

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 30)


def write(one: Evening, text: str = "Nội dung", seen: int = 0) -> Decision:
    return write_decision(
        actor=SECRETARY, meeting=one.again(), kind=DecisionKind.RESOLUTION,
        subject="lãnh đạo nhiệm vụ tháng 11", text=text, seen=seen, at=after(100),
    )  # fmt: skip


def issue(decision: Decision, *, carried: bool | None = True) -> Decision:
    return issue_decision(actor=SECRETARY, decision=decision, carried=carried, at=after(120), today=DAY)


def test_a_task_says_what_who_and_by_when() -> None:
    one = held()
    for draft, fields in (
        (TaskDraft("", (), "", None), {"text", "members", "due_on"}),
        (TaskDraft("Việc", ("khongcoai",), "", DUE), {"members"}),
        (TaskDraft("Việc", (), "toàn thể đảng viên", DAY - timedelta(days=1)), {"due_on"}),
    ):
        with pytest.raises(TaskRefused) as caught:
            give_task(actor=SECRETARY, meeting=one.again(), draft=draft, at=after(106))
        assert set(caught.value.faults) == fields
    draft = TaskDraft("Phụ trách hộ theo ngõ", (), "22 đảng viên", DUE)
    for _ in range(2):
        give_task(actor=SECRETARY, meeting=one.again(), draft=draft, form_key="v1", at=after(106))
    assert [t.holders for t in tasks_given_at(one.meeting, today=DAY)][-1] == "22 đảng viên"
    assert Task.objects.count() == 3


def test_once_adopted_tasks_stand() -> None:
    one = held()
    adopt(one)
    with pytest.raises(WrongStage):
        remove_task(actor=SECRETARY, task=Task.objects.first(), at=after(120))


def test_tasks_come_back_next_month_until_it_is_said_what_became_of_them() -> None:
    one = held()
    later = make.meeting(
        one.cell, 202612, status=Status.PLANNED, planned_on=date(2026, 12, 3), stage=Stage.CALLED
    )
    first, second = tasks_before(later, today=date(2026, 12, 3))
    assert (first.late, first.outcome) == (True, "")
    task = Task.objects.get(public_id=first.public_id)
    with pytest.raises(TaskRefused):
        settle_task(actor=DEPUTY, task=task, outcome=Outcome.NOT_DONE, at=after(1), today=DAY)
    settle_task(actor=DEPUTY, task=task, outcome=Outcome.DONE, at=after(1), today=DAY)
    counts = counts_of(tasks_before(later, today=date(2026, 12, 3)))
    assert (counts.given, counts.in_time, counts.unsaid) == (2, 1, 1)
    assert counts_words(counts) == "đã giao 2; hoàn thành đúng hạn 1, chưa báo kết quả 1"
    next_one = make.meeting(one.cell, 202701, status=Status.PLANNED, planned_on=date(2027, 1, 3))
    Meeting.objects.filter(pk=later.pk).update(status=Status.HELD, held_on=date(2026, 12, 3))
    still = tasks_before(next_one, today=date(2027, 1, 3))
    assert [t.public_id for t in still] == [second.public_id], "what is open comes back again"


def settled(task: Task, outcome: str, day: int, *, note: str = "", in_time: bool = False) -> str:
    """What is recorded of the task, due 20/11, when that is said on a day of November."""
    said = settle_task(
        actor=DEPUTY, task=task, outcome=outcome, note=note, in_time=in_time,
        at=after(1), today=date(2026, 11, day),
    )  # fmt: skip
    return said.outcome


def test_done_said_after_the_day_is_done_late_unless_it_is_said_to_have_been_in_time() -> None:
    held()
    task = Task.objects.first()
    assert task is not None
    assert settled(task, Outcome.DONE, 20) == Outcome.DONE, "the day itself is in time"
    Task.objects.update(outcome="", settled_on=None)
    assert settled(task, Outcome.DONE, 25) == Outcome.LATE
    assert settled(task, Outcome.DONE, 25, in_time=True) == Outcome.DONE, "done by then, told only now"
    assert settled(task, Outcome.DOING, 25) == Outcome.DOING


def test_done_in_time_stays_so_when_more_is_said_of_it_later() -> None:
    held()
    task = Task.objects.first()
    assert task is not None
    settled(task, Outcome.DONE, 18)
    assert settled(task, Outcome.DONE, 25, note="Có 2 hộ") == Outcome.DONE
    task.refresh_from_db()
    assert (task.note, task.settled_on) == ("Có 2 hộ", date(2026, 11, 18))


def test_nothing_is_late_before_its_day_has_passed() -> None:
    held()
    task = Task.objects.first()
    assert task is not None
    with pytest.raises(TaskRefused, match="chưa quá hạn"):
        settled(task, Outcome.LATE, 20)
    assert settled(task, Outcome.LATE, 21) == Outcome.LATE


def test_numbers_run_from_01_without_gap_and_a_cancelled_one_stays() -> None:
    one, two = held(), held()
    Meeting.objects.filter(pk=two.meeting.pk).update(cell=one.cell, counted_for=202610)
    first, second = issue(write(one)), None
    Decision.objects.filter(pk=first.pk)
    decision = write_decision(
        actor=SECRETARY, meeting=two.again(), kind=DecisionKind.RESOLUTION, subject="tháng 10",
        text="Nội dung", seen=0, at=after(100),
    )  # fmt: skip
    second = issue(decision)
    assert (first.number, second.number) == (1, 2)
    assert symbol(first.kind, first.number) == "Số 01-NQ/CB"
    cancel_decision(actor=SECRETARY, decision=first, reason="Nhầm nội dung", at=after(130))
    first.refresh_from_db()
    assert (first.number, first.cancelled) == (1, "Nhầm nội dung")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=second.pk).update(number=1)


def test_issued_twice_it_keeps_its_number_and_cannot_be_written() -> None:
    one = held()
    decision = issue(write(one))
    assert issue(decision).number == 1
    with pytest.raises(DecisionRefused):
        write(one, "Khác", seen=2)


def test_a_vote_that_failed_forbids_issuing_and_an_empty_text_too() -> None:
    one = held()
    decision = write(one)
    with pytest.raises(DecisionRefused, match="chưa đủ số tán thành"):
        issue(decision, carried=False)
    Decision.objects.filter(pk=decision.pk).update(text="")
    with pytest.raises(DecisionRefused, match="Chưa có nội dung"):
        issue(decision)
    with pytest.raises(PermissionDenied):
        issue_decision(actor=DEPUTY, decision=decision, carried=True, at=after(120), today=DAY)


def test_the_draft_stays_beside_the_text() -> None:
    one = held()
    Meeting.objects.filter(pk=one.meeting.pk).update(stage=Stage.CALLED)
    write(one, "Dự thảo")
    Meeting.objects.filter(pk=one.meeting.pk).update(stage=Stage.CLOSED)
    with pytest.raises(DecisionConflict):
        write(one, "Bản khác", seen=0)
    write(one, "Như đã kết luận", seen=1)
    decision = Decision.objects.get()
    assert (decision.draft, decision.text) == ("Dự thảo", "Như đã kết luận")
