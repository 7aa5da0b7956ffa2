"""Write a meeting down by hand, and correct it."""

from collections.abc import Collection
from dataclasses import fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.ids import new_public_id
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.operations import record
from sotay.meetings.choices import REGULAR_KINDS, THEMATIC_KINDS, Source, Stage, Status
from sotay.meetings.events import MeetingAmended, MeetingRecorded
from sotay.meetings.models import Attendance, JointCell, Meeting, MeetingStep
from sotay.meetings.operations.moves import move_meeting, touch_meeting
from sotay.meetings.operations.procedure import items_from_steps
from sotay.meetings.operations.rolls import take_snapshot_again
from sotay.meetings.queries.recorded import beside_of, draft_of, waiting_meeting
from sotay.meetings.queries.rosters import roster_on
from sotay.meetings.rules.recording import Life, MeetingDraft, faults, in_the_way, mark_of, rules_for
from sotay.meetings.rules.session import refuse_sealed
from sotay.organisations.models import Organisation
from sotay.organisations.queries import neighbours_on

OF_THEIR_OWN = ("steps", "joint", "chair", "taker")
FIELDS = tuple(f.name for f in fields(MeetingDraft) if f.name not in OF_THEIR_OWN)


ROLL_OF_ANOTHER = (
    "Chi bộ cùng sinh hoạt đã điểm danh buổi này, không bỏ được từ đây: "
    "giữ nguyên, và trao đổi với chi bộ đó hoặc báo cấp ủy cấp trên."
)
IN_SESSION = "Buổi này đang sinh hoạt: mở trang Điều hành để bế mạc, rồi sửa."
ADOPTED = "Biên bản buổi này đã thông qua nên không ghi thành không tổ chức hay hoãn được."


class RecordRefused(DomainError):
    """The rules forbid it; `faults`: by field, what to do; `other`: public id of the meeting that stands in
    the way, or ""."""

    def __init__(self, faults: dict[str, str], other: str = "") -> None:
        super().__init__("Chưa ghi được: đồng chí xem lại những chỗ đánh dấu.")
        self.faults, self.other = faults, other


