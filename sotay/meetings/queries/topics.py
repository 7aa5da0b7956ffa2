"""The bank of topics: the cell's own, those that cells beside share, those of committees above."""

from dataclasses import dataclass

from django.db.models import Count, Q

from sotay.access.choices import Permission
from sotay.core.actor import SEGMENT, Actor
from sotay.meetings.choices import Status
from sotay.meetings.models import Meeting, Topic
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic that the cell may take. `own`: its own; `used`: how many other cells held a meeting with it;
    `used_here`: months (yyyymm) in which this cell did."""

    topic: Topic
    own: bool
    used: int
    used_here: tuple[int, ...]


def _open_to(cell: Organisation) -> Q:
    """Own topics; shared ones of the committees above and of cells directly under the same superior."""
    above = [cell.path[:end] for end in range(SEGMENT, len(cell.path), SEGMENT)]
    beside = Q(
        owner__path__startswith=cell.path[:-SEGMENT],
        owner__path__length=len(cell.path),
        owner__kind__in=sorted(CELL_KINDS),
    )
    if len(cell.path) <= SEGMENT:  # a cell without a superior has nobody beside it
        return Q(owner=cell)
    return Q(owner=cell) | Q(shared=True) & (Q(owner__path__in=above) | beside)


def topic_for(actor: Actor, cell: Organisation, public_id: str) -> Topic | None:
    """The topic, when the cell may take it; None for what is foreign, absent or empty. Requires
    MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    if not public_id:
        return None
    return Topic.objects.filter(_open_to(cell), public_id=public_id).select_related("owner").first()


def topic_bank(actor: Actor, cell: Organisation) -> list[TopicLine]:
    """What the cell may take up, its own first, then the newest. Requires MEETING_RECORD at the cell."""
    actor.require(Permission.MEETING_RECORD, cell)
    rows = list(
        Topic.objects.filter(_open_to(cell)).select_related("owner").order_by("-added_at", "-pk")[:200]
    )
    held = Meeting.objects.filter(topic__in=rows, status=Status.HELD)
    used = dict(
        held.exclude(cell=cell).values_list("topic").annotate(cells=Count("cell", distinct=True)).order_by()
    )
    here: dict[int, list[int]] = {}
    for topic, month in held.filter(cell=cell).order_by("counted_for").values_list("topic", "counted_for"):
        here.setdefault(topic, []).append(month)
    lines = [
        TopicLine(row, row.owner_id == cell.pk, used.get(row.pk, 0), tuple(here.get(row.pk, ())))
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.own)
