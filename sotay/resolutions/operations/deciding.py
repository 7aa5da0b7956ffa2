"""Resolutions and conclusions: the draft before, the text after, the number."""

from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.operations.preparing import add_paper, remove_paper
from sotay.meetings.queries.preparing import drafts_among_papers
from sotay.meetings.rules.moves import require_stage
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.events import DecisionCancelled, DecisionIssued, DecisionWritten
from sotay.resolutions.models import Decision
from sotay.resolutions.operations.numbering import next_in_series
from sotay.resolutions.queries import term_on
from sotay.resolutions.rules import SUBJECT, TEXT, writable

ISSUING = (Stage.CLOSED, Stage.ADOPTED, Stage.SEALED, Stage.FILED)


class DecisionRefused(DomainError):
    """The rules forbid it; `faults`: by field ("": the whole), what to do."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


class DecisionConflict(DomainError):
    """Somebody wrote it meanwhile; `theirs` is how it stands now."""

    def __init__(self, theirs: Decision) -> None:
        super().__init__("Có người vừa sửa văn bản này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs = theirs


@transaction.atomic
def write_decision(
    *, actor: Actor, meeting: Meeting, kind: str, subject: str, text: str, seen: int, at: datetime
) -> Decision:
    """Write the resolution or conclusion over what the person saw (`seen`: its version, 0: nothing yet).

    Before the meeting opens the text is the draft; from then on it is the text, and the draft stays as it
    was. Not once it is issued, unless that number was cancelled: then another is written. The seal of the
    minutes does not stand in the way: it holds the vote, not the wording. Requires MEETING_RECORD at the
    cell. Raises DecisionRefused, DecisionConflict, WrongStage.
    """
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, *Stage)
    if not writable(meeting.stage, meeting.status):
        raise DecisionRefused({"": "Buổi này không tổ chức nên không có nghị quyết, kết luận."})
    found = Decision.objects.filter(meeting=meeting, kind=DecisionKind(kind), cancelled="").first()
    if found is not None and found.number is not None:
        raise DecisionRefused({"": "Văn bản đã lấy số: không sửa được. Sai thì hủy số rồi soạn lại."})
    if found is not None and found.version != seen:
        raise DecisionConflict(found)
    if faults := _faults(subject, text):
        raise DecisionRefused(faults)
    decision = found or Decision(meeting=meeting, cell=meeting.cell, kind=kind)
    decision.subject, decision.version = subject.strip(), decision.version + 1
    before = meeting.stage in {Stage.PLANNED, Stage.CALLED}
    if before:
        decision.draft = text
    else:
        decision.text = text
    decision.save()
    fields = ("subject", "draft" if before else "text")
    event = DecisionWritten(meeting.pk, decision.pk, decision.kind, decision.version, fields)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return decision


def _faults(subject: str, text: str) -> dict[str, str]:
    found = {}
    if not subject.strip():
        found["subject"] = "Ghi trích yếu, ví dụ: lãnh đạo thực hiện nhiệm vụ tháng 11 năm 2026."
    elif len(subject) > SUBJECT:
        found["subject"] = f"Dài quá {SUBJECT} chữ cái: viết gọn lại."
    if len(text) > TEXT:
        found["text"] = f"Dài quá {TEXT} chữ cái: viết gọn lại."
    return found


@transaction.atomic
def spread_draft(*, actor: Actor, decision: Decision, at: datetime, today: date) -> None:
    """Put the draft among the papers of its meeting, in the place of the one put there before: members read
    it as they read the others, published with the call (at once when called already).

    Requires MEETING_RECORD at the cell. Raises DecisionRefused without a draft, PrepareRefused, WrongStage.
    """
    actor.require(Permission.MEETING_RECORD, decision.cell)
    meeting = lock_meeting(decision.meeting)
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if not decision.draft.strip():
        raise DecisionRefused({"text": "Chưa có dự thảo: viết, lưu rồi gửi."})
    kind, text = str(DecisionKind(decision.kind).label), decision.draft.strip()
    title = f"Dự thảo {kind.lower()}"
    for one in drafts_among_papers(meeting, kind):
        if one.title == title and not one.document and one.text != text:
            remove_paper(actor=actor, meeting=meeting, paper=one.public_id, at=at)
    add_paper(actor=actor, meeting=meeting, title=title, text=text, file=None, at=at, today=today)


@transaction.atomic
def issue_decision(
    *, actor: Actor, decision: Decision, carried: bool | None, at: datetime, today: date
) -> Decision:
    """Give it the next number of its series and today's date. `carried`: whether its vote carried; a vote
    that failed forbids issuing, none at all (None) is left to the person.

    Issued twice it keeps its number. Requires MEETING_SEAL at the cell. Raises DecisionRefused, WrongStage.
    """
    actor.require(Permission.MEETING_SEAL, decision.cell)
    meeting = lock_meeting(decision.meeting)
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require_stage(meeting.stage, *ISSUING)
    if decision.number is not None:
        return decision
    if carried is False:
        raise DecisionRefused({"": "Biểu quyết chưa đủ số tán thành: chưa ban hành được."})
    if not decision.text.strip():
        raise DecisionRefused({"text": "Chưa có nội dung: viết nội dung rồi ban hành."})
    decision.term = term_on(decision.cell, meeting.held_on or today)
    decision.number = next_in_series(decision.cell, decision.kind, decision.term)
    decision.issued_on, decision.version = today, decision.version + 1
    decision.save()
    event = DecisionIssued(meeting.pk, decision.pk, decision.kind, decision.number)
    record(event, actor=actor, at=at, organisation_id=decision.cell_id)
    touch_meeting(meeting)
    return decision


@transaction.atomic
def write_and_issue(
    *,
    actor: Actor,
    meeting: Meeting,
    kind: str,
    subject: str,
    text: str,
    seen: int,
    carried: bool | None,
    at: datetime,
    today: date,
) -> Decision:
    """Keep what was typed as `write_decision` does, and give it its number as `issue_decision` does: both or
    neither, so that no number goes to a text that nobody meant. Sent twice it keeps its one number.

    Raises what the two raise.
    """
    actor.require(Permission.MEETING_SEAL, meeting.cell)
    typed = _as_typed(actor, meeting, kind, subject, text, seen, at)
    return issue_decision(actor=actor, decision=typed, carried=carried, at=at, today=today)


@transaction.atomic
def write_and_spread(
    *,
    actor: Actor,
    meeting: Meeting,
    kind: str,
    subject: str,
    text: str,
    seen: int,
    at: datetime,
    today: date,
) -> None:
    """Keep what was typed as `write_decision` does, and put it among the papers as `spread_draft` does: both
    or neither. Raises what the two raise."""
    typed = _as_typed(actor, meeting, kind, subject, text, seen, at)
    spread_draft(actor=actor, decision=typed, at=at, today=today)


def _as_typed(
    actor: Actor, meeting: Meeting, kind: str, subject: str, text: str, seen: int, at: datetime
) -> Decision:
    """The one that stands, when it says what was typed already; else what was typed, written."""
    meeting = lock_meeting(meeting)
    standing = Decision.objects.filter(meeting=meeting, kind=kind, cancelled="").first()
    before = meeting.stage in {Stage.PLANNED, Stage.CALLED}
    if standing and (standing.subject, standing.draft if before else standing.text) == (
        subject.strip(),
        text,
    ):
        return standing
    return write_decision(
        actor=actor, meeting=meeting, kind=kind, subject=subject, text=text, seen=seen, at=at
    )


@transaction.atomic
def cancel_decision(*, actor: Actor, decision: Decision, reason: str, at: datetime) -> Decision:
    """Cancel an issued one; the number stays, marked with the reason, and is never used again. Requires
    MEETING_SEAL at the cell. Raises DecisionRefused."""
    actor.require(Permission.MEETING_SEAL, decision.cell)
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if decision.number is None:
        raise DecisionRefused({"": "Văn bản chưa lấy số: không có gì phải hủy."})
    if not reason.strip() or len(reason) > 200:
        raise DecisionRefused({"reason": "Ghi lý do hủy, không quá 200 chữ cái."})
    if not decision.cancelled:
        decision.cancelled, decision.version = reason.strip(), decision.version + 1
        decision.save()
        event = DecisionCancelled(decision.meeting_id, decision.pk, decision.number)
        record(event, actor=actor, at=at, organisation_id=decision.cell_id)
    return decision
