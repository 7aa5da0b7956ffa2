"""Who is told of which event: neutral, once, and never of one's own deed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.core.actor import Actor, Reach, system_actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.journal.answering import catch_up
from sotay.meetings.choices import Stage
from sotay.meetings.models import JointCell, Meeting, Reminder
from sotay.meetings.operations.moves import lock_meeting, move_meeting
from sotay.meetings.operations.planning import change_plan, put_off_meeting
from sotay.meetings.operations.replies import answer_call, decide_leave
from sotay.meetings.operations.superior import publish_orientation, remind_cells, withdraw_orientation
from sotay.meetings.queries.preparing import plan_of
from sotay.meetings.rules.recording import mark_of
from sotay.members.models import Member
from sotay.notifications.models import Notice
from sotay.notifications.operations import read_notices, sweep_notices
from sotay.notifications.queries import notices_of, unread
from sotay.organisations.models import Organisation
from sotay.oversight.operations import note_visit
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ON = date(2026, 11, 28)


class Place:
    """A commune with two cells, and somebody in every role."""

    def __init__(self) -> None:
        self.commune = make.organisation("grassroots_committee")
        self.cell, self.other = (make.organisation("cell", self.commune) for _ in range(2))
        make.settle(self.commune, self.cell, self.other)
        self.people: dict[str, Account] = {}
        self.give("officer", Role.COMMITTEE_OFFICER, self.commune)
        self.give("secretary", Role.SECRETARY, self.cell)
        self.give("deputy", Role.DEPUTY, self.cell)
        self.give("leader", Role.LEADER, self.cell)
        self.give("neighbour", Role.SECRETARY, self.other)
        self.give("member", Role.MEMBER, self.cell)
        self.give("other member", Role.MEMBER, self.other)
        self.member = make.member(self.cell)
        self.enrol(self.member, "member")
        self.enrol(make.member(self.other), "other member")

    def give(self, name: str, role: Role, where: Organisation) -> None:
        made = Account.objects.create_account(username=name, full_name=name, password=None)
        Grant.objects.create(account=made, role=role, organisation=where, valid_from=date(2020, 1, 1))
        self.people[name] = made

    def enrol(self, who: Member, name: str) -> None:
        Member.objects.filter(pk=who.pk).update(account=self.people[name])

    def acting(self, name: str, *permissions: Permission, at: Organisation | None = None) -> Actor:
        where = (at or self.cell).path
        member = self.member.pk if name == "member" else None
        return Actor(self.people[name].pk, name, {str(p): (Reach(where, 1),) for p in permissions}, member)

    def told(self, kind: str) -> set[str]:
        catch_up(at=AT)
        rows = Notice.objects.filter(kind=kind).values_list("account__username", flat=True)
        assert len(rows) == len(set(rows)), "nobody is told twice"
        return set(rows)


@pytest.fixture
def place() -> Place:
    return Place()


def test_a_call_tells_members_leader_and_superior(place: Place) -> None:
    meeting = make.called(place.cell, ON, stage=Stage.PLANNED)
    secretary = place.acting("secretary", Permission.MEETING_RECORD)
    move_meeting(lock_meeting(meeting), Stage.CALLED, actor=secretary, at=AT)
    assert place.told("called") == {"member"}
    assert place.told("cell_called") == {"leader", "officer"}
    assert not Notice.objects.filter(account=place.people["neighbour"]).exists()


def test_the_leader_of_a_cell_that_sits_in_is_told_of_the_call(place: Place) -> None:
    place.give("other leader", Role.LEADER, place.other)
    meeting = make.called(place.cell, ON, stage=Stage.PLANNED)
    JointCell.objects.create(meeting=meeting, cell=place.other)
    secretary = place.acting("secretary", Permission.MEETING_RECORD)
    move_meeting(lock_meeting(meeting), Stage.CALLED, actor=secretary, at=AT)
    assert place.told("cell_called") == {"leader", "officer", "other leader"}
    row = Notice.objects.get(account=place.people["other leader"])
    assert row.cell == place.other, "of the cell that they follow, which they may open"


def noted(place: Place, meeting: Meeting, version: int, remarks: str = "Kín") -> None:
    leader = place.acting("leader", Permission.VISIT_NOTE)
    about: dict[str, Any] = {"attended": True, "remarks": remarks, "today": ON, "at": AT}
    note_visit(actor=leader, meeting=meeting, version=version, **about)


def test_a_visit_tells_who_records_for_the_cell_and_nothing_of_what_was_noted(place: Place) -> None:
    meeting = make.called(place.cell, ON)
    noted(place, meeting, 0)
    assert place.told("visit_noted") == {"secretary", "deputy"}
    line = notices_of(place.acting("secretary", Permission.ORGANISATION_VIEW), today=TODAY)[0]
    assert "Kín" not in str(line)
    noted(place, meeting, 1, "Kín hơn")
    assert Notice.objects.filter(kind="visit_noted").count() == 2, "not again while it is unread"
    read_notices(actor=place.acting("secretary"), at=AT)
    noted(place, meeting, 2, "Kín nữa")
    catch_up(at=AT)
    again = Notice.objects.filter(kind="visit_noted", account=place.people["secretary"])
    assert again.count() == 2


def test_a_visit_of_a_cell_that_sat_in_tells_that_cell(place: Place) -> None:
    """The host is not told what another cell's leader noted; each reads its own."""
    meeting = make.called(place.cell, ON)
    JointCell.objects.create(meeting=meeting, cell=place.other)
    place.give("other leader", Role.LEADER, place.other)
    leader = place.acting("other leader", Permission.VISIT_NOTE, at=place.other)
    note_visit(actor=leader, meeting=meeting, attended=True, remarks="", version=0, today=ON, at=AT)
    assert place.told("visit_noted") == {"neighbour"}


