"""What meetings keep of one person, for that person alone: nothing here asks rights, for the actor is both
who asks and whom it is about. Each list is one query."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q

from sotay.core.actor import Actor
from sotay.meetings.choices import Answer, CheckIn, Decision, Kind, OpinionWay, ReasonClass, State
from sotay.meetings.models import (
    AgendaItem,
    Attendance,
    CommitteeMeeting,
    CommitteePresence,
    Meeting,
    Opinion,
    Reply,
    SpeakerTurn,
)


@dataclass(frozen=True, slots=True)
class At:
    """The meeting that something kept belongs to. `month`: yyyymm; `on`: held, else planned."""

    kind: Kind
    month: int
    on: date | None


def at_meeting(meeting: Meeting) -> At:
    """The meeting as its traces name it."""
    return At(Kind(meeting.kind), meeting.counted_for, meeting.held_on or meeting.planned_on)


@dataclass(frozen=True, slots=True)
class OwnRoll:
    """How my presence was recorded. `reason`: of an excused absence; `way` None: not known."""

    at: At
    state: State
    reason: ReasonClass | None
    arrived: time | None
    left: time | None
    way: CheckIn | None
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnReply:
    """My answer to a call, with my own words of a reason. `entered`: written down by somebody else."""

    at: At
    answer: Answer
    reason: ReasonClass | None
    words: str
    answered_at: datetime
    entered: bool
    decision: Decision | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnOpinion:
    """What I said or sent. `photo`: a picture of the handwritten book stands beside it."""

    at: At
    text: str
    way: OpinionWay
    reserved: bool
    photo: bool
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class OwnAsking:
    """I asked to speak. `begun_at` None: was not called."""

    at: At
    by_self: bool
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """What I did at a meeting: Vietnamese words; `at` None for a meeting of the cell committee, on `on`."""

    at: At | None
    on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class OwnTraces:
    """Everything that meetings keep of a person beside the rolls of meetings held; the newest first."""

    rolls: tuple[OwnRoll, ...]
    replies: tuple[OwnReply, ...]
    opinions: tuple[OwnOpinion, ...]
    askings: tuple[OwnAsking, ...]
    duties: tuple[OwnDuty, ...]


def own_traces(actor: Actor) -> OwnTraces:
    """What meetings keep of the actor; nothing for an account without a member. Eight queries."""
    me = actor.member_id
    if me is None:
        return OwnTraces((), (), (), (), ())
    return OwnTraces(_rolls(me), _replies(me), _opinions(me), _askings(me), (*_duties(me), *_committee(me)))


def _rolls(me: int) -> tuple[OwnRoll, ...]:
    rows = Attendance.objects.filter(member=me).exclude(state="").select_related("meeting")
    return tuple(
        OwnRoll(
            at_meeting(row.meeting),
            State(row.state),
            ReasonClass(row.reason_class) if row.reason_class else None,
            row.arrived_at,
            row.left_at,
            CheckIn(row.way) if row.way else None,
            row.checked_at,
        )
        for row in rows.order_by("-meeting__counted_for", "-pk")
    )


def _replies(me: int) -> tuple[OwnReply, ...]:
    rows = Reply.objects.filter(member=me).select_related("meeting").order_by("-answered_at", "-pk")
    return tuple(
        OwnReply(
            at_meeting(row.meeting),
            Answer(row.answer),
            ReasonClass(row.reason_class) if row.reason_class else None,
            row.reason,
            row.answered_at,
            row.entered_by_id is not None,
            Decision(row.decision) if row.decision else None,
            row.decided_at,
        )
        for row in rows
    )


def _opinions(me: int) -> tuple[OwnOpinion, ...]:
    rows = Opinion.objects.filter(speaker=me).select_related("meeting").order_by("-entered_at", "-pk")
    return tuple(
        OwnOpinion(
            at_meeting(row.meeting),
            row.text,
            OpinionWay(row.way),
            row.reserved,
            row.photo_id is not None,
            row.entered_at,
        )
        for row in rows
    )


def _askings(me: int) -> tuple[OwnAsking, ...]:
    rows = SpeakerTurn.objects.filter(member=me).select_related("meeting").order_by("-asked_at", "-pk")
    return tuple(
        OwnAsking(at_meeting(row.meeting), row.by_self, row.asked_at, row.begun_at, row.ended_at)
        for row in rows
    )


def _duties(me: int) -> list[OwnDuty]:
    found = []
    for row in Meeting.objects.filter(Q(chair=me) | Q(minute_taker=me)).order_by("-counted_for", "-pk"):
        at = at_meeting(row)
        found += [OwnDuty(at, at.on, "Chủ trì")] if row.chair_id == me else []
        found += [OwnDuty(at, at.on, "Thư ký cuộc họp")] if row.minute_taker_id == me else []
    items = AgendaItem.objects.filter(presenter=me).select_related("meeting")
    for item in items.order_by("-meeting__counted_for", "position", "pk"):
        at = at_meeting(item.meeting)
        found.append(OwnDuty(at, at.on, f"Trình bày: {item.title}"))
    return found


def _committee(me: int) -> list[OwnDuty]:
    found = []
    led = CommitteeMeeting.objects.filter(Q(chair=me) | Q(minute_taker=me))
    for row in led.order_by("-held_on", "-pk"):
        found += [OwnDuty(None, row.held_on, "Chủ trì họp chi ủy")] if row.chair_id == me else []
        found += [OwnDuty(None, row.held_on, "Thư ký họp chi ủy")] if row.minute_taker_id == me else []
    there = CommitteePresence.objects.filter(member=me).select_related("meeting")
    for one in there.order_by("-meeting__held_on", "-pk"):
        words = f"Họp chi ủy: {State(one.state).label.lower()}"
        words += f". Ý kiến: {one.opinion}" if one.opinion else ""
        found.append(OwnDuty(None, one.meeting.held_on, words))
    return found
