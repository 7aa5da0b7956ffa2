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
    """One committee meeting: who belongs to the committee, who was there (state by member's id)."""

    meeting: CommitteeMeeting
    cell: Organisation
    people: tuple[Standing, ...]
    committee: tuple[Standing, ...]
    states: dict[int, str]


@dataclass(frozen=True, slots=True)
class CommitteeForm:
    """What a form begins with: `meeting` None when the month has none yet."""

    cell: Organisation
    month: int
    meeting: CommitteeMeeting | None
    people: tuple[Standing, ...]
    committee: tuple[Standing, ...]
    states: dict[int, str]


def committee_of(people: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """Who holds a post in the cell; where nobody does, everybody may be chosen."""
    found = tuple(one for one in people if LEADING & set(one.posts))
    return found or people


def committee_form(actor: Actor, cell: Organisation, month: int, *, today: date) -> CommitteeForm:
    """The form of the committee's meeting for a month. Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    meeting = _rows().filter(cell=cell, counted_for=month).order_by("pk").first()
    people = tuple(roster_on(cell.pk, meeting.held_on if meeting else today))
    states = _states(meeting) if meeting else {}
    return CommitteeForm(cell, month, meeting, people, committee_of(people), states)


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
    return CommitteePage(found, found.cell, people, committee_of(people), _states(found))


def _rows() -> CommitteeMeetingQuerySet:
    return CommitteeMeeting.objects.select_related("cell", "chair", "minute_taker")


def _states(meeting: CommitteeMeeting) -> dict[int, str]:
    return dict(CommitteePresence.objects.filter(meeting=meeting).values_list("member_id", "state"))
