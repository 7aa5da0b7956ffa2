"""A committee's month beside its counts: whom it reminded, what it asked its cells to speak of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.models import Orientation, Reminder
from sotay.organisations.models import Organisation


def last_reminders(cells: Collection[int], month: int) -> dict[int, date]:
    """By cell (id): the last day on which it was reminded of the month. Asks no rights: callers hold the
    cells of a month they may see."""
    rows = Reminder.objects.filter(cell__in=cells, month=month).order_by("day")
    return dict(rows.values_list("cell_id", "day"))


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """The superior reminded a cell of a month."""

    month: int
    day: date


def reminders_of_cell(actor: Actor, cell: Organisation, months: Collection[int]) -> list[ReminderLine]:
    """The last reminder of each of these months, newest month first. Requires MEETING_RECORD."""
    actor.require(Permission.MEETING_RECORD, cell)
    rows = Reminder.objects.filter(cell=cell, month__in=months).order_by("month", "day")
    last = dict(rows.values_list("month", "day"))
    return [ReminderLine(month, last[month]) for month in sorted(last, reverse=True)]


@dataclass(frozen=True, slots=True)
class OrientationLine:
    """What a committee published for a month. `document`: public id of its file, or ""."""

    public_id: str
    title: str
    text: str
    document: str
    published_at: datetime


def orientations_of(actor: Actor, organisation: Organisation, month: int) -> list[OrientationLine]:
    """What the organisation itself published for its cells, oldest first. Requires ORIENTATION_WRITE."""
    actor.require(Permission.ORIENTATION_WRITE, organisation)
    rows = Orientation.objects.filter(organisation=organisation, month=month).select_related("document")
    return [
        OrientationLine(
            row.public_id,
            row.title,
            row.text,
            row.document.public_id if row.document else "",
            row.published_at,
        )
        for row in rows.defer("document__content").order_by("published_at", "pk")
    ]
