"""Leading a meeting: steps, opinions by name, guests, who came later and who went."""

import json
from dataclasses import replace
from datetime import time

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.facts.models import CellMonth
from sotay.journal.models import Entry
from sotay.meetings.choices import OpinionWay, Stage
from sotay.meetings.models import Guest, Opinion
from sotay.meetings.operations.guests import (
    SittingDraft,
    add_guest,
    remove_guest,
    save_sittings,
    set_mode,
)
from sotay.meetings.operations.items import (
    ItemConflict,
    ItemTexts,
    finish_item,
    finish_through,
    reopen_item,
    skip_item,
    write_item,
)
from sotay.meetings.operations.opinions import (
    OpinionConflict,
    OpinionDraft,
    amend_opinion,
    note_opinion,
    remove_opinion,
    take_opinion,
)
from sotay.meetings.operations.presence import note_arrival, note_departure, take_departure_back
from sotay.meetings.operations.session import close_meeting
from sotay.meetings.queries.live import live_state
from sotay.meetings.queries.session import session_page, sittings_of
from sotay.meetings.rules.moves import WrongStage
from sotay.meetings.rules.session import Seat, heads_of, passage_fault, quorum_of
from tests.meetings.session_support import SECRETARY, Evening, after, evening

pytestmark = pytest.mark.django_db
STRANGER = system_actor([Permission.MEETING_VIEW, Permission.MEETING_JOIN])


@pytest.fixture
def one() -> Evening:
    made = evening()
    made.open()
    return made


def page(one: Evening):  # type: ignore[no-untyped-def]
    return session_page(SECRETARY, one.meeting.public_id)


def current(one: Evening) -> str:
    found = page(one)
    return found.item(found.current).step if found.current else ""


def finish(one: Evening, step: str, minutes: float = 10) -> None:
    finish_item(actor=SECRETARY, meeting=one.meeting, item=one.item(step).public_id, at=after(minutes))


def test_each_step_leads_to_the_next_and_notes_when_it_came(one: Evening) -> None:
    assert current(one) == "O1"
    finish(one, "O1", 8)
    assert current(one) == "O2"
    assert one.item("O2").begun_at == after(8)
    finish(one, "O1", 9)
    assert current(one) == "O2", "a button tapped twice goes on once"


def test_catching_up_marks_everything_up_to_a_step(one: Evening) -> None:
    skip_item(
        actor=SECRETARY, meeting=one.meeting, item=one.item("O1").public_id, reason="Thu sau", at=after(1)
    )
    finish_through(actor=SECRETARY, meeting=one.meeting, item=one.item("C2").public_id, at=after(20))
    assert not one.item("C2").by_itself, "who catches up says nothing of any one step"
    assert current(one) == "C3"
    assert one.item("O1").state == "skipped", "what has its mark keeps it"
    reopen_item(actor=SECRETARY, meeting=one.meeting, item=one.item("C1").public_id, at=after(21))
    assert current(one) == "C1"


def test_a_step_is_left_out_only_with_its_reason(one: Evening) -> None:
    with pytest.raises(DomainError, match="phải ghi lý do"):
        skip_item(
            actor=SECRETARY, meeting=one.meeting, item=one.item("O1").public_id, reason=" ", at=after(1)
        )


def test_only_who_records_for_the_cell_leads(one: Evening) -> None:
    item = one.item("O1").public_id
    with pytest.raises(PermissionDenied):
        finish_item(actor=STRANGER, meeting=one.meeting, item=item, at=after(1))
    with pytest.raises(PermissionDenied):
        note(one, actor=STRANGER)
    with pytest.raises(WrongStage):
        finish_item(actor=SECRETARY, meeting=evening().meeting, item=item, at=after(1))


def test_two_people_writing_one_item_lose_nothing(one: Evening) -> None:
    item = one.item("C4").public_id
    first = ItemTexts("Nạo vét mương", "Đồng ý")
    write = {"actor": SECRETARY, "meeting": one.meeting, "item": item, "at": after(5)}
    write_item(texts=first, version=0, **write)
    write_item(texts=first, version=0, **write)  # the same again is no conflict
    with pytest.raises(ItemConflict) as met:
        write_item(texts=ItemTexts("Thu quỹ", ""), version=0, **write)
    assert (met.value.theirs, met.value.version) == (first, 1)
    write_item(texts=ItemTexts("Thu quỹ", ""), version=1, **write)
    assert one.item("C4").content == "Thu quỹ"


def draft(one: Evening, number: int = 0, text: str = "Nên làm sớm", **more: object) -> OpinionDraft:
    item = one.item("C6").public_id
    return OpinionDraft(one.members[number].public_id, text, item, **more)  # type: ignore[arg-type]


def note(one: Evening, said: OpinionDraft | None = None, key: str = "k", **more: object) -> Opinion:
    asked = {"actor": SECRETARY, "meeting": one.meeting, "at": after(30), **more}
    return note_opinion(draft=said or draft(one), form_key=key, **asked)  # type: ignore[arg-type]


