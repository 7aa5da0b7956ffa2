"""Votes counted by people: a show of hands, paper ballots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from sotay.ballots.choices import Method, Purpose
from sotay.ballots.events import PollClosed, PollCorrected
from sotay.ballots.models import Poll, SittingCount
from sotay.ballots.operations.common import (
    VoteRefused,
    deciding_cell,
    keep_tellers,
    locked_poll,
    meeting_to_vote,
    refuse_again,
)
from sotay.ballots.queries import voters_of
from sotay.ballots.rules import (
    RULES,
    SUBJECT,
    Counts,
    Matter,
    Slips,
    Voters,
    counted_by_hand,
    deciding_fault,
    hand_faults,
    method_fault,
    slip_faults,
)
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record
from sotay.meetings.choices import PRESENCES, Stage
from sotay.meetings.models import AgendaItem, Attendance, Meeting, Sitting
from sotay.meetings.operations.moves import touch_meeting

COUNTING = (Stage.IN_SESSION, Stage.CLOSED)
"""Also after the close: a meeting written down afterwards has its votes written down too."""


@dataclass(frozen=True, slots=True)
class CountDraft:
    """A count as a person writes it down. By hand only the minority is said; `sittings`: by the public id
    of a sitting its (for, against, other), which then make the whole; `slips`: of paper ballots.

    `deciding`: public id of the cell whose decision it is ("": the host, EVERYBODY: a sounding of all);
    `tellers`: members (public ids) who counted, the first leads. `there`: of a vote written down after the
    close, how many with the right to vote were there when it was taken (None: not said).
    """

    subject: str
    purpose: str = Purpose.RESOLUTION
    method: str = Method.HAND
    no: int = 0
    other: int = 0
    yes: int | None = None
    slips: Slips | None = None
    sittings: Mapping[str, Counts] = field(default_factory=dict)
    deciding: str = ""
    tellers: tuple[str, ...] = ()
    there: int | None = None


class CountConflict(DomainError):
    """Somebody corrected the same count meanwhile. `theirs` is what stands there now."""

    def __init__(self, theirs: Poll) -> None:
        super().__init__("Có người vừa sửa kết quả này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs, self.version = theirs, theirs.version


@transaction.atomic
def count_vote(
    *,
    actor: Actor,
    meeting: Meeting,
    draft: CountDraft,
    item: AgendaItem | None = None,
    form_key: str = "",
    again: str = "",
    at: datetime,
) -> Poll:
    """Write down a vote counted by hand or on paper. Sent twice with one `form_key` it counts once. `again`:
    public id of the vote on the same of which the person was told.

    Requires MEETING_RECORD at the cell. Raises VotedAlready, VoteRefused, WrongStage.
    """
    meeting = meeting_to_vote(actor, meeting, *COUNTING)
    known = Poll.objects.filter(entered_by_id=actor.account_id, form_key=form_key).first()
    if known is not None and form_key:
        return known
    cell = deciding_cell(meeting, draft.deciding)
    voters = _there(meeting, cell, draft, voters_of(meeting, cell).present)
    counts = _counts(meeting, draft, voters, everybody=cell is None)
    refuse_again(meeting, cell, Matter(draft.subject, draft.purpose), again)
    rule = RULES[Purpose(draft.purpose)]
    poll = Poll.objects.create(
        meeting=meeting,
        cell_id=cell,
        item=item if item is not None and item.meeting_id == meeting.pk else None,
        subject=draft.subject,
        purpose=draft.purpose,
        method=draft.method,
        base=rule.base,
        threshold=rule.threshold,
        entitled=voters.entitled,
        present=voters.present,
        opened_at=at,
        closed_at=at,
        entered_by_id=actor.account_id,
        form_key=form_key,
        **_numbers(counts, draft.slips),
    )
    _keep_sittings(poll, meeting, draft)
    keep_tellers(actor, poll, draft.tellers)
    people = (counts.yes, counts.no, counts.other, voters.entitled, voters.present)
    event = PollClosed(meeting.pk, poll.pk, draft.method, draft.purpose, *people)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return poll


def _there(meeting: Meeting, cell: int | None, draft: CountDraft, else_: int) -> Voters:
    """Who was there at the vote. In session who is in the room, `else_`; written down after the close that
    too, unless the draft says otherwise: the vote may have been before some went, whom it counts then, or
    before some came. Nobody can have voted who did not come at all."""
    came = voters_of(meeting, cell, stayed=False)
    if meeting.stage == Stage.IN_SESSION or draft.there is None:
        return Voters(came.entitled, else_)
    if not 0 <= draft.there <= came.present:
        fault = f"Cả buổi có {came.present} người có quyền biểu quyết đến dự, không thể có {draft.there}."
        raise VoteRefused({"there": fault})
    return Voters(came.entitled, draft.there)


def _then(poll: Poll, meeting: Meeting) -> int:
    """How many were there at a vote: as noted then, as far as the roll still says that they came at all."""
    came = voters_of(meeting, poll.cell_id, stayed=False).present
    return min(came, max(poll.present, voters_of(meeting, poll.cell_id).present))


@transaction.atomic
def correct_count(*, actor: Actor, poll: Poll, draft: CountDraft, seen: int, at: datetime) -> Poll:
    """Correct a vote counted by hand or on paper over what the person saw (`seen`: its version), until the
    minutes are adopted. Requires MEETING_RECORD. Raises CountConflict, VoteRefused, WrongStage."""
    poll, meeting = locked_poll(actor, poll, *COUNTING)
    if poll.method not in {Method.HAND, Method.PAPER} or poll.void:
        raise VoteRefused({"": "Kết quả biểu quyết này do máy tính ra, không sửa tay."})
    if poll.version != seen:
        raise CountConflict(poll)
    voters = _there(meeting, poll.cell_id, draft, _then(poll, meeting))
    counts = _counts(meeting, draft, voters, everybody=poll.cell_id is None, purpose=poll.purpose)
    poll.subject, poll.version = draft.subject, poll.version + 1
    poll.entitled, poll.present = voters.entitled, voters.present
    for name, number in _numbers(counts, draft.slips).items():
        setattr(poll, name, number)
    poll.save()
    SittingCount.objects.filter(poll=poll).delete()
    _keep_sittings(poll, meeting, draft)
    keep_tellers(actor, poll, draft.tellers)
    event = PollCorrected(meeting.pk, poll.pk, counts.yes, counts.no, counts.other)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return poll


def _numbers(counts: Counts, slips: Slips | None) -> dict[str, int]:
    found = {"yes": counts.yes, "no": counts.no, "other": counts.other}
    if slips is not None:
        found |= {"issued": slips.issued, "collected": slips.collected, "invalid": slips.invalid}
    return found


def _counts(
    meeting: Meeting, draft: CountDraft, voters: Voters, *, everybody: bool, purpose: str = ""
) -> Counts:
    """The counts that the draft says, or VoteRefused. `purpose`: of a vote that stands already."""
    faults = _subject_faults(draft)
    if fault := deciding_fault(purpose or draft.purpose, everybody=everybody):
        faults["purpose"] = fault
    if draft.method == Method.PAPER:
        counts = Counts(draft.yes or 0, draft.no, draft.other)
        slips = draft.slips or Slips(0, 0, 0)
        faults |= slip_faults(voters, slips, counts)
    elif draft.sittings:
        counts = Counts(
            *(
                sum(one)
                for one in zip(*((c.yes, c.no, c.other) for c in draft.sittings.values()), strict=True)
            )
        )
        faults |= _sitting_faults(meeting, draft)
        if not counts.total and voters.present:
            faults["sittings"] = "Chưa có số của tổ nào: ghi số tán thành, không tán thành của từng tổ."
        if counts.total > voters.present:
            faults["sittings"] = (
                f"Cộng các tổ được {counts.total} người, mà chỉ có {voters.present} người có quyền đang dự."
            )
    else:
        faults |= hand_faults(voters, no=draft.no, other=draft.other)
        counts = counted_by_hand(voters, no=draft.no, other=draft.other)
    if faults:
        raise VoteRefused(faults)
    return counts


def _sitting_faults(meeting: Meeting, draft: CountDraft) -> dict[str, str]:
    """By the field of the sitting's votes for: more votes than voters who came to that sitting, or none.
    A sitting to which nobody was assigned cannot be compared."""
    faults = {}
    for one in Sitting.objects.filter(meeting=meeting, public_id__in=draft.sittings):
        voters = Attendance.objects.filter(sitting=one, expected=True, votes=True)
        states = list(voters.values_list("state", flat=True))
        came = sum(state in PRESENCES or not state for state in states)  # "": the roll is yet to say
        counted = draft.sittings[one.public_id].total
        if came and not counted:
            faults[f"yes-{one.public_id}"] = (
                f"{one.name} có {came} người có quyền biểu quyết đến dự, mà chưa ghi số: ghi số của tổ này."
            )
        if states and counted > came:
            faults[f"yes-{one.public_id}"] = (
                f"{one.name} có {came} người có quyền biểu quyết đến dự, mà đếm được {counted}: đếm lại."
            )
    return faults


def _subject_faults(draft: CountDraft) -> dict[str, str]:
    if not draft.subject.strip():
        return {"subject": "Ghi nội dung biểu quyết."}
    if len(draft.subject) > SUBJECT:
        return {"subject": f"Dài quá {SUBJECT} chữ cái: viết gọn lại."}
    if draft.method not in {Method.HAND, Method.PAPER}:
        return {"method": "Cách biểu quyết này do máy đếm: mở biểu quyết trước."}
    fault = method_fault(draft.purpose, draft.method, secret_allowed=False)
    return {"method": fault} if fault else {}


def _keep_sittings(poll: Poll, meeting: Meeting, draft: CountDraft) -> None:
    known = Sitting.objects.filter(meeting=meeting, public_id__in=draft.sittings)
    SittingCount.objects.bulk_create(
        SittingCount(poll=poll, sitting=one, yes=c.yes, no=c.no, other=c.other)
        for one in known
        for c in [draft.sittings[one.public_id]]
    )
