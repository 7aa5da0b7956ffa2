"""Minutes are read, adopted by vote, confirmed by chair and minute taker, and sealed."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.ballots.models import Poll
from sotay.ballots.queries import voters_of
from sotay.ballots.rules import Counts, counted_by_hand
from sotay.core.actor import Actor
from sotay.core.errors import PermissionDenied
from sotay.journal.models import Chain
from sotay.journal.operations import record
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting
from sotay.meetings.operations.moves import lock_meeting, move_meeting
from sotay.meetings.rules.moves import require_stage
from sotay.minutes.choices import Hand
from sotay.minutes.events import MinutesAdopted, MinutesConfirmed, MinutesSealed
from sotay.minutes.models import Adoption, Confirmation, Seal
from sotay.minutes.printing import paper_digest, paper_of
from sotay.minutes.queries.minutes import signs_in
from sotay.minutes.queries.record import number_words, record_of
from sotay.minutes.queries.votes import vote_on_minutes
from sotay.minutes.record import SealLine, record_to_json
from sotay.minutes.rules import MinutesRefused, adoption_faults, code_of, digest_of, missing
from sotay.resolutions.operations import next_in_series
from sotay.resolutions.queries import term_on

CHANGED = "Biên bản đã đổi sau khi thông qua: đọc lại, biểu quyết lại rồi mới chốt."
NO_VOTE = "Biểu quyết này không còn dùng được cho biên bản: đếm lại, ghi số không tán thành, ý kiến khác."
SELF = "đã có tài khoản: đồng chí ấy tự xác nhận trên máy của mình."


@transaction.atomic
def adopt_minutes(
    *,
    actor: Actor,
    meeting: Meeting,
    no: int = 0,
    other: int = 0,
    poll: str = "",
    read_aloud: bool = False,
    at: datetime,
    today: date,
) -> Adoption:
    """The cell adopts its minutes; the minority is counted, the rest of those present is for it. `poll`
    (public id): the vote on the minutes that the meeting took already; its counts stand instead.
    `read_aloud`: whoever records says that the whole text was read to the cell; nothing is claimed unsaid.

    Minutes that changed since are adopted anew; confirmations then fall away. Requires MEETING_RECORD at
    the cell. Raises MinutesRefused (what is missing, too few votes), WrongStage.
    """
    actor.require(Permission.MEETING_RECORD, meeting.cell)
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.CLOSED, Stage.ADOPTED)
    found = record_of(meeting, today=today)
    if lacks := missing(found):
        raise MinutesRefused({"": " ".join(lacks)})
    counts, present, taken = _vote(meeting, no, other, poll)
    if faults := adoption_faults(counts, present):
        raise MinutesRefused(faults)
    digest = digest_of(found)
    standing = Adoption.objects.filter(meeting=meeting).first()
    same = standing is not None and standing.digest == digest
    said = (standing.yes, standing.no, standing.other, standing.read_aloud) if standing else None
    if standing is not None and same and said == (counts.yes, counts.no, counts.other, read_aloud):
        return standing
    adoption = standing or Adoption(meeting=meeting)
    if adoption.record and adoption.digest != digest:
        adoption.earlier, adoption.earlier_at = adoption.record, adoption.at
    adoption.read_aloud, adoption.digest = read_aloud, digest
    adoption.record = record_to_json(found, bare=True)
    adoption.yes, adoption.no, adoption.other = counts.yes, counts.no, counts.other
    adoption.present, adoption.at, adoption.account_id = present, at, actor.account_id
    adoption.poll = taken
    adoption.save()
    Confirmation.objects.filter(meeting=meeting).delete()
    event = MinutesAdopted(meeting.pk, counts.yes, counts.no, counts.other, digest, read_aloud)
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    if meeting.stage == Stage.CLOSED:
        another = not actor.may(Permission.MEETING_SEAL, meeting.cell)
        move_meeting(meeting, Stage.ADOPTED, actor=actor, at=at, for_another=another)
    return adoption


def _vote(meeting: Meeting, no: int, other: int, poll: str) -> tuple[Counts, int, Poll | None]:
    """The counts, over how many present, and the meeting's vote they come from. Raises MinutesRefused."""
    if not poll:
        voters = voters_of(meeting, meeting.cell_id)
        return counted_by_hand(voters, no=no, other=other), voters.present, None
    line = vote_on_minutes(meeting)
    if line is None or line.public_id != poll or line.counts is None:
        raise MinutesRefused({"": NO_VOTE})
    return line.counts, line.voters.present, Poll.objects.get(public_id=poll)


