"""Confirm the roll of a meeting: everybody expected, presumed present until said otherwise."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.operations import record
from sotay.meetings.choices import (
    EXPECTED_BASES,
    PRESENCES,
    Basis,
    CheckIn,
    ReasonClass,
    Stage,
    State,
    Status,
)
from sotay.meetings.events import RollConfirmed
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.operations.moves import touch_meeting
from sotay.meetings.operations.undoing import RollConflict, keep_roll
from sotay.meetings.queries.rosters import (
    Standing,
    has_roll,
    roll_confirmed,
    roll_mark,
    roster_on,
    sitting_confirmed,
)
from sotay.meetings.rules import turnout_of
from sotay.meetings.rules.session import refuse_sealed
from sotay.organisations.models import Organisation


class ReasonMissing(DomainError):
    """Somebody is excused and nobody said why; `people`: their public ids."""

    def __init__(self, people: Collection[str]) -> None:
        super().__init__(
            f"Còn {len(people)} đồng chí vắng có lý do chưa chọn vì sao: chọn một ô ở mục Vì sao, "
            "rồi xác nhận lại. Biên bản chỉ in lời trung tính."
        )
        self.people = frozenset(people)


@transaction.atomic
def confirm_roll(
    *,
    actor: Actor,
    meeting: Meeting,
    cell: Organisation,
    states: Mapping[str, str],
    came: Collection[str] = (),
    reasons: Mapping[str, str] | None = None,
    sitting: str = "",
    seen: str,
    at: datetime,
) -> Meeting:
    """Confirm, or correct, the roll of one cell at a meeting held or in session.

    By public id: `states` of everybody expected ("" only where an older roll left a blank), `reasons`
    (classes) of those excused, `came` all the same (noted, not counted). `seen`: the mark of the roll that
    the person saw. `sitting` (public id): of the people of that group's sitting alone; the roll is recorded
    once nobody is left. Without a snapshot it is taken from the register as at the day held; later it stands.
    Saying what stands there already changes nothing; what stood before is kept for one undo. Whoever is newly
    excused has a class of reason. Requires MEETING_RECORD at the cell. Raises RollConflict, ReasonMissing,
    Sealed, and DomainError when there is no roll.
    """
    actor.require(Permission.MEETING_RECORD, cell)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    rows, roster = _standing(meeting, cell, sitting)
    known = {row.member.public_id: row for row in rows if row.expected}
    expected = set(known) or {one.public_id for one in roster if one.expected}
    wanted = {key: State(state) if state else "" for key, state in states.items()}
    if set(wanted) != expected:
        raise RollConflict
    said = {key: ReasonClass(value) if value else "" for key, value in (reasons or {}).items()}
    confirmed = sitting_confirmed(rows) if sitting else roll_confirmed(meeting, rows)
    same = _stands(known, wanted, said)
    if same and (confirmed or (meeting.roll_recorded and not expected)) and _noted(rows) == set(came):
        return meeting
    refuse_sealed(meeting.stage)
    if roll_mark((row.member_id, row.state) for row in rows) != seen:
        raise RollConflict
    _refuse_blanks(known, wanted, confirmed=confirmed)
    _refuse_unreasoned(known, wanted, said)
    changed = sum(row.state != wanted[key] for key, row in known.items()) if confirmed else None
    keep_roll(meeting, cell, Attendance.objects.filter(meeting=meeting, cell=cell), at)
    _write(meeting, cell, known, roster, wanted, said, at)
    if not sitting:
        _note(meeting, cell, roster, rows, set(came))
    meeting.roll_recorded = not sitting or not _blanks(meeting, cell)
    meeting.save(update_fields=["roll_recorded"])
    _tell(actor, meeting, cell, wanted, changed, at)
    touch_meeting(meeting)
    return meeting


def _standing(meeting: Meeting, cell: Organisation, sitting: str) -> tuple[list[Attendance], list[Standing]]:
    """The rows of the cell's roll (of one sitting, when there is one), and who belongs to the cell on the
    day."""
    takes_part = cell.pk == meeting.cell_id or JointCell.objects.filter(meeting=meeting, cell=cell).exists()
    if not has_roll(meeting) or not takes_part:
        raise DomainError("Buổi này chưa ghi là đã sinh hoạt: ghi buổi trước, rồi điểm danh.")
    assert meeting.held_on is not None  # what has a roll has its day
    rows = Attendance.objects.filter(meeting=meeting, cell=cell).select_related("member")
    if sitting:
        return list(rows.filter(sitting__public_id=sitting, expected=True)), []
    return list(rows), roster_on(cell.pk, meeting.held_on)


def _stands(known: Mapping[str, Attendance], wanted: Mapping[str, str], said: Mapping[str, str]) -> bool:
    """Whether everybody is as wanted already."""
    return all(
        row.state == wanted[key] and said.get(key, row.reason_class) == row.reason_class
        for key, row in known.items()
    )


def _blanks(meeting: Meeting, cell: Organisation) -> bool:
    """Whether somebody expected has no state yet."""
    return Attendance.objects.filter(meeting=meeting, cell=cell, expected=True, state="").exists()


def _refuse_blanks(known: Mapping[str, Attendance], wanted: Mapping[str, str], *, confirmed: bool) -> None:
    """Everybody has a state, but for a blank that an older roll left."""
    blank = {key for key, row in known.items() if confirmed and not row.state}
    if any(not state and key not in blank for key, state in wanted.items()):
        raise DomainError("Còn đồng chí chưa có trạng thái: chọn cho từng người, rồi xác nhận lại.")


def _refuse_unreasoned(
    known: Mapping[str, Attendance], wanted: Mapping[str, str], said: Mapping[str, str]
) -> None:
    """Each excused absence has its class of reason (minutes name it: rules.md §1.4); one that a spreadsheet
    or an older roll left without stays as it is."""
    lacking = []
    for key, state in wanted.items():
        row = known.get(key)
        stood = row is not None and row.state == State.EXCUSED
        if state == State.EXCUSED and not stood and not said.get(key, row.reason_class if row else ""):
            lacking.append(key)
    if lacking:
        raise ReasonMissing(lacking)


def _noted(rows: Collection[Attendance]) -> set[str]:
    return {row.member.public_id for row in rows if not row.expected and row.state in PRESENCES}


def _write(
    meeting: Meeting,
    cell: Organisation,
    known: Mapping[str, Attendance],
    roster: Collection[Standing],
    wanted: Mapping[str, str],
    said: Mapping[str, str],
    at: datetime,
) -> None:
    rows = known or {one.public_id: _line(meeting, cell, one, "") for one in roster if one.expected}
    for key, row in rows.items():
        _say(row, wanted[key], said.get(key), helped=meeting.check_in, at=at)
    if known:
        fields = ["state", "reason_class", "way", "checked_at", "arrived_at", "left_at"]
        Attendance.objects.bulk_update(rows.values(), fields, batch_size=300)
    else:
        Attendance.objects.bulk_create(rows.values())


def _say(row: Attendance, state: str, reason: str | None, *, helped: bool, at: datetime) -> None:
    """One person's state. Who checked in by themselves keeps how; where members do so, whom the secretary
    enters was entered for them. Who was not there neither came later nor went."""
    if state != row.state or not row.way:
        here = state in PRESENCES
        row.way = CheckIn.HELPER if helped and here else CheckIn.ROLL if state else ""
        row.checked_at = at if state else None
    row.state = state
    if reason is not None:
        row.reason_class = reason
    if state not in PRESENCES:
        row.arrived_at = row.left_at = None


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
    recount_months(meeting, cell.pk)


def recount_months(meeting: Meeting, cell: int) -> None:
    """Let the figures of a cell follow the roll; a meeting in session counts nowhere yet."""
    if meeting.status != Status.HELD or meeting.stage == Stage.IN_SESSION:
        return
    months = [meeting.counted_for] + ([meeting.also_for] if meeting.also_for else [])
    mark_stale((cell, month) for month in months)
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