class MeetingConflict(DomainError):
    """Somebody changed the meeting meanwhile; `theirs` is how it stands now, `seen` its mark."""

    def __init__(self, theirs: MeetingDraft) -> None:
        super().__init__("Có người vừa sửa buổi này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs, self.seen = theirs, mark_of(theirs)


@transaction.atomic
def record_meeting(
    *,
    actor: Actor,
    cell: Organisation,
    draft: MeetingDraft,
    form_key: str,
    at: datetime,
    today: date,
    second: bool = False,
) -> Meeting:
    """Record a meeting of the cell: held, not held, or postponed with consent.

    A meeting planned or postponed for the month becomes this one. `form_key` (up to 32 signs) is of the
    form that the person filled in: sent twice it records once; sent with other words it is a
    MeetingConflict. `second`: the month really had two regular meetings. A meeting held is closed at once,
    marked as written down afterwards; its agenda follows from its steps. Requires MEETING_RECORD at the
    cell. Raises RecordRefused.
    """
    actor.require(Permission.MEETING_RECORD, cell)
    # One recording at a time for each cell: the same form sent twice meets itself here.
    Organisation.objects.select_for_update().get(pk=cell.pk)
    draft = draft.tidied()
    known = Meeting.objects.filter(entered_by_id=actor.account_id, form_key=form_key).first()
    if known is not None and form_key:
        if known.cell_id != cell.pk or _differing(draft_of(known), draft):
            raise MeetingConflict(draft_of(known))
        return known
    kinds = REGULAR_KINDS if draft.regular else THEMATIC_KINDS - REGULAR_KINDS
    meeting = waiting_meeting(cell, draft.counted_for, kinds=kinds)
    if meeting is not None and meeting.stage == Stage.IN_SESSION:
        raise RecordRefused({"": IN_SESSION})
    _refuse(cell, draft, meeting, second=second, today=today)
    before = _pairs(meeting) if meeting else []
    if meeting is None:
        meeting = Meeting(public_id=new_public_id(), cell=cell, source=Source.ENTRY)
    meeting.entered_at, meeting.entered_by_id, meeting.form_key = at, actor.account_id, form_key
    _write(meeting, draft)
    _close_afterwards(actor, meeting, draft, at)
    pairs = _pairs(meeting)
    after = (today - draft.held_on).days if draft.held_on else None
    cells = _cells(pairs)
    event = MeetingRecorded(meeting.pk, cells, draft.months, draft.kind, draft.status, after)
    for one in cells:
        record(event, actor=actor, at=at, organisation_id=one)
    mark_stale([*before, *pairs])
    refresh()
    return meeting


@transaction.atomic
def amend_meeting(
    *,
    actor: Actor,
    meeting: Meeting,
    draft: MeetingDraft,
    seen: str,
    at: datetime,
    today: date,
    second: bool = False,
) -> Meeting:
    """Correct what was recorded of a meeting over what the person saw (`seen`: its mark).

    Saying what stands there already changes nothing. Another day takes the snapshot of who was expected
    anew and keeps the states of those still there; a meeting that turns out not held loses its roll and
    steps. The confirmed roll of another cell is not the host's to drop. What is in session is closed first;
    once the minutes are sealed nothing changes. Requires MEETING_RECORD at the host cell. Raises
    MeetingConflict, RecordRefused, Sealed.
    """
    cell = Organisation.objects.select_for_update().get(pk=meeting.cell_id)
    actor.require(Permission.MEETING_RECORD, cell)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    standing, draft = draft_of(meeting), draft.tidied()
    changed = _differing(standing, draft)
    if not changed:
        return meeting
    refuse_sealed(meeting.stage)
    if meeting.stage == Stage.IN_SESSION:
        raise RecordRefused({"": IN_SESSION})
    if meeting.stage >= Stage.ADOPTED and draft.status != Status.HELD:
        raise RecordRefused({"": ADOPTED})
    if mark_of(standing) != seen:
        raise MeetingConflict(standing)
    _refuse(cell, draft, meeting, second=second, today=today)
    _keep_rolls_of_others(actor, meeting, draft)
    before = _pairs(meeting)
    _write(meeting, draft)
    _mend_roll(meeting, draft, other_day=standing.held_on != draft.held_on)
    _close_afterwards(actor, meeting, draft, at)
    pairs = _pairs(meeting)
    cells = _cells([*before, *pairs])
    for one in cells:
        event = MeetingAmended(meeting.pk, cells, draft.months, changed)
        record(event, actor=actor, at=at, organisation_id=one)
    mark_stale([*before, *pairs])
    refresh()
    return meeting


def _differing(one: MeetingDraft, other: MeetingDraft) -> tuple[str, ...]:
    return tuple(f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name))


def _refuse(
    cell: Organisation, draft: MeetingDraft, meeting: Meeting | None, *, second: bool, today: date
) -> None:
    """Raise RecordRefused with everything that stands against it."""
    own = meeting.pk if meeting else None
    beside = beside_of([cell.pk], draft.months, draft.held_on, without=own)
    life = Life(cell.founded_on, cell.dissolved_on)
    found = faults(draft, life=life, beside=beside, second=second, today=today)
    if draft.joint:
        found |= _joint_faults(cell, draft, own)
    if draft.held_on and (draft.chair or draft.taker):
        found |= _officer_faults(cell, draft, meeting)
    if found:
        raise RecordRefused(found, in_the_way(draft, beside, second=second))


def _officer_faults(cell: Organisation, draft: MeetingDraft, meeting: Meeting | None) -> dict[str, str]:
    """Chair and minute taker belonged to the cell on the day, or stand recorded already."""
    assert draft.held_on is not None
    known = {one.member for one in roster_on(cell.pk, draft.held_on)}
    standing = (meeting.chair_id, meeting.minute_taker_id) if meeting else ()
    known |= {one for one in standing if one}
    chosen = (("chair", draft.chair), ("taker", draft.taker))
    return {
        field: "Đồng chí này không thuộc chi bộ vào ngày sinh hoạt: chọn lại."
        for field, one in chosen
        if one and one not in known
    }


