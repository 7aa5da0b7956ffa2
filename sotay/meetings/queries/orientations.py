"""The orientations that committees above gave a cell, and which of its meetings hold them.

A meeting takes them over as papers when it is planned; what is given afterwards waits until somebody takes it
in. A paper holds an orientation when it says the same, so a withdrawn one waits nowhere and a copy stays.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.meetings.choices import REGULAR_KINDS, Origin, Stage, Status
from sotay.meetings.models import Meeting, MeetingPaper, Orientation
from sotay.meetings.queries.planning import orientations_for
from sotay.organisations.models import Organisation

PREPARED = (Stage.PLANNED, Stage.CALLED)
"""While a meeting stands there its papers may be changed."""


def waiting_orientations(meeting: Meeting) -> list[Orientation]:
    """What was given for the meeting's month and is not among its papers, while these may be changed. Asks no
    rights: for questions that have asked already."""
    if meeting.stage not in PREPARED or meeting.status == Status.NOT_HELD:
        return []
    held = _held([meeting.pk])[meeting.pk]
    return [one for one in orientations_for(meeting.cell, meeting.counted_for) if _said(one) not in held]


def _held(meetings: list[int]) -> dict[int, set[tuple[str, str, int | None]]]:
    """By meeting: what its papers of the superior say."""
    found: dict[int, set[tuple[str, str, int | None]]] = defaultdict(set)
    rows = MeetingPaper.objects.filter(meeting__in=meetings, origin=Origin.SUPERIOR)
    for meeting, title, text, document in rows.values_list("meeting_id", "title", "text", "document_id"):
        found[meeting].add((title, text, document))
    return found


def _said(one: Orientation) -> tuple[str, str, int | None]:
    return one.title, one.text, one.document_id


@dataclass(frozen=True, slots=True)
class Untaken:
    """A regular meeting being prepared (public id) that lacks `count` papers of the superior."""

    meeting: str
    month: int
    count: int


def untaken_orientations(actor: Actor, cell: Organisation) -> list[Untaken]:
    """The cell's regular meetings in preparation that lack an orientation of their month, the nearest first.
    Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    rows = list(
        Meeting.objects.filter(cell=cell, stage__in=PREPARED, kind__in=sorted(REGULAR_KINDS))
        .exclude(status=Status.NOT_HELD)
        .order_by("counted_for", "pk")
    )
    held = _held([row.pk for row in rows])
    given: dict[int, list[Orientation]] = defaultdict(list)
    for one in orientations_for(cell, *(row.counted_for for row in rows)):
        given[one.month].append(one)
    found = [
        Untaken(
            row.public_id,
            row.counted_for,
            sum(_said(one) not in held[row.pk] for one in given[row.counted_for]),
        )
        for row in rows
    ]
    return [one for one in found if one.count]


@dataclass(frozen=True, slots=True)
class GivenLine:
    """An orientation as the cell reads it. `document`: public id of its file, or ""; `waits`: the month's
    meeting is being prepared and does not hold it; `taken`: it does."""

    public_id: str
    title: str
    text: str
    document: str
    published_at: datetime
    waits: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class GivenPage:
    """What was given for a month, the nearest committee first. `meeting`: the month's regular meeting of the
    cell, None while none is planned."""

    lines: tuple[GivenLine, ...]
    meeting: Meeting | None


def orientations_given(actor: Actor, cell: Organisation, month: int) -> GivenPage:
    """What the committees above gave the cell for a month, in full. Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    rows = Meeting.objects.filter(cell=cell, counted_for=month, kind__in=sorted(REGULAR_KINDS))
    meeting = rows.exclude(status=Status.NOT_HELD).select_related("cell").order_by("-stage", "pk").first()
    waiting = {one.pk for one in waiting_orientations(meeting)} if meeting else set()
    held = _held([meeting.pk])[meeting.pk] if meeting else set()
    lines = tuple(
        GivenLine(
            one.public_id,
            one.title,
            one.text,
            one.document.public_id if one.document else "",
            one.published_at,
            one.pk in waiting,
            _said(one) in held,
        )
        for one in orientations_for(cell, month)
    )
    return GivenPage(lines, meeting)
