"""Self check-in: the screen with the code, and what a member is asked."""

from dataclasses import dataclass

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.choices import CheckIn, Stage
from sotay.meetings.models import Attendance, JointCell, Meeting
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.joining import JoinedMeeting
from sotay.meetings.queries.rosters import ALONE, roll_confirmed
from sotay.meetings.rules.session import may_speak
from sotay.organisations.models import Organisation


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
    """What the member who asks has said. `expected`: they are on the roll; `way`: "" when not yet.
    `state`: as the roll has it; `by_roll`: the roll, confirmed aloud, says so and not only they themselves;
    `may_speak`: they may ask to, in this session."""

    meeting: Meeting
    on: bool
    expected: bool
    way: str
    state: str
    by_roll: bool
    may_speak: bool


def _meeting(actor: Actor, public_id: str, permission: Permission) -> Meeting:
    rows = Meeting.objects.visible_to(actor, permission).filter(public_id=public_id)
    meeting = rows.select_related("cell").first()
    if meeting is None or not actor.may(permission, meeting.cell):
        raise UnknownMeeting
    return meeting


def cell_to_join(actor: Actor, meeting: Meeting) -> Organisation:
    """The cell of the meeting where the actor may take part: see `cell_where`."""
    return cell_where(actor, meeting, Permission.MEETING_JOIN)


def cell_where(actor: Actor, meeting: Meeting, permission: Permission) -> Organisation:
    """The cell of the meeting where the actor holds the permission: the host, or another that sits with it;
    the host where they hold it in none. Asks no rights: whoever calls asks for the permission there."""
    if not actor.may(permission, meeting.cell):
        joint = JointCell.objects.filter(meeting=meeting).select_related("cell")
        for row in joint.order_by("cell__official_order", "pk"):
            if actor.may(permission, row.cell):
                return row.cell
    return meeting.cell


def cells_of(meeting: Meeting) -> list[int]:
    """Ids of the cells of the meeting, the host first. Asks no rights."""
    joint = JointCell.objects.filter(meeting=meeting).order_by("cell__official_order", "pk")
    return [meeting.cell_id, *joint.values_list("cell_id", flat=True)]


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
    """The same for a meeting of the actor's cells, while it is in session; None before and after."""
    if meeting is None or meeting.stage != Stage.IN_SESSION:
        return None
    try:
        return own_presence(actor, meeting.public_id)
    except UnknownMeeting:
        return None


def own_presence(actor: Actor, public_id: str) -> OwnPresence:
    """For the member. Requires MEETING_JOIN at one of the meeting's cells; raises UnknownMeeting."""
    rows = Meeting.objects.visible_to(actor, Permission.MEETING_JOIN).filter(public_id=public_id)
    meeting = rows.select_related("cell").first()
    if meeting is None or not actor.may(Permission.MEETING_JOIN, cell_to_join(actor, meeting)):
        raise UnknownMeeting
    row = Attendance.objects.filter(meeting=meeting, member=actor.member_id, expected=True).first()
    on = meeting.stage == Stage.IN_SESSION and meeting.check_in
    way = row.way if row is not None and row.checked_at is not None else ""
    speaks = row is not None and may_speak(row.state, gone=row.left_at is not None)
    return OwnPresence(
        meeting=meeting,
        on=on,
        expected=actor.member_id is not None and row is not None,
        way=way,
        state=row.state if row is not None else "",
        by_roll=row is not None and bool(way) and _said_by_roll(meeting, row),
        may_speak=speaks and meeting.stage == Stage.IN_SESSION,
    )


def _said_by_roll(meeting: Meeting, row: Attendance) -> bool:
    """Whether the chair wrote it down, or confirmed what the person had said."""
    if row.way not in ALONE:
        return True
    return roll_confirmed(meeting, Attendance.objects.filter(meeting=meeting, cell=row.cell_id))
