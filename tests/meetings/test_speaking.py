"""Each may speak: who asked waits in order of asking, one speaks at a time (rules.md §1.6)."""

import json
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor, system_actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.journal.models import Entry
from sotay.meetings.models import SpeakerTurn
from sotay.meetings.operations.guests import add_guest, remove_guest
from sotay.meetings.operations.opinions import OpinionDraft, note_opinion
from sotay.meetings.operations.presence import note_departure
from sotay.meetings.operations.session import close_meeting
from sotay.meetings.operations.speaking import ask_to_speak, draw_back, end_turn, give_floor, put_in_line
from sotay.meetings.queries.live import live_state
from sotay.meetings.queries.speaking import Line, line_of, own_turn
from sotay.meetings.rules.moves import WrongStage
from tests.meetings.session_support import SECRETARY, Evening, after, evening

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Evening:
    made = evening()
    made.open()
    return made


def myself(one: Evening, number: int) -> Actor:
    return replace(
        system_actor([Permission.MEETING_JOIN], "Đảng viên"),
        account_id=20 + number,
        member_id=one.members[number].pk,
    )


def ask(one: Evening, number: int, minutes: float = 10) -> SpeakerTurn:
    key = one.members[number].public_id
    return put_in_line(actor=SECRETARY, meeting=one.meeting, speaker=key, at=after(minutes))


def waiting(one: Evening) -> list[str]:
    return [turn.name[-1] for turn in line_of(one.meeting).waiting]


def test_who_asked_waits_in_order_of_asking_and_asks_once(one: Evening) -> None:
    ask(one, 2, 10)
    ask_to_speak(actor=myself(one, 0), meeting=one.meeting, at=after(11))
    first = ask(one, 2, 12)
    ask_to_speak(actor=myself(one, 0), meeting=one.meeting, at=after(13))
    assert waiting(one) == ["C", "A"]
    assert first.asked_at == after(10)
    assert [turn.by_self for turn in line_of(one.meeting).waiting] == [False, True]
    assert own_turn(myself(one, 0), one.meeting).place == 2
    assert own_turn(myself(one, 5), one.meeting).place == 0
    assert len(live_state(one.again()).line.waiting) == 2


def test_who_is_called_speaks_and_whoever_spoke_is_through(one: Evening) -> None:
    first, second = ask(one, 0), ask(one, 1, 11)
    give_floor(actor=SECRETARY, meeting=one.meeting, turn=first.public_id, at=after(12))
    line = line_of(one.meeting)
    assert line.speaking is not None
    assert (line.speaking.name[-1], waiting(one)) == ("A", ["B"])
    give_floor(actor=SECRETARY, meeting=one.meeting, turn=second.public_id, at=after(15))
    give_floor(actor=SECRETARY, meeting=one.meeting, turn=second.public_id, at=after(16))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.ended_at, second.begun_at) == (after(15), after(15))
    with pytest.raises(DomainError, match="vừa kết thúc"):
        give_floor(actor=SECRETARY, meeting=one.meeting, turn=first.public_id, at=after(17))


def test_devices_know_themselves_in_the_line_and_nobody_else(one: Evening) -> None:
    """What goes to every device tells one's own that one is called: by a mark, new at each turn."""
    asked = ask(one, 0)
    ask(one, 1, 11)
    mine = own_turn(myself(one, 0), one.meeting)
    assert live_state(one.again()).line.waiting[0] == mine.mark
    give_floor(actor=SECRETARY, meeting=one.meeting, turn=asked.public_id, at=after(12))
    line = live_state(one.again()).line
    assert (line.speaking, own_turn(myself(one, 0), one.meeting).speaking) == (mine.mark, True)
    told = str(line)
    for number in range(2):
        member = one.members[number]
        assert str(member.public_id) not in told
        assert member.full_name not in told
    end_turn(actor=SECRETARY, meeting=one.meeting, turn=asked.public_id, at=after(13))
    ask(one, 0, 14)
    again = own_turn(myself(one, 0), one.meeting)
    assert again.place == 2
    assert again.mark != mine.mark, "whoever heard them speak does not know them when they ask again"
    guest = add_guest(
        actor=SECRETARY, meeting=one.meeting, name="Khách Văn Q", post="", delegate=False, at=after(15)
    )
    put_in_line(actor=SECRETARY, meeting=one.meeting, speaker=guest.public_id, at=after(16))
    assert live_state(one.again()).line.waiting[-1] == "-"
    assert own_turn(myself(one, 5), one.meeting).mark not in {*live_state(one.again()).line.waiting, "", "-"}


