"""What persons write into minutes, before they are adopted."""

from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.queries.rosters import roster_on
from sotay.meetings.rules.moves import require_stage
from sotay.minutes.choices import Place
from sotay.minutes.events import OfficersNamed, WordingWritten
from sotay.minutes.models import Confirmation, Wording
from sotay.minutes.rules import WORDS, MinutesRefused

OPEN = (Stage.IN_SESSION, Stage.CLOSED, Stage.ADOPTED)


class WordingConflict(DomainError):
    """Somebody wrote at that place meanwhile; `theirs` is what stands there now, `version` its version."""

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__("Có người vừa sửa chỗ này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs, self.version = theirs, version


@transaction.atomic
def name_officers(*, actor: Actor, meeting: Meeting, chair: str, taker: str, at: datetime) -> Meeting:
    """Write down who chaired and who took the minutes (public ids of members of the cell on that day).

    A confirmation of somebody else than before falls away. Requires MEETING_RECORD at the cell. Raises
    MinutesRefused, WrongStage.
    """
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, *OPEN)
    people = {one.public_id: one.member for one in roster_on(meeting.cell_id, meeting.held_on or at.date())}
    faults = {
        field: "Chọn một đồng chí trong chi bộ."
        for field, word in (("chair", chair), ("taker", taker))
        if word not in people
    }
    if not faults and chair == taker:
        faults["taker"] = "Thư ký cuộc họp phải là người khác với chủ trì."
    if faults:
        raise MinutesRefused(faults)
    before = (meeting.chair_id, meeting.minute_taker_id)
    meeting.chair_id, meeting.minute_taker_id = people[chair], people[taker]
    if before == (meeting.chair_id, meeting.minute_taker_id):
        return meeting
    meeting.save(update_fields=["chair", "minute_taker"])
    Confirmation.objects.filter(meeting=meeting).delete()
    event = OfficersNamed(meeting.pk, meeting.chair_id, meeting.minute_taker_id)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return meeting


@transaction.atomic
def write_wording(
    *, actor: Actor, meeting: Meeting, place: str, text: str, seen: int, at: datetime
) -> Wording:
    """Write own words at a place of the minutes over what the person saw (`seen`: its version, 0: nothing).

    Requires MEETING_RECORD at the cell. Raises WordingConflict, MinutesRefused, WrongStage.
    """
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, *OPEN)
    if place not in Place.values or len(text) > WORDS:
        raise MinutesRefused({"text": f"Dài quá {WORDS} chữ cái: viết gọn lại."})
    row = Wording.objects.filter(meeting=meeting, place=place).first() or Wording(
        meeting=meeting, place=place
    )
    if row.pk and row.text == text:
        return row
    if row.version != seen:
        raise WordingConflict(row.text, row.version)
    row.text, row.version, row.at, row.account_id = text, row.version + 1, at, actor.account_id
    row.save()
    event = WordingWritten(meeting.pk, place, row.version)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return row
