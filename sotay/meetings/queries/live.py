"""What every device at a meeting may see: the step and counts, no names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.choices import CheckIn
from sotay.meetings.models import AgendaItem, Attendance, Guest, Meeting, Opinion
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.checking_in import cell_to_join
from sotay.meetings.queries.speaking import Marks, marks_of
from sotay.meetings.rules.session import (
    Heads,
    Mark,
    Quorum,
    Seat,
    current_of,
    heads_of,
    mode_fault,
    presumed,
    quorum_of,
    quorum_share,
)
from sotay.rulesets.rules import rule_set


@dataclass(frozen=True, slots=True)
class LiveState:
    """A meeting as its devices follow it. `version` grows with each change; `step`: 1…, 0 when all are
    through; `steps`: how many; `confirmed`: the roll is; `speakers`: persons who spoke;
    `line`: who speaks and who asked to, without a name."""

    version: int
    stage: int
    step: int
    steps: int
    title: str
    begun_at: datetime | None
    heads: Heads
    quorum: Quorum
    confirmed: bool
    check_in: bool
    guests: int
    speakers: int
    opinions: int
    line: Marks


def meeting_in_room(actor: Actor, public_id: str) -> Meeting:
    """A meeting of the actor's own cell, or one that it sits in. Requires MEETING_JOIN at one of the
    meeting's cells: UnknownMeeting."""
    rows = Meeting.objects.visible_to(actor, Permission.MEETING_JOIN).filter(public_id=public_id)
    found = rows.select_related("cell").first()
    if found is None or not actor.may(Permission.MEETING_JOIN, cell_to_join(actor, found)):
        raise UnknownMeeting
    return found


def live_state(meeting: Meeting) -> LiveState:
    """How the meeting stands. Asks no rights: for whoever was let to it; five questions to the database."""
    items = list(
        AgendaItem.objects.filter(meeting=meeting)
        .order_by("position", "pk")
        .values_list("pk", "state", "title", "begun_at")
    )
    current = current_of([Mark(pk, state) for pk, state, _, _ in items])
    number, title, begun = next(
        ((n, title, begun) for n, (pk, _, title, begun) in enumerate(items, 1) if pk == current),
        (0, "", None),
    )
    heads, confirmed = heads_at(meeting)
    spoken = Opinion.objects.filter(meeting=meeting, item__isnull=False)
    voices = set(spoken.values_list("pk", "speaker_id", "guest_id"))
    return LiveState(
        version=meeting.live_version,
        stage=meeting.stage,
        step=number,
        steps=len(items),
        title=title,
        begun_at=begun,
        heads=heads,
        quorum=quorum_at(meeting, heads),
        confirmed=confirmed,
        check_in=meeting.check_in,
        guests=Guest.objects.filter(meeting=meeting).count(),
        speakers=len({(speaker, guest) for _, speaker, guest in voices}),
        opinions=len(voices),
        line=marks_of(meeting),
    )


def quorum_at(meeting: Meeting, heads: Heads) -> Quorum:
    """Whether enough of those expected are here, as the rule set of the meeting has it."""
    rules = rule_set(meeting.rule_set) if meeting.rule_set else None
    return quorum_of(heads.here, heads.expected, quorum_share(rules))


def heads_at(meeting: Meeting) -> tuple[Heads, bool]:
    """Persons of all rolls of the meeting, as said or presumed, and whether they were confirmed."""
    rows = Attendance.objects.filter(meeting=meeting, expected=True).values_list(
        "state", "reason_class", "left_at", "way"
    )
    alone = {CheckIn.SELF, CheckIn.CODE}
    confirmed, seats = False, []
    for state, reason, left, way in rows:
        confirmed |= bool(state) and way not in alone
        seats.append((state, reason, left))
    confirmed &= meeting.roll_recorded
    return heads_of(
        Seat(
            state if confirmed else presumed(state, reason, check_in=meeting.check_in),
            gone=left is not None,
        )
        for state, reason, left in seats
    ), confirmed


def odd_mode_at(meeting: Meeting) -> str:
    """How the confirmed rolls of all who sit there do not fit the way the meeting is said to be held, and
    what to do; "" when they fit. Asks no rights: counts only; one question to the database."""
    heads, confirmed = heads_at(meeting)
    if not confirmed:
        return ""
    reason = meeting.mode_reason
    return mode_fault(meeting.mode, present=heads.present, online=heads.online, reason=reason)


def versions_of(public_ids: Collection[str]) -> dict[str, int]:
    """By public id, how often each meeting has changed. Asks no rights: it tells no more than that, to the
    server that watches for those who were let in."""
    rows = Meeting.objects.filter(public_id__in=public_ids)
    return dict(rows.values_list("public_id", "live_version"))


def watched_meeting(public_id: str) -> Meeting | None:
    """The meeting that the server watches for those who were let in; asks no rights."""
    return Meeting.objects.filter(public_id=public_id).first()