def test_the_database_itself_lets_one_speak_at_a_time(one: Evening) -> None:
    first, second = ask(one, 0), ask(one, 1)
    give_floor(actor=SECRETARY, meeting=one.meeting, turn=first.public_id, at=after(12))
    with pytest.raises(IntegrityError), transaction.atomic():
        SpeakerTurn.objects.filter(pk=second.pk).update(begun_at=after(13))
    with pytest.raises(IntegrityError), transaction.atomic():
        SpeakerTurn.objects.create(meeting=one.meeting, member=one.members[1], asked_at=after(13))


def test_what_was_written_down_ends_the_turn_and_one_may_ask_again(one: Evening) -> None:
    turn = ask(one, 3)
    give_floor(actor=SECRETARY, meeting=one.meeting, turn=turn.public_id, at=after(11))
    draft = OpinionDraft(one.members[3].public_id, "Nhất trí")
    note_opinion(actor=SECRETARY, meeting=one.meeting, draft=draft, form_key="k", at=after(14))
    assert line_of(one.meeting) == Line(None, ())
    ask(one, 3, 20)
    assert waiting(one) == ["D"]


def test_one_may_be_taken_off_or_draw_back_but_not_while_speaking(one: Evening) -> None:
    gone = ask(one, 0)
    end_turn(actor=SECRETARY, meeting=one.meeting, turn=gone.public_id, at=after(11))
    end_turn(actor=SECRETARY, meeting=one.meeting, turn=gone.public_id, at=after(12))
    me = myself(one, 1)
    mine = ask_to_speak(actor=me, meeting=one.meeting, at=after(13))
    draw_back(actor=me, meeting=one.meeting, at=after(14))
    assert waiting(one) == []
    mine = ask_to_speak(actor=me, meeting=one.meeting, at=after(15))
    give_floor(actor=SECRETARY, meeting=one.meeting, turn=mine.public_id, at=after(16))
    draw_back(actor=me, meeting=one.meeting, at=after(17))
    assert own_turn(me, one.meeting).speaking


def test_guests_speak_too_and_the_absent_do_not(one: Evening) -> None:
    guest = add_guest(
        actor=SECRETARY, meeting=one.meeting, name="Phan V", post="", delegate=True, at=after(1)
    )
    put_in_line(actor=SECRETARY, meeting=one.meeting, speaker=guest.public_id, at=after(2))
    assert waiting(one) == ["V"]
    remove_guest(actor=SECRETARY, meeting=one.meeting, guest=guest.public_id, at=after(3))
    assert waiting(one) == []
    one.confirm(m2="excused")
    with pytest.raises(DomainError, match="đang ghi là vắng"):
        ask(one, 2)
    with pytest.raises(DomainError, match="báo chủ trì điểm danh"):
        ask_to_speak(actor=myself(one, 2), meeting=one.meeting, at=after(8))
    note_departure(actor=SECRETARY, meeting=one.meeting, member=one.members[4].public_id, at=after(9))
    with pytest.raises(DomainError, match="đã về"):
        ask(one, 4)
    with pytest.raises(DomainError, match="Không có người này"):
        put_in_line(actor=SECRETARY, meeting=one.meeting, speaker="khongco", at=after(9))


def test_only_while_in_session_and_only_whoever_may(one: Evening) -> None:
    turn = ask(one, 0)
    member = myself(one, 1)
    with pytest.raises(PermissionDenied):
        give_floor(actor=member, meeting=one.meeting, turn=turn.public_id, at=after(11))
    with pytest.raises(PermissionDenied):
        ask_to_speak(actor=system_actor([], "Ai"), meeting=one.meeting, at=after(11))
    one.confirm()
    close_meeting(actor=SECRETARY, meeting=one.meeting, at=after(100))
    assert waiting(one) == [], "closing leaves nobody waiting"
    with pytest.raises(WrongStage):
        ask_to_speak(actor=member, meeting=one.meeting, at=after(101))


def test_the_journal_has_every_move_without_a_name(one: Evening) -> None:
    turn = ask(one, 0)
    give_floor(actor=SECRETARY, meeting=one.meeting, turn=turn.public_id, at=after(11))
    end_turn(actor=SECRETARY, meeting=one.meeting, turn=turn.public_id, at=after(12))
    entries = Entry.objects.filter(event="TurnMoved").order_by("pk")
    said = [json.loads(entry.payload) for entry in entries]
    assert [one_["what"] for one_ in said] == ["asked", "called", "ended"]
    assert all(set(one_) == {"meeting", "turn", "what"} for one_ in said)
