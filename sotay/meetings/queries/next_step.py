"""What a cell's meetings ask for next, and how the coming one is prepared."""

from dataclasses import dataclass
from datetime import date

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.choices import Answer, Stage, Status
from sotay.meetings.models import AgendaItem, CommitteeMeeting, Meeting, MeetingPaper, Reply
from sotay.meetings.queries.collisions import collisions
from sotay.meetings.queries.preparing import committee_for
from sotay.meetings.queries.rosters import roster_on
from sotay.meetings.rules.next_step import Do, NextStep, Underway, next_of
from sotay.members.models import Member
from sotay.organisations.models import Organisation

UNDERWAY = (Stage.PLANNED, Stage.CALLED, Stage.IN_SESSION, Stage.CLOSED, Stage.ADOPTED)
DRAFTED = ("C2", "C4")
"""The steps whose text is best written before: review of last month, tasks of the next."""


@dataclass(frozen=True, slots=True)
class Glance:
    """How a meeting to come is prepared: counts, never names. `waiting`: requests for leave without an
    answer; `empty`: papers without file and text; `phoneless`: members expected who have no account here;
    `collided`: members with another meeting at that time; `beside`: the cell's own others then; `drafted`:
    of the two texts, how many stand."""

    committee: CommitteeMeeting | None
    items: int
    drafted: int
    papers: int
    empty: int
    waiting: int
    leaves: int
    phoneless: int
    collided: int
    beside: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Current:
    """The meeting that the next step is about. `glance`: only while it is to come; `coming`: what the next
    meeting to come beside it asks for."""

    step: NextStep
    meeting: Meeting
    glance: Glance | None
    coming: "Current | None" = None


def current_meeting(actor: Actor, cell: Organisation, *, today: date) -> Current | None:
    """The meeting underway that asks for something first; None when none is. Requires MEETING_RECORD."""
    actor.require(Permission.MEETING_RECORD, cell)
    rows = Meeting.objects.filter(cell=cell, stage__in=UNDERWAY).exclude(status=Status.NOT_HELD)
    by_id = {row.public_id: row for row in rows.select_related("cell")}
    underway = [
        Underway(row.public_id, row.stage, row.held_on or row.planned_on, row.roll_recorded)
        for row in by_id.values()
    ]
    step = next_of(underway, today)
    if step is None:
        return None
    meeting = by_id[step.meeting]
    others = [one for one in underway if one.stage < Stage.IN_SESSION and one.meeting != step.meeting]
    later = next_of(others, today)
    coming = Current(later, by_id[later.meeting], None) if later else None
    glance = glance_at(meeting, today=today) if step.do in TO_COME else None
    return Current(step, meeting, glance, coming)


TO_COME = frozenset({Do.DATE, Do.CALL, Do.WAIT, Do.OPEN, Do.PASSED})


def glance_at(meeting: Meeting, *, today: date) -> Glance:
    """The preparation in counts. Asks no rights: for questions that have asked already."""
    day = meeting.planned_on or today
    texts = dict(AgendaItem.objects.filter(meeting=meeting, step__in=DRAFTED).values_list("step", "content"))
    papers = MeetingPaper.objects.filter(meeting=meeting)
    leaves = Reply.objects.filter(meeting=meeting, answer=Answer.LEAVE)
    expected = [one.member for one in roster_on(meeting.cell_id, day) if one.expected]
    found = collisions(meeting.cell, day, meeting.planned_time, without=meeting.pk)
    return Glance(
        committee=committee_for(meeting),
        items=AgendaItem.objects.filter(meeting=meeting).count(),
        drafted=sum(bool(text) for text in texts.values()),
        papers=papers.count(),
        empty=papers.filter(document=None, text="").count(),
        waiting=leaves.filter(decision="").count(),
        leaves=leaves.count(),
        phoneless=Member.objects.filter(pk__in=expected, account__isnull=True).count(),
        collided=found.members,
        beside=found.own,
    )
