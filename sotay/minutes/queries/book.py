"""The running book of a cell: its sealed minutes of a year, in order."""

from dataclasses import dataclass
from datetime import date

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.minutes.models import Seal
from sotay.minutes.queries.record import record_of
from sotay.minutes.record import MeetingRecord
from sotay.organisations.models import Organisation
from sotay.organisations.queries import names_of, superior_on


@dataclass(frozen=True, slots=True)
class Book:
    """The cover's words and the minutes inside. `organ`, `superior`: as in a letterhead, at year's end."""

    organ: str
    superior: str
    seat: str
    year: int
    minutes: tuple[MeetingRecord, ...]


def book_of(actor: Actor, cell: Organisation, year: int, *, today: date) -> Book:
    """The sealed minutes of meetings held in the year, by their day, with notes. Requires MINUTES_VIEW."""
    actor.require(Permission.MINUTES_VIEW, cell)
    rows = Seal.objects.filter(cell=cell, meeting__held_on__year=year).select_related("meeting__cell")
    meetings = [row.meeting for row in rows.order_by("meeting__held_on", "pk")]
    day = min(date(year, 12, 31), today)
    above = superior_on(cell, day)
    return Book(
        names_of(cell, day).name.upper(),
        names_of(above, day).name.upper() if above else "",
        cell.seat or (above.seat if above else ""),
        year,
        tuple(record_of(one, today=today) for one in meetings),
    )
