"""Take what the superior gave for the month into the papers of a meeting."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record
from sotay.meetings.choices import Origin, Stage
from sotay.meetings.events import PapersChanged
from sotay.meetings.models import Meeting, MeetingPaper, Orientation
from sotay.meetings.operations.moves import lock_meeting, touch_meeting
from sotay.meetings.queries.orientations import waiting_orientations
from sotay.meetings.queries.planning import orientations_for
from sotay.meetings.rules.moves import require_stage


def copy_orientation(meeting: Meeting, one: Orientation, position: int) -> MeetingPaper:
    """The orientation as a paper of the meeting, not published yet: a copy, which stays when the superior
    withdraws the orientation. Asks no rights, records nothing: part of other operations."""
    return MeetingPaper.objects.create(
        meeting=meeting,
        title=one.title,
        text=one.text,
        document=one.document,
        origin=Origin.SUPERIOR,
        position=position,
    )


@transaction.atomic
def take_orientation(
    *, actor: Actor, meeting: Meeting, orientation: str, at: datetime, today: date
) -> MeetingPaper | None:
    """Take an orientation of the meeting's month (public id) into its papers. Called already, it is published
    at once, and the day-before rule is measured from today. None when the meeting holds it already. Requires
    MEETING_RECORD at the cell. Raises DomainError for one withdrawn meanwhile, WrongStage."""
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.PLANNED, Stage.CALLED)
    given = orientations_for(meeting.cell, meeting.counted_for)
    one = next((row for row in given if row.public_id == orientation), None)
    if one is None:
        raise DomainError("Cấp trên vừa rút tài liệu này: tải lại trang.")
    if one not in waiting_orientations(meeting):
        return None
    last = MeetingPaper.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    made = copy_orientation(meeting, one, last + 1)
    made.added_by_id = actor.account_id
    if meeting.stage == Stage.CALLED:
        made.published_at, meeting.papers_on = at, today
        meeting.save(update_fields=["papers_on"])
    made.save(update_fields=["added_by_id", "published_at"])
    event = PapersChanged(meeting.pk, made.pk, "added", made.published_at is not None)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return made