def test_an_opinion_is_noted_once_however_often_it_is_sent(one: Evening) -> None:
    assert note(one).pk == note(one).pk
    assert Opinion.objects.count() == 1
    with pytest.raises(OpinionConflict):
        note(one, draft(one, text="Khác"))
    note(one, draft(one, text="Khác"), key="another form")
    assert [o.text for o in page(one).opinions] == ["Nên làm sớm", "Khác"]


def test_an_opinion_needs_its_speaker_and_a_text(one: Evening) -> None:
    with pytest.raises(DomainError, match="Viết ý kiến"):
        note(one, draft(one, text=" "))
    elsewhere = evening().members[0].public_id
    with pytest.raises(DomainError, match="Chọn người phát biểu"):
        note(one, OpinionDraft(elsewhere, "Có mặt"))


def test_two_people_correcting_one_opinion_lose_nothing(one: Evening) -> None:
    made = note(one)
    mend = {"actor": SECRETARY, "meeting": one.meeting, "opinion": made.public_id, "at": after(31)}
    amend_opinion(draft=draft(one, text="Một"), version=0, **mend)
    with pytest.raises(OpinionConflict) as met:
        amend_opinion(draft=draft(one, text="Hai"), version=0, **mend)
    assert met.value.theirs.text == "Một"
    with pytest.raises(OpinionConflict):
        remove_opinion(version=0, **mend)
    remove_opinion(version=1, **mend)
    remove_opinion(version=1, **mend)
    assert not Opinion.objects.exists()


def test_a_guest_speaks_and_a_minority_opinion_is_kept(one: Evening) -> None:
    add = {"actor": SECRETARY, "meeting": one.meeting, "post": "Đảng ủy viên", "at": after(2)}
    guest = add_guest(name="Phan Quốc V", delegate=True, **add)
    assert add_guest(name=" Phan  Quốc V", delegate=True, **add).pk == guest.pk
    note(one, OpinionDraft(guest.public_id, "Nhất trí", reserved=True))
    (said,) = page(one).opinions
    assert (said.name, said.post, said.reserved) == ("Phan Quốc V", "Đảng ủy viên", True)
    with pytest.raises(DomainError, match="đã phát biểu"):
        remove_guest(actor=SECRETARY, meeting=one.meeting, guest=guest.public_id, at=after(3))
    Opinion.objects.all().delete()
    remove_guest(actor=SECRETARY, meeting=one.meeting, guest=guest.public_id, at=after(3))
    assert not Guest.objects.exists()


def test_what_was_sent_before_is_taken_over_once_and_never_lost(one: Evening) -> None:
    sent = Opinion.objects.create(
        meeting=one.meeting,
        speaker=one.members[3],
        text="Gửi trước",
        way=OpinionWay.BEFORE,
        entered_at=after(-60),
    )
    assert [o.text for o in page(one).sent] == ["Gửi trước"]
    assert page(one).opinions == ()
    take = {"actor": SECRETARY, "meeting": one.meeting, "opinion": sent.public_id, "at": after(30)}
    take_opinion(item=one.item("C6").public_id, **take)
    take_opinion(item=one.item("C4").public_id, **take)
    assert [o.item for o in page(one).opinions] == [one.item("C6").public_id]
    remove_opinion(version=1, **take)
    assert [o.text for o in page(one).sent] == ["Gửi trước"], "a member's own words are not deleted"


def test_who_comes_after_the_roll_came_late_and_who_goes_was_there(one: Evening) -> None:
    one.confirm(m2="excused", m3="unexcused")
    who = {"actor": SECRETARY, "meeting": one.meeting}
    note_arrival(member=one.members[3].public_id, at=after(20), **who)
    note_departure(member=one.members[4].public_id, at=after(60), left_at=time(20, 25), **who)
    assert (one.row(3).state, one.row(3).arrived_at) == ("late", time(19, 50))
    state = live_state(one.again())
    assert (state.heads.present, state.heads.here, state.heads.late) == (6, 5, 1)
    with pytest.raises(DomainError, match="đang ghi là vắng"):
        note_departure(member=one.members[2].public_id, at=after(60), **who)
    with pytest.raises(DomainError, match="Không có đồng chí này"):
        note_arrival(member="khong-co", at=after(60), **who)
    close_meeting(at=after(95), **who)
    note_arrival(member=one.members[2].public_id, at=after(120), arrived_at=time(20, 0), **who)
    assert CellMonth.objects.get(cell=one.cell, month=202611).present == 7, (
        "figures follow a later correction"
    )


