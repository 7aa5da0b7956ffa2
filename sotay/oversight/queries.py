"""The calendar of a leader: meetings of the cells they are assigned to, and their own visits. No names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from sotay.access.choices import Permission
from sotay.access.queries import Assigned, assigned_leaders, leaders_on
from sotay.core.actor import Actor
from sotay.core.tree import reached
from sotay.meetings.choices import Kind, Stage, Status
from sotay.meetings.models import JointCell, Meeting
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.checking_in import cell_where
from sotay.meetings.queries.joining import OwnPaper, papers_of
from sotay.meetings.queries.own import At, at_meeting
from sotay.organisations.models import Organisation
from sotay.organisations.queries import names_on
from sotay.oversight.models import Visit

BACK = timedelta(days=92)
"""Meetings of the last three months stay in the calendar, so that their visits can be noted."""


@dataclass(frozen=True, slots=True)
class LedMeeting:
    """A meeting of a followed cell. `attended` None: no visit noted yet; `past`: its day has come; `due`: the
    leader was assigned to the cell on that day, so a visit is theirs to note."""

    public_id: str
    cell: str
    kind: Kind
    month: int
    stage: int
    on: date | None
    at: time | None
    place: str
    theme: str
    past: bool
    attended: bool | None
    due: bool


def led_cells(actor: Actor, *, today: date) -> list[str]:
    """Names of the cells that the actor is assigned to today, in official order."""
    mine = reached(actor.reaches_of(Permission.VISIT_NOTE))
    cells = list(Organisation.objects.filter(mine).order_by("official_order", "code"))
    names = names_on([cell.pk for cell in cells], today)
    return [names[cell.pk].name if cell.pk in names else cell.code for cell in cells]


def led_meetings(actor: Actor, *, today: date) -> list[LedMeeting]:
    """Meetings of the followed cells, planned or called, and those of the last three months; by day."""
    recent = Q(held_on__gte=today - BACK) | Q(held_on=None, planned_on__gte=today - BACK)
    rows = _led(actor).filter(recent, status__in=[Status.PLANNED, Status.HELD, Status.POSTPONED])
    meetings = sorted(rows, key=lambda row: (row.held_on or row.planned_on or today, row.pk))
    visits = dict(
        Visit.objects.filter(account=actor.account_id or 0, meeting__in=meetings).values_list(
            "meeting_id", "attended"
        )
    )
    cells = _followed_cells(actor, meetings)
    names, spans = names_on(sorted(set(cells.values())), today), _spans(actor, cells.values())
    return [
        _line(
            row,
            cells[row.pk],
            names[cells[row.pk]].name if cells[row.pk] in names else "",
            visits,
            spans,
            today,
        )
        for row in meetings
    ]


def _followed_cells(actor: Actor, meetings: Collection[Meeting]) -> dict[int, int]:
    """By meeting (id): the cell that the actor follows, the host before others that sit in. Two questions."""
    mine = reached(actor.reaches_of(Permission.VISIT_NOTE), "cell__path")
    joint = JointCell.objects.filter(mine, meeting__in=meetings).order_by("-cell__official_order", "-pk")
    found = dict(joint.values_list("meeting_id", "cell_id"))
    hosted = Meeting.objects.filter(mine, pk__in=[row.pk for row in meetings])
    return found | dict(hosted.values_list("pk", "cell_id"))


def _spans(actor: Actor, cells: Iterable[int]) -> dict[int, list[Assigned]]:
    """By cell: since when, until when the actor is assigned."""
    found = assigned_leaders(cells)
    return {cell: [one for one in led if one.account == actor.account_id] for cell, led in found.items()}


def _led(actor: Actor) -> QuerySet[Meeting]:
    """Meetings that the followed cells hold or sit in."""
    return Meeting.objects.visible_to(actor, Permission.VISIT_NOTE)


def _line(
    row: Meeting, cell: int, name: str, visits: dict[int, bool], spans: dict[int, list[Assigned]], today: date
) -> LedMeeting:
    on = row.held_on or row.planned_on
    return LedMeeting(
        row.public_id,
        name,
        Kind(row.kind),
        row.counted_for,
        row.stage,
        on,
        row.started_at or row.planned_time,
        row.place,
        row.theme,
        on is not None and on <= today,
        visits.get(row.pk),
        on is not None and any(one.led_on(on) for one in spans.get(cell, ())),
    )


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One meeting of a followed cell, its papers, and the actor's own note of it (version 0: none yet)."""

    meeting: Meeting
    line: LedMeeting
    papers: tuple[OwnPaper, ...]
    attended: bool | None
    remarks: str
    version: int


