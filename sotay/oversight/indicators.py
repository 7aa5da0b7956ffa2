"""Visits of assigned leaders, and where their records come from (indicators.md; rules.md 13, item 17).

A visit is due of every leader assigned to a cell on the day of its regular meeting, held alone or with
others, and of whoever noted one all the same. No rule read so far says how many a leader owes: this is the
product's reading, and says so.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from itertools import batched

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from sotay.access.queries import assigned_leaders
from sotay.facts.registry import FlowIndicator, Indicator, Unit, register, register_months
from sotay.facts.rules.records import MonthRecord
from sotay.meetings.choices import REGULAR_KINDS, Status
from sotay.meetings.models import JointCell, Meeting
from sotay.oversight.models import Visit

Pair = tuple[int, int]


def month_records(pairs: Collection[Pair] | None, held_by: date | None = None) -> dict[Pair, MonthRecord]:
    """Visits due, noted and made of (cell, month) pairs, or of all; with `held_by` as known on that day."""
    if pairs is None:
        return _counted(None, None, held_by)
    found: dict[Pair, MonthRecord] = {}
    months = {month for _, month in pairs}
    for cells in batched({cell for cell, _ in pairs}, 400):
        found |= _counted(cells, months, held_by)
    return {pair: found[pair] for pair in pairs if pair in found}


def _counted(
    cells: Collection[int] | None, months: Collection[int] | None, held_by: date | None
) -> dict[Pair, MonthRecord]:
    meetings = Meeting.objects.filter(kind__in=sorted(REGULAR_KINDS), status=Status.HELD)
    if months is not None:
        meetings = meetings.filter(counted_for__in=months)
    if held_by is not None:
        meetings = meetings.exclude(held_on__gt=held_by)
    leaders = assigned_leaders()
    rows = _followed(meetings, cells, leaders)
    visits: dict[int, dict[int, tuple[int, bool, date]]] = defaultdict(dict)
    noted = Visit.objects.filter(meeting__in=meetings)
    for meeting, cell, account, came, at in noted.values_list(
        "meeting_id", "cell_id", "account_id", "attended", "noted_at"
    ):
        day = localtime(at).date()
        if held_by is None or day <= held_by:
            visits[meeting][account] = (cell, came, day)
    found: dict[Pair, MonthRecord] = defaultdict(MonthRecord)
    for meeting, cell, month, on in rows:
        due = {one.account for one in leaders.get(cell, ()) if on is not None and one.led_on(on)}
        # Whoever follows two cells that met together came to both with one visit.
        said = {who: it for who, it in visits[meeting].items() if it[0] == cell or who in due}
        record = found[cell, month]
        record.visits_due += len(due | said.keys())
        record.visits_noted += len(said)
        record.visits_made += sum(came for _, came, _ in said.values())
        days = [day for _, _, day in said.values()]
        record.told_last = max(filter(None, (record.told_last, *days)), default=None)
    return {pair: record for pair, record in found.items() if record.visits_due}


def _followed(
    meetings: QuerySet[Meeting], cells: Collection[int] | None, leaders: Mapping[int, object]
) -> list[tuple[int, int, int, date | None]]:
    """(meeting, cell, month, day) of each cell that held one of these meetings or sat in it, where a leader
    is or was assigned to the cell or somebody noted a visit."""
    noted = Visit.objects.values("meeting")
    hosted = meetings.filter(Q(cell_id__in=leaders) | Q(pk__in=noted))
    joined = JointCell.objects.filter(Q(cell_id__in=leaders) | Q(meeting__in=noted), meeting__in=meetings)
    if cells is not None:
        hosted, joined = hosted.filter(cell_id__in=cells), joined.filter(cell_id__in=cells)
    names = ("meeting_id", "cell_id", "meeting__counted_for", "meeting__held_on")
    return [*hosted.values_list("pk", "cell_id", "counted_for", "held_on"), *joined.values_list(*names)]


INDICATORS: tuple[Indicator, ...] = (
    FlowIndicator(
        "oversight.attended",
        "Lượt dự sinh hoạt của cấp ủy viên phụ trách",
        "số lượt đã dự buổi thường kỳ / số lượt phải dự: mỗi buổi của chi bộ, mỗi đồng chí được phân công "
        "một lượt (theo cách hiểu của phần mềm)",
        lambda f: f.visits_made,
        lambda f: f.visits_due,
        lambda f: f.visits_noted,
        lambda f: f.visits_due,
        Unit.VISITS,
    ),
)


def declare() -> None:
    """Register everything. Called once, when the app is ready."""
    register_months(month_records)
    register(*INDICATORS)
