"""The same is not voted on twice by a slip: the second vote is asked about, and recorded when it is meant."""

import pytest

from sotay.ballots.choices import Method, Purpose
from sotay.ballots.models import Poll
from sotay.ballots.operations import correct_count, count_vote, open_poll, void_poll
from sotay.ballots.operations.common import VotedAlready
from sotay.ballots.operations.counting import CountDraft
from sotay.ballots.rules import Matter, same_matter
from sotay.minutes.queries.unwritten import unwritten_at
from tests.ballots.support import AT, Hall, in_session
from tests.meetings.session_support import SECRETARY, after
from tests.minutes.support import held

pytestmark = pytest.mark.django_db


def count(hall: Hall, subject: str = "Nghị quyết tháng 11", again: str = "", **said: object) -> Poll:
    draft = CountDraft(subject, **said)
    return count_vote(actor=hall.chair(), meeting=hall.meeting, draft=draft, again=again, at=AT)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nghị quyết tháng 11", "nghị  quyết tháng 11. ", True),
        ("Bầu đại biểu", "Bau đại biểu", False),
        ("Kết nạp đồng chí An", "Kết nạp đồng chí Ân", False),
        ("", "", True),
    ],
)
def test_words_are_the_same_but_for_capitals_blanks_and_a_full_stop(one: str, other: str, same: bool) -> None:
    assert same_matter(Matter(one, Purpose.RESOLUTION), Matter(other, Purpose.OTHER)) is same
    assert not same_matter(Matter(one, Purpose.RESOLUTION), Matter(one, Purpose.SOUNDING))


def test_the_same_voted_on_once_more_is_asked_about_and_the_person_told_of_the_vote_may() -> None:
    hall = in_session()
    first = count(hall, other=1)
    with pytest.raises(VotedAlready) as caught:
        count(hall, purpose=Purpose.OTHER)
    assert caught.value.poll == first
    second = count(hall, again=first.public_id)
    with pytest.raises(VotedAlready) as caught:
        count(hall, again=first.public_id)
    assert caught.value.poll == second, "of this one nobody was told"
    assert Poll.objects.count() == 2


def test_another_matter_a_sounding_or_a_vote_called_off_asks_nothing() -> None:
    hall = in_session()
    first = count(hall)
    count(hall, "Đường làng")
    count(hall, purpose=Purpose.SOUNDING)
    void_poll(actor=hall.chair(), poll=first, reason="Đếm sai", at=AT)
    count(hall)


def test_a_vote_on_devices_asks_too() -> None:
    hall = in_session()
    first = count(hall)
    about = {"actor": hall.chair(), "meeting": hall.meeting, "subject": first.subject, "at": AT}
    about |= {"purpose": Purpose.RESOLUTION, "method": Method.ELECTRONIC}
    with pytest.raises(VotedAlready):
        open_poll(**about)
    opened = open_poll(again=first.public_id, **about).poll
    with pytest.raises(VotedAlready) as caught:
        count(hall)
    assert caught.value.poll == opened, "it is not closed yet"


def test_a_count_is_corrected_without_a_question() -> None:
    hall = in_session()
    poll = count(hall)
    draft = CountDraft(poll.subject, no=1)
    assert correct_count(actor=hall.chair(), poll=poll, draft=draft, seen=poll.version, at=AT).no == 1


def test_of_two_votes_on_the_resolution_the_later_one_decides() -> None:
    one = held()
    assert unwritten_at(one.again()) is not None, "four of seven agreed"
    first = Poll.objects.get(meeting=one.meeting)
    draft = CountDraft(first.subject, Purpose.RESOLUTION, no=1)
    count_vote(actor=SECRETARY, meeting=one.again(), draft=draft, again=first.public_id, at=after(107))
    assert unwritten_at(one.again()) is None, "three of seven are too few"