@transaction.atomic
def confirm_minutes(*, actor: Actor, meeting: Meeting, hand: Hand, at: datetime) -> Confirmation:
    """The chair or the minute taker confirms: from the own account, or, for somebody who has none, entered
    by whoever records for the cell (`for_another`). It is no signature: the paper is printed and signed.

    Requires being that person with MEETING_JOIN, or MEETING_RECORD at the cell. Raises MinutesRefused (an
    officer with an account confirms in person), WrongStage.
    """
    meeting = lock_meeting(meeting)
    require_stage(meeting.stage, Stage.ADOPTED)
    officer = meeting.chair if hand == Hand.CHAIR else meeting.minute_taker
    if officer is None:
        raise MinutesRefused({"": "Chưa ghi chủ trì hoặc thư ký cuộc họp."})
    own = actor.member_id == officer.pk and actor.may(Permission.MEETING_JOIN, meeting.cell)
    if not own and not actor.may(Permission.MEETING_RECORD, meeting.cell):
        raise PermissionDenied("Chỉ chủ trì, thư ký cuộc họp hoặc người ghi sổ của chi bộ xác nhận.")
    if not own and signs_in(officer):
        raise MinutesRefused({"": f"{hand.label} {SELF}"})
    found, made = Confirmation.objects.get_or_create(
        meeting=meeting,
        hand=hand,
        defaults={
            "member": officer,
            "for_another": not own,
            "at": at,
            "account_id": actor.account_id,
        },
    )
    if made:
        event = MinutesConfirmed(meeting.pk, hand.value, officer.pk, not own)
        record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    return found


@transaction.atomic
def seal_minutes(*, actor: Actor, meeting: Meeting, at: datetime, today: date) -> Seal:
    """Seal the minutes: from now on they only gain notes. They take the next number of their series.

    Sealing what is sealed changes nothing. Requires MEETING_SEAL at the cell. Raises MinutesRefused while a
    confirmation is missing or the record changed since it was adopted; WrongStage.
    """
    actor.require(Permission.MEETING_SEAL, meeting.cell)
    meeting = lock_meeting(meeting)
    if known := Seal.objects.filter(meeting=meeting).first():
        return known
    require_stage(meeting.stage, Stage.ADOPTED)
    found = record_of(meeting, today=today)
    digest = digest_of(found)
    if not Adoption.objects.filter(meeting=meeting, digest=digest).exists():
        raise MinutesRefused({"": CHANGED})
    hands = set(Confirmation.objects.filter(meeting=meeting).values_list("hand", flat=True))
    if waiting := [hand for hand in Hand if hand not in hands]:
        words = " và ".join(str(hand.label).lower() for hand in waiting)
        raise MinutesRefused({"": f"Còn chờ {words} xác nhận."})
    term = term_on(meeting.cell, found.held_on)
    number = next_in_series(meeting.cell, "BB", term)
    printed = replace(found, number=number_words(number), seal=SealLine(at, code_of(digest)))
    seal = Seal.objects.create(
        meeting=meeting,
        cell=meeting.cell,
        term=term,
        number=number,
        record=record_to_json(found, bare=True),
        paper=paper_of(printed),
        digest=digest,
        journal_head=Chain.objects.filter(organisation_id=meeting.cell_id)
        .values_list("head", flat=True)
        .first()
        or "",
        at=at,
        account_id=actor.account_id,
    )
    event = MinutesSealed(meeting.pk, seal.number, digest, paper_digest(seal.paper))
    record(event, actor=actor, at=at, organisation_id=meeting.cell_id)
    move_meeting(meeting, Stage.SEALED, actor=actor, at=at)
    return seal
