"""Who will come and who asked leave, as secretary, deputy and helper see it before the meeting."""

from dataclasses import dataclass
from datetime import date, datetime

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.choices import Answer, Decision
from sotay.meetings.models import JointCell, Meeting, Reply
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.rosters import roster_on
from sotay.meetings.rules.replies import OPEN, reason_words
from sotay.members.models import Member


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One member expected at the meeting. `answer` None: silent. `reason`: the class, in neutral words for
    whoever may not know; `words`: the member's own, for the secretary alone. `phone`: has an account;
    `entered`: somebody wrote the answer down."""

    public_id: str
    name: str
    answer: Answer | None
    reason: str
    words: str
    decision: Decision | None
    answered_at: datetime | None
    entered: bool
    phone: bool


@dataclass(frozen=True, slots=True)
class LeavePage:
    """Everybody expected, by given name. `open`: answers are still taken."""

    meeting: Meeting
    lines: tuple[ReplyLine, ...]
    open: bool

    @property
    def waiting(self) -> tuple[ReplyLine, ...]:
        """Requests for leave without a decision."""
        return tuple(one for one in self.lines if one.answer == Answer.LEAVE and one.decision is None)


def meeting_to_lead(actor: Actor, public_id: str) -> Meeting:
    """The meeting whose host cell the actor records for. Raises UnknownMeeting."""
    rows = Meeting.objects.visible_to(actor, Permission.MEETING_RECORD).select_related("cell")
    found = rows.filter(public_id=public_id).first()
    if found is None or not actor.may(Permission.MEETING_RECORD, found.cell):
        raise UnknownMeeting
    return found


def leave_page(actor: Actor, public_id: str, *, today: date) -> LeavePage:
    """Answers of everybody expected on the planned day. Requires MEETING_RECORD at the host cell; own words
    of a reason only with MEMBER_REASONS there. Raises UnknownMeeting."""
    meeting = meeting_to_lead(actor, public_id)
    whole = actor.may(Permission.MEMBER_REASONS, meeting.cell)
    joint = JointCell.objects.filter(meeting=meeting).select_related("cell")
    cells = [meeting.cell, *(row.cell for row in joint)]
    mine = [cell.pk for cell in cells if actor.may(Permission.ROLL_VIEW, cell)]
    day = meeting.planned_on or today
    people = {one.member: one for cell in mine for one in roster_on(cell, day) if one.expected}
    replies = {row.member_id: row for row in Reply.objects.filter(meeting=meeting, member__in=people)}
    phones = set(Member.objects.filter(pk__in=people, account__isnull=False).values_list("pk", flat=True))
    lines = []
    for pk, one in people.items():
        row = replies.get(pk)
        lines.append(
            ReplyLine(
                one.public_id,
                one.name,
                Answer(row.answer) if row else None,
                reason_words(row.reason_class, whole=whole) if row else "",
                row.reason if row and whole else "",
                Decision(row.decision) if row and row.decision else None,
                row.answered_at if row else None,
                bool(row and row.entered_by_id is not None),
                pk in phones,
            )
        )
    return LeavePage(meeting, tuple(lines), meeting.stage in OPEN)
