"""Votes of a meeting: as lines for its record and pages, and what a member is asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q, QuerySet

from sotay.access.choices import Permission
from sotay.ballots.choices import Base, Choice, Holder, Method, Purpose, Threshold
from sotay.ballots.models import OpenVote, Poll, SittingCount, Teller, Tick
from sotay.ballots.rules import (
    DECIDES_NOTHING,
    OPENLY,
    Counts,
    Matter,
    Slips,
    Voters,
    carries,
    same_matter,
    votes_needed,
)
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.period import first_day
from sotay.meetings.choices import PRESENCES, Stage
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.queries.checking_in import cell_to_join
from sotay.meetings.queries.own import At, at_meeting
from sotay.organisations.queries import names_on


class UnknownPoll(DomainError):
    """No such vote within reach."""


EVERYBODY = "chung"
"""In the place of a cell's public id: all cells that meet together are asked; nothing is decided."""


def voters_of(meeting: Meeting, cell: int | None, *, stayed: bool = True) -> Voters:
    """Who may vote on what a cell (id) decides, and who of them is in the room, from the meeting's snapshot;
    None: of all cells that meet together. Whoever went before the end no longer votes; not `stayed`: they
    count too, for a vote that may have been before they went. Asks no rights."""
    rows = Attendance.objects.filter(meeting=meeting, expected=True, votes=True)
    if cell is not None:
        rows = rows.filter(cell=cell)
    found = list(rows.values_list("state", "left_at"))
    here = sum(state in PRESENCES and (gone is None or not stayed) for state, gone in found)
    return Voters(len(found), here)


def voters_with_account(meeting: Meeting, cell: int | None) -> int:
    """How many of those in the room who may vote (see `voters_of`) can enter by an account of their own, and
    so vote on a device. Asks no rights."""
    rows = Attendance.objects.filter(meeting=meeting, expected=True, votes=True, left_at=None)
    if cell is not None:
        rows = rows.filter(cell=cell)
    return rows.filter(state__in=list(PRESENCES), member__account__is_active=True).count()


@dataclass(frozen=True, slots=True)
class PollLine:
    """One vote. `counts` is None while it is open (nobody learns how it stands before the end) and when it
    was called off (`void`: why). `cast`: how many have voted so far, of one that is open.
    `sittings`: (name of the group, its counts), when it was counted group by group. `of_host`: the cell that
    hosts the meeting decides; `whose`: which other one does, "" where that needs no word; `tellers`: names of
    those who counted, the first leads."""

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
    cell: int | None
    of_host: bool
    whose: str = ""
    tellers: tuple[str, ...] = ()
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
    def silent(self) -> int | None:
        """How many of those present who may vote did not, where the record knows: by a show of hands the rest
        is for it, and of a vote that is open or was called off nothing is said."""
        if self.counts is None or (self.method == Method.HAND and not self.sittings):
            return None
        voted = self.counts.total if self.slips is None else self.slips.collected
        return self.voters.present - voted

    @property
    def passed(self) -> bool | None:
        """Whether it carried; None while that is not known, and of what decides nothing: an election (which
        elects persons), a sounding."""
        if self.counts is None or self.purpose in DECIDES_NOTHING:
            return None
        return carries(self.counts.yes, self.over, self.threshold)


def open_results_of(meeting: Meeting, *, own: bool) -> list[PollLine]:
    """The votes by hand or by name on the device that came to a count, in order: nothing secret, nothing
    called off. `own`: for a member of the host cell; others are told of what everybody there was asked. Asks
    no rights: for whoever was let to the meeting."""
    return [
        one
        for one in polls_of(meeting)
        if one.counts is not None and not one.void and one.method in OPENLY and (own or one.cell is None)
    ]


def polls_of(meeting: Meeting) -> list[PollLine]:
    """The votes of a meeting in their order, those called off included. Asks no rights: for whoever was let
    to the meeting; as many questions to the database, however many votes."""
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
    tellers: dict[int, list[str]] = {}
    named = Teller.objects.filter(poll__meeting=meeting).order_by("position")
    for poll, name in named.values_list("poll_id", "member__full_name"):
        tellers.setdefault(poll, []).append(name)
    others = sorted({row.cell_id for row in rows if row.cell_id not in {None, meeting.cell_id}})
    names = names_on([one for one in others if one], _day(meeting)) if others else {}
    return [
        replace(
            _line(row, cast.get(row.pk, 0), by_sitting.get(row.pk, ())),
            of_host=row.cell_id == meeting.cell_id,
            whose=names[row.cell_id].name if row.cell_id in names else "",
            tellers=tuple(tellers.get(row.pk, ())),
        )
        for row in rows
    ]