def test_an_hour_without_a_meeting_is_refused_and_a_departure_can_be_taken_back(one: Evening) -> None:
    one.confirm(m3="unexcused")
    who = {"actor": SECRETARY, "meeting": one.meeting}
    with pytest.raises(DomainError, match="từ lúc bắt đầu"):
        note_departure(member=one.members[4].public_id, at=after(60), left_at=time(5, 0), **who)
    note_departure(member=one.members[4].public_id, at=after(60), **who)
    for minutes in (61, 62):
        take_departure_back(member=one.members[4].public_id, at=after(minutes), **who)
    assert one.row(4).left_at is None
    whats = [
        json.loads(e.payload)["what"] for e in Entry.objects.filter(event="PresenceNoted").order_by("pk")
    ]
    assert whats == ["left", "stayed"], "taken back twice is once"
    close_meeting(at=after(95), **who)
    with pytest.raises(DomainError, match="Buổi sinh hoạt đã kết thúc: ghi rõ giờ"):
        note_arrival(member=one.members[3].public_id, at=after(3000), **who)
    assert one.row(3).state == "unexcused"
    note_arrival(member=one.members[3].public_id, at=after(3000), arrived_at=time(20, 0), **who)
    with pytest.raises(DomainError, match="giờ về phải sau giờ đến"):
        note_departure(member=one.members[3].public_id, at=after(3000), left_at=time(19, 45), **who)


@pytest.mark.parametrize(
    ("when", "now", "ended", "said"),
    [
        (None, time(20, 0), None, ""),
        (None, None, time(21, 0), "ghi rõ giờ"),
        (time(20, 0), time(20, 0), None, ""),
        (time(20, 1), time(20, 0), None, "không được sau lúc này (20:00)"),
        (time(21, 1), None, time(21, 0), "không được sau lúc kết thúc (21:00)"),
        (time(19, 29), None, time(21, 0), "từ lúc bắt đầu (19:30)"),
        (time(23, 50), None, time(0, 30), ""),  # over midnight
    ],
)
def test_an_hour_lies_within_the_meeting(
    when: time | None, now: time | None, ended: time | None, said: str
) -> None:
    fault = passage_fault(when, now=now, started=time(19, 30), ended=ended)
    assert (said in fault) if said else not fault


def test_devices_see_that_something_changed(one: Evening) -> None:
    before = live_state(one.again()).version
    finish(one, "O1")
    note(one)
    state = live_state(one.again())
    assert state.version == before + 2
    assert (state.step, state.steps, state.speakers, state.opinions) == (2, 17, 1, 1)
    assert state.heads.present == 7, "everybody is presumed present until the roll is confirmed"
    assert not state.confirmed


@pytest.mark.parametrize(
    ("present", "expected", "met"), [(20, 30, True), (19, 30, False), (5, 7, True), (4, 7, False)]
)
def test_the_quorum_is_two_thirds_of_those_expected(present: int, expected: int, met: bool) -> None:
    assert quorum_of(present, expected).met is met


def test_heads_count_who_is_gone_as_present_but_not_here() -> None:
    heads = heads_of([Seat("present", False), Seat("late", True), Seat("online", False), Seat("", False)])
    assert (heads.expected, heads.present, heads.here, heads.online, heads.unrecorded) == (4, 3, 2, 1, 1)


def test_sittings_by_group_add_up(one: Evening) -> None:
    keys = [member.public_id for member in one.members]
    drafts = [
        SittingDraft("", "Tổ 1", members=tuple(keys[:3])),
        SittingDraft("", "Tổ 2", members=tuple(keys[3:])),
    ]
    save = {"actor": SECRETARY, "meeting": one.meeting, "at": after(1)}
    first, second = save_sittings(drafts=drafts, **save)
    one.confirm(m0="unexcused")
    lines = sittings_of(one.meeting)
    assert [(s.name, s.heads.expected, s.heads.present) for s in lines] == [("Tổ 1", 3, 2), ("Tổ 2", 4, 4)]
    swapped = [
        drafts[0]._replace(public_id=first.public_id, name="Tổ 2"),
        drafts[1]._replace(public_id=second.public_id, name="Tổ 1"),
    ]
    save_sittings(drafts=swapped, **save)
    with pytest.raises(DomainError, match="trùng tên"):
        save_sittings(drafts=[drafts[0], drafts[0]], **save)
    save_sittings(drafts=[], **save)
    assert not sittings_of(one.meeting)
    assert one.row(0).sitting is None


def test_an_online_meeting_says_why(one: Evening) -> None:
    ask = {"actor": SECRETARY, "meeting": one.meeting, "at": after(1)}
    with pytest.raises(DomainError, match="phải ghi lý do"):
        set_mode(mode="online", reason="", **ask)
    set_mode(mode="mixed", reason="Bão, đảng ủy xã đồng ý", **ask)
    assert one.again().mode_reason == "Bão, đảng ủy xã đồng ý"


def test_once_the_minutes_are_adopted_texts_stand(one: Evening) -> None:
    made = note(one)
    one.meeting.stage = Stage.ADOPTED
    one.meeting.save(update_fields=["stage"])
    with pytest.raises(WrongStage):
        note(one, key="later")
    with pytest.raises(WrongStage):
        remove_opinion(actor=SECRETARY, meeting=one.meeting, opinion=made.public_id, version=0, at=after(99))
    stranger = replace(SECRETARY, reaches={})
    with pytest.raises(LookupError):
        session_page(stranger, one.meeting.public_id)
