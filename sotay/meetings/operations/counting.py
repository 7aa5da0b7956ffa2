"""Report the counts of a month: the other way in (indicators.md, definition 11)."""

from dataclasses import fields
from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.operations import record
from sotay.meetings.events import MonthCountsSaved
from sotay.meetings.models import CellMonthCount
from sotay.meetings.queries.recorded import beside_of, count_draft_of
from sotay.meetings.queries.rosters import most_expected
from sotay.meetings.rules.counting import CountDraft, count_faults
from sotay.meetings.rules.recording import Life, mark_of
from sotay.organisations.models import Organisation


class CountsRefused(DomainError):
    """The rules forbid it; `faults`: by field ("": the whole), what to do."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("Chưa ghi được: đồng chí xem lại những chỗ đánh dấu.")
        self.faults = faults


class CountsConflict(DomainError):
    """Somebody saved the same month meanwhile; `theirs` is what stands there now, `seen` its mark."""

    def __init__(self, theirs: CountDraft | None) -> None:
        super().__init__("Có người vừa ghi số liệu tháng này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs, self.seen = theirs, mark_of(theirs)


@transaction.atomic
def save_month_counts(
    *,
    actor: Actor,
    cell: Organisation,
    month: int,
    draft: CountDraft,
    seen: str,
    at: datetime,
    today: date,
) -> CellMonthCount:
    """Save what the cell says of its month over what the person saw (`seen`: its mark).

    Saying what stands there already changes nothing. Requires MEETING_RECORD at the cell. Raises
    CountsRefused when the counts do not add up, count more persons than the register knows, or say the
    opposite of a recorded meeting; CountsConflict.
    """
    actor.require(Permission.MEETING_RECORD, cell)
    Organisation.objects.select_for_update().get(pk=cell.pk)
    draft = draft.tidied()
    row = CellMonthCount.objects.filter(cell=cell, month=month).first()
    standing = count_draft_of(row)
    if row is not None and standing == draft:
        return row
    if mark_of(standing) != seen:
        raise CountsConflict(standing)
    beside = beside_of([cell.pk], [month], None)
    life = Life(cell.founded_on, cell.dissolved_on)
    most = most_expected(cell.pk, month, late=bool(draft.late))
    if found := count_faults(draft, month=month, life=life, beside=beside, most=most, today=today):
        raise CountsRefused(found)
    changed = tuple(
        f.name
        for f in fields(draft)
        if standing is None or getattr(standing, f.name) != getattr(draft, f.name)
    )
    row = row or CellMonthCount(cell=cell, month=month)
    for f in fields(draft):
        setattr(row, f.name, getattr(draft, f.name))
    row.entered_at, row.entered_by_id = at, actor.account_id
    row.save()
    event = MonthCountsSaved(cell.pk, month, draft.held, changed)
    record(event, actor=actor, at=at, organisation_id=cell.pk)
    mark_stale([(cell.pk, month)])
    refresh()
    return row
