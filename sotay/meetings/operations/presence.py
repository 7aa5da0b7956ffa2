"""Who came after the roll was confirmed, and who went before the end."""

from datetime import datetime, time

from django.db import transaction
from django.utils.timezone import localtime

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record
from sotay.meetings.choices import PRESENCES, CheckIn, Stage, State
from sotay.meetings.events import PresenceNoted
from sotay.meetings.models import Attendance, Meeting
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.operations.rolls import recount_months
from sotay.meetings.rules.moves import require_stage
from sotay.meetings.rules.session import passage_fault, refuse_sealed

ABSENT = "Đồng chí này đang ghi là vắng: sửa điểm danh trước."


@transaction.atomic
def note_arrival(
    *, actor: Actor, meeting: Meeting, member: str, at: datetime, arrived_at: time | None = None
) -> Attendance:
    """Somebody of the roll (public id) came after it was confirmed: late, at the time given; in session also
    at this time.

    Requires MEETING_RECORD at the member's cell. Raises DomainError when there is no such person, or for an
    hour at which there was no meeting.
    """
    row = _row(actor, meeting, member)
    row.state, row.arrived_at = State.LATE, _hour(row.meeting, arrived_at, at)
    row.way, row.checked_at = CheckIn.ROLL, at
    row.save(update_fields=["state", "arrived_at", "way", "checked_at"])
    _tell(actor, row, "arrived", at)
    return row


@transaction.atomic
def note_departure(
    *, actor: Actor, meeting: Meeting, member: str, at: datetime, left_at: time | None = None
) -> Attendance:
    """Somebody present (public id) went before the end, at the time given, in session also at this time;
    present all the same.

    Requires MEETING_RECORD at the member's cell. Raises DomainError when they are not present, or for an hour
    at which there was no meeting.
    """
    row = _row(actor, meeting, member)
    if row.state not in PRESENCES:
        raise DomainError(ABSENT)
    row.left_at = _hour(row.meeting, left_at, at, arrived=row.arrived_at)
    row.save(update_fields=["left_at"])
    _tell(actor, row, "left", at)
    return row


@transaction.atomic
def take_departure_back(*, actor: Actor, meeting: Meeting, member: str, at: datetime) -> Attendance:
    """Somebody (public id) was noted as gone by mistake, or came back: they are there. Twice is once.

    Requires MEETING_RECORD at the member's cell. Raises DomainError when there is no such person.
    """
    row = _row(actor, meeting, member)
    if row.left_at is not None:
        row.left_at = None
        row.save(update_fields=["left_at"])
        _tell(actor, row, "stayed", at)
    return row


def _hour(meeting: Meeting, said: time | None, at: datetime, *, arrived: time | None = None) -> time:
    """The hour said, in session else this one. Raises DomainError."""
    clock = localtime(at).time().replace(second=0, microsecond=0)
    now = clock if meeting.stage == Stage.IN_SESSION else None
    found = said or now
    fault = passage_fault(found, now=now, started=meeting.started_at, ended=meeting.ended_at, arrived=arrived)
    if fault or found is None:
        raise DomainError(fault)
    return found


def _row(actor: Actor, meeting: Meeting, member: str) -> Attendance:
    """The line of one person, held; the meeting is in session or closed, and its minutes are not sealed."""
    meeting = lock_meeting(meeting)
    refuse_sealed(meeting.stage)
    require_stage(meeting.stage, Stage.IN_SESSION, Stage.CLOSED)
    rows = Attendance.objects.filter(meeting=meeting, expected=True, member__public_id=member)
    row = rows.select_related("meeting", "cell").first()
    if row is None or not actor.may(Permission.MEETING_RECORD, row.cell):
        actor.require(Permission.MEETING_RECORD, meeting.cell)
        raise DomainError("Không có đồng chí này trong danh sách phải dự: mở Điểm danh để xem lại.")
    return row


def _tell(actor: Actor, row: Attendance, what: str, at: datetime) -> None:
    event = PresenceNoted(row.meeting_id, row.cell_id, row.member_id, what)
    record(event, actor=actor, at=at, organisation_id=row.cell_id)
    recount_months(row.meeting, row.cell_id)
    touch_meeting(row.meeting)
