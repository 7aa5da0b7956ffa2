"""What stands recorded, as the forms of recording need it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.choices import REGULAR_KINDS, Status
from sotay.meetings.models import CellMonthCount, JointCell, Meeting, MeetingStep
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.rules.counting import CountDraft
from sotay.meetings.rules.recording import Beside, MeetingDraft, StepDraft, mark_of, rules_for
from sotay.organisations.models import Organisation


def draft_of(meeting: Meeting) -> MeetingDraft:
    """The meeting as its form would say it."""
    joint = JointCell.objects.filter(meeting=meeting).order_by("cell__official_order", "cell_id")
    marks = {
        code: (done, reason)
        for code, done, reason in MeetingStep.objects.filter(meeting=meeting).values_list(
            "code", "done", "reason"
        )
    }
    draft = MeetingDraft(
        status=meeting.status,
        kind=meeting.kind,
        counted_for=meeting.counted_for,
        also_for=meeting.also_for,
        planned_on=meeting.planned_on,
        held_on=meeting.held_on,
        started_at=meeting.started_at,
        ended_at=meeting.ended_at,
        place=meeting.place,
        mode=meeting.mode,
        theme=meeting.theme,
        reason=meeting.reason,
        consent=meeting.consent,
        papers_on=meeting.papers_on,
        joint=tuple(joint.values_list("cell_id", flat=True)),
        chair=meeting.chair_id,
        taker=meeting.minute_taker_id,
    ).tidied()
    rules = rules_for(draft)
    ordered = [step.code for step in rules.steps] if rules else sorted(marks)
    steps = tuple(StepDraft(code, *marks[code]) for code in ordered if code in marks)
    return replace(draft, steps=steps if draft.status == Status.HELD else ())


@dataclass(frozen=True, slots=True)
class RecordedMeeting:
    """A meeting as it stands, and the mark of that. `hosted`: the actor may amend it; else they may only
    confirm the roll of their own cell."""

    meeting: Meeting
    cell: Organisation
    draft: MeetingDraft
    seen: str
    hosted: bool


def meeting_to_amend(actor: Actor, public_id: str) -> RecordedMeeting:
    """The meeting, when the actor may record at one of its cells. Raises UnknownMeeting."""
    rows = Meeting.objects.visible_to(actor, Permission.MEETING_RECORD).select_related("cell")
    meeting = rows.filter(public_id=public_id).first()
    if meeting is None:
        raise UnknownMeeting
    draft, hosted = draft_of(meeting), actor.may(Permission.MEETING_RECORD, meeting.cell)
    return RecordedMeeting(meeting, meeting.cell, draft, mark_of(draft), hosted)


def waiting_meeting(
    cell: Organisation, month: int, *, kinds: Collection[str] = REGULAR_KINDS
) -> Meeting | None:
    """The one meeting that was planned or postponed for the month and that a recording would fulfil."""
    rows = Meeting.objects.filter(
        cell=cell,
        counted_for=month,
        kind__in=sorted(kinds),
        status__in=[Status.PLANNED, Status.POSTPONED],
    )
    found = list(rows.select_related("cell")[:2])
    return found[0] if len(found) == 1 else None


def beside_of(
    cells: Collection[int], months: Collection[int], day: date | None, *, without: int | None = None
) -> list[Beside]:
    """Other records of the cells: meetings for those months or on that day, and reported counts."""
    takes_part = Q(cell__in=cells) | Q(joint_cells__cell__in=cells)
    meant = Q(counted_for__in=months) | Q(also_for__in=months)
    if day is not None:
        meant |= Q(held_on=day)
    rows = Meeting.objects.filter(takes_part, meant).exclude(pk=without or 0).distinct()
    found = []
    for row in rows.values("counted_for", "also_for", "status", "kind", "held_on", "public_id"):
        mine = [m for m in (row["counted_for"], row["also_for"]) if m is not None and m in months]
        # Of another month: it only tells that this day is taken.
        facts = (row["status"], row["kind"], row["held_on"])
        found.append(Beside(mine[0] if mine else 0, *facts, public_id=row["public_id"]))
    counts = CellMonthCount.objects.filter(cell__in=cells, month__in=months).values_list("month", "held")
    return found + [Beside(month, held=held) for month, held in counts]


@dataclass(frozen=True, slots=True)
class RecordedCounts:
    """The counts of a cell and month as they stand (None: nothing yet), and the mark of that.

    `beside`: the cell's meetings of that month; `rolled`: one of them has its roll, which outranks the
    counts.
    """

    cell: Organisation
    month: int
    draft: CountDraft | None
    seen: str
    beside: tuple[Beside, ...]
    rolled: bool


def month_counts(actor: Actor, cell: Organisation, month: int) -> RecordedCounts:
    """What the form of a month's counts begins with. Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    draft = count_draft_of(CellMonthCount.objects.filter(cell=cell, month=month).first())
    takes_part = Q(cell=cell) | Q(joint_cells__cell=cell)
    rolled = Meeting.objects.filter(
        takes_part, counted_for=month, kind__in=sorted(REGULAR_KINDS), roll_recorded=True, status=Status.HELD
    ).exists()
    beside = [b for b in beside_of([cell.pk], [month], None) if b.status]
    return RecordedCounts(cell, month, draft, mark_of(draft), tuple(beside), rolled)


def count_draft_of(row: CellMonthCount | None) -> CountDraft | None:
    """The counts as their form would say them."""
    if row is None:
        return None
    return CountDraft(
        held=row.held,
        expected=row.expected,
        present=row.present,
        excused=row.excused,
        unexcused=row.unexcused,
        steps_complete=row.steps_complete,
        theme_held=row.theme_held,
        late=row.late,
        reason=row.reason,
        consent=row.consent,
    )
