"""Self check-in: the screen with the code, and what a member is asked."""

from dataclasses import dataclass

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.choices import CheckIn, Stage
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.joining import JoinedMeeting


@dataclass(frozen=True, slots=True)
class CheckInDesk:
    """A meeting as its check-in needs it. `by_code`, `by_word`: persons who checked themselves in so far;
    `joint`: other cells take part."""

    meeting: Meeting
    live: bool
    on: bool
    expected: int
    by_code: int
    by_word: int
    joint: bool


@dataclass(frozen=True, slots=True)
class OwnPresence:
    """What the member who asks has said. `expected`: they are on the roll; `way`: "" when not yet."""

    meeting: Meeting
    on: bool
    expected: bool
    way: str


def _meeting(actor: Actor, public_id: str, permission: Permission) -> Meeting:
    rows = Meeting.objects.visible_to(actor, permission).filter(public_id=public_id)
    meeting = rows.select_related("cell").first()
    if meeting is None or not actor.may(permission, meeting.cell):
        raise UnknownMeeting
    return meeting


def check_in_desk(actor: Actor, public_id: str) -> CheckInDesk:
    """For the chair. Requires MEETING_RECORD at the cell; raises UnknownMeeting."""
    meeting = _meeting(actor, public_id, Permission.MEETING_RECORD)
    ways = list(Attendance.objects.filter(meeting=meeting, expected=True).values_list("way", flat=True))
    live = meeting.stage == Stage.IN_SESSION
    return CheckInDesk(
        meeting,
        live,
        live and meeting.check_in,
        len(ways),
        ways.count(CheckIn.CODE),
        ways.count(CheckIn.SELF),
        JointCell.objects.filter(meeting=meeting).exists(),
    )


def presence_now(actor: Actor, meeting: JoinedMeeting | None) -> OwnPresence | None:
    """The same for a meeting of the actor's, while it is in session; None before and after, and for members
    of a cell that takes part in the meeting of another: their own cell keeps their roll."""
    if meeting is None or meeting.stage != Stage.IN_SESSION:
        return None
    try:
        return own_presence(actor, meeting.public_id)
    except UnknownMeeting:
        return None


def own_presence(actor: Actor, public_id: str) -> OwnPresence:
    """For the member. Requires MEETING_JOIN at the cell; raises UnknownMeeting."""
    meeting = _meeting(actor, public_id, Permission.MEETING_JOIN)
    row = Attendance.objects.filter(meeting=meeting, member=actor.member_id, expected=True).first()
    on = meeting.stage == Stage.IN_SESSION and meeting.check_in
    way = row.way if row is not None and row.checked_at is not None else ""
    return OwnPresence(meeting, on, actor.member_id is not None and row is not None, way)
