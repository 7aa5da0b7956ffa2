"""Cells that meet together: what a cell decides rests on its own official members (Điều 9); a question to all
decides nothing."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from sotay.access.permissions import TABLE, Role
from sotay.ballots.choices import Choice, Method, Purpose
from sotay.ballots.models import OpenVote, Poll, Teller
from sotay.ballots.operations import cast_vote, close_poll, correct_count, count_vote, open_poll
from sotay.ballots.operations.common import VoteRefused
from sotay.ballots.operations.counting import CountDraft
from sotay.ballots.queries import EVERYBODY, asked_of, polls_of, voters_of
from sotay.ballots.rules import Slips
from sotay.core.actor import Actor, Reach
from sotay.core.errors import PermissionDenied
from sotay.meetings.models import Attendance, JointCell
from sotay.members.models import Member
from sotay.minutes.queries.record import vote_line
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from tests import factories as make
from tests.ballots.support import AT, Hall, in_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    """The host with five who may vote present and one excused."""
    return in_session()


@pytest.fixture
def beside(hall: Hall) -> Organisation:
    """A cell of three official members sits with it: two present."""
    cell = make.organisation(Kind.CELL, name="Chi bộ thôn Bên")
    make.settle(cell)
    JointCell.objects.create(meeting=hall.meeting, cell=cell)
    make.roll(hall.meeting, "present", "present", "unexcused", cell=cell)
    cell.refresh_from_db()
    return cell


def of_cell(meeting: Hall, cell: Organisation) -> list[Member]:
    rows = Attendance.objects.filter(meeting=meeting.meeting, cell=cell, state="present").order_by("pk")
    return [row.member for row in rows.select_related("member")]


def guest(cell: Organisation, who: Member) -> Actor:
    reaches = {str(p): (Reach(cell.path, depth),) for p, depth in TABLE[Role.MEMBER].items()}
    return Actor(5000 + who.pk, "", reaches, who.pk)


RESOLUTION = CountDraft("Nghị quyết tháng 11", Purpose.RESOLUTION)


def test_the_host_decides_by_its_own_members(hall: Hall, beside: Organisation) -> None:
    poll = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=RESOLUTION, at=AT)
    assert (poll.cell_id, poll.entitled, poll.present, poll.yes) == (hall.cell.pk, 6, 5, 5)
    with pytest.raises(VoteRefused):  # six hands are more than its five
        count_vote(actor=hall.chair(), meeting=hall.meeting, draft=replace(RESOLUTION, no=6), at=AT)


def test_the_other_cell_decides_by_its_own(hall: Hall, beside: Organisation) -> None:
    draft = replace(RESOLUTION, deciding=beside.public_id, no=1)
    poll = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, at=AT)
    assert (poll.entitled, poll.present, poll.yes, poll.no) == (3, 2, 1, 1)
    (line,) = polls_of(hall.meeting)
    assert (line.whose, line.of_host, line.needed, line.passed) == ("Chi bộ thôn Bên", False, 2, False)
    assert vote_line(line).subject == "Nghị quyết tháng 11 (Chi bộ thôn Bên biểu quyết)"
    corrected = correct_count(
        actor=hall.chair(), poll=poll, draft=replace(RESOLUTION, no=0), seen=poll.version, at=AT
    )
    assert (corrected.cell_id, corrected.entitled, corrected.yes) == (beside.pk, 3, 2)


def test_all_together_are_asked_and_decide_nothing(hall: Hall, beside: Organisation) -> None:
    draft = replace(RESOLUTION, deciding=EVERYBODY)
    with pytest.raises(VoteRefused) as refused:
        count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, at=AT)
    assert "từng chi bộ" in refused.value.faults["purpose"]
    draft = CountDraft("Làm chung nhà văn hóa", Purpose.SOUNDING, deciding=EVERYBODY, no=1)
    poll = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, at=AT)
    assert (poll.cell_id, poll.present, poll.yes) == (None, 7, 6)
    (line,) = polls_of(hall.meeting)
    assert line.passed is None
    assert voters_of(hall.meeting, None).entitled == 9
    assert vote_line(line).subject == "Làm chung nhà văn hóa (trưng cầu ý kiến)"
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(purpose=Purpose.RESOLUTION)


def test_a_cell_that_does_not_sit_here_decides_nothing(hall: Hall) -> None:
    other = make.organisation(Kind.CELL)
    draft = replace(RESOLUTION, deciding=other.public_id)
    with pytest.raises(VoteRefused, match="xem lại"):
        count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, at=AT)


def test_on_devices_each_votes_on_what_their_own_cell_decides(hall: Hall, beside: Organisation) -> None:
    poll, _ = open_poll(
        actor=hall.chair(), meeting=hall.meeting, subject="Việc của thôn Bên", purpose=Purpose.OTHER,
        method=Method.ELECTRONIC, deciding=beside.public_id, at=AT,
    )  # fmt: skip
    theirs = of_cell(hall, beside)
    for who in theirs:
        cast_vote(actor=guest(beside, who), poll=poll, choice=Choice.YES)
    host = hall.member(hall.voters[0])
    with pytest.raises(VoteRefused):
        cast_vote(actor=host, poll=poll, choice=Choice.NO)
    assert [one.may_vote for one in asked_of(host, hall.meeting)] == [False]
    assert [one.may_vote for one in asked_of(guest(beside, theirs[0]), hall.meeting)] == [True]
    done = close_poll(actor=hall.chair(), poll=poll, at=AT)
    assert (done.entitled, done.present, done.yes, done.no) == (3, 2, 2, 0)


def test_asked_together_all_answer_and_strangers_do_not(hall: Hall, beside: Organisation) -> None:
    poll, _ = open_poll(
        actor=hall.chair(), meeting=hall.meeting, subject="Nhà văn hóa", purpose=Purpose.SOUNDING,
        method=Method.ELECTRONIC, deciding=EVERYBODY, at=AT,
    )  # fmt: skip
    cast_vote(actor=hall.member(hall.voters[0]), poll=poll, choice=Choice.YES)
    cast_vote(actor=guest(beside, of_cell(hall, beside)[0]), poll=poll, choice=Choice.NO)
    assert OpenVote.objects.count() == 2
    far = make.organisation(Kind.CELL)
    make.settle(far)
    far.refresh_from_db()
    with pytest.raises(PermissionDenied):
        cast_vote(actor=guest(far, make.member(far)), poll=poll, choice=Choice.YES)


def paper(*tellers: Member) -> CountDraft:
    return CountDraft(
        "Kết nạp đảng viên", Purpose.ADMISSION, Method.PAPER, yes=5, slips=Slips(5, 5, 0),
        tellers=tuple(one.public_id for one in tellers),
    )  # fmt: skip


def test_tellers_are_named_in_order_and_may_be_corrected(hall: Hall) -> None:
    first, second, third, fourth, _ = hall.voters
    poll = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=paper(second, first), at=AT)
    (line,) = polls_of(hall.meeting)
    assert line.tellers == (second.full_name, first.full_name)
    for wrong in (paper(first, first), paper(first, second, third, fourth)):
        with pytest.raises(VoteRefused):
            count_vote(actor=hall.chair(), meeting=hall.meeting, draft=wrong, again=poll.public_id, at=AT)
    absent = Attendance.objects.get(meeting=hall.meeting, state="excused").member
    draft = paper(absent)
    with pytest.raises(VoteRefused) as refused:
        count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, again=poll.public_id, at=AT)
    assert "đang dự" in refused.value.faults["teller1"]
    correct_count(actor=hall.chair(), poll=poll, draft=paper(third), seen=poll.version, at=AT)
    assert [one.member for one in Teller.objects.filter(poll=poll)] == [third]
