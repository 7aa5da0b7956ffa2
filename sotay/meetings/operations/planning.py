"""Plan a meeting, change its plan, call it, put it off."""

from dataclasses import fields, replace
from datetime import date, datetime
from secrets import compare_digest

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.ids import new_public_id
from sotay.core.vietnamese import format_month_paper
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.operations import record
from sotay.meetings.choices import REGULAR_KINDS, Stage, Status
from sotay.meetings.events import MeetingCalled, MeetingPlanned, MeetingPutOff, PlanChanged
from sotay.meetings.models import AgendaItem, Guest, Meeting, MeetingPaper, PlanEntry
from sotay.meetings.operations.moves import lock_meeting, move_meeting, touch_meeting
from sotay.meetings.operations.orientations import copy_orientation
from sotay.meetings.queries.planning import items_for, last_held, orientations_for
from sotay.meetings.queries.preparing import plan_of
from sotay.meetings.queries.rosters import Standing, roster_on
from sotay.meetings.rules.moves import require_stage
from sotay.meetings.rules.planning import PlanDraft, call_lacks, month_counted, plan_faults, put_off_faults
from sotay.meetings.rules.recording import mark_of
from sotay.organisations.models import Organisation
from sotay.rulesets.rules import in_force

FIELDS = tuple(f.name for f in fields(PlanDraft) if f.name not in {"topic", "chair", "minute_taker"})
IDS = ("topic", "chair", "minute_taker")


class PlanRefused(DomainError):
    """The rules forbid it; `faults`: by field, what to do; `other`: public id of the meeting that stands in
    the way, or ""."""

    def __init__(self, found: dict[str, str], other: str = "") -> None:
        super().__init__("Chưa lên lịch được: đồng chí xem lại những chỗ đánh dấu.")
        self.faults, self.other = found, other


