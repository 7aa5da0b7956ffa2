"""Votes at a meeting: by hand, on paper, by name, into the sealed box."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from sotay.ballots.choices import Choice, Holder, Method, Purpose
from sotay.ballots.models import Envelope, OpenVote, Poll, Tick
from sotay.ballots.operations import cast_vote, close_poll, correct_count, count_vote, open_poll, void_poll
from sotay.ballots.operations.common import VoteRefused
from sotay.ballots.operations.counting import CountConflict, CountDraft
from sotay.ballots.operations.polling import AlreadyVoted
from sotay.ballots.queries import asked_of, polls_of, voters_of
from sotay.ballots.rules import Counts, Slips
from sotay.ballots.rules.box import WrongKey
from sotay.core.errors import PermissionDenied
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage
from sotay.meetings.models import Attendance, Meeting, Sitting
from sotay.meetings.rules.moves import WrongStage
from tests.ballots.support import AT, Hall, in_session

pytestmark = pytest.mark.django_db
RESOLUTION = CountDraft("Nghị quyết tháng 11", Purpose.RESOLUTION)


@pytest.fixture(autouse=True)
def _secret_ballots_on(settings: Settings) -> None:
    settings.SECRET_BALLOT = True


def secret(hall: Hall, holder: Holder = Holder.TELLERS) -> tuple[Poll, tuple[str, ...]]:
    return open_poll(
        actor=hall.chair(), meeting=hall.meeting, subject="Việc của thôn", purpose=Purpose.OTHER,
        method=Method.SECRET, holder=holder, at=AT,
    )  # fmt: skip


def test_a_show_of_hands_counts_the_minority_over_all_official_members() -> None:
    hall = in_session(present=5)  # six official members, five present
    draft = CountDraft("Nghị quyết tháng 11", Purpose.RESOLUTION, other=1)
    count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, at=AT)
    (line,) = polls_of(hall.meeting)
    assert (line.counts, line.over, line.needed, line.passed) == (Counts(4, 0, 1), 6, 4, True)


def test_the_same_form_sent_twice_counts_once() -> None:
    hall = in_session()
    for _ in range(2):
        count_vote(actor=hall.chair(), meeting=hall.meeting, draft=RESOLUTION, form_key="k" * 32, at=AT)
    assert Poll.objects.count() == 1


def test_more_votes_than_people_are_refused_and_by_the_database_too() -> None:
    hall = in_session(present=5)
    with pytest.raises(VoteRefused):
        count_vote(actor=hall.chair(), meeting=hall.meeting, draft=CountDraft("Việc", no=6), at=AT)
    poll = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=RESOLUTION, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(no=1)


def test_whoever_has_left_no_longer_votes() -> None:
    """Decided is by those in the room; what was counted before somebody went stays what it was."""
    hall = in_session(present=5)
    before = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=RESOLUTION, at=AT)
    gone = Attendance.objects.filter(meeting=hall.meeting, member__in=hall.voters[:2])
    assert gone.update(left_at=time(20, 0)) == 2
    with pytest.raises(VoteRefused):
        count_vote(actor=hall.chair(), meeting=hall.meeting, draft=CountDraft("Việc", no=4), at=AT)
    after = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=CountDraft("Việc", no=1), at=AT)
    assert (after.entitled, after.present, after.yes, after.no) == (6, 3, 2, 1)
    correct_count(actor=hall.chair(), poll=before, draft=CountDraft(RESOLUTION.subject, no=1), seen=0, at=AT)
    before.refresh_from_db()
    assert (before.present, before.yes, before.no) == (5, 4, 1)
    Meeting.objects.filter(pk=hall.meeting.pk).update(stage=Stage.CLOSED)
    hall.meeting.refresh_from_db()
    late = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=CountDraft("Việc khác"), at=AT)
    assert (late.present, late.yes) == (3, 3), "written down afterwards: who was still there at the close"
    assert voters_of(hall.meeting, hall.cell.pk).present == 3, "the minutes are adopted at the end"


def test_a_vote_written_down_after_the_close_says_who_was_there_at_it() -> None:
    """Five came: one of them late, two went early. At the close three were there, and at the vote?"""
    hall = in_session(present=5, stage=Stage.CLOSED)
    rows = Attendance.objects.filter(meeting=hall.meeting)
    rows.filter(member__in=hall.voters[:2]).update(left_at=time(20, 0))
    rows.filter(member=hall.voters[4]).update(state="late", arrived_at=time(19, 50))

    def counted(there: int | None, **said: int) -> Poll:
        draft = CountDraft(f"Việc của thôn {there} {said}", there=there, **said)
        return count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, at=AT)

    before_they_went = counted(5, other=1)
    assert (before_they_went.present, before_they_went.yes) == (5, 4)
    at_the_end = counted(None)
    assert (at_the_end.present, at_the_end.yes) == (3, 3), "who came late is in the room"
    before_the_late_one_came = counted(2, no=1)
    assert (before_the_late_one_came.present, before_the_late_one_came.yes) == (2, 1)
    for impossible in (6, -1):
        with pytest.raises(VoteRefused) as refused:
            counted(impossible)
        assert "Cả buổi có 5 người" in refused.value.faults["there"]
    with pytest.raises(VoteRefused):
        counted(2, no=3)
    mended = CountDraft("Việc của thôn", no=2, there=2)
    correct_count(actor=hall.chair(), poll=before_the_late_one_came, draft=mended, seen=0, at=AT)
    before_the_late_one_came.refresh_from_db()
    assert (before_the_late_one_came.present, before_the_late_one_came.yes) == (2, 0), "stays what was said"
    slips = CountDraft("Kết nạp", Purpose.ADMISSION, Method.PAPER, yes=4, slips=Slips(4, 4, 0), there=4)
    paper = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=slips, at=AT)
    assert (paper.present, paper.issued) == (4, 4)


def test_while_in_session_nobody_says_who_is_there_but_the_roll() -> None:
    hall = in_session(present=5)
    poll = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=CountDraft("Việc", there=2), at=AT)
    assert poll.present == 5


def test_a_count_is_corrected_until_the_minutes_are_adopted() -> None:
    hall = in_session()
    poll = count_vote(actor=hall.chair(), meeting=hall.meeting, draft=RESOLUTION, at=AT)
    mended = CountDraft(RESOLUTION.subject, no=1)
    correct_count(actor=hall.chair(), poll=poll, draft=mended, seen=0, at=AT)
    assert polls_of(hall.meeting)[0].counts == Counts(4, 1, 0)
    with pytest.raises(CountConflict):  # seen before somebody else's correction
        correct_count(actor=hall.chair(), poll=poll, draft=RESOLUTION, seen=0, at=AT)
    Meeting.objects.filter(pk=hall.meeting.pk).update(stage=Stage.ADOPTED)
    with pytest.raises(WrongStage):
        correct_count(actor=hall.chair(), poll=poll, draft=mended, seen=1, at=AT)


def test_paper_ballots_for_an_election_are_counted_into_the_record() -> None:
    hall = in_session()
    draft = CountDraft("Bầu Phó Bí thư", Purpose.ELECTION, Method.PAPER, yes=3, no=1, slips=Slips(5, 5, 1))
    count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, at=AT)
    (line,) = polls_of(hall.meeting)
    assert (line.slips, line.passed) == (Slips(5, 5, 1), None)


@pytest.mark.parametrize("purpose", [Purpose.ELECTION, Purpose.DISCIPLINE])
def test_never_electronic_for_elections_or_discipline(purpose: Purpose) -> None:
    hall = in_session()
    for method in (Method.ELECTRONIC, Method.SECRET):
        with pytest.raises(VoteRefused):
            open_poll(
                actor=hall.chair(), meeting=hall.meeting, subject="Bầu", purpose=purpose, method=method, at=AT
            )


def test_a_vote_by_name_is_counted_when_it_ends_and_nobody_sees_how_it_stands() -> None:
    hall = in_session()
    poll, codes = open_poll(
        actor=hall.chair(), meeting=hall.meeting, subject="Việc", purpose=Purpose.OTHER,
        method=Method.ELECTRONIC, at=AT,
    )  # fmt: skip
    assert codes == ()
    for who, choice in zip(hall.voters, "aaabc", strict=True):
        cast_vote(actor=hall.member(who), poll=poll, choice=choice)
    (line,) = polls_of(hall.meeting)
    assert (line.counts, line.cast, line.passed) == (None, 5, None)
    close_poll(actor=hall.chair(), poll=poll, at=AT)
    assert polls_of(hall.meeting)[0].counts == Counts(3, 1, 1)


def test_a_result_knows_how_many_of_those_present_did_not_vote() -> None:
    """Where people were counted one by one. By a show of hands whoever raises none is for it."""
    hall = in_session(present=5)
    count_vote(actor=hall.chair(), meeting=hall.meeting, draft=RESOLUTION, at=AT)
    draft = CountDraft("Kết nạp", Purpose.ADMISSION, Method.PAPER, yes=2, no=1, slips=Slips(5, 4, 1))
    count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, at=AT)
    group = Sitting.objects.create(meeting=hall.meeting, name="Tổ 1")
    draft = CountDraft("Việc của tổ", sittings={group.public_id: Counts(2, 1, 0)})
    count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, at=AT)
    poll, codes = secret(hall)
    for who in hall.voters[:3]:
        cast_vote(actor=hall.member(who), poll=poll, choice="b")
    assert [one.silent for one in polls_of(hall.meeting)] == [None, 1, 2, None], "of an open one nothing"
    close_poll(actor=hall.chair(), poll=poll, codes=codes[:2], at=AT)
    assert polls_of(hall.meeting)[-1].silent == 2
    void_poll(actor=hall.chair(), poll=poll, reason="Đọc nhầm nội dung", at=AT)
    assert polls_of(hall.meeting)[-1].silent is None


def test_who_may_not_vote_does_not() -> None:
    hall, beside = in_session(), in_session()
    poll, _ = secret(hall)
    with pytest.raises(VoteRefused, match="xem lại"):
        cast_vote(actor=hall.member(hall.probationary), poll=poll, choice=Choice.YES)
    with pytest.raises(PermissionDenied):
        cast_vote(actor=beside.member(beside.voters[0]), poll=poll, choice=Choice.YES)
    assert not asked_of(hall.member(hall.probationary), hall.meeting)[0].may_vote
    assert not Envelope.objects.exists()


def test_who_has_gone_does_not_vote_from_afar() -> None:
    hall = in_session()
    poll, _ = open_poll(
        actor=hall.chair(), meeting=hall.meeting, subject="Việc", purpose=Purpose.OTHER,
        method=Method.ELECTRONIC, at=AT,
    )  # fmt: skip
    row = Attendance.objects.filter(meeting=hall.meeting, member=hall.voters[0])
    row.update(left_at=time(20, 0))
    with pytest.raises(VoteRefused):
        cast_vote(actor=hall.member(hall.voters[0]), poll=poll, choice="a")
    row.update(left_at=None)
    cast_vote(actor=hall.member(hall.voters[0]), poll=poll, choice="a")
    assert OpenVote.objects.count() == 1


def test_one_member_one_ballot() -> None:
    hall = in_session()
    poll, _ = secret(hall)
    cast_vote(actor=hall.member(hall.voters[0]), poll=poll, choice=Choice.YES)
    with pytest.raises(AlreadyVoted):
        cast_vote(actor=hall.member(hall.voters[0]), poll=poll, choice=Choice.NO)
    assert (Tick.objects.count(), Envelope.objects.count()) == (1, 1)
    asked = asked_of(hall.member(hall.voters[0]), hall.meeting)[0]
    assert (asked.voted, asked.may_vote) == (True, True)


def test_the_sealed_box_opens_with_two_tellers_and_leaves_the_tally_alone() -> None:
    hall = in_session()
    poll, codes = secret(hall)
    for who, choice in zip(hall.voters, "aabac", strict=True):
        cast_vote(actor=hall.member(who), poll=poll, choice=choice)
    with pytest.raises(WrongKey):
        close_poll(actor=hall.chair(), poll=poll, codes=codes[:1], at=AT)
    assert Envelope.objects.count() == 5  # nothing lost by a wrong code
    close_poll(actor=hall.chair(), poll=poll, codes=[codes[2], codes[0]], at=AT)
    assert polls_of(hall.meeting)[0].counts == Counts(3, 1, 1)
    assert not Envelope.objects.exists()
    assert not Tick.objects.exists()


def test_the_simple_way_has_one_code() -> None:
    hall = in_session()
    poll, codes = secret(hall, Holder.CHAIR)
    for who in hall.voters:
        cast_vote(actor=hall.member(who), poll=poll, choice=Choice.YES)
    assert len(codes) == 1
    close_poll(actor=hall.chair(), poll=poll, codes=codes, at=AT)
    assert polls_of(hall.meeting)[0].passed


def test_fewer_than_three_ballots_stay_sealed() -> None:
    hall = in_session()
    poll, codes = secret(hall)
    for who in hall.voters[:2]:
        cast_vote(actor=hall.member(who), poll=poll, choice=Choice.YES)
    with pytest.raises(VoteRefused):
        close_poll(actor=hall.chair(), poll=poll, codes=codes, at=AT)
    void_poll(actor=hall.chair(), poll=poll, reason="Quá ít phiếu", at=AT)
    assert not Envelope.objects.exists()
    assert polls_of(hall.meeting)[0].counts is None


def test_the_box_is_off_unless_the_operator_switched_it_on(settings: Settings) -> None:
    settings.SECRET_BALLOT = False
    with pytest.raises(VoteRefused):
        secret(in_session())


def test_of_a_single_ballot_the_journal_says_nothing() -> None:
    hall = in_session()
    poll, codes = secret(hall)
    before = Entry.objects.count()
    for who in hall.voters:
        cast_vote(actor=hall.member(who), poll=poll, choice=Choice.NO)
    assert Entry.objects.count() == before
    close_poll(actor=hall.chair(), poll=poll, codes=codes, at=AT)
    texts = " ".join(Entry.objects.values_list("payload", flat=True))
    assert not any(code in texts for code in codes)


def test_one_vote_at_a_time_and_only_while_in_session() -> None:
    hall = in_session()
    secret(hall)
    with pytest.raises(VoteRefused):
        secret(hall)
    over = in_session(stage=Stage.CLOSED)
    with pytest.raises(WrongStage):
        secret(over)
    count_vote(actor=over.chair(), meeting=over.meeting, draft=RESOLUTION, at=AT)  # written down after


def test_a_neighbour_counts_nothing_here() -> None:
    hall, beside = in_session(), in_session()
    with pytest.raises(PermissionDenied):
        count_vote(actor=beside.chair(), meeting=hall.meeting, draft=RESOLUTION, at=AT)
    assert not OpenVote.objects.exists()