def _day(meeting: Meeting) -> date:
    return meeting.held_on or meeting.planned_on or first_day(meeting.counted_for)


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
        cell=row.cell_id,
        of_host=True,
        sittings=tuple(
            (one.sitting.public_id, one.sitting.name, Counts(one.yes, one.no, one.other)) for one in sittings
        ),
    )


@dataclass(frozen=True, slots=True)
class Booth:
    """A meeting as its votes need it. `deciding`: public id of the cell whose decision is wanted, or
    EVERYBODY (`decides`: its id, None); `voters`: of that; `with_account`: how many of those in the room can
    vote on a device; `came`: of a closed meeting, how many of them came at all: a vote written down now may
    have been before somebody went, or before somebody came; None in session. `cells`: (public id, name) of
    those that meet together, the host first, empty where it meets alone;
    `items`: (public id, title, step) of the agenda; `groups`: (public id, name) of its sittings; `people`:
    (public id, name) of who is here and may be a teller, of the cells whose rolls the actor reads, the host's
    first, others with their cell's name."""

    meeting: Meeting
    voters: Voters
    came: int | None
    polls: tuple[PollLine, ...]
    items: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[str, str], ...]
    cells: tuple[tuple[str, str], ...]
    deciding: str
    people: tuple[tuple[str, str], ...]
    with_account: int
    decides: int | None

    def voted(self, matter: Matter) -> bool:
        """Whether a vote of whoever decides here stands on the same."""
        mine = [one for one in self.polls if one.cell == self.decides and not one.void]
        return any(same_matter(Matter(one.subject, one.purpose), matter) for one in mine)

    @property
    def everybody(self) -> bool:
        return self.deciding == EVERYBODY


def booth_for(actor: Actor, public_id: str, permission: Permission, deciding: str = "") -> Booth:
    """The votes of a meeting, where the actor holds the permission. `deciding`: public id of a cell that
    takes part ("": the host), or EVERYBODY where several do. Raises UnknownPoll."""
    rows = Meeting.objects.visible_to(actor, permission).filter(public_id=public_id)
    meeting = next((one for one in rows.select_related("cell") if actor.may(permission, one.cell)), None)
    if meeting is None:
        raise UnknownPoll
    joint = [row.cell for row in JointCell.objects.filter(meeting=meeting).select_related("cell")]
    cells = {one.public_id: one for one in (meeting.cell, *joint)}
    if deciding not in {"", EVERYBODY, *cells}:
        raise UnknownPoll
    deciding = deciding or meeting.cell.public_id
    names = names_on([one.pk for one in cells.values()], _day(meeting)) if joint else {}
    read = [one.pk for one in cells.values() if actor.may(Permission.ROLL_VIEW, one)]
    here = Attendance.objects.filter(meeting=meeting, cell__in=read, state__in=list(PRESENCES))
    rows_here = here.order_by("member__sort_key", "member_id").values_list(
        "cell_id", "member__public_id", "member__full_name"
    )
    whose = None if deciding == EVERYBODY else cells[deciding].pk
    over = meeting.stage == Stage.CLOSED
    return Booth(
        meeting=meeting,
        voters=voters_of(meeting, whose),
        came=voters_of(meeting, whose, stayed=False).present if over else None,
        polls=tuple(polls_of(meeting)),
        items=tuple(meeting.items.values_list("public_id", "title", "step")),
        groups=tuple(meeting.sittings.order_by("position", "pk").values_list("public_id", "name")),
        cells=tuple((key, names[one.pk].name) for key, one in cells.items() if joint),
        deciding=deciding,
        people=tuple(
            (member, name if cell == meeting.cell_id else f"{name} ({names[cell].name})")
            for cell, member, name in sorted(rows_here, key=lambda row: read.index(row[0]))
        ),
        with_account=voters_with_account(meeting, whose),
        decides=whose,
    )


