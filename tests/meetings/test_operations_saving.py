"""Storing rolls and steps: many lines, few questions, bases left as they were."""

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import Actor, system_actor
from sotay.core.errors import PermissionDenied
from sotay.meetings.models import Attendance, CellMonthCount, MeetingStep
from sotay.meetings.operations import RollLine, StepMark, note_rolls, replace_steps, save_counts, save_roll
from tests.factories import meetings, members
from tests.factories.organisations import organisation

pytestmark = pytest.mark.django_db
SYSTEM = system_actor(Permission)


def test_a_roll_is_stored_and_later_only_its_states_change() -> None:
    cell = organisation()
    held, person = meetings.meeting(cell, 202401), members.member()
    line = RollLine(held.pk, cell.pk, person.pk, "official", True, True, "present")
    save_roll(actor=SYSTEM, cells=[cell], new=[line], states=[])
    stored = Attendance.objects.get()
    save_roll(actor=SYSTEM, cells=[cell], new=[], states=[(stored.pk, "excused")])
    stored.refresh_from_db()
    assert (stored.state, stored.basis, stored.expected, stored.votes) == ("excused", "official", True, True)
    note_rolls([(held.pk, True)])
    held.refresh_from_db()
    assert held.roll_recorded


def test_steps_of_a_meeting_are_replaced_whole() -> None:
    held = meetings.meeting(organisation(), 202401)
    replace_steps([], steps=[StepMark(held.pk, "O3", True, "")])
    replace_steps([held.pk], steps=[StepMark(held.pk, "O4", False, "hết giờ")])
    assert list(MeetingStep.objects.values_list("code", "done", "reason")) == [("O4", False, "hết giờ")]


def test_a_cell_out_of_reach_is_refused() -> None:
    cell, stranger = organisation(), Actor(1, "khách")
    with pytest.raises(PermissionDenied):
        save_roll(actor=stranger, cells=[cell], new=[], states=[])
    counts = [CellMonthCount(cell=cell, month=202401, held="yes")]
    with pytest.raises(PermissionDenied):
        save_counts(actor=stranger, cells=[cell], new=counts, changed=[])
    assert not CellMonthCount.objects.exists()
