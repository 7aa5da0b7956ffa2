"""A meeting is opened, goes its way and is closed: then it counts, and not before."""

from datetime import time

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.facts.models import CellMonth
from sotay.journal.models import Entry
from sotay.meetings.choices import CountHeld, Kind, Stage, State, Status
from sotay.meetings.models import AgendaItem, Attendance, MeetingMove, Reply
from sotay.meetings.operations.recording import RecordRefused, amend_meeting, record_meeting
from sotay.meetings.operations.session import SessionRefused, close_meeting, open_meeting
from sotay.meetings.queries.recorded import draft_of
from sotay.meetings.queries.rosters import roll_form
from sotay.meetings.rules.moves import WrongStage
from sotay.meetings.rules.recording import MeetingDraft, StepDraft, mark_of
from sotay.meetings.rules.session import Sealed
from sotay.rulesets.rules import in_force
from tests import factories as make
from tests.meetings.session_support import BEGIN, DAY, DEPUTY, SECRETARY, Evening, after, evening

pytestmark = pytest.mark.django_db


def done(one: Evening, *, skipped: str = "") -> None:
    AgendaItem.objects.filter(meeting=one.meeting).exclude(step=skipped).update(state="done")
    AgendaItem.objects.filter(meeting=one.meeting, step=skipped).update(state="skipped", reason="Hết giờ")


def test_opening_begins_the_meeting_now_with_everybody_expected_and_the_procedure() -> None:
    one = evening()
    meeting = one.open()
    assert (meeting.stage, meeting.held_on, meeting.started_at) == (Stage.IN_SESSION, DAY, time(19, 30))
    assert list(Attendance.objects.values_list("state", flat=True)) == [""] * 7, (
        "nobody is said to be here yet"
    )
    rules = in_force(DAY)
    assert rules is not None
    assert [i.step for i in AgendaItem.objects.all()] == [s.code for s in rules.steps]
    first, *others = AgendaItem.objects.all()
    assert first.begun_at == BEGIN
    assert not any(item.begun_at for item in others)


def test_what_was_prepared_stays_the_agenda() -> None:
    one = evening()
    AgendaItem.objects.create(meeting=one.meeting, position=1, title="Làm đường")
    one.open()
    assert [i.title for i in AgendaItem.objects.all()] == ["Làm đường"]


def test_a_thematic_meeting_has_its_theme_on_the_agenda() -> None:
    one = evening(Kind.THEMATIC, theme="Chuyển đổi số")
    one.open()
    titles = [i.title for i in AgendaItem.objects.all()]
    assert "Chuyên đề: Chuyển đổi số" in titles
    assert not AgendaItem.objects.filter(step="C2").exists()


def test_an_approved_leave_presumes_excused_with_its_reason() -> None:
    one = evening()
    for number, decision in ((2, "approved"), (3, "declined")):
        Reply.objects.create(
            meeting=one.meeting, member=one.members[number], answer="leave", reason_class="health",
            decision=decision, answered_at=BEGIN,
        )  # fmt: skip
    one.open()
    states = [line.state for line in roll_form(SECRETARY, one.meeting.public_id).expected]
    assert states == ["present", "present", "excused", *["present"] * 4]
    assert one.row(2).reason_class == "health"


def test_a_meeting_in_session_counts_nowhere_until_it_is_closed() -> None:
    one = evening()
    one.open()
    one.confirm(m3="unexcused")
    assert not CellMonth.objects.filter(cell=one.cell, month=202611, met=1).exists()
    done(one, skipped="C3")
    close_meeting(actor=SECRETARY, meeting=one.meeting, at=after(95))
    meeting = one.again()
    assert (meeting.status, meeting.stage, meeting.ended_at) == (Status.HELD, Stage.CLOSED, time(21, 5))
    known = CellMonth.objects.get(cell=one.cell, month=202611)
    assert (known.met, known.steps_done, known.long_enough, known.rolls_known) == (1, 1, 1, 1)
    assert (known.expected, known.present) == (7, 6)
    skipped = meeting.steps.get(code="C3")
    assert (skipped.done, skipped.reason) == (False, "Hết giờ")
    assert Entry.objects.filter(event="MeetingRecorded", organisation_id=one.cell.pk).count() == 1
    close_meeting(actor=SECRETARY, meeting=meeting, at=after(99))
    assert one.again().ended_at == time(21, 5), "closing twice changes nothing"


def test_it_is_not_closed_without_a_confirmed_roll() -> None:
    one = evening()
    one.open()
    with pytest.raises(SessionRefused, match="Chưa xác nhận điểm danh"):
        close_meeting(actor=SECRETARY, meeting=one.meeting, at=after(95))
    assert one.again().stage == Stage.IN_SESSION


@pytest.mark.parametrize(
    ("minutes", "ended_at", "words"),
    [
        (0, None, "sau giờ bắt đầu"),
        (95, time(19, 0), "sau giờ bắt đầu"),
        (95, time(23, 0), "chưa tới"),
        (24 * 60, None, "ghi giờ kết thúc của hôm đó"),
    ],
)
def test_times_must_be_possible(minutes: int, ended_at: time | None, words: str) -> None:
    one = evening()
    one.open()
    one.confirm()
    with pytest.raises(SessionRefused, match=words) as refused:
        close_meeting(actor=SECRETARY, meeting=one.meeting, at=after(minutes), ended_at=ended_at)
    assert list(refused.value.faults) == ["ended_at"]


