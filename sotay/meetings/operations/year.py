"""The year's plan of a cell, and its bank of topics."""

from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.ids import new_public_id
from sotay.core.vietnamese import nfc
from sotay.documents.rules import refuse_classified
from sotay.journal.operations import record
from sotay.meetings.choices import THEMATIC_KINDS
from sotay.meetings.events import TopicKept, YearPlanned
from sotay.meetings.models import PlanEntry, Topic
from sotay.meetings.queries.year import proposed_entries
from sotay.meetings.rules.year import EntryDraft, entry_faults
from sotay.organisations.models import Organisation

LONGEST_TITLE, LONGEST_OUTLINE = 300, 8000


class YearRefused(DomainError):
    """The rules forbid it; `faults`: by field, what to do."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__(" ".join(found.values()))
        self.faults = found


class EntryConflict(DomainError):
    """Somebody planned the month meanwhile; `theirs` is how it stands now (None: taken out)."""

    def __init__(self, theirs: PlanEntry | None) -> None:
        super().__init__("Có người vừa sửa tháng này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs = theirs


@transaction.atomic
def propose_plan(*, actor: Actor, cell: Organisation, year: int, at: datetime, first: int) -> int:
    """Fill every month of the year from `first` (yyyymm) on that is not planned yet, by the cell's habit; how
    many. Sent twice, the second finds nothing to fill. Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    Organisation.objects.select_for_update().get(pk=cell.pk)
    drafts = proposed_entries(cell, year, first=first)
    for draft in drafts:
        PlanEntry.objects.create(
            cell=cell, month=draft.month, kind=draft.kind, planned_on=draft.planned_on, theme=draft.theme
        )
    if drafts:
        event = YearPlanned(cell.pk, year, len(drafts), 0)
        record(event, actor=actor, at=at, organisation_id=cell.pk)
    return len(drafts)


@transaction.atomic
def plan_month(
    *, actor: Actor, cell: Organisation, entry: int | None, draft: EntryDraft, version: int, at: datetime
) -> PlanEntry:
    """Plan one month of the year, over the entry and version that were seen (None: a new one). A month has
    each kind once. Requires MEETING_RECORD at the cell. Raises YearRefused, EntryConflict."""
    actor.require(Permission.MEETING_RECORD, cell)
    Organisation.objects.select_for_update().get(pk=cell.pk)
    draft = draft._replace(theme=nfc(draft.theme))
    refuse_classified(draft.theme)
    if found := entry_faults(draft):
        raise YearRefused(found)
    rows = PlanEntry.objects.filter(cell=cell, month=draft.month)
    known = rows.filter(pk=entry).first() if entry else None
    if entry and known is None:
        raise EntryConflict(None)
    values = {
        "kind": draft.kind,
        "planned_on": draft.planned_on,
        "theme": draft.theme if draft.kind in THEMATIC_KINDS else "",
        "topic_id": draft.topic,
    }
    if known is not None and all(getattr(known, name) == value for name, value in values.items()):
        return known
    if known is not None and known.version != version:
        raise EntryConflict(known)
    if rows.filter(kind=draft.kind).exclude(pk=known.pk if known else 0).exists():
        raise YearRefused({"kind": "Tháng này đã có buổi loại này trong kế hoạch: sửa buổi đó."})
    row = known or PlanEntry(cell=cell, month=draft.month)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    event = YearPlanned(cell.pk, draft.month // 100, 1, 0)
    record(event, actor=actor, at=at, organisation_id=cell.pk)
    return row


@transaction.atomic
def unplan_month(*, actor: Actor, cell: Organisation, entry: int, at: datetime) -> None:
    """Take an entry out of the plan. Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    found = PlanEntry.objects.filter(cell=cell, pk=entry).first()
    if found is None:
        return
    found.delete()
    event = YearPlanned(cell.pk, found.month // 100, 0, 1)
    record(event, actor=actor, at=at, organisation_id=cell.pk)


@transaction.atomic
def keep_topic(
    *,
    actor: Actor,
    cell: Organisation,
    topic: str,
    title: str,
    outline: str,
    shared: bool,
    at: datetime,
) -> Topic:
    """Put a topic into the cell's bank, or change its own one (`topic`: public id; "" a new one). The same
    title twice is one topic. Requires MEETING_RECORD at the cell. Raises YearRefused."""
    actor.require(Permission.MEETING_RECORD, cell)
    Organisation.objects.select_for_update().get(pk=cell.pk)
    title, outline = nfc(title), outline.strip()
    refuse_classified(title, outline)
    if not title:
        raise YearRefused({"title": "Viết tên chuyên đề."})
    for field, said, limit in (("title", title, LONGEST_TITLE), ("outline", outline, LONGEST_OUTLINE)):
        if len(said) > limit:
            raise YearRefused({field: f"Dài quá {limit} chữ cái: viết gọn lại."})
    mine = Topic.objects.filter(owner=cell)
    known = mine.filter(public_id=topic).first() if topic else mine.filter(title=title).first()
    if topic and known is None:
        raise YearRefused({"title": "Chuyên đề này không còn, hoặc không phải của chi bộ."})
    values = {"title": title, "outline": outline, "shared": shared}
    if known is not None and all(getattr(known, name) == value for name, value in values.items()):
        return known
    row = known or Topic(public_id=new_public_id(), owner=cell, added_at=at, added_by_id=actor.account_id)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    event = TopicKept(row.pk, shared, "changed" if known else "added")
    record(event, actor=actor, at=at, organisation_id=cell.pk)
    return row
