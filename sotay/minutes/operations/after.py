"""After sealing: notes, the scanned signed copy, who read."""

from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.documents.choices import Purpose
from sotay.documents.operations import store_document
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting
from sotay.meetings.operations.moves import lock_meeting, move_meeting
from sotay.meetings.rules.moves import require_stage
from sotay.minutes.events import MinutesSeen, NoteAppended, ScanAttached
from sotay.minutes.models import Note, Scan
from sotay.minutes.rules import NOTE, MinutesRefused

HAS_SCAN = (
    "Bản ký của biên bản này đã lưu, không thay được. Tệp lưu nhầm hoặc thiếu trang thì nói rõ "
    "ở Ghi chú bổ sung."
)


@transaction.atomic
def append_note(*, actor: Actor, meeting: Meeting, text: str, form_key: str = "", at: datetime) -> Note:
    """Append a note to sealed minutes; they themselves never change. Sent twice with one `form_key` it
    stands once. Requires MEETING_RECORD at the cell. Raises MinutesRefused, WrongStage."""
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.SEALED, Stage.FILED)
    known = Note.objects.filter(account_id=actor.account_id, form_key=form_key).first()
    if known is not None and form_key:
        return known
    if not text.strip() or len(text) > NOTE:
        raise MinutesRefused({"text": f"Viết ghi chú, không quá {NOTE} chữ cái."})
    note = Note.objects.create(
        meeting=meeting, text=text.strip(), at=at, account_id=actor.account_id, form_key=form_key
    )
    record(NoteAppended(meeting.pk, note.pk), actor=actor, at=at, organisation_id=meeting.cell_id)
    return note


@transaction.atomic
def attach_scan(*, actor: Actor, meeting: Meeting, name: str, content: bytes, at: datetime) -> Scan:
    """Keep the scanned signed copy, one file: the meeting is filed. Requires MEETING_RECORD at the cell.
    Raises DocumentRefused (`store_document`), WrongStage, MinutesRefused when there is one already."""
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    if meeting.stage == Stage.FILED:
        raise MinutesRefused({"": HAS_SCAN})
    require_stage(meeting.stage, Stage.SEALED)
    document = store_document(
        actor=actor,
        organisation=meeting.cell,
        purpose=Purpose.SCAN,
        name=name,
        content=content,
        permission=Permission.MEETING_RECORD,
        at=at,
    )
    scan = Scan.objects.create(meeting=meeting, document=document, at=at, account_id=actor.account_id)
    record(ScanAttached(meeting.pk, document.pk), actor=actor, at=at, organisation_id=meeting.cell_id)
    another = not actor.may(Permission.MEETING_SEAL, meeting.cell)
    move_meeting(meeting, Stage.FILED, actor=actor, at=at, for_another=another)
    return scan


def note_minutes_seen(*, actor: Actor, meeting: Meeting, form: str, at: datetime) -> None:
    """Write to the cell's journal that its minutes with their names were read or taken out (`form`: page,
    docx, pdf). Whoever calls has let the reader in."""
    record(MinutesSeen(meeting.pk, form), actor=actor, at=at, organisation_id=meeting.cell_id)