def test_closed_the_next_day_it_ends_when_it_ended() -> None:
    one = evening()
    one.open()
    one.confirm()
    close_meeting(actor=SECRETARY, meeting=one.meeting, at=after(24 * 60), ended_at=time(21, 10))
    assert one.again().ended_at == time(21, 10)
    assert one.meeting.held_on == DAY


def test_a_deputy_who_opens_and_closes_leaves_a_trace() -> None:
    one = evening()
    one.open(DEPUTY)
    one.confirm()
    close_meeting(actor=SECRETARY, meeting=one.meeting, at=after(95))
    said = dict(MeetingMove.objects.filter(meeting=one.meeting).values_list("stage", "for_another"))
    assert said[Stage.IN_SESSION]
    assert not said[Stage.CLOSED]


def test_only_who_records_for_the_cell_opens_and_closes() -> None:
    one = evening()
    stranger = system_actor([Permission.MEETING_VIEW])
    with pytest.raises(PermissionDenied):
        open_meeting(actor=stranger, meeting=one.meeting, at=BEGIN)
    one.open()
    with pytest.raises(PermissionDenied):
        close_meeting(actor=stranger, meeting=one.meeting, at=after(95))


def test_a_month_reported_as_not_met_is_mended_before_the_meeting() -> None:
    one = evening()
    make.count(one.cell, 202611, CountHeld.NO)
    with pytest.raises(SessionRefused, match="Không sinh hoạt"):
        open_meeting(actor=SECRETARY, meeting=one.meeting, at=BEGIN)
    assert one.again().stage == Stage.CALLED
    assert not Attendance.objects.exists(), "nothing is half done"


def held(one: Evening) -> MeetingDraft:
    steps = (StepDraft("O3", True), StepDraft("C6", True), StepDraft("C8", False, "Để tháng sau"))
    return MeetingDraft(Status.HELD, Kind.REGULAR, 202611, held_on=DAY, steps=steps)


def test_written_down_afterwards_it_is_closed_at_once_with_its_agenda() -> None:
    one = evening()
    meeting = record_meeting(
        actor=SECRETARY, cell=one.cell, draft=held(one), form_key="k", at=after(999), today=DAY
    )
    assert meeting.pk == one.meeting.pk
    move = MeetingMove.objects.get(meeting=meeting, stage=Stage.CLOSED)
    assert move.afterwards
    assert list(AgendaItem.objects.values_list("step", "state", "reason")) == [
        ("O3", "done", ""), ("C6", "done", ""), ("C8", "skipped", "Để tháng sau"),
    ]  # fmt: skip


def test_correcting_the_steps_corrects_the_agenda() -> None:
    one = evening()
    record_meeting(actor=SECRETARY, cell=one.cell, draft=held(one), form_key="k", at=after(999), today=DAY)
    standing = draft_of(one.again())
    mended = MeetingDraft(Status.HELD, Kind.REGULAR, 202611, held_on=DAY, steps=(StepDraft("C8", True),))
    amend_meeting(
        actor=SECRETARY, meeting=one.meeting, draft=mended, seen=mark_of(standing), at=after(1000), today=DAY
    )
    assert one.item("C8").state == "done"
    assert one.item("C6").state == ""


def test_what_is_in_session_is_closed_before_it_is_corrected() -> None:
    one = evening()
    one.open()
    with pytest.raises(RecordRefused) as refused:
        record_meeting(actor=SECRETARY, cell=one.cell, draft=held(one), form_key="k", at=after(9), today=DAY)
    assert "đang sinh hoạt" in refused.value.faults[""]


def test_once_the_minutes_are_sealed_neither_record_nor_roll_changes() -> None:
    one = evening()
    one.open()
    one.confirm()
    close_meeting(actor=SECRETARY, meeting=one.meeting, at=after(95))
    standing = draft_of(one.again())
    one.meeting.stage = Stage.SEALED
    one.meeting.save(update_fields=["stage"])
    with pytest.raises(Sealed, match="chọn Ghi chú bổ sung"):
        amend_meeting(
            actor=SECRETARY, meeting=one.meeting, draft=held(one), seen=mark_of(standing), at=BEGIN, today=DAY
        )
    with pytest.raises(Sealed):
        one.confirm(m1=State.LATE)
    assert one.row(1).state == State.PRESENT
    one.confirm()  # saying what stands there already is no change


def test_there_is_no_opening_after_the_closing() -> None:
    one = evening()
    one.open()
    one.confirm()
    close_meeting(actor=SECRETARY, meeting=one.meeting, at=after(95))
    with pytest.raises(WrongStage):
        open_meeting(actor=SECRETARY, meeting=one.again(), at=after(100))
    with pytest.raises(DomainError):
        close_meeting(actor=SECRETARY, meeting=evening().meeting, at=after(100))
