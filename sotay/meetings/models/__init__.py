"""Tables of meetings: what was recorded (records), how it came about and went (life, before, during)."""

from sotay.meetings.models.before import (
    CommitteeMeeting,
    CommitteePresence,
    MeetingHabit,
    MeetingPaper,
    Orientation,
    PlanEntry,
    Reminder,
    Reply,
    Topic,
)
from sotay.meetings.models.during import AgendaItem, Guest, Opinion, RollBefore, Sitting, SpeakerTurn
from sotay.meetings.models.life import MeetingMove
from sotay.meetings.models.records import (
    Attendance,
    CellMonthCount,
    JointCell,
    Meeting,
    MeetingQuerySet,
    MeetingStep,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "CellMonthCount",
    "CommitteeMeeting",
    "CommitteePresence",
    "Guest",
    "JointCell",
    "Meeting",
    "MeetingHabit",
    "MeetingMove",
    "MeetingPaper",
    "MeetingQuerySet",
    "MeetingStep",
    "Opinion",
    "Orientation",
    "PlanEntry",
    "Reminder",
    "Reply",
    "RollBefore",
    "Sitting",
    "SpeakerTurn",
    "Topic",
]
