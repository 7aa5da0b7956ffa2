"""Members check themselves in; the roll, confirmed aloud, has the last word."""

from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record
from sotay.meetings.choices import PRESENCES, CheckIn, Stage, State
from sotay.meetings.events import CheckedIn, CheckInSwitched
from sotay.meetings.models import Attendance, Meeting
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.queries.checking_in import cell_to_join
from sotay.meetings.rules.moves import require_stage


class CheckInRefused(DomainError):
    """Self check-in is off, or the person is not expected here."""


@transaction.atomic
def switch_check_in(*, actor: Actor, meeting: Meeting, on: bool, at: datetime) -> Meeting:
    """Let members check themselves in by the code on the screen, or stop it. Requires MEETING_RECORD;
    raises WrongStage unless the meeting is in session."""
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.IN_SESSION)
    if meeting.check_in != on:
        meeting.check_in = on
        meeting.save(update_fields=["check_in"])
        event = CheckInSwitched(meeting.pk, on)
        record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
        touch_meeting(meeting)
    return meeting


@transaction.atomic
def check_in(*, actor: Actor, meeting: Meeting, way: CheckIn, at: datetime) -> Attendance:
    """Say that one is here: by a code that the server met in time (CODE), or on one's own word (SELF).

    Whoever was noted absent is present now; said twice is said once. Requires MEETING_JOIN at a cell
    of the meeting.
    Raises CheckInRefused, WrongStage.
    """
    actor.require(Permission.MEETING_JOIN, cell_to_join(actor, meeting))
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.IN_SESSION)
    if not meeting.check_in:
        raise CheckInRefused("Chủ trì chưa mở tự điểm danh: đồng chí báo chủ trì điểm danh giúp.")
    row = (
        Attendance.objects.select_for_update()
        .filter(meeting=meeting, member=actor.member_id, expected=True)
        .first()
    )
    if actor.member_id is None or row is None:
        raise CheckInRefused("Đồng chí không có trong danh sách phải dự buổi này: đồng chí báo chủ trì.")
    if row.checked_at is not None and (row.way == CheckIn.CODE or way == CheckIn.SELF):
        return row
    if row.state not in PRESENCES:
        row.state, row.reason_class = State.PRESENT, ""
    row.way, row.checked_at = way, at
    row.save(update_fields=["state", "reason_class", "way", "checked_at"])
    record(CheckedIn(meeting.pk, str(way)), actor=actor, at=at, organisation_id=row.cell_id)
    touch_meeting(meeting)
    return row