class PlanConflict(DomainError):
    """Somebody changed the plan meanwhile; `theirs` is how it stands now, `seen` its mark."""

    def __init__(self, theirs: PlanDraft) -> None:
        super().__init__("Có người vừa sửa buổi này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs, self.seen = theirs, mark_of(theirs)


@transaction.atomic
def plan_meeting(
    *,
    actor: Actor,
    cell: Organisation,
    draft: PlanDraft,
    form_key: str,
    at: datetime,
    today: date,
) -> Meeting:
    """Plan a meeting of the cell: it stands at PLANNED, with the agenda that proposes itself and the papers
    of the superior's orientation.

    A month has one planned regular meeting: the one planned by a spreadsheet or put off becomes this one.
    `form_key`: of the form filled in; sent twice it plans once. Requires MEETING_RECORD at the cell.
    Raises PlanRefused, and PlanConflict for the same form with other words.
    """
    actor.require(Permission.MEETING_RECORD, cell)
    # One planning at a time for each cell: the same form sent twice meets itself here.
    Organisation.objects.select_for_update().get(pk=cell.pk)
    draft = draft.tidied()
    known = Meeting.objects.filter(entered_by_id=actor.account_id, form_key=form_key).first()
    if known is not None and form_key:
        if known.cell_id != cell.pk or plan_of(known) != draft:
            raise PlanConflict(plan_of(known))
        return known
    people = tuple(roster_on(cell.pk, today))
    found = plan_faults(draft, members={one.member for one in people}, today=today)
    meeting, taken = _waiting(cell, draft)
    if taken:
        month = format_month_paper(draft.counted_for)
        found.setdefault("planned_on", f"Tháng {month} đã có buổi thường kỳ: mở buổi đó để sửa.")
    if found:
        raise PlanRefused(found, taken)
    if meeting is None:
        meeting = Meeting(public_id=new_public_id(), cell=cell, status=Status.PLANNED)
        meeting.entered_by_id, meeting.form_key = actor.account_id, form_key
    _write(meeting, draft)
    _prepare(meeting, draft, people)
    _join_plan(meeting, draft)
    items = AgendaItem.objects.filter(meeting=meeting).count()
    event = MeetingPlanned(meeting.pk, draft.counted_for, draft.kind, items)
    record(event, actor=actor, at=at, organisation_id=cell.pk)
    another = not actor.may(Permission.MEETING_SEAL, cell)
    move_meeting(meeting, Stage.PLANNED, actor=actor, at=at, for_another=another)
    return meeting


def _prepare(meeting: Meeting, draft: PlanDraft, people: tuple[Standing, ...]) -> None:
    """The agenda that proposes itself, and the papers of the superior's orientation."""
    items = items_for(meeting.cell, draft, people=people, last=last_held(meeting.cell, before=meeting))
    for number, item in enumerate(items, 1):
        AgendaItem.objects.create(
            meeting=meeting,
            position=number,
            step=item.step,
            title=item.title,
            presenter_id=item.presenter,
            presenter_words=item.presenter_words,
            minutes=item.minutes,
            content=item.content,
        )
    for number, one in enumerate(orientations_for(meeting.cell, draft.counted_for), 1):
        copy_orientation(meeting, one, number)


def _waiting(cell: Organisation, draft: PlanDraft) -> tuple[Meeting | None, str]:
    """The meeting that this plan fulfils (planned by a spreadsheet, or put off), and public id of another
    that stands in the way, or ""."""
    if not draft.regular:
        return None, ""
    rows = list(
        Meeting.objects.filter(
            cell=cell, counted_for=draft.counted_for, kind__in=sorted(REGULAR_KINDS)
        ).order_by("pk")
    )
    open_rows = [r for r in rows if r.stage == 0 and r.status in {Status.PLANNED, Status.POSTPONED}]
    others = [row.public_id for row in rows if row not in open_rows]
    return (open_rows[0] if len(open_rows) == 1 else None), others[0] if others else ""


def _write(meeting: Meeting, draft: PlanDraft) -> None:
    for name in FIELDS:
        setattr(meeting, name, getattr(draft, name))
    for name in IDS:
        setattr(meeting, f"{name}_id", getattr(draft, name))
    rules = in_force(draft.planned_on) if draft.planned_on else None
    meeting.rule_set = rules.code if rules else ""
    meeting.save()


def _join_plan(meeting: Meeting, draft: PlanDraft) -> None:
    """The year's plan says what was really planned."""
    PlanEntry.objects.filter(cell=meeting.cell, month=draft.counted_for, kind=draft.kind).update(
        planned_on=draft.planned_on, theme=draft.theme, topic=draft.topic
    )


def _move_entry(meeting: Meeting, before: PlanDraft) -> None:
    """The row of the year's plan goes along to another month, unless that month has one of its own."""
    rows = PlanEntry.objects.filter(cell=meeting.cell, kind=meeting.kind)
    if meeting.counted_for == before.counted_for or rows.filter(month=meeting.counted_for).exists():
        return
    rows.filter(month=before.counted_for, theme=before.theme).update(month=meeting.counted_for)


@transaction.atomic
def change_plan(
    *, actor: Actor, meeting: Meeting, draft: PlanDraft, seen: str, at: datetime, today: date
) -> Meeting:
    """Change when, where, by whom and with which theme a planned or called meeting will be held, over what
    the person saw (`seen`: its mark). The month that a regular one counts for stays; a separate thematic one
    counts where its new day is. Requires MEETING_RECORD at the cell. Raises PlanConflict, PlanRefused,
    WrongStage."""
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.PLANNED, Stage.CALLED)
    standing = plan_of(meeting)
    counted_for = month_counted(standing.kind, draft.planned_on, standing.counted_for)
    draft = replace(draft, counted_for=counted_for).tidied()
    changed = tuple(f.name for f in fields(draft) if getattr(standing, f.name) != getattr(draft, f.name))
    if not changed:
        return meeting
    if not compare_digest(mark_of(standing), seen):
        raise PlanConflict(standing)
    members = {one.member for one in roster_on(meeting.cell_id, today)}
    found = plan_faults(draft, members=members, today=today)
    if draft.regular != standing.regular:
        found["kind"] = "Buổi thường kỳ không đổi thành buổi chuyên đề riêng: lên lịch một buổi khác."
    if found:
        raise PlanRefused(found)
    _write(meeting, draft)
    _retitle_theme(meeting, standing, draft)
    _move_entry(meeting, standing)
    _join_plan(meeting, draft)
    if draft.counted_for != standing.counted_for:
        mark_stale((meeting.cell_id, month) for month in (standing.counted_for, draft.counted_for))
        refresh()
    record(PlanChanged(meeting.pk, changed), actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return meeting


def _retitle_theme(meeting: Meeting, before: PlanDraft, after: PlanDraft) -> None:
    """The theme's own item of the agenda follows the theme."""
    titles = (f"Chuyên đề: {before.theme}"[:200], "Sinh hoạt chuyên đề")
    rows = AgendaItem.objects.filter(meeting=meeting, step="", title__in=titles)
    if after.theme and not rows.exists() and before.kind != after.kind:
        last = AgendaItem.objects.filter(meeting=meeting, step="C6").first()
        place = last.position if last else 0
        for row in AgendaItem.objects.filter(meeting=meeting, position__gte=place).order_by("-position"):
            row.position += 1
            row.save(update_fields=["position"])
        AgendaItem.objects.create(meeting=meeting, position=place, title=f"Chuyên đề: {after.theme}"[:200])
    elif after.theme:
        rows.update(title=f"Chuyên đề: {after.theme}"[:200])
    elif before.kind != after.kind:
        rows.filter(content="").delete()


@transaction.atomic
def call_meeting(*, actor: Actor, meeting: Meeting, at: datetime, today: date) -> Meeting:
    """Call the meeting: its time, place and contents stand, its papers are published, and the journal tells
    those who notify. Calling what is called already changes nothing.

    The day that the papers went out is kept: the day-before rule is measured from it, and refuses nothing.
    Requires MEETING_RECORD at the cell. Raises PlanRefused for what a call cannot go without, WrongStage.
    """
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    if meeting.stage == Stage.CALLED:
        return meeting
    require_stage(meeting.stage, Stage.PLANNED)
    draft = plan_of(meeting)
    if lacking := call_lacks(draft):
        raise PlanRefused({"": f"Chưa triệu tập được, còn thiếu: {', '.join(lacking)}."})
    assert draft.planned_on is not None  # else it is lacking
    if draft.planned_on < today:
        raise PlanRefused({"": "Ngày sinh hoạt đã qua: đổi ngày trước, hoặc ghi lại buổi đã sinh hoạt."})
    papers = MeetingPaper.objects.filter(meeting=meeting)
    papers.filter(published_at__isnull=True).update(published_at=at)
    if papers.exists():
        meeting.papers_on = today
        meeting.save(update_fields=["papers_on"])
    guests = Guest.objects.filter(meeting=meeting).count()
    before = (draft.planned_on - today).days
    event = MeetingCalled(meeting.pk, papers.count(), before, guests)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    another = not actor.may(Permission.MEETING_SEAL, meeting.cell)
    move_meeting(meeting, Stage.CALLED, actor=actor, at=at, for_another=another)
    return meeting


@transaction.atomic
def put_off_meeting(
    *,
    actor: Actor,
    meeting: Meeting,
    later: bool,
    reason: str,
    consent: str,
    planned_on: date | None,
    at: datetime,
    today: date,
) -> Meeting:
    """Put a planned or called meeting off to another day with the superior's consent (`later`), or say that
    it will not be held, and why.

    Postponed, it stays prepared and can still be opened, and a separate thematic one counts where its new day
    is; not held, nothing more is done with it.
    Requires MEETING_RECORD at the cell. Raises PlanRefused, WrongStage.
    """
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.PLANNED, Stage.CALLED)
    before = plan_of(meeting)
    if found := put_off_faults(meeting.kind, later, reason, consent, planned_on, today):
        raise PlanRefused(found)
    meeting.status = Status.POSTPONED if later else Status.NOT_HELD
    meeting.reason = reason or meeting.reason
    if later:
        meeting.consent, meeting.planned_on = consent, planned_on
        meeting.counted_for = month_counted(meeting.kind, planned_on, before.counted_for)
    meeting.save(update_fields=["status", "consent", "reason", "planned_on", "counted_for"])
    _move_entry(meeting, before)
    event = MeetingPutOff(meeting.pk, meeting.status, (planned_on - today).days if planned_on else None)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    mark_stale((meeting.cell_id, month) for month in {before.counted_for, meeting.counted_for})
    refresh()
    touch_meeting(meeting)
    return meeting