def visit_page(actor: Actor, public_id: str, *, today: date) -> VisitPage:
    """Requires VISIT_NOTE at a cell of the meeting. Papers once the meeting is called. Raises
    UnknownMeeting."""
    meeting = _led(actor).filter(public_id=public_id).select_related("cell").first()
    if meeting is None:
        raise UnknownMeeting
    visit = Visit.objects.filter(meeting=meeting, account=actor.account_id or 0).first()
    cell = cell_where(actor, meeting, Permission.VISIT_NOTE)
    names = names_on([cell.pk], today)
    return VisitPage(
        meeting,
        _line(
            meeting,
            cell.pk,
            names[cell.pk].name if cell.pk in names else cell.code,
            {meeting.pk: visit.attended} if visit else {},
            _spans(actor, [cell.pk]),
            today,
        ),
        papers_of(meeting) if meeting.stage >= Stage.CALLED else (),
        visit.attended if visit else None,
        visit.remarks if visit else "",
        visit.version if visit else 0,
    )


@dataclass(frozen=True, slots=True)
class VisitLine:
    """What one leader noted: by name, whether they came, their remarks, when it was last changed."""

    leader: str
    attended: bool
    remarks: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class VisitsPage:
    """The visits noted of one meeting; `waiting`: how many assigned leaders have noted nothing yet."""

    meeting: Meeting
    cell: str
    visits: tuple[VisitLine, ...]
    waiting: int


def visits_page(actor: Actor, public_id: str, *, today: date) -> VisitsPage:
    """What the leaders noted of a meeting, for their cells and the direct superior: of one held jointly, each
    cell reads what its own leaders noted. Requires VISIT_VIEW at a cell of the meeting. Raises
    UnknownMeeting."""
    here = Meeting.objects.visible_to(actor, Permission.VISIT_VIEW)
    meeting = here.filter(public_id=public_id).select_related("cell").first()
    if meeting is None:
        raise UnknownMeeting
    joint = JointCell.objects.filter(meeting=meeting).select_related("cell")
    everyone = [meeting.cell, *(row.cell for row in joint.order_by("cell__official_order", "pk"))]
    cells = [cell for cell in everyone if actor.may(Permission.VISIT_VIEW, cell)]
    rows = Visit.objects.visible_to(actor, Permission.VISIT_VIEW).filter(meeting=meeting)
    lines = [
        VisitLine(one.account.full_name, one.attended, one.remarks, one.noted_at)
        for one in rows.select_related("account").order_by("noted_at", "pk")
    ]
    names = names_on([cell.pk for cell in cells], today)
    on, waiting = meeting.held_on or meeting.planned_on, 0
    if on is not None and on <= today:
        found = [followed(meeting, cell, on) for cell in cells]
        waiting = sum(one.assigned - one.noted for one in found)
    called = ", ".join(names[cell.pk].name if cell.pk in names else cell.code for cell in cells)
    return VisitsPage(meeting, called, tuple(lines), waiting)


@dataclass(frozen=True, slots=True)
class Followed:
    """Who was to attend a meeting for the superior: leaders `assigned` to the cell that day or who noted a
    visit all the same; who of them `noted` whether they came; who `came`."""

    assigned: int
    noted: int
    came: int


def followed(meeting: Meeting, cell: Organisation, day: date) -> Followed:
    """What the assigned leaders of a cell noted of a meeting. Asks no rights: counts for whoever was let to
    the cell's figures."""
    due = leaders_on(cell, day)
    noted = Visit.objects.filter(meeting=meeting).values_list("account_id", "cell_id", "attended")
    # Whoever follows two cells that met together came to both with one visit.
    visits = {who: came for who, where, came in noted if where == cell.pk or who in due}
    return Followed(len(due | visits.keys()), len(visits), sum(visits.values()))


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """A visit that I noted as a leader."""

    at: At
    attended: bool
    remarks: str
    noted_at: datetime


def own_visits(actor: Actor) -> list[OwnVisit]:
    """Every visit that the actor noted, newest first. Asks no rights: of the actor alone."""
    rows = Visit.objects.filter(account=actor.account_id or 0).select_related("meeting")
    return [
        OwnVisit(at_meeting(row.meeting), row.attended, row.remarks, row.noted_at)
        for row in rows.order_by("-noted_at", "-pk")
    ]
