"""A meeting as it concerns one member: when and where, what is to be read, what was answered.

A member takes part in the meetings of a cell where they hold MEETING_JOIN and belong to the roster of the
day: right and register must both say so.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.spans import on_day
from sotay.core.tree import reached
from sotay.meetings.choices import (
    PRESENCES,
    Answer,
    Decision,
    Kind,
    Mode,
    OpinionWay,
    Origin,
    Stage,
    State,
    Status,
)
from sotay.meetings.models import AgendaItem, Attendance, JointCell, Meeting, MeetingPaper, Opinion, Reply
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.rules.replies import OPEN
from sotay.members.models import OfficialPlace, TemporaryPlace


@dataclass(frozen=True, slots=True)
class OwnReply:
    """What I answered. `decision` None: none asked for or none yet; `reason`: my own words."""

    answer: Answer
    reason_class: str
    reason: str
    decision: Decision | None
    for_me: bool


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A published paper. `text` "" when it is a file alone; `document`: public id of the file or ""."""

    public_id: str
    title: str
    text: str
    document: str
    origin: Origin

    @property
    def words(self) -> int:
        """How many words there are to read or to listen to."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class JoinedMeeting:
    """A meeting as one of its members sees it. `open`: answers and opinions are taken.

    `stage` 0: it came by a spreadsheet. `cell`: id of the host.
    """

    pk: int
    public_id: str
    cell: int
    kind: Kind
    month: int
    stage: int
    on: date | None
    at: time | None
    place: str
    mode: Mode
    theme: str
    reply: OwnReply | None
    papers: tuple[OwnPaper, ...]
    opinions: tuple["OwnOpinion", ...]

    @property
    def open(self) -> bool:
        return self.stage in OPEN


@dataclass(frozen=True, slots=True)
class OwnOpinion:
    """An opinion that I sent before the meeting; `taken`: it is in the minutes (or their draft)."""

    public_id: str
    text: str
    sent_at: datetime
    taken: bool


def cells_of_member(actor: Actor, day: date) -> set[int]:
    """Ids of the cells where the actor belongs on that day and may join meetings."""
    if actor.member_id is None:
        return set()
    mine = Q(on_day(day), member=actor.member_id)
    may = reached(actor.reaches_of(Permission.MEETING_JOIN), "cell__path")
    here = OfficialPlace.objects.filter(mine, may).values_list("cell_id", flat=True)
    attached = TemporaryPlace.objects.filter(mine, may).values_list("cell_id", flat=True)
    return {cell for cell in (*here, *attached) if cell is not None}


def meetings_to_join(actor: Actor, *, today: date) -> QuerySet[Meeting]:
    """Meetings of the cells where the actor belongs today; none for who is no member."""
    cells = cells_of_member(actor, today)
    joined = JointCell.objects.filter(cell__in=cells, meeting=OuterRef("pk"))
    return Meeting.objects.filter(Q(cell__in=cells) | Exists(joined))


def joined_meeting(actor: Actor, public_id: str, *, today: date) -> JoinedMeeting:
    """One meeting of the actor's own cell. Raises UnknownMeeting."""
    found = meetings_to_join(actor, today=today).filter(public_id=public_id).first()
    if found is None or actor.member_id is None:
        raise UnknownMeeting
    return _joined(actor.member_id, found)


def next_meeting(actor: Actor, *, today: date) -> JoinedMeeting | None:
    """The next meeting of the actor's cells: the one in session, else the nearest planned from today on."""
    rows = meetings_to_join(actor, today=today).filter(status__in=[Status.PLANNED, Status.POSTPONED])
    ahead = Q(stage=Stage.IN_SESSION) | Q(stage__lt=Stage.IN_SESSION, planned_on__gte=today)
    ordered = sorted(
        rows.filter(ahead),
        key=lambda m: (m.stage != Stage.IN_SESSION, m.planned_on or date.max, m.planned_time or time.max),
    )
    if not ordered or actor.member_id is None:
        return None
    return _joined(actor.member_id, ordered[0])


def _joined(member: int, meeting: Meeting) -> JoinedMeeting:
    reply = Reply.objects.filter(meeting=meeting, member=member).first()
    return JoinedMeeting(
        pk=meeting.pk,
        public_id=meeting.public_id,
        cell=meeting.cell_id,
        kind=Kind(meeting.kind),
        month=meeting.counted_for,
        stage=meeting.stage,
        on=meeting.held_on or meeting.planned_on,
        at=meeting.started_at or meeting.planned_time,
        place=meeting.place,
        mode=Mode(meeting.mode),
        theme=meeting.theme,
        reply=_own_reply(reply) if reply else None,
        papers=papers_of(meeting),
        opinions=_sent_by(member, meeting),
    )


