"""A planned meeting as its preparation shows it: agenda, papers, guests, notice, the text to send."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models.functions import Length

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.vietnamese import fold
from sotay.meetings.choices import Origin, Stage, Status
from sotay.meetings.models import (
    AgendaItem,
    CommitteeMeeting,
    Guest,
    Meeting,
    MeetingHabit,
    MeetingPaper,
    Orientation,
)
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.orientations import waiting_orientations
from sotay.meetings.queries.rosters import Standing, roster_on
from sotay.meetings.rules.planning import Notice, PlanDraft, call_lacks, invitation, notice_of
from sotay.meetings.rules.recording import mark_of
from sotay.organisations.models import Organisation


def plan_of(meeting: Meeting) -> PlanDraft:
    """The meeting as its form of planning would say it."""
    return PlanDraft(
        counted_for=meeting.counted_for,
        kind=meeting.kind,
        planned_on=meeting.planned_on,
        planned_time=meeting.planned_time,
        place=meeting.place,
        theme=meeting.theme,
        topic=meeting.topic_id,
        reason=meeting.reason,
        mode=meeting.mode,
        mode_reason=meeting.mode_reason,
        chair=meeting.chair_id,
        minute_taker=meeting.minute_taker_id,
    ).tidied()


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order, presenters fetched. Asks no rights: for questions that have asked already."""
    return list(
        AgendaItem.objects.filter(meeting=meeting).select_related("presenter").order_by("position", "pk")
    )


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as the preparation lists it; `document`, `file`: public id and name of its file, or ""."""

    public_id: str
    title: str
    origin: str
    document: str
    file: str
    has_text: bool
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Preparation:
    """A planned or called meeting, and all that is prepared for it. `seen`: the mark of `plan`.
    `lacks`: what a call cannot go without; `notice`: the day-before rule, None without papers and days.
    `called_at`: when it was called; `invite`: the text to paste into a messenger; `open_invitation`: the
    cell chose to tell the agenda in it. `waiting`: what the superior gave for the month after it was
    planned."""

    meeting: Meeting
    cell: Organisation
    plan: PlanDraft
    seen: str
    items: tuple[AgendaItem, ...]
    papers: tuple[PaperLine, ...]
    guests: tuple[Guest, ...]
    people: tuple[Standing, ...]
    lacks: tuple[str, ...]
    notice: Notice | None
    committee: CommitteeMeeting | None
    called_at: datetime | None
    invite: str
    open_invitation: bool
    waiting: tuple[Orientation, ...]


def meeting_to_prepare(actor: Actor, public_id: str) -> Meeting:
    """The cell's own meeting that is not yet in session. Raises UnknownMeeting for any other."""
    rows = Meeting.objects.visible_to(actor, Permission.MEETING_RECORD).select_related("cell")
    found = rows.filter(public_id=public_id).first()
    if found is None or not actor.may(Permission.MEETING_RECORD, found.cell):
        raise UnknownMeeting
    return found


def preparation(actor: Actor, public_id: str, *, today: date) -> Preparation:
    """Everything prepared for the meeting. Requires MEETING_RECORD at the host cell; raises
    UnknownMeeting."""
    meeting = meeting_to_prepare(actor, public_id)
    plan, items = plan_of(meeting), agenda_of(meeting)
    rows = papers_of(meeting)
    sent = meeting.papers_on or (today if rows and meeting.stage == Stage.PLANNED else None)
    telling = open_invitation_of(meeting.cell)
    called = meeting.moves.filter(stage=Stage.CALLED).first()
    return Preparation(
        meeting=meeting,
        cell=meeting.cell,
        plan=plan,
        seen=mark_of(plan),
        items=tuple(items),
        papers=rows,
        guests=tuple(Guest.objects.filter(meeting=meeting).order_by("-delegate", "name", "pk")),
        people=tuple(roster_on(meeting.cell_id, today)),
        lacks=tuple(call_lacks(plan)),
        notice=notice_of(sent, plan.planned_on) if sent and plan.planned_on else None,
        committee=committee_for(meeting),
        called_at=called.at if called else None,
        invite=invitation_of(meeting, items if telling else []),
        open_invitation=telling,
        waiting=tuple(waiting_orientations(meeting)),
    )


def open_invitation_of(cell: Organisation) -> bool:
    """Whether the cell chose to tell the agenda in what it pastes into messengers. Asks no rights."""
    return MeetingHabit.objects.filter(cell=cell, open_invitation=True).exists()


def papers_of(meeting: Meeting) -> tuple[PaperLine, ...]:
    """Every paper of the meeting, published or not, in order, without its text. Asks no rights."""
    rows = MeetingPaper.objects.filter(meeting=meeting).order_by("position", "pk")
    values = rows.values_list(
        "public_id",
        "title",
        "origin",
        "document__public_id",
        "document__name",
        Length("text"),
        "published_at",
    )
    return tuple(
        PaperLine(public_id, title, origin, document or "", file or "", bool(length), at)
        for public_id, title, origin, document, file, length, at in values
    )


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """A draft that went out with the meeting's papers; `document`: the public id of its file, or ""."""

    public_id: str
    title: str
    text: str
    document: str


def drafts_among_papers(meeting: Meeting, of: str) -> list[DraftPaper]:
    """The cell's own papers whose title says that they are the draft of such a text ("nghị quyết",
    "kết luận"), with or without diacritics. Asks no rights: for whoever records the meeting."""
    rows = MeetingPaper.objects.filter(meeting=meeting, origin=Origin.CELL).order_by("position", "pk")
    values = rows.values_list("public_id", "title", "text", "document__public_id")
    asked = fold(f"dự thảo {of}")
    return [
        DraftPaper(pk, title, text, file or "") for pk, title, text, file in values if asked in fold(title)
    ]


def invitation_of(meeting: Meeting, items: list[AgendaItem]) -> str:
    """The text to paste into a messenger; "" until day and time stand."""
    if meeting.planned_on is None or meeting.planned_time is None:
        return ""
    return invitation(
        meeting.planned_on,
        meeting.planned_time,
        meeting.place,
        items=[item.title for item in items if item.step.startswith("C") or not item.step],
        postponed=meeting.status == Status.POSTPONED,
    )


def committee_for(meeting: Meeting) -> CommitteeMeeting | None:
    """The committee's meeting that prepared this one: tied to it, or held for its month."""
    rows = CommitteeMeeting.objects.filter(cell=meeting.cell_id)
    tied = rows.filter(meeting=meeting).first()
    return tied or rows.filter(counted_for=meeting.counted_for, meeting=None).order_by("-held_on").first()
