"""After sealing: notes, the scanned signed copy, who read."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.documents.choices import Purpose
from sotay.documents.models import Document
from sotay.documents.operations import store_document
from sotay.documents.rules import DocumentRefused
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting
from sotay.meetings.operations.moves import lock_meeting, move_meeting
from sotay.meetings.rules.moves import require_stage
from sotay.minutes.events import MinutesSeen, NoteAppended, ScanAttached
from sotay.minutes.models import Note, Scan
from sotay.minutes.rules import NOTE, MinutesRefused

MOST_SCANS = 30
"""Files of one signed paper: more is a mistake, or a book."""
TOO_MANY = f"Bản ký của một biên bản gồm nhiều nhất {MOST_SCANS} tệp: ghép nhiều trang thành một tệp PDF."
HAS_SCAN = "Những tệp này đã lưu rồi: chọn tệp khác, hoặc quay lại trang biên bản."


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
def attach_scans(
    *, actor: Actor, meeting: Meeting, files: Sequence[tuple[str, bytes]], at: datetime
) -> list[Scan]:
    """Keep the scanned signed copy, as files (name, content) in the order of its pages: the meeting is filed.

    Once filed, files are added after those that are there. What is there already is passed over; one file
    refused, none is kept. Requires MEETING_RECORD at the cell. Raises DocumentRefused (`store_document`),
    WrongStage, MinutesRefused when nothing is new or there are more than MOST_SCANS.
    """
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.SEALED, Stage.FILED)
    known = set(Scan.objects.filter(meeting=meeting).values_list("document_id", flat=True))
    if len(known) + len(files) > MOST_SCANS:
        raise MinutesRefused({"": TOO_MANY})
    scans = []
    for name, content in files:
        document = _keep(actor, meeting, name, content, at)
        if document.pk not in known:
            known.add(document.pk)
            scans.append(Scan(meeting=meeting, document=document, at=at, account_id=actor.account_id))
    if not scans:
        raise MinutesRefused({"": HAS_SCAN})
    Scan.objects.bulk_create(scans)
    for scan in scans:
        event = ScanAttached(meeting.pk, scan.document_id)
        record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    if meeting.stage == Stage.SEALED:
        another = not actor.may(Permission.MEETING_SEAL, meeting.cell)
        move_meeting(meeting, Stage.FILED, actor=actor, at=at, for_another=another)
    return scans


def _keep(actor: Actor, meeting: Meeting, name: str, content: bytes, at: datetime) -> Document:
    """One file of the signed copy. Raises DocumentRefused, which names the file."""
    try:
        return store_document(
            actor=actor,
            organisation=meeting.cell,
            purpose=Purpose.SCAN,
            name=name,
            content=content,
            permission=Permission.MEETING_RECORD,
            at=at,
        )
    except DocumentRefused as refused:
        raise DocumentRefused(f"{name}: {refused}") from refused


def note_minutes_seen(*, actor: Actor, meeting: Meeting, form: str, at: datetime) -> None:
    """Write to the cell's journal that its minutes with their names were read or taken out (`form`: page,
    docx, pdf). Whoever calls has let the reader in."""
    record(MinutesSeen(meeting.pk, form), actor=actor, at=at, organisation_id=meeting.cell_id)
