"""Answers to the call: who may give them, until when; leave decided; own words kept for a year."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import Actor, Reach, system_actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage
from sotay.meetings.models import Opinion, Reply
from sotay.meetings.operations.replies import (
    answer_call,
    decide_leave,
    enter_reply,
    send_opinion,
    sweep_reasons,
    take_back_opinion,
)
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.joining import joined_meeting, next_meeting
from sotay.meetings.queries.leave import leave_page
from sotay.meetings.rules.moves import WrongStage
from sotay.members.models import Member
from sotay.organisations.models import Organisation
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ON = date(2026, 11, 28)


@pytest.fixture
def cell() -> Organisation:
    made = make.organisation(parent=make.organisation("grassroots_committee"))
    make.settle(made)
    return made


def actor(cell: Organisation, *permissions: str, member: Member | None = None) -> Actor:
    here = {str(p): (Reach(cell.path, 0),) for p in permissions}
    return Actor(7, "Ai", here, member.pk if member else None)


def joins(cell: Organisation, who: Member) -> Actor:
    return actor(cell, Permission.MEETING_JOIN, member=who)


def secretary(cell: Organisation) -> Actor:
    return actor(
        cell,
        Permission.MEETING_RECORD,
        Permission.ROLL_VIEW,
        Permission.MEMBER_REASONS,
        Permission.MEETING_SEAL,
    )


def deputy(cell: Organisation) -> Actor:
    return actor(cell, Permission.MEETING_RECORD, Permission.ROLL_VIEW)


def test_a_member_says_yes_and_changes_their_mind(cell: Organisation) -> None:
    me, meeting = make.member(cell), make.called(cell, ON)
    who = joins(cell, me)
    answer_call(actor=who, meeting=meeting, answer="come", today=TODAY, at=AT)
    answer_call(
        actor=who,
        meeting=meeting,
        answer="leave",
        reason_class="health",
        reason="đau chân",
        today=TODAY,
        at=AT,
    )
    row = Reply.objects.get()
    assert (row.answer, row.reason_class, row.reason) == ("leave", "health", "đau chân")
    answer_call(actor=who, meeting=meeting, answer="come", today=TODAY, at=AT)
    row.refresh_from_db()
    assert (row.answer, row.reason_class, row.reason) == ("come", "", "")
    assert all("đau" not in entry.payload for entry in Entry.objects.filter(event="ReplyGiven"))


def test_the_same_answer_twice_is_one_answer(cell: Organisation) -> None:
    me, meeting = make.member(cell), make.called(cell, ON)
    for _ in range(2):
        answer_call(actor=joins(cell, me), meeting=meeting, answer="come", today=TODAY, at=AT)
    assert Entry.objects.filter(event="ReplyGiven").count() == 1


@pytest.mark.parametrize("stage", [Stage.IN_SESSION, Stage.CLOSED, Stage.SEALED])
def test_once_the_meeting_opens_answers_are_over(cell: Organisation, stage: int) -> None:
    me, meeting = make.member(cell), make.called(cell, ON, stage=stage)
    with pytest.raises(WrongStage):
        answer_call(actor=joins(cell, me), meeting=meeting, answer="come", today=TODAY, at=AT)
    with pytest.raises(WrongStage):
        send_opinion(actor=joins(cell, me), meeting=meeting, text="Ý kiến", today=TODAY, at=AT)
    assert not Reply.objects.exists()


def test_the_right_alone_or_the_register_alone_is_not_enough(cell: Organisation) -> None:
    other = make.organisation(parent=make.organisation("grassroots_committee"))
    make.settle(other)
    meeting, stranger = make.called(cell, ON), make.member(other)
    with pytest.raises(PermissionDenied):  # a right here, but a member elsewhere
        answer_call(actor=joins(cell, stranger), meeting=meeting, answer="come", today=TODAY, at=AT)
    with pytest.raises(PermissionDenied):  # a member here, the right elsewhere
        answer_call(actor=joins(other, make.member(cell)), meeting=meeting, answer="come", today=TODAY, at=AT)
    with pytest.raises(UnknownMeeting):
        joined_meeting(joins(cell, stranger), meeting.public_id, today=TODAY)


@pytest.mark.parametrize(
    ("answer", "reason_class"), [("", ""), ("leave", ""), ("leave", "lười"), ("perhaps", "work")]
)
def test_an_answer_says_what_it_must(cell: Organisation, answer: str, reason_class: str) -> None:
    me, meeting = make.member(cell), make.called(cell, ON)
    with pytest.raises(DomainError):
        answer_call(
            actor=joins(cell, me),
            meeting=meeting,
            answer=answer,
            reason_class=reason_class,
            today=TODAY,
            at=AT,
        )


def test_leave_is_asked_and_decided_and_a_new_answer_asks_again(cell: Organisation) -> None:
    me, meeting = make.member(cell), make.called(cell, ON)
    answer_call(
        actor=joins(cell, me), meeting=meeting, answer="leave", reason_class="work", today=TODAY, at=AT
    )
    assert len(leave_page(secretary(cell), meeting.public_id, today=TODAY).waiting) == 1
    decide_leave(actor=secretary(cell), meeting=meeting, member=me.public_id, decision="approved", at=AT)
    assert Reply.objects.get().decision == "approved"
    assert leave_page(secretary(cell), meeting.public_id, today=TODAY).waiting == ()
    answer_call(
        actor=joins(cell, me), meeting=meeting, answer="leave", reason_class="family", today=TODAY, at=AT
    )
    assert Reply.objects.get().decision == "", "another reason is another request"
    answer_call(actor=joins(cell, me), meeting=meeting, answer="come", today=TODAY, at=AT)
    with pytest.raises(DomainError):
        decide_leave(actor=secretary(cell), meeting=meeting, member=me.public_id, decision="approved", at=AT)


def test_a_member_decides_nobodys_leave(cell: Organisation) -> None:
    me, meeting = make.member(cell), make.called(cell, ON)
    answer_call(
        actor=joins(cell, me), meeting=meeting, answer="leave", reason_class="work", today=TODAY, at=AT
    )
    with pytest.raises(PermissionDenied):
        decide_leave(actor=joins(cell, me), meeting=meeting, member=me.public_id, decision="approved", at=AT)


def test_a_deputy_does_not_approve_the_own_leave(cell: Organisation) -> None:
    me, meeting = make.member(cell), make.called(cell, ON)
    mine = actor(cell, Permission.MEETING_RECORD, Permission.MEETING_JOIN, member=me)
    answer_call(actor=mine, meeting=meeting, answer="leave", reason_class="work", today=TODAY, at=AT)
    with pytest.raises(DomainError, match="không tự duyệt"):
        decide_leave(actor=mine, meeting=meeting, member=me.public_id, decision="approved", at=AT)


def test_own_words_are_for_the_secretary_alone(cell: Organisation) -> None:
    me, meeting = make.member(cell), make.called(cell, ON)
    answer_call(
        actor=joins(cell, me), meeting=meeting, answer="leave", reason_class="health", reason="mổ mắt",
        today=TODAY, at=AT,
    )  # fmt: skip
    seen = leave_page(secretary(cell), meeting.public_id, today=TODAY).waiting[0]
    assert (seen.reason, seen.words) == ("Sức khỏe", "mổ mắt")
    seen = leave_page(deputy(cell), meeting.public_id, today=TODAY).waiting[0]
    assert (seen.reason, seen.words) == ("việc riêng, đã báo cáo bí thư", "")


def test_a_helper_writes_down_the_answer_of_who_has_no_phone(cell: Organisation) -> None:
    old, meeting = make.member(cell, name="Cụ Không Điện Thoại"), make.called(cell, ON)
    enter_reply(actor=deputy(cell), meeting=meeting, member=old.public_id, answer="come", today=TODAY, at=AT)
    assert Reply.objects.get().entered_by_id == 7
    line = leave_page(deputy(cell), meeting.public_id, today=TODAY).lines[0]
    assert line.entered
    assert not line.phone
    stranger = make.member(make.organisation())
    with pytest.raises(DomainError, match="không có trong danh sách"):
        enter_reply(
            actor=deputy(cell), meeting=meeting, member=stranger.public_id, answer="come", today=TODAY, at=AT
        )


def test_who_asks_leave_of_an_exempt_cell_is_not_listed(cell: Organisation) -> None:
    from sotay.members.models import Exemption

    exempt = make.member(cell)
    Exemption.objects.create(member=exempt, ground="age_health", valid_from=date(2020, 1, 1))
    assert leave_page(secretary(cell), make.called(cell, ON).public_id, today=TODAY).lines == ()


def test_own_words_go_after_a_year_and_the_class_stays(cell: Organisation) -> None:
    meeting = make.called(cell, ON)
    for days in (364, 366):
        Reply.objects.create(
            meeting=meeting, member=make.member(cell), answer="leave", reason_class="health", reason="mổ mắt",
            answered_at=AT - timedelta(days=days),
        )  # fmt: skip
    system = system_actor([Permission.MEMBER_REASONS])
    assert sweep_reasons(actor=system, at=AT) == 1
    assert sorted(Reply.objects.values_list("reason", "reason_class")) == [
        ("", "health"),
        ("mổ mắt", "health"),
    ]
    assert sweep_reasons(actor=system, at=AT) == 0
    with pytest.raises(PermissionDenied):
        sweep_reasons(actor=deputy(cell), at=AT)


def test_an_opinion_is_sent_once_and_taken_back(cell: Organisation) -> None:
    me, meeting = make.member(cell), make.called(cell, ON)
    who = joins(cell, me)
    for _ in range(2):
        send_opinion(
            actor=who, meeting=meeting, text="  Làm đường \r\n trước Tết ", form_key="k1", today=TODAY, at=AT
        )
    row = Opinion.objects.get()
    assert (row.text, row.way, row.speaker_id) == ("Làm đường\ntrước Tết", "before", me.pk)
    other = joins(cell, make.member(cell))
    take_back_opinion(actor=other, meeting=meeting, opinion=row.public_id, today=TODAY, at=AT)
    assert Opinion.objects.exists(), "nobody else's"
    take_back_opinion(actor=who, meeting=meeting, opinion=row.public_id, today=TODAY, at=AT)
    assert not Opinion.objects.exists()
    assert Entry.objects.filter(event="OpinionSent").count() == 2


def test_the_next_meeting_is_the_nearest_ahead(cell: Organisation) -> None:
    me = make.member(cell)
    who = joins(cell, me)
    assert next_meeting(who, today=TODAY) is None
    make.called(cell, TODAY - timedelta(days=1))
    later = make.called(cell, ON + timedelta(days=9), stage=Stage.PLANNED)
    nearest = make.called(cell, ON)
    found = next_meeting(who, today=TODAY)
    assert found is not None
    assert found.public_id == nearest.public_id
    found = next_meeting(who, today=ON + timedelta(days=1))
    assert found is not None
    assert found.public_id == later.public_id
    running = make.called(cell, TODAY - timedelta(days=1), stage=Stage.IN_SESSION)
    found = next_meeting(who, today=TODAY)
    assert found is not None
    assert found.public_id == running.public_id
    assert not found.open
