"""Who asked to speak: waits in order, is called, has spoken."""

from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.events import TurnMoved
from sotay.meetings.models import Attendance, Guest, Meeting, SpeakerTurn
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.queries.checking_in import cell_to_join, cell_where
from sotay.meetings.rules.moves import require_stage
from sotay.meetings.rules.session import may_speak

NO_SPEAKER = "Không có người này trong danh sách dự: điểm danh hoặc ghi khách trước."
ABSENT = "Đồng chí này đang ghi là vắng hoặc đã về: sửa điểm danh trước."
NOT_LISTED = "Đồng chí không có trong danh sách phải dự buổi này: đồng chí giơ tay, báo chủ trì."
NOT_HERE = "Đồng chí đang được ghi là vắng: đồng chí báo chủ trì điểm danh trước."
GONE = "Lượt này vừa kết thúc: tải lại trang để xem."


@transaction.atomic
def put_in_line(*, actor: Actor, meeting: Meeting, speaker: str, at: datetime) -> SpeakerTurn:
    """A member of the roll or a guest (public id) raised their hand: they wait, in order of asking. Whoever
    waits or speaks already stays where they are. Requires MEETING_RECORD at the host cell, or at another
    that sits with it, for its own members. Raises DomainError for one who is not here, WrongStage."""
    actor.require(Permission.MEETING_RECORD, cell_where(actor, meeting, Permission.MEETING_RECORD))
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.IN_SESSION)
    leads = actor.may(Permission.MEETING_RECORD, meeting.cell)
    rows = Attendance.objects.filter(meeting=meeting, member__public_id=speaker).select_related("cell")
    row = next((one for one in rows if leads or actor.may(Permission.MEETING_RECORD, one.cell)), None)
    guest = Guest.objects.filter(meeting=meeting, public_id=speaker).first() if leads and not row else None
    if row is None and guest is None:
        raise DomainError(NO_SPEAKER)
    if row is not None and not may_speak(row.state, gone=row.left_at is not None):
        raise DomainError(ABSENT)
    return _wait(actor, meeting, row.member_id if row else None, guest, at, by_self=False)


@transaction.atomic
def ask_to_speak(*, actor: Actor, meeting: Meeting, at: datetime) -> SpeakerTurn:
    """The member asks on their own device; asked twice is asked once. Requires MEETING_JOIN at a cell of
    the meeting. Raises DomainError for one who is not here, WrongStage."""
    meeting = lock_meeting(meeting)
    row = _own_row(actor, meeting)
    require_stage(meeting.stage, Stage.IN_SESSION)
    if row is None:
        raise DomainError(NOT_LISTED)
    if not may_speak(row.state, gone=row.left_at is not None):
        raise DomainError(NOT_HERE)
    return _wait(actor, meeting, row.member_id, None, at, by_self=True)


@transaction.atomic
def draw_back(*, actor: Actor, meeting: Meeting, at: datetime) -> None:
    """The member who waits does not want to speak after all. As `ask_to_speak`; nothing to draw back is
    nothing done, and one who is speaking stays."""
    meeting = lock_meeting(meeting)
    row = _own_row(actor, meeting)
    if row is None:
        return
    mine = SpeakerTurn.objects.filter(meeting=meeting, member=row.member_id, begun_at=None, ended_at=None)
    for turn in mine:
        _end(actor, meeting, turn, at)


@transaction.atomic
def give_floor(*, actor: Actor, meeting: Meeting, turn: str, at: datetime) -> SpeakerTurn:
    """Call one who waits (public id of the turn): they speak now, and whoever spoke is through. Called twice
    is called once. Requires MEETING_RECORD at the host cell. Raises DomainError, WrongStage."""
    meeting = _lead(actor, meeting)
    found = SpeakerTurn.objects.filter(meeting=meeting, public_id=turn, ended_at=None).first()
    if found is None:
        raise DomainError(GONE)
    if found.begun_at is not None:
        return found
    for before in SpeakerTurn.objects.filter(meeting=meeting, begun_at__isnull=False, ended_at=None):
        _end(actor, meeting, before, at)
    found.begun_at = at
    found.save(update_fields=["begun_at"])
    _tell(actor, meeting, found, "called", at)
    return found


@transaction.atomic
def end_turn(*, actor: Actor, meeting: Meeting, turn: str, at: datetime) -> None:
    """One who speaks is through, or one who waits is taken off (public id of the turn). Ended twice is ended
    once. Requires MEETING_RECORD at the host cell. Raises WrongStage."""
    meeting = _lead(actor, meeting)
    for found in SpeakerTurn.objects.filter(meeting=meeting, public_id=turn, ended_at=None):
        _end(actor, meeting, found, at)


def spoke(actor: Actor, meeting: Meeting, *, member: int | None, guest: Guest | None, at: datetime) -> None:
    """What this person said was written down: they wait no longer. Called by operations."""
    open_ = SpeakerTurn.objects.filter(meeting=meeting, ended_at=None)
    for turn in open_.filter(member=member) if member else open_.filter(guest=guest):
        _end(actor, meeting, turn, at)


def _lead(actor: Actor, meeting: Meeting) -> Meeting:
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.IN_SESSION)
    return meeting


def _own_row(actor: Actor, meeting: Meeting) -> Attendance | None:
    """The actor's own line on the roll. Raises PermissionDenied where they may not take part."""
    rows = Attendance.objects.filter(meeting=meeting, member=actor.member_id, expected=True)
    row = rows.first() if actor.member_id is not None else None
    actor.require(Permission.MEETING_JOIN, cell_to_join(actor, meeting))
    return row


def _wait(
    actor: Actor, meeting: Meeting, member: int | None, guest: Guest | None, at: datetime, *, by_self: bool
) -> SpeakerTurn:
    open_ = SpeakerTurn.objects.filter(meeting=meeting, ended_at=None)
    known = open_.filter(guest=guest).first() if guest else open_.filter(member=member).first()
    if known is not None:
        return known
    turn = SpeakerTurn.objects.create(
        meeting=meeting, member_id=member, guest=guest, asked_at=at, by_self=by_self
    )
    _tell(actor, meeting, turn, "asked", at)
    return turn


def _end(actor: Actor, meeting: Meeting, turn: SpeakerTurn, at: datetime) -> None:
    turn.ended_at = at
    turn.save(update_fields=["ended_at"])
    _tell(actor, meeting, turn, "ended", at)


def _tell(actor: Actor, meeting: Meeting, turn: SpeakerTurn, what: str, at: datetime) -> None:
    record(TurnMoved(meeting.pk, turn.pk, what), actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
