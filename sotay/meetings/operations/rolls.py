"""Confirm the roll of a meeting: everybody expected, presumed present until said otherwise."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.operations import record
from sotay.meetings.choices import EXPECTED_BASES, PRESENCES, Basis, State, Status
from sotay.meetings.events import RollConfirmed
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.queries.rosters import Standing, roll_mark, roster_on
from sotay.meetings.rules import turnout_of
from sotay.organisations.models import Organisation


class RollConflict(DomainError):
    """Somebody confirmed or corrected the roll meanwhile, or the list of those expected is another now."""

    def __init__(self) -> None:
        super().__init__("Điểm danh vừa có thay đổi. Đồng chí xem lại rồi xác nhận lại.")


@transaction.atomic
def confirm_roll(
    *,
    actor: Actor,
    meeting: Meeting,
    cell: Organisation,
    states: Mapping[str, str],
    came: Collection[str] = (),
    seen: str,
    at: datetime,
) -> Meeting:
    """Confirm, or correct, the roll of one cell at a meeting.

    `states`: by public id, the state of everybody expected ("" only where an older roll left a blank);
    `came`: of those not expected, who came all the same: noted, not counted. `seen`: the mark of the roll
    that the person saw. The first time the snapshot is taken from the register as at the day held; later
    it stands, and only states change. Confirming what stands there already changes nothing. Requires
    MEETING_RECORD at the cell. Raises RollConflict, and DomainError when the meeting was not held.
    """
    actor.require(Permission.MEETING_RECORD, cell)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    takes_part = cell.pk == meeting.cell_id or JointCell.objects.filter(meeting=meeting, cell=cell).exists()
    if meeting.status != Status.HELD or meeting.held_on is None or not takes_part:
        raise DomainError("Buổi này chưa ghi là đã sinh hoạt: ghi buổi trước, rồi điểm danh.")
    rows = list(Attendance.objects.filter(meeting=meeting, cell=cell).select_related("member"))
    roster = roster_on(cell.pk, meeting.held_on)
    known = {row.member.public_id: row for row in rows if row.expected}
    expected = set(known) or {one.public_id for one in roster if one.expected}
    wanted = {key: State(state) if state else "" for key, state in states.items()}
    if set(wanted) != expected:
        raise RollConflict
    standing = {key: row.state for key, row in known.items()}
    written = bool(known) or (meeting.roll_recorded and not expected)
    if written and standing == wanted and _noted(rows) == set(came):
        return meeting
    if roll_mark((row.member_id, row.state) for row in rows) != seen:
        raise RollConflict
    if any(not state and standing.get(key) != "" for key, state in wanted.items()):
        raise DomainError("Còn đồng chí chưa có trạng thái: chọn cho từng người, rồi xác nhận lại.")
    confirmed = any(row.state for row in rows)
    changed = sum(row.state != wanted[key] for key, row in known.items()) if confirmed else None
    _write(meeting, cell, known, roster, wanted)
    _note(meeting, cell, roster, rows, set(came))
    meeting.roll_recorded = True
    meeting.save(update_fields=["roll_recorded"])
    _tell(actor, meeting, cell, wanted, changed, at)
    return meeting


def _noted(rows: Collection[Attendance]) -> set[str]:
    return {row.member.public_id for row in rows if not row.expected and row.state in PRESENCES}


def _write(
    meeting: Meeting,
    cell: Organisation,
    known: Mapping[str, Attendance],
    roster: Collection[Standing],
    wanted: Mapping[str, str],
) -> None:
    if known:
        for key, row in known.items():
            row.state = wanted[key]
        Attendance.objects.bulk_update(known.values(), ["state"], batch_size=300)
        return
    Attendance.objects.bulk_create(
        _line(meeting, cell, one, wanted[one.public_id]) for one in roster if one.expected
    )


def _line(meeting: Meeting, cell: Organisation, one: Standing, state: str) -> Attendance:
    return Attendance(
        meeting=meeting,
        cell=cell,
        member_id=one.member,
        basis=one.basis,
        expected=one.expected,
        votes=one.expected and one.votes,
        state=state,
    )


def _note(
    meeting: Meeting,
    cell: Organisation,
    roster: Collection[Standing],
    rows: Collection[Attendance],
    came: set[str],
) -> None:
    """Who came without being expected, of those who belong to the cell."""
    listed = {one.public_id: one for one in roster if not one.expected}
    here = {row.member.public_id: row for row in rows if not row.expected}
    gone = [row.pk for key, row in here.items() if key in listed and key not in came]
    Attendance.objects.filter(pk__in=gone).delete()
    new = [listed[key] for key in sorted(came) if key in listed and key not in here]
    # One who was expected at another of the cells meeting together is on that cell's roll.
    taken = set(Attendance.objects.filter(meeting=meeting).values_list("member_id", flat=True))
    Attendance.objects.bulk_create(
        _line(meeting, cell, one, State.PRESENT) for one in new if one.member not in taken
    )


def _tell(
    actor: Actor,
    meeting: Meeting,
    cell: Organisation,
    wanted: Mapping[str, str],
    changed: int | None,
    at: datetime,
) -> None:
    turnout = turnout_of((True, state) for state in wanted.values())
    unexcused = sum(state == State.UNEXCUSED for state in wanted.values())
    people = (turnout.expected, turnout.present, turnout.excused, unexcused)
    event = RollConfirmed(meeting.pk, cell.pk, *people, changed)
    record(event, actor=actor, at=at, organisation_id=cell.pk)
    months = [meeting.counted_for] + ([meeting.also_for] if meeting.also_for else [])
    mark_stale((cell.pk, month) for month in months)
    refresh()


def take_snapshot_again(meeting: Meeting) -> None:
    """Who was expected, as at the meeting's (new) day: states stay with those still expected, others who
    came are noted, and who is expected now without a state is not recorded. Called by operations."""
    assert meeting.held_on is not None
    rows = list(Attendance.objects.filter(meeting=meeting).select_related("cell"))
    for cell in {row.cell_id: row.cell for row in rows}.values():
        roster = {one.member: one for one in roster_on(cell.pk, meeting.held_on)}
        own = {row.member_id: row for row in rows if row.cell_id == cell.pk}
        for member, row in own.items():
            one = roster.get(member)
            row.basis = one.basis if one else Basis.ELSEWHERE
            row.expected = row.basis in EXPECTED_BASES
            row.votes = bool(one and row.expected and one.votes)
        gone = [row.pk for row in own.values() if not row.expected and row.state not in PRESENCES]
        Attendance.objects.bulk_update(own.values(), ["basis", "expected", "votes"], batch_size=300)
        Attendance.objects.filter(pk__in=gone).delete()
        taken = {row.member_id for row in rows}
        Attendance.objects.bulk_create(
            _line(meeting, cell, one, "")
            for one in roster.values()
            if one.expected and one.member not in taken
        )
