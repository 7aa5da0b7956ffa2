"""The minutes of one meeting as its page needs them."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sotay.access.choices import Permission
from sotay.ballots.queries import PollLine, voters_of
from sotay.ballots.rules import Counts, Voters
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.models import Entry
from sotay.meetings.choices import ItemState, Stage, Status
from sotay.meetings.models import AgendaItem, Meeting
from sotay.meetings.queries.rosters import Standing, roster_on
from sotay.meetings.queries.session import left_out
from sotay.members.models import Member
from sotay.minutes.choices import Hand
from sotay.minutes.models import Adoption, Confirmation, Scan, Seal, Wording
from sotay.minutes.printing import paper_digest
from sotay.minutes.queries.history import Deed, cause_of, history_of
from sotay.minutes.queries.record import record_of
from sotay.minutes.queries.votes import vote_on_minutes
from sotay.minutes.record import MeetingRecord, record_from_json, record_to_json
from sotay.minutes.rules import digest_of
from sotay.minutes.rules.changes import Change, changes

READING = "E2"
"""The step of the procedure: minutes are read and adopted."""


class UnknownMinutes(DomainError):
    """No such meeting within reach, or it has no minutes yet."""


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The minutes as they stand. `vote`: the meeting's own vote on them, to adopt by; `outdated`: what they
    said at an adoption that no longer holds; `changed`: it was the last one, so they must be adopted anew;
    `read`: that they were read was noted by itself (the step of the agenda), not along with other steps;
    `history`: who wrote what when (with MINUTES_VIEW);
    `confirmed`: by hand (chair, taker), whether entered for another; `own_hand`: what the reader confirms
    as themselves; `helped`: for whom whoever records may enter it, having no account; `people`: who belongs
    to the cell that day; `versions`: of the minute taker's words; `views`: the reader holds MINUTES_VIEW
    (else: a member, once they are adopted); `scans`: files of the signed copy (public id, name, when), in
    their order; `left_out`: of how many members an opinion sent before is not in them (for who records)."""

    meeting: Meeting
    record: MeetingRecord
    voters: Voters
    vote: PollLine | None
    outdated: "Outdated | None"
    read: bool
    history: tuple[Deed, ...]
    confirmed: dict[Hand, bool]
    own_hand: tuple[Hand, ...]
    helped: tuple[Hand, ...]
    people: tuple[Standing, ...]
    versions: dict[str, int]
    scans: tuple[tuple[str, str, datetime], ...]
    views: bool
    may_record: bool
    may_seal: bool
    left_out: int

    @property
    def stage(self) -> int:
        return self.meeting.stage

    @property
    def changed(self) -> bool:
        return self.outdated is not None and not self.outdated.again


@dataclass(frozen=True, slots=True)
class Outdated:
    """An adoption whose text is not the minutes' any more: when, its vote, and what is another since, each
    with who wrote it as far as the journal tells. No changes: it was adopted before its text was kept.
    `again`: the minutes have been adopted anew since, and wait for their confirmations."""

    at: datetime
    changes: tuple[tuple[Change, Deed | None], ...]
    counts: Counts | None = None
    present: int = 0
    again: bool = False


