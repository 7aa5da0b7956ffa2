"""What nobody may do to a roll: the host not to the roll of a guest, nobody by leaving states out."""

from datetime import date

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import Actor, Reach
from sotay.core.errors import DomainError
from sotay.meetings.choices import Kind, State, Status
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.operations.recording import RecordRefused, amend_meeting
from sotay.meetings.operations.rolls import confirm_roll
from sotay.meetings.queries.recorded import draft_of
from sotay.meetings.queries.rosters import roll_mark
from sotay.meetings.rules.recording import MeetingDraft, mark_of
from sotay.organisations.models import Organisation
from tests import factories as make
from tests.meetings.test_recording import AT, SECRETARY, TODAY, cell, held, write

__all__ = ["cell"]
NOT_HELD = MeetingDraft(Status.NOT_HELD, Kind.REGULAR, 202405, reason="Ghi nhầm")
NOTHING = roll_mark(())


def secretary_of(one: Organisation) -> Actor:
    return Actor(9, "Bí thư", {permission: (Reach(one.path),) for permission in Permission})


def together(cell: Organisation) -> tuple[Meeting, Organisation]:
    """A meeting of two cells, hosted by the first."""
    guest = Organisation.objects.get(code="THON2")
    return write(cell, held(joint=(guest.pk,))), guest


def confirmed(meeting: Meeting, guest: Organisation) -> None:
    person = make.member(guest, since=date(2020, 1, 1))
    states = {person.public_id: State.EXCUSED}
    confirm_roll(
        actor=secretary_of(guest), meeting=meeting, cell=guest, states=states,
        reasons={person.public_id: "work"}, seen=NOTHING, at=AT,
    )  # fmt: skip


def amend(actor: Actor, meeting: Meeting, draft: MeetingDraft) -> None:
    seen = mark_of(draft_of(meeting))
    amend_meeting(actor=actor, meeting=meeting, draft=draft, seen=seen, at=AT, today=TODAY)


@pytest.mark.parametrize(("draft", "field"), [(held(), "joint"), (NOT_HELD, "")])
def test_the_host_never_drops_the_roll_a_guest_confirmed(
    cell: Organisation, draft: MeetingDraft, field: str
) -> None:
    meeting, guest = together(cell)
    confirmed(meeting, guest)
    with pytest.raises(RecordRefused) as found:
        amend(secretary_of(cell), meeting, draft)
    assert set(found.value.faults) == {field}
    assert Attendance.objects.get(cell=guest).state == State.EXCUSED
    assert JointCell.objects.filter(meeting=meeting, cell=guest).exists()


def test_who_records_for_both_cells_may_drop_it(cell: Organisation) -> None:
    meeting, guest = together(cell)
    confirmed(meeting, guest)
    amend(SECRETARY, meeting, held())
    assert not Attendance.objects.exists()


def test_a_guest_without_a_roll_is_dropped_and_the_rest_stays_to_be_corrected(cell: Organisation) -> None:
    meeting, guest = together(cell)
    amend(secretary_of(cell), meeting, held())
    assert not JointCell.objects.exists()
    other = write(cell, held(joint=(guest.pk,), held_on=date(2024, 4, 3), counted_for=202404))
    confirmed(other, guest)
    changed = held(joint=(guest.pk,), held_on=date(2024, 4, 3), counted_for=202404, place="Nhà văn hóa")
    amend(secretary_of(cell), other, changed)
    assert Attendance.objects.get(cell=guest).state == State.EXCUSED


def test_a_state_once_confirmed_is_never_blanked(cell: Organisation) -> None:
    person = make.member(cell)
    meeting = write(cell, held())
    given = {"actor": SECRETARY, "meeting": meeting, "cell": cell, "at": AT}
    with pytest.raises(DomainError, match="chọn cho từng người"):
        confirm_roll(**given, states={person.public_id: ""}, seen=NOTHING)  # type: ignore[arg-type]
    confirm_roll(**given, states={person.public_id: State.PRESENT}, seen=NOTHING)  # type: ignore[arg-type]
    seen = roll_mark([(person.pk, State.PRESENT)])
    with pytest.raises(DomainError, match="chọn cho từng người"):
        confirm_roll(**given, states={person.public_id: ""}, seen=seen)  # type: ignore[arg-type]
    assert Attendance.objects.get().state == State.PRESENT


def test_a_blank_of_an_older_roll_may_stay(cell: Organisation) -> None:
    one, two = make.member(cell), make.member(cell)
    meeting = write(cell, held())
    make.roll(meeting, "present", "")
    keys = dict(Attendance.objects.values_list("state", "member__public_id"))
    rows = list(Attendance.objects.values_list("member_id", "state"))
    states = {keys["present"]: State.EXCUSED, keys[""]: ""}
    why = {keys["present"]: "work"}
    confirm_roll(
        actor=SECRETARY, meeting=meeting, cell=cell, states=states, reasons=why, seen=roll_mark(rows), at=AT
    )
    assert set(Attendance.objects.values_list("state", flat=True)) == {State.EXCUSED, ""}
    assert one.pk != two.pk
