"""The cell committee's preparation as its form and its page show it."""

from dataclasses import dataclass
from datetime import date

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.models import CommitteeMeeting, CommitteePresence
from sotay.meetings.models.before import CommitteeMeetingQuerySet
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.rosters import Standing, roster_on
from sotay.members.choices import Post
from sotay.organisations.models import Organisation

LEADING = frozenset(str(post.label) for post in Post)
"""The posts that make somebody part of the committee; without one, secretary and deputy are it."""


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """One committee meeting: who belongs to the committee, who was there, who said what (state, opinion by
    member's id)."""

    meeting: CommitteeMeeting
    cell: Organisation
    people: tuple[Standing, ...]
    committee: tuple[Standing, ...]
    states: dict[int, str]
    said: dict[int, str]


@dataclass(frozen=True, slots=True)
class CommitteeForm:
    """What a form begins with: `meeting` None when the month has none yet. `named`: the committee is known,
    so each of its members has a place for an opinion."""

    cell: Organisation
    month: int
    meeting: CommitteeMeeting | None
    people: tuple[Standing, ...]
    committee: tuple[Standing, ...]
    states: dict[int, str]
    said: dict[int, str]

    @property
    def named(self) -> bool:
        return any(LEADING & set(one.posts) for one in self.committee)


def committee_of(people: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """Who holds a post in the cell; where nobody does, everybody may be chosen."""
    found = tuple(one for one in people if LEADING & set(one.posts))
    return found or people


def committee_form(actor: Actor, cell: Organisation, month: int, *, today: date) -> CommitteeForm:
    """The form of the committee's meeting for a month. Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    meeting = _rows().filter(cell=cell, counted_for=month).order_by("pk").first()
    people = tuple(roster_on(cell.pk, meeting.held_on if meeting else today))
    states, said = _seats(meeting) if meeting else ({}, {})
    return CommitteeForm(cell, month, meeting, people, committee_of(people), states, said)


def committee_page(actor: Actor, public_id: str) -> CommitteePage:
    """One committee meeting, for who reads minutes of the cell. Raises UnknownMeeting."""
    found = (
        _rows()
        .filter(pk__in=CommitteeMeeting.objects.visible_to(actor, Permission.MINUTES_VIEW).values("pk"))
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise UnknownMeeting
    people = tuple(roster_on(found.cell_id, found.held_on))
    return CommitteePage(found, found.cell, people, committee_of(people), *_seats(found))


def _rows() -> CommitteeMeetingQuerySet:
    return CommitteeMeeting.objects.select_related("cell", "chair", "minute_taker")


def _seats(meeting: CommitteeMeeting) -> tuple[dict[int, str], dict[int, str]]:
    """State and, of those who said something, opinion by member's id."""
    rows = list(
        CommitteePresence.objects.filter(meeting=meeting)
        .order_by("pk")
        .values_list("member_id", "state", "opinion")
    )
    return {one: state for one, state, _ in rows}, {one: said for one, _, said in rows if said}
