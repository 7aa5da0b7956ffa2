"""The vote that the meeting took on its minutes adopts them, without being typed again."""

import pytest

from sotay.ballots.choices import Purpose
from sotay.ballots.models import Poll
from sotay.ballots.operations import count_vote
from sotay.ballots.operations.counting import CountDraft
from sotay.meetings.choices import Stage
from sotay.minutes.models import Adoption
from sotay.minutes.operations import adopt_minutes
from sotay.minutes.queries import record_of
from sotay.minutes.queries.votes import vote_on_minutes
from sotay.minutes.rules import MinutesRefused
from tests.meetings.session_support import DAY, SECRETARY, Evening, after
from tests.minutes.support import adopt, held

pytestmark = pytest.mark.django_db


def voted(one: Evening, *, no: int = 1) -> Poll:
    """Four official members are present."""
    draft = CountDraft("Thông qua biên bản", Purpose.MINUTES, no=no)
    count_vote(actor=SECRETARY, meeting=one.again(), draft=draft, item=one.item("E2"), at=after(107))
    return Poll.objects.get(purpose=Purpose.MINUTES)


def by(one: Evening, poll: Poll) -> Adoption:
    return adopt_minutes(actor=SECRETARY, meeting=one.again(), poll=poll.public_id, at=after(110), today=DAY)


def test_its_counts_are_taken_over() -> None:
    one = held()
    poll = voted(one)
    row = by(one, poll)
    assert (row.yes, row.no, row.other, row.present, row.poll) == (3, 1, 0, 4, poll)
    assert one.again().stage == Stage.ADOPTED


def test_who_did_not_vote_on_a_device_is_not_counted_for_it() -> None:
    one = held()
    poll = voted(one)
    Poll.objects.filter(pk=poll.pk).update(method="electronic", yes=3, no=0)
    row = by(one, poll)
    assert (row.yes, row.no, row.other, row.present) == (3, 0, 0, 4)
    adopted = record_of(one.again(), today=DAY).adopted
    assert adopted is not None
    assert (adopted.yes, adopted.base, adopted.method) == (3, 4, "điện tử")


def test_a_vote_that_failed_or_was_called_off_is_not_offered() -> None:
    one = held()
    assert vote_on_minutes(one.again()) is None
    poll = voted(one, no=2)
    assert vote_on_minutes(one.again()) is None
    with pytest.raises(MinutesRefused, match="không còn dùng được"):
        by(one, poll)
    Poll.objects.filter(pk=poll.pk).update(yes=4, no=0)
    assert vote_on_minutes(one.again()) is not None
    Poll.objects.filter(pk=poll.pk).update(void="Đếm sai")
    assert vote_on_minutes(one.again()) is None


def test_it_does_not_adopt_what_was_written_after_an_adoption() -> None:
    one = held()
    poll = voted(one)
    by(one, poll)
    one.confirm(minutes=120, m4="excused", m5="present", m6="unexcused", reasons={4: "work"})
    assert vote_on_minutes(one.again()) is None
    with pytest.raises(MinutesRefused, match="không còn dùng được"):
        by(one, poll)
    adopt(one, minutes=125)
    row = Adoption.objects.get()
    assert (row.yes, row.present, row.poll) == (5, 5, None)
