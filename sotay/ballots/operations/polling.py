"""Votes cast by members on their own devices: by name, or into the sealed box (docs/adr/0008)."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction

from sotay.access.choices import Permission
from sotay.ballots.choices import Choice, Holder, Method, Purpose
from sotay.ballots.events import PollClosed, PollOpened, PollVoided
from sotay.ballots.models import Envelope, OpenVote, Poll, Tick
from sotay.ballots.operations.common import (
    VoteRefused,
    deciding_cell,
    keep_tellers,
    locked_poll,
    meeting_to_vote,
    refuse_again,
)
from sotay.ballots.operations.wiping import wipe_after_commit
from sotay.ballots.queries import may_vote, voters_of
from sotay.ballots.rules import (
    FEWEST_SECRET,
    RULES,
    SUBJECT,
    Counts,
    Matter,
    box,
    deciding_fault,
    method_fault,
)
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.ids import new_public_id
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.models import AgendaItem, Meeting
from sotay.meetings.operations.moves import touch_meeting
from sotay.meetings.queries.checking_in import cell_to_join
from sotay.meetings.rules.moves import require_stage

NO_VOTE = (
    "Đồng chí chưa biểu quyết được ở đây: không thuộc diện biểu quyết, chưa được điểm danh có mặt, hoặc đã "
    "ghi là về trước. Nói với chủ trì nếu ghi nhầm."
)
FEW = (
    f"Hòm có dưới {FEWEST_SECRET} phiếu: mở ra sẽ lộ người bỏ phiếu. "
    "Bỏ lượt này và biểu quyết lại bằng phiếu giấy."
)


class Opened(NamedTuple):
    """A vote that began. `codes`: what opens its box, told once: three for tellers, one for the chair,
    none for a vote by name."""

    poll: Poll
    codes: tuple[str, ...]


class AlreadyVoted(DomainError):
    """One member, one ballot."""

    def __init__(self) -> None:
        super().__init__("Đồng chí đã biểu quyết việc này rồi, mỗi người một lần.")


@transaction.atomic
def open_poll(
    *,
    actor: Actor,
    meeting: Meeting,
    subject: str,
    purpose: str,
    method: str,
    holder: str = "",
    item: AgendaItem | None = None,
    deciding: str = "",
    tellers: tuple[str, ...] = (),
    again: str = "",
    at: datetime,
) -> Opened:
    """Begin an electronic or a secret vote. Of a secret one the codes that open the box are in the answer
    and nowhere else: whoever calls shows them once and forgets them.

    `deciding`, `tellers`: as of a CountDraft; `again`: as of count_vote. Requires MEETING_RECORD at the cell.
    Raises VotedAlready, VoteRefused, WrongStage.
    """
    meeting = meeting_to_vote(actor, meeting, Stage.IN_SESSION)
    cell = deciding_cell(meeting, deciding)
    voters = voters_of(meeting, cell)
    _refuse_opening(meeting, subject, purpose, method, voters.present, everybody=cell is None)
    refuse_again(meeting, cell, Matter(subject, purpose), again)
    rule, name = RULES[Purpose(purpose)], new_public_id()
    holder = (holder or Holder.TELLERS) if method == Method.SECRET else ""
    public_key, codes = _locked(name, holder)
    poll = Poll.objects.create(
        public_id=name,
        meeting=meeting,
        cell_id=cell,
        item=item if item is not None and item.meeting_id == meeting.pk else None,
        subject=subject,
        purpose=purpose,
        method=method,
        base=rule.base,
        threshold=rule.threshold,
        entitled=voters.entitled,
        present=voters.present,
        holder=holder,
        public_key=public_key,
        opened_at=at,
        entered_by_id=actor.account_id,
    )
    keep_tellers(actor, poll, tellers)
    event = PollOpened(meeting.pk, poll.pk, method, purpose, voters.entitled, voters.present)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return Opened(poll, codes)


def _locked(name: str, holder: str) -> tuple[bytes | None, tuple[str, ...]]:
    """The key that seals the ballots of a secret vote, and the codes that open its box; nothing of these for
    a vote by name (`holder` "")."""
    if not holder:
        return None, ()
    secret, public_key = box.make_key(name)
    return public_key, tuple(box.split(secret)) if holder == Holder.TELLERS else (box.in_groups(secret),)


def _refuse_opening(
    meeting: Meeting, subject: str, purpose: str, method: str, present: int, *, everybody: bool
) -> None:
    faults = {}
    if fault := deciding_fault(purpose, everybody=everybody):
        faults["purpose"] = fault
    if not subject.strip():
        faults["subject"] = "Ghi nội dung biểu quyết."
    elif len(subject) > SUBJECT:
        faults["subject"] = f"Dài quá {SUBJECT} chữ cái: viết gọn lại."
    if method not in {Method.ELECTRONIC, Method.SECRET}:
        faults["method"] = "Giơ tay hay phiếu giấy thì ghi kết quả, không mở trên máy."
    elif fault := method_fault(purpose, method, secret_allowed=settings.SECRET_BALLOT):
        faults["method"] = fault
    elif method == Method.SECRET and present < FEWEST_SECRET:
        faults["method"] = FEW
    if Poll.objects.filter(meeting=meeting, closed_at__isnull=True).exists():
        faults[""] = "Đang có một biểu quyết chưa kết thúc: kết thúc biểu quyết ấy trước."
    if faults:
        raise VoteRefused(faults)


@transaction.atomic
def cast_vote(*, actor: Actor, poll: Poll, choice: str) -> None:
    """Cast one's own vote, once. Into a secret box go a tick and a sealed envelope in one transaction, and
    nothing else anywhere: no time, no journal line, no count of choices.

    Requires MEETING_JOIN at a cell of the meeting, and the right to vote at this meeting while present; what
    a cell decides, its own members vote on. Raises AlreadyVoted, VoteRefused.
    """
    actor.require(Permission.MEETING_JOIN, cell_to_join(actor, poll.meeting))
    if choice not in Choice.values:
        raise VoteRefused({"choice": "Chọn một trong các ý kiến."})
    poll = Poll.objects.select_for_update().select_related("meeting").get(pk=poll.pk)
    if poll.closed_at is not None or poll.method not in {Method.ELECTRONIC, Method.SECRET}:
        raise VoteRefused({"": "Biểu quyết này đã kết thúc."})
    require_stage(poll.meeting.stage, Stage.IN_SESSION)
    if not may_vote(actor, poll.meeting_id, poll.cell_id):
        raise VoteRefused({"": NO_VOTE})
    assert actor.member_id is not None  # who may vote is a member
    try:
        with transaction.atomic():
            if poll.method == Method.ELECTRONIC:
                OpenVote.objects.create(poll=poll, member_id=actor.member_id, choice=choice)
            else:
                Tick.objects.create(poll=poll, member_id=actor.member_id)
                key = bytes(poll.public_key or b"")
                Envelope.objects.create(poll=poll, sealed=box.seal(choice, key, poll.public_id))
    except IntegrityError as error:
        raise AlreadyVoted from error
    touch_meeting(poll.meeting)


@transaction.atomic
def close_poll(*, actor: Actor, poll: Poll, codes: Collection[str] = (), at: datetime) -> Poll:
    """End an electronic or secret vote and count it. A secret box is opened in memory with the tellers'
    codes; what stays is the tally: ticks and envelopes are destroyed. Fewer than three ballots stay sealed.

    Requires MEETING_RECORD. Raises WrongKey (nothing changes), VoteRefused, WrongStage.
    """
    poll, meeting = locked_poll(actor, poll, Stage.IN_SESSION)
    if poll.closed_at is not None:
        return poll
    if poll.method == Method.SECRET:
        said = _open_box(poll, codes)
    else:
        said = list(OpenVote.objects.filter(poll=poll).values_list("choice", flat=True))
    tally = Counter(said)
    counts = Counts(tally[Choice.YES], tally[Choice.NO], tally[Choice.OTHER])
    # Who came later votes too, and whoever went may have voted before: of those there at some time.
    poll.present = max(poll.present, voters_of(meeting, poll.cell_id).present, counts.total)
    poll.yes, poll.no, poll.other, poll.closed_at = counts.yes, counts.no, counts.other, at
    poll.version += 1
    poll.save()
    people = (counts.yes, counts.no, counts.other, poll.entitled, poll.present)
    event = PollClosed(meeting.pk, poll.pk, poll.method, poll.purpose, *people)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return poll


def _open_box(poll: Poll, codes: Collection[str]) -> list[str]:
    """What lies in the box, shuffled; the envelopes are gone then."""
    wanted = [code for code in codes if code.strip()]
    if poll.holder == Holder.TELLERS:
        secret = box.join(wanted)
    else:
        secret = box.from_groups(wanted[0]) if wanted else b""
    sealed = [bytes(one) for one in Envelope.objects.filter(poll=poll).values_list("sealed", flat=True)]
    said = box.open_all(sealed, secret, bytes(poll.public_key or b""), poll.public_id)
    if len(said) < FEWEST_SECRET:
        raise VoteRefused({"": FEW})
    Envelope.objects.filter(poll=poll).delete()
    Tick.objects.filter(poll=poll).delete()
    wipe_after_commit()
    return said


@transaction.atomic
def void_poll(*, actor: Actor, poll: Poll, reason: str, at: datetime) -> Poll:
    """Call a vote off; its ballots are destroyed unopened, the vote stays with its reason. Until the
    minutes are adopted. Requires MEETING_RECORD. Raises VoteRefused, WrongStage."""
    poll, meeting = locked_poll(actor, poll, Stage.IN_SESSION, Stage.CLOSED)
    if not reason.strip() or len(reason) > 200:
        raise VoteRefused({"reason": "Ghi lý do hủy, không quá 200 chữ cái."})
    cast = Tick.objects.filter(poll=poll).count() + OpenVote.objects.filter(poll=poll).count()
    Envelope.objects.filter(poll=poll).delete()
    Tick.objects.filter(poll=poll).delete()
    OpenVote.objects.filter(poll=poll).delete()
    wipe_after_commit()
    poll.void, poll.closed_at, poll.version = reason, poll.closed_at or at, poll.version + 1
    poll.yes = poll.no = poll.other = None
    poll.save()
    record(PollVoided(meeting.pk, poll.pk, cast), actor=actor, at=at, organisation_id=meeting.cell_id)
    touch_meeting(meeting)
    return poll
