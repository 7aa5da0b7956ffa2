"""Votes of a meeting: as lines for its record and pages, and what a member is asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from sotay.access.choices import Permission
from sotay.ballots.choices import Base, Holder, Method, Purpose, Threshold
from sotay.ballots.models import OpenVote, Poll, SittingCount, Tick
from sotay.ballots.rules import Counts, Slips, Voters, carries, votes_needed
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.meetings.choices import PRESENCES
from sotay.meetings.models import Attendance, JointCell, Meeting


class UnknownPoll(DomainError):
    """No such vote within reach."""


def voters_of(meeting: Meeting) -> Voters:
    """Who may vote at the meeting and who of them is present, from its snapshot. Asks no rights."""
    states = list(
        Attendance.objects.filter(meeting=meeting, expected=True, votes=True).values_list("state", flat=True)
    )
    return Voters(len(states), sum(state in PRESENCES for state in states))


@dataclass(frozen=True, slots=True)
class PollLine:
    """One vote. `counts` is None while it is open (nobody learns how it stands before the end) and when it
    was called off (`void`: why). `cast`: how many have voted so far, of one that is open.
    `sittings`: (name of the group, its counts), when it was counted group by group."""

    public_id: str
    subject: str
    purpose: Purpose
    method: Method
    base: Base
    threshold: Threshold
    voters: Voters
    counts: Counts | None
    slips: Slips | None
    holder: Holder | None
    step: str
    void: str
    cast: int
    version: int
    sittings: tuple[tuple[str, str, Counts], ...] = ()

    @property
    def open(self) -> bool:
        return self.counts is None and not self.void

    @property
    def over(self) -> int:
        """Persons over whom the ratio is taken."""
        return self.voters.base(self.base)

    @property
    def needed(self) -> int:
        """The least number of votes that carries."""
        return votes_needed(self.over, self.threshold)

    @property
    def passed(self) -> bool | None:
        """Whether it carried; None while that is not known, or of an election (which elects persons)."""
        if self.counts is None or self.purpose == Purpose.ELECTION:
            return None
        return carries(self.counts.yes, self.over, self.threshold)


def polls_of(meeting: Meeting) -> list[PollLine]:
    """The votes of a meeting in their order, those called off included. Asks no rights: for whoever was let
    to the meeting; three questions to the database, however many votes."""
    rows = list(Poll.objects.filter(meeting=meeting).select_related("item"))
    voted = Poll.objects.filter(meeting=meeting, closed_at__isnull=True)
    cast = {
        pk: named + ticked
        for pk, named, ticked in voted.values_list(
            "pk", Count("open_votes", distinct=True), Count("ticks", distinct=True)
        )
    }
    by_sitting: dict[int, list[SittingCount]] = {}
    counted = SittingCount.objects.filter(poll__meeting=meeting).select_related("sitting")
    for one in counted.order_by("sitting__position", "sitting_id"):
        by_sitting.setdefault(one.poll_id, []).append(one)
    return [_line(row, cast.get(row.pk, 0), by_sitting.get(row.pk, ())) for row in rows]


def _line(row: Poll, cast: int, sittings: Iterable[SittingCount]) -> PollLine:
    counted = row.yes is not None and row.no is not None and row.other is not None
    slips = None
    if row.issued is not None and row.collected is not None:
        slips = Slips(row.issued, row.collected, row.invalid or 0)
    return PollLine(
        public_id=row.public_id,
        subject=row.subject,
        purpose=Purpose(row.purpose),
        method=Method(row.method),
        base=Base(row.base),
        threshold=Threshold(row.threshold),
        voters=Voters(row.entitled, row.present),
        counts=Counts(row.yes or 0, row.no or 0, row.other or 0) if counted else None,
        slips=slips,
        holder=Holder(row.holder) if row.holder else None,
        step=row.item.step if row.item else "",
        void=row.void,
        cast=cast,
        version=row.version,
        sittings=tuple(
            (one.sitting.public_id, one.sitting.name, Counts(one.yes, one.no, one.other)) for one in sittings
        ),
    )


@dataclass(frozen=True, slots=True)
class Booth:
    """A meeting as its votes need it. `title`: the item that the chair has come to, when it is one to vote
    on; `items`: (public id, title, step) of the agenda; `groups`: (public id, name) of its sittings;
    `joint`: other cells take part."""

    meeting: Meeting
    voters: Voters
    polls: tuple[PollLine, ...]
    items: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[str, str], ...]
    joint: bool


def booth_for(actor: Actor, public_id: str, permission: Permission) -> Booth:
    """The votes of a meeting, where the actor holds the permission. Raises UnknownPoll."""
    rows = Meeting.objects.visible_to(actor, permission).filter(public_id=public_id)
    meeting = next((one for one in rows.select_related("cell") if actor.may(permission, one.cell)), None)
    if meeting is None:
        raise UnknownPoll
    return Booth(
        meeting,
        voters_of(meeting),
        tuple(polls_of(meeting)),
        tuple(meeting.items.values_list("public_id", "title", "step")),
        tuple(meeting.sittings.order_by("position", "pk").values_list("public_id", "name")),
        JointCell.objects.filter(meeting=meeting).exists(),
    )


def poll_for(actor: Actor, public_id: str, permission: Permission) -> Poll:
    """The vote, where the actor holds the permission. Raises UnknownPoll."""
    rows = Poll.objects.visible_to(actor, permission).select_related("meeting__cell", "item")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise UnknownPoll
    return found


def poll_line(poll: Poll) -> PollLine:
    """One vote as its line. Asks no rights."""
    return next(one for one in polls_of(poll.meeting) if one.public_id == poll.public_id)


@dataclass(frozen=True, slots=True)
class Asked:
    """An open vote as one member meets it: whether they have voted, and whether they may."""

    line: PollLine
    voted: bool
    may_vote: bool


def asked_of(actor: Actor, meeting: Meeting) -> list[Asked]:
    """The open electronic and secret votes of a meeting, for the member who asks. Requires MEETING_JOIN."""
    actor.require(Permission.MEETING_JOIN, meeting.cell)
    open_now = [
        one for one in polls_of(meeting) if one.open and one.method in {Method.ELECTRONIC, Method.SECRET}
    ]
    if not open_now or actor.member_id is None:
        return [Asked(one, voted=False, may_vote=False) for one in open_now]
    mine = Q(member_id=actor.member_id, poll__meeting=meeting)
    voted = set(OpenVote.objects.filter(mine).values_list("poll__public_id", flat=True))
    voted |= set(Tick.objects.filter(mine).values_list("poll__public_id", flat=True))
    may = Attendance.objects.filter(
        meeting=meeting, member=actor.member_id, expected=True, votes=True, state__in=list(PRESENCES)
    ).exists()
    return [Asked(one, one.public_id in voted, may) for one in open_now]
