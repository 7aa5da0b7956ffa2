"""Open a meeting and close it."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localtime

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.facts.operations import mark_stale, refresh
from sotay.journal.operations import record
from sotay.meetings.choices import Answer, Decision, ItemState, Stage, Status
from sotay.meetings.events import MeetingRecorded
from sotay.meetings.models import AgendaItem, Attendance, JointCell, Meeting, MeetingStep, Reply, SpeakerTurn
from sotay.meetings.operations.moves import lock_meeting, move_meeting
from sotay.meetings.operations.procedure import ensure_items
from sotay.meetings.queries.recorded import beside_of, draft_of
from sotay.meetings.queries.rosters import roll_confirmed, roster_on
from sotay.meetings.rules.moves import require_stage
from sotay.meetings.rules.recording import Life, MeetingDraft, StepDraft, faults, in_the_way, rules_for
from sotay.meetings.rules.session import Closing, closing_faults

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_NOW = "Buổi này ghi là không tổ chức: sửa lại buổi trước, hoặc lên lịch buổi khác."


class SessionRefused(DomainError):
    """The rules forbid it; `faults`: by field ("": the whole), what to do; `other`: public id of the meeting
    that stands in the way, or ""."""

    def __init__(self, found: dict[str, str], other: str = "") -> None:
        super().__init__(" ".join(found.values()))
        self.faults, self.other = found, other


@transaction.atomic
def open_meeting(*, actor: Actor, meeting: Meeting, at: datetime) -> Meeting:
    """Open the meeting: it is held today, from this minute on.

    Takes the snapshot of everybody who belongs to its cells today; nobody has a state yet, and one whose
    leave was approved brings the class of its reason along, so that the roll presumes them excused. The
    agenda stands, or is made from the procedure in force. Opening what is in session already changes
    nothing. Requires MEETING_RECORD at the host cell. Raises WrongStage, SessionRefused.
    """
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    if meeting.stage == Stage.IN_SESSION:
        return meeting
    another = not actor.may(Permission.MEETING_SEAL, meeting.cell)
    if meeting.stage == 0 and meeting.status in {Status.PLANNED, Status.POSTPONED}:
        # It came by a spreadsheet, as planned.
        move_meeting(meeting, Stage.PLANNED, actor=actor, at=at, for_another=another)
    require_stage(meeting.stage, Stage.PLANNED, Stage.CALLED)
    if meeting.status not in {Status.PLANNED, Status.POSTPONED}:
        raise SessionRefused({"": NOT_NOW})
    local = localtime(at)
    meeting.held_on, meeting.started_at = local.date(), local.time().replace(second=0, microsecond=0)
    meeting.ended_at = None
    draft = _draft(meeting, None)
    _refuse(meeting, draft, today=local.date())
    rules = rules_for(draft)
    meeting.rule_set = rules.code if rules else ""
    meeting.save(update_fields=["held_on", "started_at", "ended_at", "rule_set"])
    _take_snapshot(meeting)
    ensure_items(meeting, rules)
    first = AgendaItem.objects.filter(meeting=meeting, state="").order_by("position", "pk").first()
    if first is not None and first.begun_at is None:
        AgendaItem.objects.filter(pk=first.pk).update(begun_at=at)
    move_meeting(meeting, Stage.IN_SESSION, actor=actor, at=at, for_another=another)
    return meeting


@transaction.atomic
def close_meeting(*, actor: Actor, meeting: Meeting, at: datetime, ended_at: time | None = None) -> Meeting:
    """Close the meeting: from now on it counts as held.

    Marks of the agenda become the steps of the record; the figures of its months are counted anew.
    `ended_at`: the end as written by hand, when it is not this minute. Closing what is closed already
    changes nothing. Requires MEETING_RECORD at the host cell. Raises WrongStage, and SessionRefused
    without a confirmed roll or with times that cannot be.
    """
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    if meeting.stage == Stage.CLOSED:
        return meeting
    require_stage(meeting.stage, Stage.IN_SESSION)
    assert meeting.held_on is not None and meeting.started_at is not None  # noqa: PT018 — both since opening
    local = localtime(at)
    now = local.time().replace(second=0, microsecond=0)
    rows = list(Attendance.objects.filter(meeting=meeting, cell=meeting.cell_id))
    rolled = roll_confirmed(meeting, rows)
    closing = Closing(meeting.held_on, meeting.started_at, local.date(), now, ended_at, rolled)
    if found := closing_faults(closing):
        raise SessionRefused(found)
    meeting.ended_at = closing.end
    steps = _steps(meeting, at)
    draft = _draft(meeting, steps)
    _refuse(meeting, draft, today=local.date())
    SpeakerTurn.objects.filter(meeting=meeting, ended_at=None).update(ended_at=at)
    meeting.status = Status.HELD
    if meeting.entered_at is None:
        meeting.entered_at, meeting.entered_by_id = at, actor.account_id
    meeting.save(update_fields=["status", "ended_at", "entered_at", "entered_by_id"])
    MeetingStep.objects.filter(meeting=meeting).delete()
    MeetingStep.objects.bulk_create(
        MeetingStep(meeting=meeting, code=s.code, done=s.done, reason=s.reason) for s in draft.steps
    )
    _tell(actor, meeting, draft, at, today=local.date())
    another = not actor.may(Permission.MEETING_SEAL, meeting.cell)
    move_meeting(meeting, Stage.CLOSED, actor=actor, at=at, for_another=another)
    return meeting


def _draft(meeting: Meeting, steps: "Iterable[StepDraft] | None") -> MeetingDraft:
    """The meeting as the form of recording would say it, as held."""
    known = draft_of(meeting)
    held = replace(
        known,
        status=Status.HELD,
        also_for=meeting.also_for,
        held_on=meeting.held_on,
        started_at=meeting.started_at if meeting.ended_at else None,
        ended_at=meeting.ended_at,
        place=meeting.place,
        mode=meeting.mode,
        theme=meeting.theme,
        reason=meeting.reason,
        consent=meeting.consent,
        papers_on=meeting.papers_on,
        joint=tuple(JointCell.objects.filter(meeting=meeting).values_list("cell_id", flat=True)),
        steps=tuple(steps or ()),
    )
    return held.tidied()


def _refuse(meeting: Meeting, draft: MeetingDraft, *, today: date) -> None:
    """Raise SessionRefused when the other records of its cell forbid a meeting held today. That it is the
    second regular one of its month was decided when it was planned."""
    beside = beside_of([meeting.cell_id], draft.months, draft.held_on, without=meeting.pk)
    life = Life(meeting.cell.founded_on, meeting.cell.dissolved_on)
    if found := faults(draft, life=life, beside=beside, second=True, today=today):
        raise SessionRefused({"": " ".join(found.values())}, in_the_way(draft, beside, second=True))


def _take_snapshot(meeting: Meeting) -> None:
    """Everybody expected, with what right, and whose leave was approved."""
    assert meeting.held_on is not None
    leaves = dict(
        Reply.objects.filter(meeting=meeting, answer=Answer.LEAVE, decision=Decision.APPROVED).values_list(
            "member_id", "reason_class"
        )
    )
    cells = [meeting.cell_id, *JointCell.objects.filter(meeting=meeting).values_list("cell_id", flat=True)]
    taken: set[int] = set()
    for cell in cells:
        roster = [one for one in roster_on(cell, meeting.held_on) if one.expected and one.member not in taken]
        taken |= {one.member for one in roster}
        Attendance.objects.bulk_create(
            [
                Attendance(
                    meeting=meeting,
                    cell_id=cell,
                    member_id=one.member,
                    basis=one.basis,
                    expected=True,
                    votes=one.votes,
                    reason_class=leaves.get(one.member, ""),
                )
                for one in roster
            ],
            ignore_conflicts=True,
        )


def _steps(meeting: Meeting, at: datetime) -> list[StepDraft]:
    """The marks of the agenda as steps. Whoever closes the meeting has come to its last step."""
    last = AgendaItem.objects.filter(meeting=meeting, step="E3", state="").first()
    if last is not None:
        last.state, last.begun_at = ItemState.DONE, last.begun_at or at
        last.save(update_fields=["state", "begun_at"])
    marked = AgendaItem.objects.filter(meeting=meeting).exclude(step="").exclude(state="")
    found = {item.step: StepDraft(item.step, item.state == ItemState.DONE, item.reason) for item in marked}
    rules = rules_for(_draft(meeting, None))
    return [found[step.code] for step in rules.steps if step.code in found] if rules else []


def _tell(actor: Actor, meeting: Meeting, draft: MeetingDraft, at: datetime, *, today: date) -> None:
    """To the journal of each cell, and to the figures."""
    joint = JointCell.objects.filter(meeting=meeting).values_list("cell_id", flat=True)
    cells = (meeting.cell_id, *joint)
    after = (today - draft.held_on).days if draft.held_on else None
    event = MeetingRecorded(meeting.pk, cells, draft.months, draft.kind, draft.status, after)
    for one in cells:
        record(event, actor=actor, at=at, organisation_id=one)
    mark_stale((one, month) for one in cells for month in draft.months)
    refresh()
