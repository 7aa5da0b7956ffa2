"""Members answer the call and send opinions before; the secretary decides on leave."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError, PermissionDenied
from sotay.documents.rules import refuse_classified
from sotay.journal.operations import record
from sotay.meetings.choices import Answer, Decision, OpinionWay
from sotay.meetings.events import LeaveDecided, OpinionSent, ReasonsSwept, ReplyGiven
from sotay.meetings.models import JointCell, Meeting, Opinion, Reply
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.queries.joining import meetings_to_join
from sotay.meetings.queries.rosters import Standing, roster_on
from sotay.meetings.rules.moves import require_stage
from sotay.meetings.rules.replies import KEPT, OPEN, Said, decision_of, opinion_text, said


def _require_own(actor: Actor, meeting: Meeting, today: date) -> int:
    """The actor's member id, when the meeting is one of their own cell. Raises PermissionDenied."""
    actor.require(Permission.MEETING_JOIN)
    if actor.member_id is None or not meetings_to_join(actor, today=today).filter(pk=meeting.pk).exists():
        raise PermissionDenied("Đây không phải buổi sinh hoạt của chi bộ đồng chí.")
    return actor.member_id


@transaction.atomic
def answer_call(
    *,
    actor: Actor,
    meeting: Meeting,
    answer: str,
    reason_class: str = "",
    reason: str = "",
    today: date,
    at: datetime,
) -> Reply:
    """The member's own answer; a later one replaces it, until the meeting opens. Requires MEETING_JOIN and
    that the member belongs to a cell of the meeting. Raises DomainError, WrongStage."""
    what = said(answer, reason_class, reason)
    meeting = lock_meeting(meeting)
    member = _require_own(actor, meeting, today)
    return _keep(actor, meeting, member, what, at, entered_by=None)


@transaction.atomic
def enter_reply(
    *,
    actor: Actor,
    meeting: Meeting,
    member: str,
    answer: str,
    reason_class: str = "",
    reason: str = "",
    today: date,
    at: datetime,
) -> Reply:
    """Write down the answer of a member (public id) who has no phone. Requires MEETING_RECORD at the host
    cell; the member must stand on the roster. Raises DomainError, WrongStage."""
    what = said(answer, reason_class, reason)
    meeting = lock_meeting(meeting)
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    one = _on_roster(meeting, member, today)
    return _keep(actor, meeting, one.member, what, at, entered_by=actor.account_id)


def _on_roster(meeting: Meeting, member: str, today: date) -> Standing:
    day = meeting.planned_on or today
    cells = [meeting.cell_id, *JointCell.objects.filter(meeting=meeting).values_list("cell_id", flat=True)]
    for cell in cells:
        for one in roster_on(cell, day):
            if one.public_id == member:
                return one
    raise DomainError("Người này không có trong danh sách của buổi; đồng chí chọn lại tên.")


def _keep(
    actor: Actor, meeting: Meeting, member: int, what: Said, at: datetime, *, entered_by: int | None
) -> Reply:
    """Store the answer. What says the same as before keeps its decision."""
    require_stage(meeting.stage, *OPEN)
    reply = Reply.objects.filter(meeting=meeting, member=member).first()
    same = reply is not None and (reply.answer, reply.reason_class, reply.reason) == (
        what.answer,
        what.reason_class,
        what.reason,
    )
    if reply is not None and same:
        return reply
    reply = reply or Reply(meeting=meeting, member_id=member)
    reply.answer, reply.reason_class, reply.reason = what.answer, what.reason_class, what.reason
    reply.answered_at, reply.entered_by_id = at, entered_by
    reply.decision, reply.decided_at, reply.decided_by_id = "", None, None
    reply.save()
    event = ReplyGiven(meeting.pk, member, what.answer, entered_by is not None)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return reply


@transaction.atomic
def decide_leave(*, actor: Actor, meeting: Meeting, member: str, decision: str, at: datetime) -> Reply:
    """Approve or decline a request for leave of a member (public id); may be changed until the meeting
    opens. Requires MEETING_RECORD at the host cell. Raises DomainError, WrongStage."""
    wanted = decision_of(decision)
    meeting = lock_meeting(meeting)
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    require_stage(meeting.stage, *OPEN)
    reply = Reply.objects.filter(meeting=meeting, member__public_id=member, answer=Answer.LEAVE).first()
    if reply is None:
        raise DomainError("Đồng chí này không còn xin vắng; mở lại trang để xem câu trả lời mới.")
    if reply.member_id == actor.member_id and wanted == Decision.APPROVED and not _leads(actor, meeting):
        raise DomainError("Đồng chí không tự duyệt đơn của mình; bí thư duyệt.")
    if reply.decision == wanted:
        return reply
    reply.decision, reply.decided_at, reply.decided_by_id = wanted, at, actor.account_id
    reply.save(update_fields=["decision", "decided_at", "decided_by_id"])
    event = LeaveDecided(meeting.pk, reply.member_id, wanted)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return reply


def _leads(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor is the secretary of the cell, who asks nobody for leave."""
    return actor.may(Permission.MEETING_SEAL, meeting.cell)


@transaction.atomic
def send_opinion(
    *, actor: Actor, meeting: Meeting, text: str, form_key: str = "", today: date, at: datetime
) -> Opinion:
    """An opinion that the chair finds at the meeting, under the member's name. The same form sent twice
    is one opinion. Requires MEETING_JOIN at a cell of the meeting. Raises DomainError, WrongStage."""
    words = opinion_text(text)
    refuse_classified("", words)
    meeting = lock_meeting(meeting)
    member = _require_own(actor, meeting, today)
    require_stage(meeting.stage, *OPEN)
    try:
        with transaction.atomic():
            opinion = Opinion.objects.create(
                meeting=meeting,
                speaker_id=member,
                text=words,
                way=OpinionWay.BEFORE,
                entered_at=at,
                entered_by_id=actor.account_id,
                form_key=form_key,
            )
    except IntegrityError:
        return Opinion.objects.get(entered_by_id=actor.account_id, form_key=form_key)
    event = OpinionSent(meeting.pk, member, taken_back=False)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return opinion


@transaction.atomic
def take_back_opinion(*, actor: Actor, meeting: Meeting, opinion: str, today: date, at: datetime) -> None:
    """Take back an opinion (public id) that the actor sent before this meeting, until it opens. One that
    is gone already is no fault. Raises WrongStage."""
    meeting = lock_meeting(meeting)
    member = _require_own(actor, meeting, today)
    require_stage(meeting.stage, *OPEN)
    rows = Opinion.objects.filter(meeting=meeting, speaker=member, way=OpinionWay.BEFORE, public_id=opinion)
    if rows.delete()[0]:
        event = OpinionSent(meeting.pk, member, taken_back=True)
        record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
        touch_meeting(meeting)


@transaction.atomic
def sweep_reasons(*, actor: Actor, at: datetime) -> int:
    """Delete the own words of reasons for leave given more than a year ago; the class stays. Requires
    MEMBER_REASONS (the system's, when a clock asks). How many."""
    actor.require(Permission.MEMBER_REASONS)
    swept = Reply.objects.filter(answered_at__lt=at - KEPT).exclude(reason="").update(reason="")
    if swept:
        record(ReasonsSwept(swept), actor=actor, at=at)
    return swept
