"""Opinions by name: written down at the meeting, taken over from before, or photographed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.vietnamese import nfc_lines
from sotay.documents.models import Document
from sotay.journal.operations import record
from sotay.meetings.choices import OpinionWay, Stage
from sotay.meetings.events import OpinionNoted
from sotay.meetings.models import AgendaItem, Attendance, Guest, Meeting, Opinion
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.operations.speaking import spoke
from sotay.meetings.rules.moves import require_stage

LONGEST = 8_000
NO_SPEAKER = "Chọn người phát biểu."
NO_TEXT = "Viết ý kiến, hoặc chụp ảnh trang sổ."


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """What somebody said. `speaker`: a member's public id, or a guest's; `item`: of the agenda, "" none.
    `photo`: the stored picture of the handwritten book, None without one."""

    speaker: str
    text: str
    item: str = ""
    reserved: bool = False
    photo: Document | None = None


class OpinionConflict(DomainError):
    """Somebody changed the same opinion meanwhile, or the same form came with other words. `theirs` is what
    stands there now, `version` its number."""

    def __init__(self, theirs: Opinion) -> None:
        super().__init__("Có người vừa sửa ý kiến này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs, self.version = theirs, theirs.version


@transaction.atomic
def note_opinion(
    *, actor: Actor, meeting: Meeting, draft: OpinionDraft, form_key: str, at: datetime
) -> Opinion:
    """Write down what a member or a guest said.

    `form_key` (up to 32 signs) is of the form that the person filled in: sent twice it is noted once; sent
    with other words it is an OpinionConflict. Requires MEETING_RECORD at the host cell. Raises DomainError
    without a speaker or a text, WrongStage before the session and once the minutes are adopted.
    """
    meeting = _open(actor, meeting)
    text, speaker, guest, item = _checked(meeting, draft)
    known = Opinion.objects.filter(entered_by_id=actor.account_id, form_key=form_key).first()
    if known is not None and form_key:
        if known.meeting_id != meeting.pk or not _says(known, draft, text):
            raise OpinionConflict(known)
        return known
    made = Opinion.objects.create(
        meeting=meeting,
        item=item,
        speaker_id=speaker,
        guest=guest,
        text=text,
        reserved=draft.reserved,
        way=OpinionWay.PHOTO if draft.photo else OpinionWay.TYPED,
        photo=draft.photo,
        entered_at=at,
        entered_by_id=actor.account_id,
        form_key=form_key,
    )
    spoke(actor, meeting, member=speaker, guest=guest, at=at)
    _tell(actor, meeting, made, "noted", at)
    return made


@transaction.atomic
def amend_opinion(
    *, actor: Actor, meeting: Meeting, opinion: str, draft: OpinionDraft, version: int, at: datetime
) -> Opinion:
    """Correct an opinion (public id) over the version that the person saw. Saying what stands there already
    changes nothing; a photo is replaced only by another. Raises OpinionConflict; else as `note_opinion`."""
    meeting = _open(actor, meeting)
    found = _found(meeting, opinion)
    text, speaker, guest, item = _checked(meeting, draft, kept_photo=found.photo_id is not None)
    if _says(found, draft, text):
        return found
    if found.version != version:
        raise OpinionConflict(found)
    found.speaker_id, found.guest, found.item = speaker, guest, item
    found.text, found.reserved = text, draft.reserved
    if draft.photo:
        found.photo = draft.photo
    found.version += 1
    found.save()
    _tell(actor, meeting, found, "amended", at)
    return found


@transaction.atomic
def take_opinion(*, actor: Actor, meeting: Meeting, opinion: str, item: str, at: datetime) -> Opinion:
    """Take over an opinion that was sent before (public id) under an item of the agenda (public id): it was
    read out, and stands in the minutes. Taken over twice it stays where it is. As `note_opinion`."""
    meeting = _open(actor, meeting)
    found = _found(meeting, opinion)
    if found.item_id is not None:
        return found
    found.item = _item(meeting, item)
    found.version += 1
    found.save(update_fields=["item", "version"])
    _tell(actor, meeting, found, "taken", at)
    return found


@transaction.atomic
def remove_opinion(*, actor: Actor, meeting: Meeting, opinion: str, version: int, at: datetime) -> None:
    """Remove an opinion that was written down by mistake, over the version that the person saw; one that a
    member sent before only leaves the agenda. Removed twice is removed once. As `amend_opinion`."""
    meeting = _open(actor, meeting)
    found = Opinion.objects.filter(meeting=meeting, public_id=opinion).first()
    if found is None:
        return
    if found.version != version:
        raise OpinionConflict(found)
    _tell(actor, meeting, found, "removed", at)
    if found.way == OpinionWay.BEFORE:
        Opinion.objects.filter(pk=found.pk).update(item=None, version=found.version + 1)
    else:
        found.delete()


def _open(actor: Actor, meeting: Meeting) -> Meeting:
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.IN_SESSION, Stage.CLOSED)
    return meeting


def _found(meeting: Meeting, opinion: str) -> Opinion:
    found = Opinion.objects.select_for_update(of=("self",)).filter(meeting=meeting, public_id=opinion).first()
    if found is None:
        raise DomainError("Ý kiến này vừa bị xóa: tải lại trang rồi làm lại.")
    return found


def _checked(
    meeting: Meeting, draft: OpinionDraft, *, kept_photo: bool = False
) -> tuple[str, int | None, Guest | None, AgendaItem | None]:
    """The text tidied, and who spoke under which item. Raises DomainError."""
    text = nfc_lines(draft.text)
    if not text and not draft.photo and not kept_photo:
        raise DomainError(NO_TEXT)
    if len(text) > LONGEST:
        raise DomainError(f"Ý kiến dài quá {LONGEST} chữ cái: viết gọn lại.")
    spoke = Attendance.objects.filter(meeting=meeting, member__public_id=draft.speaker)
    speaker = spoke.values_list("member_id", flat=True).first()
    guest = None if speaker else Guest.objects.filter(meeting=meeting, public_id=draft.speaker).first()
    if speaker is None and guest is None:
        raise DomainError(NO_SPEAKER)
    return text, speaker, guest, _item(meeting, draft.item) if draft.item else None


def _item(meeting: Meeting, item: str) -> AgendaItem:
    found = AgendaItem.objects.filter(meeting=meeting, public_id=item).first()
    if found is None:
        raise DomainError("Chương trình vừa có thay đổi: tải lại trang rồi làm lại.")
    return found


def _says(known: Opinion, draft: OpinionDraft, text: str) -> bool:
    """Whether the opinion says what the draft says. A picture sent again is known by its digest."""
    speaker = known.speaker.public_id if known.speaker else known.guest.public_id if known.guest else ""
    item = known.item.public_id if known.item else ""
    same = (speaker, item, known.text, known.reserved)
    if same != (draft.speaker, draft.item, text, draft.reserved):
        return False
    return draft.photo is None or (known.photo is not None and draft.photo.digest == known.photo.digest)


def _tell(actor: Actor, meeting: Meeting, opinion: Opinion, what: str, at: datetime) -> None:
    event = OpinionNoted(meeting.pk, opinion.pk, what, opinion.version)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