def _sent_by(member: int, meeting: Meeting) -> tuple[OwnOpinion, ...]:
    rows = Opinion.objects.filter(meeting=meeting, speaker=member, way=OpinionWay.BEFORE)
    return tuple(
        OwnOpinion(row.public_id, row.text, row.entered_at, row.item_id is not None)
        for row in rows.order_by("entered_at", "pk")
    )


def _own_reply(row: Reply) -> OwnReply:
    return OwnReply(
        Answer(row.answer),
        row.reason_class,
        row.reason,
        Decision(row.decision) if row.decision else None,
        row.entered_by_id is not None,
    )


def papers_of(meeting: Meeting) -> tuple[OwnPaper, ...]:
    """The papers that members may read by now, in order. Asks no rights."""
    rows = MeetingPaper.objects.filter(meeting=meeting, published_at__isnull=False)
    return tuple(
        OwnPaper(
            row.public_id,
            row.title,
            row.text,
            row.document.public_id if row.document else "",
            Origin(row.origin),
        )
        for row in rows.select_related("document").order_by("position", "pk")
    )


@dataclass(frozen=True, slots=True)
class LastMeeting:
    """How the last meeting ended, for one of its members. `state`: my own attendance ("" not recorded or
    not expected); `sealed`: the minutes are settled, their conclusion may be read; `readable`: they are
    adopted, and of my own cell; `opinions`: those that I sent before it (of one meeting asked for)."""

    public_id: str
    kind: Kind
    month: int
    held_on: date | None
    state: str
    expected: int | None
    present: int | None
    sealed: bool
    readable: bool
    stage: int
    conclusions: tuple["Conclusion", ...] = ()
    opinions: tuple[OwnOpinion, ...] = ()


@dataclass(frozen=True, slots=True)
class Conclusion:
    """An item of the agenda with what the chair concluded."""

    title: str
    text: str


def meeting_result(actor: Actor, public_id: str, *, today: date) -> LastMeeting:
    """How a meeting of the actor's own cell ended: conclusions once its minutes are sealed. Raises
    UnknownMeeting."""
    rows = meetings_to_join(actor, today=today).select_related("cell")
    meeting = rows.filter(public_id=public_id).first()
    if meeting is None or actor.member_id is None:
        raise UnknownMeeting
    found = replace(_ended(actor, meeting), opinions=_sent_by(actor.member_id, meeting))
    if not found.sealed:
        return found
    items = AgendaItem.objects.filter(meeting=meeting).exclude(conclusion="")
    return replace(found, conclusions=tuple(Conclusion(one.title, one.conclusion) for one in items))


def last_meeting(actor: Actor, *, today: date) -> LastMeeting | None:
    """The last meeting held by the actor's cells that they were on the roll of, or whose roll is not
    recorded yet."""
    rows = meetings_to_join(actor, today=today).filter(status=Status.HELD, held_on__isnull=False)
    meeting = rows.select_related("cell").order_by("-held_on", "-pk").first()
    return _ended(actor, meeting) if meeting else None


def _ended(actor: Actor, meeting: Meeting) -> LastMeeting:
    lines = list(Attendance.objects.filter(meeting=meeting).values_list("member_id", "state", "expected"))
    mine = next((state for member, state, _ in lines if member == actor.member_id), "")
    expected = [state for _, state, due in lines if due]
    return LastMeeting(
        meeting.public_id,
        Kind(meeting.kind),
        meeting.counted_for,
        meeting.held_on,
        State(mine) if mine else "",
        len(expected) if meeting.roll_recorded else None,
        sum(state in PRESENCES for state in expected) if meeting.roll_recorded else None,
        meeting.stage >= Stage.SEALED,
        meeting.stage >= Stage.ADOPTED and actor.may(Permission.MEETING_JOIN, meeting.cell),
        meeting.stage,
    )


def meetings_between(actor: Actor, first: date, end: date, *, today: date) -> list[Meeting]:
    """Meetings of the actor's cells from one day up to (not with) another, as planned or held: for a
    calendar. Those postponed without a new day, and those not held, are in none."""
    rows = meetings_to_join(actor, today=today).filter(
        Q(held_on__gte=first, held_on__lt=end) | Q(held_on=None, planned_on__gte=first, planned_on__lt=end),
        status__in=[Status.PLANNED, Status.HELD],
    )
    return sorted(rows, key=lambda row: (row.held_on or row.planned_on or first, row.pk))
