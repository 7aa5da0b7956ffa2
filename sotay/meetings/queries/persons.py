"""The meetings of one person: for those who see the names of the cell, and for the person."""

from dataclasses import dataclass
from datetime import date

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.tree import reached
from sotay.meetings.choices import Basis, Kind, Status
from sotay.meetings.models import Attendance


@dataclass(frozen=True, slots=True)
class PersonMeeting:
    """A meeting held, as it concerns one person. `public_id`: "" where the actor may not open it.

    `state` is "" when nothing was recorded; `cell`: the id of the cell on whose roll the person stood.
    """

    public_id: str
    kind: Kind
    month: int
    held_on: date | None
    state: str
    basis: Basis
    expected: bool
    cell: int


def meetings_of_member(actor: Actor, member: int) -> list[PersonMeeting]:
    """The meetings of a member (id) on rolls whose names the actor may see, newest first."""
    mine = reached(actor.reaches_of(Permission.ROLL_VIEW), "cell__path")
    rows = (
        Attendance.objects.filter(mine, member=member, meeting__status=Status.HELD)
        .select_related("meeting", "cell")
        .order_by("-meeting__held_on", "-pk")
    )
    return [_line(row, open_=actor.may(Permission.MEETING_VIEW, row.cell)) for row in rows]


def own_meetings(actor: Actor) -> list[PersonMeeting]:
    """The actor's own meetings, newest first; none for an account without a member or without a role."""
    if actor.member_id is None or not actor.reaches:
        return []
    rows = (
        Attendance.objects.filter(member=actor.member_id, meeting__status=Status.HELD)
        .select_related("meeting", "cell")
        .order_by("-meeting__held_on", "-pk")
    )
    return [_line(row, open_=actor.may(Permission.MEETING_VIEW, row.cell)) for row in rows]


def _line(row: Attendance, *, open_: bool) -> PersonMeeting:
    return PersonMeeting(
        row.meeting.public_id if open_ else "",
        Kind(row.meeting.kind),
        row.meeting.counted_for,
        row.meeting.held_on,
        row.state,
        Basis(row.basis),
        row.expected,
        row.cell_id,
    )
