"""The cell committee's own meeting that prepares the cell's (họp chi ủy)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.vietnamese import nfc
from sotay.documents.rules import refuse_classified
from sotay.journal.operations import record
from sotay.meetings.choices import REGULAR_KINDS, State, Status
from sotay.meetings.events import CommitteeMet
from sotay.meetings.models import CommitteeMeeting, CommitteePresence, Meeting
from sotay.meetings.queries.rosters import roster_on
from sotay.meetings.rules.committee import committee_faults
from sotay.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class CommitteeDraft:
    """The committee's meeting as written down. `presences`: state (State), `said`: opinion, by member's id;
    `opinions`: those of nobody by name; `to_vote`: what the cell is to be asked, a matter a line;
    `in_favour`: who agreed to the conclusion, None when no vote was noted."""

    held_on: date
    started_at: time | None
    ended_at: time | None
    place: str
    chair: int | None
    minute_taker: int | None
    review: str
    opinions: str
    agreed: str
    presences: Mapping[int, str]
    plan: str = ""
    to_vote: str = ""
    conclusion: str = ""
    in_favour: int | None = None
    said: Mapping[int, str] = field(default_factory=dict)

    @property
    def seats(self) -> dict[int, tuple[str, str]]:
        """State and opinion by member's id."""
        return {member: (state, self.said.get(member, "")) for member, state in self.presences.items()}


class CommitteeRefused(DomainError):
    """The rules forbid it; `faults`: by field, what to do."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__("Chưa ghi được: đồng chí xem lại những chỗ đánh dấu.")
        self.faults = found


class CommitteeConflict(DomainError):
    """Somebody wrote it meanwhile; `theirs` is how it stands now."""

    def __init__(self, theirs: CommitteeMeeting) -> None:
        super().__init__("Có người vừa sửa biên bản này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs = theirs


@transaction.atomic
def save_committee_meeting(
    *,
    actor: Actor,
    cell: Organisation,
    month: int,
    draft: CommitteeDraft,
    version: int,
    at: datetime,
    today: date,
) -> CommitteeMeeting:
    """Write the committee's meeting for a month of the cell down, or over the `version` that was seen (0:
    the first). A month has one; saying what stands there already changes nothing. It ties itself to the
    regular meeting planned for the month. Requires MEETING_RECORD at the cell. Raises CommitteeRefused,
    CommitteeConflict."""
    actor.require(Permission.MEETING_RECORD, cell)
    Organisation.objects.select_for_update().get(pk=cell.pk)
    known = CommitteeMeeting.objects.filter(cell=cell, counted_for=month).order_by("pk").first()
    _refuse(cell, month, draft, today)
    texts = _texts(draft)
    values = {
        "held_on": draft.held_on,
        "started_at": draft.started_at,
        "ended_at": draft.ended_at,
        "place": nfc(draft.place),
        "chair_id": draft.chair,
        "minute_taker_id": draft.minute_taker,
        "in_favour": draft.in_favour,
        **texts,
    }
    if known is not None:
        rows = CommitteePresence.objects.filter(meeting=known).values_list("member_id", "state", "opinion")
        before = {member: (state, opinion) for member, state, opinion in rows}
        if before == draft.seats and all(getattr(known, k) == v for k, v in values.items()):
            return known
        if known.version != version:
            raise CommitteeConflict(known)
    row = known or CommitteeMeeting(cell=cell, counted_for=month, entered_at=at)
    _write(row, values, draft.seats, actor)
    record(CommitteeMet(row.pk, month, row.version), actor=actor, at=at, organisation_id=cell.pk)
    return row


def _texts(draft: CommitteeDraft) -> dict[str, str]:
    names = ("review", "plan", "opinions", "agreed", "to_vote", "conclusion")
    return {name: getattr(draft, name) for name in names}


def _refuse(cell: Organisation, month: int, draft: CommitteeDraft, today: date) -> None:
    """Raise CommitteeRefused or DocumentRefused with what stands against it."""
    members = {one.member for one in roster_on(cell.pk, draft.held_on)}
    texts = _texts(draft)
    found = committee_faults(
        held_on=draft.held_on,
        started_at=draft.started_at,
        ended_at=draft.ended_at,
        present=sum(state == State.PRESENT for state in draft.presences.values()),
        texts=texts,
        said=draft.said.values(),
        absent_said=sum(bool(said) and state != State.PRESENT for state, said in draft.seats.values()),
        in_favour=draft.in_favour,
        place=draft.place,
        month=month,
        today=today,
    )
    if {draft.chair, draft.minute_taker, *draft.presences} - members - {None}:
        found.setdefault("chair", "Có đồng chí không thuộc chi bộ vào ngày họp: chọn lại.")
    if found:
        raise CommitteeRefused(found)
    for text in (*texts.values(), *draft.said.values()):
        refuse_classified("", text)


def _write(
    row: CommitteeMeeting, values: Mapping[str, object], seats: Mapping[int, tuple[str, str]], actor: Actor
) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    if row.entered_by_id is None:
        row.entered_by_id = actor.account_id
    if row.meeting_id is None:
        row.meeting = (
            Meeting.objects.filter(
                cell=row.cell_id, counted_for=row.counted_for, kind__in=sorted(REGULAR_KINDS)
            )
            .exclude(status=Status.NOT_HELD)
            .filter(prepared_by=None)
            .order_by("pk")
            .first()
        )
    row.save()
    CommitteePresence.objects.filter(meeting=row).delete()
    CommitteePresence.objects.bulk_create(
        CommitteePresence(meeting=row, member_id=member, state=state, opinion=opinion)
        for member, (state, opinion) in seats.items()
    )
