"""Visits of assigned leaders, and where their records come from (indicators.md; rules.md 13, item 17).

A visit is due of every leader assigned to a cell on the day of its regular meeting, and of whoever noted one
all the same. No rule read so far says how many a leader owes: this is the product's reading, and says so.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from itertools import batched

from django.db.models import Q
from django.utils.timezone import localtime

from sotay.access.queries import assigned_leaders
from sotay.facts.registry import FlowIndicator, Indicator, Unit, register, register_months
from sotay.facts.rules.records import MonthRecord
from sotay.meetings.choices import REGULAR_KINDS, Status
from sotay.meetings.models import Meeting
from sotay.oversight.models import Visit

Pair = tuple[int, int]


def month_records(pairs: Collection[Pair] | None, held_by: date | None = None) -> dict[Pair, MonthRecord]:
    """Visits due, noted and made of (cell, month) pairs, or of all; with `held_by` as known on that day."""
    if pairs is None:
        return _counted(Q(), held_by)
    found: dict[Pair, MonthRecord] = {}
    for cells in batched({cell for cell, _ in pairs}, 400):
        here = Q(cell_id__in=cells, counted_for__in={month for _, month in pairs})
        found |= _counted(here, held_by)
    return {pair: found[pair] for pair in pairs if pair in found}


def _counted(here: Q, held_by: date | None) -> dict[Pair, MonthRecord]:
    meetings = Meeting.objects.filter(here, kind__in=sorted(REGULAR_KINDS), status=Status.HELD)
    if held_by is not None:
        meetings = meetings.exclude(held_on__gt=held_by)
    leaders = assigned_leaders()
    followed = meetings.filter(Q(cell_id__in=leaders) | Q(pk__in=Visit.objects.values("meeting")))
    rows = list(followed.values_list("pk", "cell_id", "counted_for", "held_on"))
    visits: dict[int, dict[int, tuple[bool, date]]] = defaultdict(dict)
    noted = Visit.objects.filter(meeting__in=followed)
    for meeting, account, came, at in noted.values_list("meeting_id", "account_id", "attended", "noted_at"):
        day = localtime(at).date()
        if held_by is None or day <= held_by:
            visits[meeting][account] = (came, day)
    found: dict[Pair, MonthRecord] = defaultdict(MonthRecord)
    for meeting, cell, month, on in rows:
        due = {one.account for one in leaders.get(cell, ()) if on is not None and one.led_on(on)}
        record = found[cell, month]
        record.visits_due += len(due | visits[meeting].keys())
        record.visits_noted += len(visits[meeting])
        record.visits_made += sum(came for came, _ in visits[meeting].values())
        days = [day for _, day in visits[meeting].values()]
        record.told_last = max(filter(None, (record.told_last, *days)), default=None)
    return {pair: record for pair, record in found.items() if record.visits_due}


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