def change(meeting: Meeting, who: Actor, **more: Any) -> None:
    meeting.refresh_from_db()
    standing = plan_of(meeting)
    change_plan(
        actor=who,
        meeting=meeting,
        draft=replace(standing, **more),
        seen=mark_of(standing),
        at=AT,
        today=TODAY,
    )


def test_another_place_after_the_call_tells_those_who_were_called(place: Place) -> None:
    meeting = make.called(place.cell, ON, place="Nhà văn hóa", planned_time=time(19, 30))
    who = place.acting("secretary", Permission.MEETING_RECORD)
    change(meeting, who, chair=place.member.pk)
    assert place.told("changed") == set(), "who leads changes nothing for those who come"
    change(meeting, who, place="Trụ sở xã")
    assert place.told("changed") == {"member"}
    assert place.told("cell_changed") == {"leader", "officer"}


@pytest.mark.parametrize(("later", "kind"), [(True, "postponed"), (False, "not_held")])
def test_a_called_meeting_put_off_tells_those_who_were_called(place: Place, later: bool, kind: str) -> None:
    meeting = make.called(place.cell, ON)
    put_off_meeting(
        actor=place.acting("secretary", Permission.MEETING_RECORD),
        meeting=meeting,
        later=later,
        reason="Bão",
        consent="Đảng ủy đồng ý" if later else "",
        planned_on=date(2026, 11, 30) if later else None,
        at=AT,
        today=TODAY,
    )
    assert place.told(kind) == {"member"}
    assert place.told("cell_changed") == {"leader", "officer"}


def test_a_plan_that_nobody_was_told_of_changes_quietly(place: Place) -> None:
    meeting = make.called(place.cell, ON, stage=Stage.PLANNED, place="Nhà văn hóa", planned_time=time(19, 30))
    change(meeting, place.acting("secretary", Permission.MEETING_RECORD), place="Trụ sở xã")
    catch_up(at=AT)
    assert not Notice.objects.exists()


def test_whoever_lost_the_role_is_not_told(place: Place) -> None:
    Grant.objects.filter(role__in=[Role.MEMBER, Role.LEADER]).update(valid_to=TODAY)
    Grant.objects.filter(role=Role.COMMITTEE_OFFICER).update(revoked_at=AT)
    meeting = make.called(place.cell, ON, stage=Stage.PLANNED)
    move_meeting(
        lock_meeting(meeting), Stage.CALLED, actor=place.acting("secretary", Permission.MEETING_RECORD), at=AT
    )
    assert place.told("called") == set()
    assert place.told("cell_called") == set()


def test_what_is_written_down_afterwards_is_no_call(place: Place) -> None:
    meeting = make.called(place.cell, ON, stage=Stage.PLANNED)
    who = place.acting("secretary", Permission.MEETING_RECORD)
    move_meeting(lock_meeting(meeting), Stage.CALLED, actor=who, at=AT, afterwards=True)
    catch_up(at=AT)
    assert not Notice.objects.exists()


def test_leave_tells_the_secretary_and_the_answer_tells_the_member(place: Place) -> None:
    meeting = make.called(place.cell, ON)
    answer_call(
        actor=place.acting("member", Permission.MEETING_JOIN),
        meeting=meeting,
        answer="leave",
        reason_class="health",
        reason="mổ mắt",
        today=TODAY,
        at=AT,
    )
    assert place.told("leave_asked") == {"secretary"}, "the deputy is not told: reasons are not theirs"
    decide_leave(
        actor=place.acting("secretary", Permission.MEETING_RECORD),
        meeting=meeting,
        member=place.member.public_id,
        decision="approved",
        at=AT,
    )
    assert place.told("leave_decided") == {"member"}


def asked_unread(place: Place) -> int:
    catch_up(at=AT)
    return Notice.objects.filter(kind="leave_asked", read_at=None).count()