def _joint_faults(cell: Organisation, draft: MeetingDraft, own: int | None) -> dict[str, str]:
    """Cells may meet together when they stand under the same superior, and none of them has recorded
    the opposite."""
    day = draft.held_on
    allowed = {one.pk for one in neighbours_on(cell, day)} if day else set()
    # Who takes part already, through a spreadsheet of the superior's, may stay.
    allowed |= set(JointCell.objects.filter(meeting=own or 0).values_list("cell_id", flat=True))
    if not allowed.issuperset(draft.joint):
        return {"joint": "Chỉ chọn chi bộ cùng cấp trên trực tiếp vào ngày sinh hoạt."}
    beside = beside_of(draft.joint, draft.months, None, without=own)
    if draft.regular and any(b.status == Status.NOT_HELD or b.held == "no" for b in beside):
        return {"joint": "Có chi bộ đã ghi tháng này không sinh hoạt: bỏ chọn, hoặc hỏi lại chi bộ đó."}
    return {}


def _keep_rolls_of_others(actor: Actor, meeting: Meeting, draft: MeetingDraft) -> None:
    """Raise RecordRefused when the draft would erase a roll of a cell that the actor may not record for."""
    held = draft.status == Status.HELD
    rolled = Organisation.objects.filter(
        Exists(Attendance.objects.filter(meeting=meeting, cell=OuterRef("pk")).exclude(state=""))
    ).exclude(pk__in=(meeting.cell_id, *(draft.joint if held else ())))
    if any(not actor.may(Permission.MEETING_RECORD, cell) for cell in rolled):
        raise RecordRefused({"joint" if held else "": ROLL_OF_ANOTHER})


def _write(meeting: Meeting, draft: MeetingDraft) -> None:
    """The draft into rows: the meeting, its steps, the cells that take part."""
    for name in FIELDS:
        if name != "planned_on" or draft.status != Status.HELD:  # once held, the plan stays as it was
            setattr(meeting, name, getattr(draft, name))
    if draft.status == Status.HELD:  # a meeting to come keeps whom it was planned with
        meeting.chair_id, meeting.minute_taker_id = draft.chair, draft.taker
    rules = rules_for(draft)
    meeting.rule_set = rules.code if rules else ""
    meeting.save()
    MeetingStep.objects.filter(meeting=meeting).delete()
    MeetingStep.objects.bulk_create(
        MeetingStep(meeting=meeting, code=s.code, done=s.done, reason="" if s.done else s.reason)
        for s in draft.steps
    )
    joint = JointCell.objects.filter(meeting=meeting)
    gone = list(joint.exclude(cell__in=draft.joint).values_list("cell_id", flat=True))
    joint.filter(cell__in=gone).delete()
    Attendance.objects.filter(meeting=meeting, cell__in=gone).delete()
    JointCell.objects.bulk_create(
        (JointCell(meeting=meeting, cell_id=one) for one in draft.joint), ignore_conflicts=True
    )


def _close_afterwards(actor: Actor, meeting: Meeting, draft: MeetingDraft, at: datetime) -> None:
    """A meeting held that was written down by hand is closed, and its agenda follows its steps; from then
    on its minutes can be drawn."""
    if draft.status != Status.HELD:
        return
    items_from_steps(meeting, draft.steps)
    if meeting.stage < Stage.CLOSED:
        another = not actor.may(Permission.MEETING_SEAL, meeting.cell)
        move_meeting(meeting, Stage.CLOSED, actor=actor, at=at, afterwards=True, for_another=another)
    else:
        touch_meeting(meeting)


def _mend_roll(meeting: Meeting, draft: MeetingDraft, *, other_day: bool) -> None:
    """Keep the snapshot true to the day held; without a day there is none."""
    if draft.status != Status.HELD:
        Attendance.objects.filter(meeting=meeting).delete()
        meeting.roll_recorded = False
        meeting.save(update_fields=["roll_recorded"])
    elif other_day:
        take_snapshot_again(meeting)


def _pairs(meeting: Meeting) -> list[tuple[int, int]]:
    """Every (cell, month) that the meeting bears on."""
    cells = [meeting.cell_id, *JointCell.objects.filter(meeting=meeting).values_list("cell_id", flat=True)]
    months = [meeting.counted_for] + ([meeting.also_for] if meeting.also_for else [])
    return [(cell, month) for cell in cells for month in months]


def _cells(pairs: Collection[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(cell for cell, _ in pairs))
