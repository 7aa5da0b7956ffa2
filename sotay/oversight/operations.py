"""Note a visit."""

from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import PermissionDenied
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.operations import record
from sotay.meetings.models import Meeting
from sotay.meetings.operations.moves import lock_meeting
from sotay.meetings.queries.checking_in import cell_where, cells_of
from sotay.oversight.events import VisitNoted
from sotay.oversight.models import Visit
from sotay.oversight.rules import VisitChanged, remarks_of, require_day


@transaction.atomic
def note_visit(
    *,
    actor: Actor,
    meeting: Meeting,
    attended: bool,
    remarks: str,
    version: int,
    today: date,
    at: datetime,
) -> Visit:
    """Note (or correct) whether the actor attended, and what they remarked; one note a leader and meeting.
    Requires VISIT_NOTE at a cell of the meeting, the host or another that sat with it. `version`: of the note
    that the form showed (0: none). Raises DomainError before the meeting's day, VisitChanged when the note
    stands at another version."""
    words = remarks_of(remarks)
    meeting = lock_meeting(meeting)
    cell = cell_where(actor, meeting, Permission.VISIT_NOTE)
    actor.require(Permission.VISIT_NOTE, cell)
    if actor.account_id is None:
        raise PermissionDenied("Chỉ người được phân công mới ghi nhận xét.")
    require_day(meeting.held_on or meeting.planned_on, today)
    visit = Visit.objects.filter(meeting=meeting, account=actor.account_id).first()
    if visit is not None and (visit.attended, visit.remarks) == (attended, words):
        return visit
    if (visit.version if visit else 0) != version:
        raise VisitChanged
    if visit is None:
        visit = Visit(meeting=meeting, cell=cell, account_id=actor.account_id, version=0)
    visit.attended, visit.remarks, visit.noted_at = attended, words, at
    visit.version += 1
    visit.save()
    event = VisitNoted(meeting.pk, visit.pk, attended, visit.version)
    record(event, actor=actor, at=at, organisation_id=visit.cell_id)
    mark_stale([(one, meeting.counted_for) for one in cells_of(meeting)])
    refresh()
    return visit
