"""An ordinary evening that went its way: three absent, two opinions, a vote, two tasks, closed."""

from datetime import date

import time_machine

from sotay.ballots.choices import Purpose
from sotay.ballots.operations import count_vote
from sotay.ballots.operations.counting import CountDraft
from sotay.meetings.models import AgendaItem
from sotay.meetings.operations.guests import add_guest
from sotay.meetings.operations.opinions import OpinionDraft, note_opinion
from sotay.meetings.operations.session import close_meeting
from sotay.members.choices import Post
from sotay.members.models import Position
from sotay.minutes.choices import Hand
from sotay.minutes.models import Seal
from sotay.minutes.operations import adopt_minutes, confirm_minutes, name_officers, seal_minutes
from sotay.resolutions.operations import give_task
from sotay.resolutions.rules import TaskDraft
from tests.factories.members import LONG_AGO
from tests.kept import Kept
from tests.meetings.session_support import BEGIN, DAY, SECRETARY, Evening, after, evening, nothing_written

TODAY = date(2026, 11, 3)


def held(people: int = 7) -> Evening:
    """Closed after 105 minutes: A chairs (secretary), B takes the minutes."""
    return _kept.stand() if people == 7 and nothing_written() else _held(people)


def _ordinary() -> Evening:
    with time_machine.travel(BEGIN, tick=False):
        return _held(7)


_kept = Kept(_ordinary)


def _held(people: int) -> Evening:
    one = evening(people=people, place="Nhà văn hóa thôn Hạ")
    Position.objects.create(
        member=one.members[0],
        organisation=one.cell,
        post=Post.SECRETARY,
        term="2025–2030",
        valid_from=LONG_AGO,
    )
    one.open()
    one.confirm(m4="excused", m5="excused", m6="unexcused", reasons={4: "work", 5: "health"})
    add_guest(
        actor=SECRETARY, meeting=one.again(), name="Ngô Thị Mai", post="Ủy viên Ban Thường vụ Đảng ủy xã",
        delegate=True, at=after(6),
    )  # fmt: skip
    talk = one.item("C6")
    for number, text in ((1, "Đề nghị công khai phương án"), (2, "Phụ trách từng ngõ")):
        draft = OpinionDraft(one.members[number].public_id, text, talk.public_id)
        note_opinion(
            actor=SECRETARY,
            meeting=one.again(),
            draft=draft,
            form_key=f"k{one.meeting.pk}-{number}",
            at=after(50),
        )
    for number, text in ((1, "Vận động 03 hộ còn lại"), (2, "Chuẩn bị chuyên đề quý IV")):
        give_task(
            actor=SECRETARY, meeting=one.again(), at=after(80),
            draft=TaskDraft(text, (one.members[number].public_id,), "", date(2026, 11, 20)),
        )  # fmt: skip
    draft = CountDraft("Nghị quyết tháng 11", Purpose.RESOLUTION)
    count_vote(actor=SECRETARY, meeting=one.again(), draft=draft, item=one.item("C8"), at=after(90))
    AgendaItem.objects.filter(meeting=one.meeting).update(state="done")
    close_meeting(actor=SECRETARY, meeting=one.again(), at=after(105))
    name(one)
    return one


def name(one: Evening, chair: int = 0, taker: int = 1) -> None:
    name_officers(
        actor=SECRETARY, meeting=one.again(), chair=one.members[chair].public_id,
        taker=one.members[taker].public_id, at=after(106),
    )  # fmt: skip


def adopt(one: Evening, *, no: int = 0, minutes: int = 110, read_aloud: bool = False) -> None:
    adopt_minutes(
        actor=SECRETARY,
        meeting=one.again(),
        no=no,
        read_aloud=read_aloud,
        at=after(minutes),
        today=DAY,
    )


def confirm(one: Evening) -> None:
    for hand in Hand:
        confirm_minutes(actor=SECRETARY, meeting=one.again(), hand=hand, at=after(112))


def seal(one: Evening) -> Seal:
    return seal_minutes(actor=SECRETARY, meeting=one.again(), at=after(115), today=DAY)


def sealed(people: int = 7) -> Evening:
    """An evening whose minutes are sealed."""
    one = held(people)
    adopt(one)
    confirm(one)
    seal(one)
    return one