def ask(place: Place, meeting: Meeting, name: str, answer: str = "leave") -> None:
    who = place.acting(name, Permission.MEETING_JOIN)
    if name != "member":
        who = replace(who, member_id=Member.objects.get(account=place.people[name]).pk)
    why = {"reason_class": "work", "reason": "đi công tác"} if answer == "leave" else {}
    answer_call(actor=who, meeting=meeting, answer=answer, today=TODAY, at=AT, **why)


def decide(place: Place, meeting: Meeting, member: Member) -> None:
    secretary = place.acting("secretary", Permission.MEETING_RECORD)
    decide_leave(actor=secretary, meeting=meeting, member=member.public_id, decision="declined", at=AT)


def test_a_request_that_waits_no_longer_is_no_news(place: Place) -> None:
    """Two ask; the notices stay until the last is answered, and of no other meeting is anything taken."""
    meeting, later = make.called(place.cell, ON), make.called(place.cell, date(2026, 12, 28))
    second = make.member(place.cell)
    place.give("second", Role.MEMBER, place.cell)
    place.enrol(second, "second")
    for name in ("member", "second"):
        ask(place, meeting, name)
    ask(place, later, "member")
    assert asked_unread(place) == 3
    decide(place, meeting, place.member)
    assert asked_unread(place) == 3, "the second still waits"
    decide(place, meeting, second)
    assert asked_unread(place) == 1
    ask(place, later, "member", "come")
    assert asked_unread(place) == 0, "taken back: nothing is left to answer"


def test_who_comes_tells_nobody(place: Place) -> None:
    meeting = make.called(place.cell, ON)
    who = place.acting("member", Permission.MEETING_JOIN)
    answer_call(actor=who, meeting=meeting, answer="come", today=TODAY, at=AT)
    catch_up(at=AT)
    assert not Notice.objects.exists()


def test_a_reminder_once_a_day_tells_secretary_and_deputy(place: Place) -> None:
    who = place.acting("officer", Permission.MEETING_REMIND, at=place.commune)
    cells = [place.cell]
    assert remind_cells(actor=who, cells=cells, month=202611, today=TODAY, at=AT) == 1
    assert remind_cells(actor=who, cells=cells, month=202611, today=TODAY, at=AT) == 0
    tomorrow = TODAY + timedelta(days=1)
    assert place.told("reminded") == {"secretary", "deputy"}
    assert remind_cells(actor=who, cells=cells, month=202611, today=tomorrow, at=AT) == 1
    assert Reminder.objects.count() == 2


def test_only_the_superior_reminds_and_not_of_a_month_to_come(place: Place) -> None:
    who = place.acting("officer", Permission.MEETING_REMIND, at=place.commune)
    with pytest.raises(DomainError):
        remind_cells(actor=who, cells=[place.cell], month=202612, today=TODAY, at=AT)
    neighbour = place.acting("neighbour", Permission.MEETING_REMIND, at=place.other)
    with pytest.raises(PermissionDenied):
        remind_cells(actor=neighbour, cells=[place.cell], month=202611, today=TODAY, at=AT)
    assert not Reminder.objects.exists()


def test_an_orientation_reaches_every_cell_below(place: Place) -> None:
    who = place.acting("officer", Permission.ORIENTATION_WRITE, at=place.commune)
    common = {"actor": who, "organisation": place.commune, "month": 202611, "at": AT}
    row = publish_orientation(title="Định hướng", text="Bàn giao thông", **common)
    assert publish_orientation(title="Định hướng", text="Bàn giao thông", **common) == row
    assert place.told("oriented") == {"secretary", "deputy", "neighbour"}
    with pytest.raises(DomainError, match="mật"):
        publish_orientation(title="TỐI MẬT", text="Chữ", **common)
    with pytest.raises(DomainError):
        publish_orientation(title="Tên", text=" ", **common)
    withdraw_orientation(actor=who, organisation=place.commune, orientation=row.public_id, at=AT)
    assert len(place.told("oriented")) == 3


def test_notices_are_read_by_their_own_account(place: Place) -> None:
    for number, name in enumerate(("member", "neighbour")):
        Notice.objects.create(account=place.people[name], kind="called", entry_id=number, at=AT)
    mine = place.acting("member", Permission.MEETING_JOIN)
    theirs = Notice.objects.get(account=place.people["neighbour"])
    read_notices(actor=mine, number=theirs.pk, at=AT)
    theirs.refresh_from_db()
    assert theirs.read_at is None
    assert unread(mine) == 1
    read_notices(actor=mine, at=AT)
    assert unread(mine) == 0
    assert [line.read for line in notices_of(mine, today=TODAY)] == [True]


def test_old_notices_go(place: Place) -> None:
    for number, days in enumerate((364, 366)):
        at = AT - timedelta(days=days)
        Notice.objects.create(account=place.people["member"], kind="called", entry_id=number, at=at)
    system = system_actor([Permission.JOURNAL_CHECK])
    assert sweep_notices(actor=system, at=AT) == 1
    with pytest.raises(PermissionDenied):
        sweep_notices(actor=place.acting("member", Permission.MEETING_JOIN), at=AT)
