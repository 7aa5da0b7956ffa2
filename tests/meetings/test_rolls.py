"""The roll: reasons, the one undo, and who entered whom."""

import pytest

from sotay.core.errors import DomainError
from sotay.facts.models import CellMonth
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage, State
from sotay.meetings.operations.session import close_meeting
from sotay.meetings.operations.undoing import undo_roll
from sotay.meetings.queries.rosters import roll_form
from tests.meetings.session_support import SECRETARY, Evening, after, evening

pytestmark = pytest.mark.django_db


def undo(one: Evening) -> None:
    undo_roll(actor=SECRETARY, meeting=one.meeting, cell=one.cell, at=after(7))
    one.again()


def test_an_excused_absence_keeps_the_class_of_its_reason() -> None:
    one = evening()
    one.open()
    one.confirm(m2="excused", reasons={2: "work"})
    assert (one.row(2).state, one.row(2).reason_class, one.row(2).way) == ("excused", "work", "roll")
    one.confirm(reasons={2: "study"})
    assert one.row(2).reason_class == "study", "a reason alone can be corrected"


def test_the_last_confirmation_can_be_taken_back_once() -> None:
    one = evening()
    one.open()
    one.confirm(m2="excused")
    one.confirm(m2="unexcused", m3="late")
    undo(one)
    assert (one.row(2).state, one.row(3).state) == ("excused", "present")
    assert one.meeting.roll_recorded
    entry = Entry.objects.get(event="RollUndone")
    assert '"changed":2' in entry.payload
    with pytest.raises(DomainError, match="Không còn lần xác nhận nào"):
        undo(one)


def test_taking_back_the_first_confirmation_leaves_the_roll_unconfirmed() -> None:
    one = evening()
    one.open()
    one.confirm(m2="excused")
    undo(one)
    assert not one.meeting.roll_recorded
    assert one.row(2).state == ""
    form = roll_form(SECRETARY, one.meeting.public_id)
    assert (form.confirmed, form.undoable) == (False, False)


def test_an_undo_after_closing_corrects_the_figures_until_the_minutes_are_adopted() -> None:
    one = evening()
    one.open()
    one.confirm()
    close_meeting(actor=SECRETARY, meeting=one.meeting, at=after(95))
    one.confirm(m2="unexcused")
    assert CellMonth.objects.get(cell=one.cell, month=202611).present == 6
    undo(one)
    assert CellMonth.objects.get(cell=one.cell, month=202611).present == 7
    one.confirm(m2="unexcused")
    one.meeting.stage = Stage.ADOPTED
    one.meeting.save(update_fields=["stage"])
    with pytest.raises(DomainError, match="đã thông qua"):
        undo(one)


def test_where_members_check_in_nobody_is_presumed_and_others_are_entered_for() -> None:
    one = evening()
    meeting = one.open()
    meeting.check_in = True
    meeting.save(update_fields=["check_in"])
    form = roll_form(SECRETARY, meeting.public_id)
    assert {line.state for line in form.expected} == {""}
    with pytest.raises(DomainError, match="Còn đồng chí chưa có trạng thái"):
        one.confirm(m0=State.PRESENT)
    states = {f"m{number}": State.PRESENT for number in range(1, 7)}
    one.confirm(**states, m0=State.UNEXCUSED)
    assert one.row(1).way == "helper", "a member without a phone is checked in by the secretary"
    assert one.row(0).way == "roll"
