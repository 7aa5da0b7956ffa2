"""The month that the demo opens with: every state that a meeting of a cell can be in, each once at least."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sotay.access.queries import actor_for
from sotay.accounts.models import Account
from sotay.core.actor import SEGMENT, Actor
from sotay.demo.choices import SignIn
from sotay.demo.district import SMALL, build_district
from sotay.demo.files import write_files
from sotay.demo.operations import load_demo
from sotay.journal.queries import all_faults
from sotay.meetings.choices import PRESENCES, Answer, Stage, Status
from sotay.meetings.models import Attendance, CommitteeMeeting, Meeting, Reminder, Reply
from sotay.meetings.operations.session import open_meeting
from sotay.meetings.queries.joining import meetings_to_join
from sotay.members.models import Member
from sotay.minutes.queries import record_of
from sotay.minutes.rules import noticed
from sotay.organisations.choices import Block
from sotay.organisations.models import Organisation
from sotay.oversight.queries import led_meetings
from sotay.resolutions.models import Decision
from sotay.resolutions.queries import tasks_of_cell

AT, TODAY, MONTH = datetime(2024, 6, 10, 2, tzinfo=UTC), date(2024, 6, 10), 202406
SHAPE = replace(SMALL, commune_cells=34, members=SMALL.members | {Block.COMMUNE: 340})
DISTRICT = build_district(SHAPE)


@pytest.fixture
def loaded(tmp_path: Path) -> None:
    write_files(tmp_path, DISTRICT)
    load_demo(tmp_path, password="chi-de-thu-2024", at=AT, today=TODAY)


def _cell(number: int) -> Organisation:
    return Organisation.objects.get(code=f"ML-X01-{number:02}")


def _actor(name: SignIn) -> Actor:
    account = Account.objects.get(username=name)
    member = Member.objects.filter(account=account).values_list("pk", flat=True).first()
    return actor_for(account, today=TODAY, member_id=member)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_the_first_commune_shows_every_state() -> None:
    meetings = Meeting.objects.filter(counted_for=MONTH)
    assert set(meetings.values_list("stage", "status")) == {
        (Stage.PLANNED, Status.PLANNED),
        (Stage.PLANNED, Status.POSTPONED),
        (Stage.PLANNED, Status.NOT_HELD),
        (Stage.CALLED, Status.PLANNED),
        (Stage.IN_SESSION, Status.PLANNED),
        (Stage.CLOSED, Status.HELD),
        (Stage.ADOPTED, Status.HELD),
        (Stage.SEALED, Status.HELD),
        (Stage.FILED, Status.HELD),
    }
    passed = meetings.filter(status=Status.PLANNED, planned_on__lt=TODAY)
    assert set(passed.values_list("stage", flat=True)) == {Stage.CALLED, Stage.PLANNED}
    reminded = Reminder.objects.filter(day=TODAY).values_list("cell", flat=True)
    assert set(reminded) == set(passed.values_list("cell", flat=True))
    assert not meetings.filter(cell=_cell(17)).exists()
    assert all(one.cell.path.startswith(_cell(1).path[:-SEGMENT]) for one in meetings)
    numbers = Decision.objects.filter(meeting__stage__gte=Stage.SEALED).values_list("number", flat=True)
    assert list(numbers) == [1, 1, 1, 1], "each cell has a series of its own"
    assert not all_faults()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
def test_each_sign_in_finds_something_to_do() -> None:
    secretary, village = _actor(SignIn.SECRETARY), _cell(1)
    coming = Meeting.objects.get(cell=village, counted_for=MONTH)
    assert (coming.stage, coming.planned_on) == (Stage.CALLED, date(2024, 6, 12))
    assert open_meeting(actor=secretary, meeting=coming, at=AT).stage == Stage.IN_SESSION
    assert coming.minute_taker is not None and coming.minute_taker.account is None  # noqa: PT018
    assert Reply.objects.filter(meeting=coming, answer=Answer.LEAVE, decision="").count() == 1
    assert CommitteeMeeting.objects.get(cell=village).entered_by_id == _actor(SignIn.DEPUTY).account_id
    member = _actor(SignIn.MEMBER)
    assert meetings_to_join(member, today=TODAY).filter(pk=coming.pk).exists()
    assert not Reply.objects.filter(member=member.member_id).exists()
    assert [line.attended for line in led_meetings(_actor(SignIn.LEADER), today=TODAY)] == [True, None, None]


@pytest.mark.slow
@pytest.mark.django_db
def test_last_months_minutes_are_sealed_where_its_meeting_came_in(tmp_path: Path) -> None:
    """The small district ends in May 2022: seen from June, its secretary finds the tasks given then."""
    day = date(2022, 6, 10)
    write_files(tmp_path, build_district(SMALL))
    load_demo(tmp_path, password="chi-de-thu-2024", at=datetime(2022, 6, 10, 2, tzinfo=UTC), today=day)
    last = Meeting.objects.get(cell=_cell(1), counted_for=202205, stage__gt=0)
    assert (last.stage, last.status) == (Stage.SEALED, Status.HELD)
    tasks = tasks_of_cell(_actor(SignIn.SECRETARY), _cell(1), today=day)
    assert [bool(task.outcome) for task in tasks].count(False) == 2
    there = Attendance.objects.filter(meeting=last, state__in=sorted(PRESENCES))
    assert {last.chair_id, last.minute_taker_id} <= set(there.values_list("member_id", flat=True))
    assert not [words for words in noticed(record_of(last, today=day)) if "ghi là vắng" in words]
