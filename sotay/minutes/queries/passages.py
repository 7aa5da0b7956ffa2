"""Who came to a meeting after its opening, and who went before its close."""

from collections.abc import Iterable, Sequence
from datetime import time
from typing import TypedDict

from django.utils.timezone import localtime

from sotay.meetings.choices import PRESENCES, State
from sotay.meetings.models import AgendaItem, Attendance, Meeting
from sotay.minutes.record import Passage


class Passages(TypedDict):
    """Fields of a record."""

    late: tuple[Passage, ...]
    gone: tuple[Passage, ...]


def passages(meeting: Meeting, rows: Iterable[Attendance]) -> Passages:
    """Of the (expected, present) rows of a roll: late comers and early leavers, in order of the hour. Asks no
    rights."""
    here = [row for row in rows if row.expected and row.state in PRESENCES]
    late = [(row, row.arrived_at) for row in here if row.state == State.LATE]
    gone = [(row, row.left_at) for row in here if row.left_at is not None]
    begun = _begun(meeting) if late or gone else []
    return {"late": _told(late, begun), "gone": _told(gone, begun)}


def _begun(meeting: Meeting) -> list[tuple[time, str]]:
    """When the meeting came to each item, to the minute; nothing of one written down afterwards."""
    rows = AgendaItem.objects.filter(meeting=meeting, begun_at__isnull=False).order_by("begun_at", "position")
    return [
        (localtime(at).time().replace(second=0, microsecond=0), title)
        for at, title in rows.values_list("begun_at", "title")
        if at is not None and localtime(at).date() == meeting.held_on
    ]


def _told(
    people: Sequence[tuple[Attendance, time | None]], begun: list[tuple[time, str]]
) -> tuple[Passage, ...]:
    ordered = sorted(people, key=lambda one: (one[1] or time.max, one[0].member.sort_key, one[0].pk))
    return tuple(Passage(row.member.full_name, at, _during(at, begun)) for row, at in ordered)


def _during(at: time | None, begun: list[tuple[time, str]]) -> str:
    """The item that the meeting was at."""
    before = [title for since, title in begun if at is not None and since <= at]
    return before[-1] if before else ""
