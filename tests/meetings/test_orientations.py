"""What the superior gives after the cell has planned: waits, is taken in once, stays when it is withdrawn."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sotay.access.choices import Permission, Role
from sotay.core.actor import Actor, system_actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.journal.models import Entry
from sotay.meetings.choices import Kind, Origin, Stage, Status
from sotay.meetings.models import Meeting, MeetingPaper, Orientation
from sotay.meetings.operations.orientations import take_orientation
from sotay.meetings.operations.planning import call_meeting, plan_meeting
from sotay.meetings.operations.preparing import remove_paper
from sotay.meetings.operations.superior import publish_orientation, withdraw_orientation
from sotay.meetings.queries.orientations import (
    orientations_given,
    untaken_orientations,
    waiting_orientations,
)
from sotay.meetings.queries.planning import propose_next
from sotay.meetings.rules.moves import WrongStage
from sotay.organisations.choices import Kind as OrganisationKind
from sotay.organisations.models import Organisation
from tests import factories as make
from tests.access.support import actor_with

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
ACTOR = replace(system_actor(Permission, "Bí thư"), account_id=7)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Organisation:
    return make.organisation(OrganisationKind.GRASSROOTS_COMMITTEE)


@pytest.fixture
def meeting(commune: Organisation) -> Meeting:
    cell = make.organisation(OrganisationKind.CELL, commune)
    make.settle(cell)
    return planned(cell)


def planned(cell: Organisation, key: str = "k", **more: object) -> Meeting:
    said = {"place": "Nhà văn hóa", "kind": Kind.REGULAR} | more
    draft = replace(propose_next(ACTOR, cell, today=TODAY, month=202612).draft, **said)  # type: ignore[arg-type]
    return plan_meeting(actor=ACTOR, cell=cell, draft=draft, form_key=key, at=AT, today=TODAY)


def give(where: Organisation, title: str = "Định hướng tháng 12", month: int = 202612) -> Orientation:
    return publish_orientation(
        actor=ACTOR, organisation=where, month=month, title=title, text="An toàn giao thông", at=AT
    )


def take(meeting: Meeting, one: Orientation, actor: Actor = ACTOR) -> MeetingPaper | None:
    return take_orientation(actor=actor, meeting=meeting, orientation=one.public_id, at=AT, today=TODAY)


def test_given_after_planning_it_waits_until_it_is_taken_in_once(
    commune: Organisation, meeting: Meeting
) -> None:
    cell = meeting.cell
    assert untaken_orientations(ACTOR, cell) == []
    one = give(commune)
    give(commune, month=202611)
    give(make.organisation(OrganisationKind.GRASSROOTS_COMMITTEE), "Của xã khác")
    assert waiting_orientations(meeting) == [one]
    assert [(row.meeting, row.month, row.count) for row in untaken_orientations(ACTOR, cell)] == [
        (meeting.public_id, 202612, 1)
    ]
    made = take(meeting, one)
    assert made is not None
    assert (made.title, made.text, made.origin, made.published_at) == (
        one.title,
        one.text,
        Origin.SUPERIOR,
        None,
    )
    assert Entry.objects.filter(event="PapersChanged").count() == 1
    assert take(meeting, one) is None, "a second tap adds nothing"
    assert MeetingPaper.objects.count() == 1
    assert Entry.objects.filter(event="PapersChanged").count() == 1
    assert waiting_orientations(meeting) == []
    assert untaken_orientations(ACTOR, cell) == []


def test_called_already_the_members_read_it_at_once(commune: Organisation, meeting: Meeting) -> None:
    call_meeting(actor=ACTOR, meeting=meeting, at=AT, today=date(2026, 11, 18))
    made = take(meeting, give(commune))
    assert made is not None
    assert made.published_at == AT
    meeting.refresh_from_db()
    assert meeting.papers_on == TODAY, "the day-before rule is measured from what came last"


def test_withdrawn_it_waits_no_more_and_a_copy_stays(commune: Organisation, meeting: Meeting) -> None:
    first, second = give(commune), give(commune, "Văn bản cần phổ biến")
    take(meeting, first)
    for one in (first, second):
        withdraw_orientation(actor=ACTOR, organisation=commune, orientation=one.public_id, at=AT)
    assert untaken_orientations(ACTOR, meeting.cell) == []
    assert [paper.title for paper in MeetingPaper.objects.all()] == ["Định hướng tháng 12"]
    with pytest.raises(DomainError, match="rút"):
        take(meeting, second)


def test_taken_out_again_it_waits_again(commune: Organisation, meeting: Meeting) -> None:
    one = give(commune)
    made = take(meeting, one)
    assert made is not None
    remove_paper(actor=ACTOR, meeting=meeting, paper=made.public_id, at=AT)
    assert waiting_orientations(meeting) == [one]


@pytest.mark.parametrize("stage", [Stage.IN_SESSION, Stage.CLOSED, Stage.SEALED])
def test_nothing_is_asked_of_a_meeting_whose_papers_stand(
    commune: Organisation, meeting: Meeting, stage: Stage
) -> None:
    one = give(commune)
    Meeting.objects.filter(pk=meeting.pk).update(stage=stage)
    meeting.refresh_from_db()
    assert waiting_orientations(meeting) == []
    assert untaken_orientations(ACTOR, meeting.cell) == []
    with pytest.raises(WrongStage):
        take(meeting, one)


def test_a_meeting_that_is_not_held_lacks_nothing(commune: Organisation, meeting: Meeting) -> None:
    give(commune)
    Meeting.objects.filter(pk=meeting.pk).update(status=Status.NOT_HELD)
    assert untaken_orientations(ACTOR, meeting.cell) == []
    assert orientations_given(ACTOR, meeting.cell, 202612).meeting is None


def test_home_speaks_of_the_regular_meeting_and_a_thematic_one_may_take_it_too(
    commune: Organisation, meeting: Meeting
) -> None:
    beside = planned(meeting.cell, "k2", kind=Kind.THEMATIC, theme="Số hóa", planned_on=date(2026, 12, 20))
    one = give(commune)
    assert [row.meeting for row in untaken_orientations(ACTOR, meeting.cell)] == [meeting.public_id]
    assert take(beside, one) is not None
    assert waiting_orientations(beside) == []
    assert waiting_orientations(meeting) == [one]


def test_only_the_cell_takes_it_in_and_reads_its_page(commune: Organisation, meeting: Meeting) -> None:
    one, beside = give(commune), make.organisation(OrganisationKind.CELL, commune)
    for role, where in (
        (Role.SECRETARY, beside),
        (Role.COMMITTEE_OFFICER, commune),
        (Role.LEADER, meeting.cell),
        (Role.MEMBER, meeting.cell),
    ):
        other = actor_with(role, where, valid_from=date(2024, 1, 1))
        with pytest.raises(PermissionDenied):
            take(meeting, one, other)
        with pytest.raises(PermissionDenied):
            untaken_orientations(other, meeting.cell)
        with pytest.raises(PermissionDenied):
            orientations_given(other, meeting.cell, 202612)
    assert not MeetingPaper.objects.exists()