def poll_for(actor: Actor, public_id: str, permission: Permission) -> Poll:
    """The vote, where the actor holds the permission. Raises UnknownPoll."""
    rows = Poll.objects.visible_to(actor, permission).select_related("meeting__cell", "item", "cell")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise UnknownPoll
    return found


def poll_to_cast(actor: Actor, public_id: str) -> Poll:
    """The vote at a meeting where the actor takes part: of the host cell or of another that sits with it
    (MEETING_JOIN). Raises UnknownPoll."""
    found = Poll.objects.filter(public_id=public_id).select_related("meeting__cell", "item").first()
    if found is None or not actor.may(Permission.MEETING_JOIN, cell_to_join(actor, found.meeting)):
        raise UnknownPoll
    return found


def tellers_of(poll: Poll) -> list[str]:
    """Public ids of the members who counted, the first leads. Asks no rights."""
    rows = Teller.objects.filter(poll=poll).order_by("position")
    return list(rows.values_list("member__public_id", flat=True))


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
    """The open electronic and secret votes of a meeting, for the member who asks. Requires MEETING_JOIN at
    one of its cells."""
    actor.require(Permission.MEETING_JOIN, cell_to_join(actor, meeting))
    open_now = [
        one for one in polls_of(meeting) if one.open and one.method in {Method.ELECTRONIC, Method.SECRET}
    ]
    if not open_now or actor.member_id is None:
        return [Asked(one, voted=False, may_vote=False) for one in open_now]
    mine = Q(member_id=actor.member_id, poll__meeting=meeting)
    voted = set(OpenVote.objects.filter(mine).values_list("poll__public_id", flat=True))
    voted |= set(Tick.objects.filter(mine).values_list("poll__public_id", flat=True))
    mine_ = _voting_rows(actor, meeting.pk).values_list("cell_id", flat=True).first()
    return [
        Asked(one, one.public_id in voted, mine_ is not None and one.cell in {None, mine_})
        for one in open_now
    ]


def _voting_rows(actor: Actor, meeting: int) -> QuerySet[Attendance]:
    """Where the actor has the right to vote: on the roll as present, and not gone."""
    here = Attendance.objects.filter(meeting=meeting, state__in=list(PRESENCES), left_at=None)
    return here.filter(member=actor.member_id, expected=True, votes=True)


def may_vote(actor: Actor, meeting: int, cell: int | None) -> bool:
    """Whether the actor is here with the right to vote on what that cell (id) decides; None: on what all
    cells are asked. Asks no rights: for operations."""
    if actor.member_id is None:
        return False
    rows = _voting_rows(actor, meeting)
    return (rows if cell is None else rows.filter(cell=cell)).exists()


@dataclass(frozen=True, slots=True)
class OwnVote:
    """A vote that I took part in. `choice` is known of votes by name alone; of a secret ballot nothing
    is kept but that I put one in, and that too is gone once the box was opened."""

    at: At
    subject: str
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class OwnVotes:
    """What votes keep of a person: `counted`: subjects of secret votes that they counted as a teller."""

    cast: tuple[OwnVote, ...]
    counted: tuple[OwnVote, ...]


def own_votes(actor: Actor) -> OwnVotes:
    """What votes keep of the actor, newest first. Asks no rights: of the actor alone. Three queries."""
    me = actor.member_id
    if me is None:
        return OwnVotes((), ())
    by_name = OpenVote.objects.filter(member=me).select_related("poll__meeting").order_by("-poll__opened_at")
    in_box = Tick.objects.filter(member=me).select_related("poll__meeting").order_by("-poll__opened_at")
    tellers = Teller.objects.filter(member=me).select_related("poll__meeting").order_by("-poll__opened_at")
    cast = [(row.poll, Choice(row.choice)) for row in by_name] + [(row.poll, None) for row in in_box]
    return OwnVotes(
        tuple(OwnVote(at_meeting(poll.meeting), poll.subject, choice) for poll, choice in cast),
        tuple(OwnVote(at_meeting(row.poll.meeting), row.poll.subject, None) for row in tellers),
    )
