"""Guests of a meeting, and sittings by group."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from django.db import transaction
from django.db.models import ProtectedError

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.vietnamese import nfc
from sotay.journal.operations import record
from sotay.meetings.choices import Mode, Stage
from sotay.meetings.events import GuestsChanged, MeetingAmended, SittingsChanged
from sotay.meetings.models import Attendance, Guest, Meeting, Opinion, Sitting
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.rules.moves import require_stage

BEFORE_ADOPTION = (Stage.PLANNED, Stage.CALLED, Stage.IN_SESSION, Stage.CLOSED)


@transaction.atomic
def add_guest(*, actor: Actor, meeting: Meeting, name: str, post: str, delegate: bool, at: datetime) -> Guest:
    """Somebody attends who does not belong to the cell; `delegate`: sent by the superior. The same name and
    post twice is one guest. Requires MEETING_RECORD at the host cell. Raises DomainError, WrongStage."""
    meeting = _open(actor, meeting)
    name, post = " ".join(nfc(name).split()), " ".join(nfc(post).split())
    if not name:
        raise DomainError("Viết họ và tên khách.")
    if len(name) > 120 or len(post) > 160:
        raise DomainError("Dài quá: viết gọn lại.")
    found, made = Guest.objects.get_or_create(
        meeting=meeting, name=name, post=post, defaults={"delegate": delegate}
    )
    if made:
        _guests(actor, meeting, at)
    return found


@transaction.atomic
def remove_guest(*, actor: Actor, meeting: Meeting, guest: str, at: datetime) -> None:
    """The guest (public id) did not come after all. Raises DomainError when they have spoken already."""
    meeting = _open(actor, meeting)
    found = Guest.objects.filter(meeting=meeting, public_id=guest).first()
    if found is None:
        return
    if Opinion.objects.filter(guest=found).exists():
        raise DomainError("Khách này đã phát biểu: xóa ý kiến trước.")
    try:
        found.delete()
    except ProtectedError as error:  # something recorded speaks of the guest
        raise DomainError("Khách này đã có trong biên bản, không xóa được.") from error
    _guests(actor, meeting, at)


def _open(actor: Actor, meeting: Meeting, *stages: Stage) -> Meeting:
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, *(stages or BEFORE_ADOPTION))
    return meeting


def _guests(actor: Actor, meeting: Meeting, at: datetime) -> None:
    event = GuestsChanged(meeting.pk, Guest.objects.filter(meeting=meeting).count())
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)


class SittingDraft(NamedTuple):
    """A sitting of one group. `public_id`: "" for a new one; `members`: public ids of who belongs to it."""

    public_id: str
    name: str
    held_on: date | None = None
    started_at: time | None = None
    ended_at: time | None = None
    place: str = ""
    members: tuple[str, ...] = ()


@transaction.atomic
def save_sittings(
    *, actor: Actor, meeting: Meeting, drafts: Sequence[SittingDraft], at: datetime
) -> list[Sitting]:
    """Let these be the sittings of the meeting, in order; one without a name goes, and its people belong to
    none. Requires MEETING_RECORD at the host cell. Raises DomainError for a name said twice or times that
    cannot be, WrongStage."""
    meeting = _open(actor, meeting)
    wanted = [draft._replace(name=" ".join(nfc(draft.name).split())) for draft in drafts]
    wanted = [draft for draft in wanted if draft.name]
    if len({draft.name for draft in wanted}) < len(wanted):
        raise DomainError("Hai tổ trùng tên: sửa tên một tổ.")
    for draft in wanted:
        if len(draft.name) > 80 or len(draft.place) > 120:
            raise DomainError("Tên tổ hoặc địa điểm dài quá: viết gọn lại.")
        if draft.started_at and draft.ended_at and draft.ended_at <= draft.started_at:
            raise DomainError(f"{draft.name}: giờ kết thúc phải sau giờ bắt đầu.")
    known = {row.public_id: row for row in Sitting.objects.filter(meeting=meeting)}
    kept = {draft.public_id for draft in wanted}
    for key, row in list(known.items()):
        if key not in kept:
            row.delete()
        else:  # two groups may exchange their names: none stands in the way of the other meanwhile
            Sitting.objects.filter(pk=row.pk).update(name=f"~{row.public_id}")
    rows = [_sitting(meeting, known, draft, number) for number, draft in enumerate(wanted, 1)]
    event = SittingsChanged(meeting.pk, len(rows))
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return rows


def _sitting(meeting: Meeting, known: Mapping[str, Sitting], draft: SittingDraft, number: int) -> Sitting:
    row = known.get(draft.public_id) or Sitting(meeting=meeting)
    row.name, row.position, row.place = draft.name, number, nfc(draft.place).strip()
    row.held_on, row.started_at, row.ended_at = draft.held_on, draft.started_at, draft.ended_at
    row.save()
    mine = Attendance.objects.filter(meeting=meeting, member__public_id__in=draft.members)
    Attendance.objects.filter(sitting=row).exclude(pk__in=mine.values("pk")).update(sitting=None)
    mine.update(sitting=row)
    return row


@transaction.atomic
def set_mode(*, actor: Actor, meeting: Meeting, mode: str, reason: str, at: datetime) -> None:
    """In person, online or mixed; the latter two with their reason. Until the minutes are sealed, like the
    roll: adopted ones must then be adopted anew. Requires MEETING_RECORD at the host cell. Raises
    DomainError, WrongStage."""
    meeting = _open(actor, meeting, *BEFORE_ADOPTION, Stage.ADOPTED)
    reason = nfc(reason).strip()
    if mode not in Mode.values:
        raise DomainError("Chọn hình thức sinh hoạt.")
    if mode != Mode.IN_PERSON and not reason:
        raise DomainError("Sinh hoạt trực tuyến hoặc kết hợp thì phải ghi lý do, cấp ủy nào đồng ý.")
    if len(reason) > 200:
        raise DomainError("Lý do dài quá 200 chữ cái: viết gọn lại.")
    meeting.mode, meeting.mode_reason = mode, "" if mode == Mode.IN_PERSON else reason
    meeting.save(update_fields=["mode", "mode_reason"])
    event = MeetingAmended(meeting.pk, (meeting.cell_id,), (meeting.counted_for,), ("mode", "mode_reason"))
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
