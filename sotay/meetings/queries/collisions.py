"""What else is on at the time of a meeting: of the cell itself, and of its members elsewhere."""

from dataclasses import dataclass
from datetime import date, time

from django.db.models import Q, QuerySet

from sotay.core.spans import on_day
from sotay.meetings.choices import Status
from sotay.meetings.models import JointCell, Meeting
from sotay.meetings.queries.rosters import roster_on
from sotay.members.models import OfficialPlace, Position, TemporaryPlace
from sotay.organisations.models import Organisation


def meetings_beside(cell: Organisation, day: date, at: time | None, *, without: int = 0) -> list[Meeting]:
    """The cell's own other meetings to come of that day within three hours, hosted or joined (`without`:
    leave that one out). Asks no rights: for questions that have asked already."""
    takes_part = Q(cell=cell) | Q(pk__in=JointCell.objects.filter(cell=cell).values("meeting"))
    rows = _to_come(day).filter(takes_part).exclude(pk=without).order_by("planned_time", "pk")
    return [row for row in rows if _at_once(at, row)]


def _to_come(day: date) -> QuerySet[Meeting]:
    return Meeting.objects.filter(planned_on=day, status__in=[Status.PLANNED, Status.POSTPONED])


def _at_once(at: time | None, other: Meeting) -> bool:
    return at is None or other.planned_time is None or _near(at, other.planned_time)


@dataclass(frozen=True, slots=True)
class Collisions:
    """How many people of a meeting are expected at another of that day: never who. `own`: the cell's own
    other meetings at that time."""

    members: int
    own: tuple[Meeting, ...] = ()


def collisions(cell: Organisation, day: date, at: time | None, *, without: int = 0) -> Collisions:
    """The cell's own other meetings that day within three hours; and the members of the cell who also belong
    to a cell, or lead a committee, that meets then. Counts alone: whose other duty it is tells more than a
    secretary needs."""
    own = tuple(meetings_beside(cell, day, at, without=without))
    taken = {without, *(row.pk for row in own)}
    elsewhere = _to_come(day).exclude(cell=cell).exclude(pk__in=taken)
    others = [row.cell_id for row in elsewhere if _at_once(at, row)]
    if not others:
        return Collisions(0, own)
    here = {one.member for one in roster_on(cell.pk, day) if one.expected}
    busy: set[int] = set()
    for table, field in ((OfficialPlace, "cell"), (TemporaryPlace, "cell"), (Position, "organisation")):
        rows = table.objects.filter(on_day(day), member__in=here, **{f"{field}__in": others})
        busy |= set(rows.values_list("member_id", flat=True))
    return Collisions(len(busy), own)


def _near(one: time, other: time) -> bool:
    return abs((one.hour - other.hour) * 60 + one.minute - other.minute) < 180