def minutes_page(actor: Actor, public_id: str, *, today: date) -> MinutesPage:
    """The minutes, for those who read them: MINUTES_VIEW at the cell; a member of the cell once they are
    adopted (MEETING_JOIN). Raises UnknownMinutes."""
    meeting = readable_meeting(actor, public_id)
    record = record_of(meeting, today=today)
    adoption = Adoption.objects.filter(meeting=meeting).first()
    rows = Confirmation.objects.filter(meeting=meeting).values_list("hand", "for_another")
    scans = Scan.objects.filter(meeting=meeting).values_list("document__public_id", "document__name", "at")
    may_record, views = (
        actor.may(one, meeting.cell) for one in (Permission.MEETING_RECORD, Permission.MINUTES_VIEW)
    )
    deeds = history_of(meeting)
    hands = {Hand.CHAIR: meeting.chair, Hand.TAKER: meeting.minute_taker}
    return MinutesPage(
        meeting=meeting,
        record=record,
        voters=voters_of(meeting, meeting.cell_id),
        vote=vote_on_minutes(meeting) if may_record else None,
        outdated=_outdated(adoption, record, deeds) if meeting.stage < Stage.SEALED else None,
        read=_noted_as_read(meeting),
        history=deeds if views else (),
        confirmed={Hand(hand): another for hand, another in rows},
        own_hand=tuple(h for h, who in hands.items() if who is not None and who.pk == actor.member_id),
        helped=tuple(h for h, who in hands.items() if may_record and who is not None and not signs_in(who)),
        people=tuple(roster_on(meeting.cell_id, record.held_on)) if may_record else (),
        versions=dict(Wording.objects.filter(meeting=meeting).values_list("place", "version")),
        scans=tuple(scans),
        views=views,
        may_record=may_record,
        may_seal=actor.may(Permission.MEETING_SEAL, meeting.cell),
        left_out=left_out(meeting) if may_record else 0,
    )


def _noted_as_read(meeting: Meeting) -> bool:
    """Whoever taps "Xong các bước còn lại" says nothing of any one of them."""
    step = AgendaItem.objects.filter(meeting=meeting, step=READING, state=ItemState.DONE, by_itself=True)
    return step.exists()


def _outdated(adoption: Adoption | None, record: MeetingRecord, deeds: tuple[Deed, ...]) -> Outdated | None:
    """The adoption that no longer holds: the last one, or the one before it."""
    if adoption is None:
        return None
    if adoption.digest != digest_of(record):
        counts = Counts(adoption.yes, adoption.no, adoption.other)
        told = _told(adoption.record, adoption.at, record, deeds)
        return Outdated(adoption.at, told, counts, adoption.present)
    if adoption.earlier_at is None:
        return None
    return Outdated(
        adoption.earlier_at, _told(adoption.earlier, adoption.earlier_at, record, deeds), again=True
    )


def _told(
    text: str, since: datetime, record: MeetingRecord, deeds: tuple[Deed, ...]
) -> tuple[tuple[Change, Deed | None], ...]:
    found = changes(record_from_json(text), _bare(record)) if text else []
    return tuple((one, cause_of(one.area, deeds, since)) for one in found)


def _bare(record: MeetingRecord) -> MeetingRecord:
    """Without what came after it was written."""
    return record_from_json(record_to_json(record, bare=True))


def readable_meeting(actor: Actor, public_id: str) -> Meeting:
    """The meeting whose minutes the actor may read. Raises UnknownMinutes."""
    for permission, least in (
        (Permission.MINUTES_VIEW, Stage.CLOSED),
        (Permission.MEETING_JOIN, Stage.ADOPTED),
    ):
        rows = Meeting.objects.visible_to(actor, permission).filter(public_id=public_id, status=Status.HELD)
        meeting = rows.select_related("cell", "chair__account", "minute_taker__account").first()
        if meeting is not None and actor.may(permission, meeting.cell) and meeting.stage >= least:
            return meeting
    raise UnknownMinutes


def signs_in(member: Member) -> bool:
    """Whether a member can enter by an account of their own: then nobody confirms in their name."""
    return member.account is not None and member.account.is_active


def seal_holds(meeting: Meeting) -> bool | None:
    """Whether the sealed text still is what was sealed: its digest computed anew is the seal's own and the
    one that the cell's journal bears, so that a seal rewritten with its digest is found too; so is the paper
    that it keeps. None when it is not sealed. Asks no rights."""
    seal = Seal.objects.filter(meeting=meeting).first()
    if seal is None:
        return None
    # Of the text itself: a record read anew would bear fields that came to the software later.
    digest = sha256(seal.record.encode()).hexdigest()
    rows = Entry.objects.filter(event="MinutesSealed", organisation_id=meeting.cell_id, at=seal.at)
    told = [json.loads(payload) for payload in rows.values_list("payload", flat=True)]
    says = (meeting.pk, digest, paper_digest(seal.paper))
    journalled = any((one["meeting"], one["digest"], one.get("paper", "")) == says for one in told)
    return digest == seal.digest and journalled
