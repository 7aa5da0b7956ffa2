"""Keep the facts fresh: mark what changed, count it again."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import batched

from django.db import transaction
from django.db.models import Q

from sotay.facts import registry
from sotay.facts.models import CellMonth, StaleMonth
from sotay.facts.rules.records import COLUMNS, MonthRecord

Pair = tuple[int, int]
BATCH = 4000


def mark_stale(pairs: Iterable[Pair]) -> None:
    """Say that these (cell id, month) must be counted again. Called by operations, in their transaction."""
    rows = [StaleMonth(cell_id=cell, month=month) for cell, month in dict.fromkeys(pairs)]
    StaleMonth.objects.bulk_create(rows, batch_size=5000, ignore_conflicts=True)


@transaction.atomic
def refresh() -> int:
    """Count again what is marked, and nothing else; returns how many cell-months were counted."""
    stale = list(StaleMonth.objects.values_list("pk", "cell_id", "month"))
    # A large import touches most of what there is: reading everything once is cheaper then.
    known = registry.month_records(None) if len(stale) > BATCH else None
    for part in batched(stale, BATCH):
        _count([(cell, month) for _, cell, month in part], known)
    # Only what was read: a mark made meanwhile stays for the next time.
    for part in batched(stale, BATCH):
        StaleMonth.objects.filter(pk__in=[pk for pk, _, _ in part]).delete()
    return len(stale)


@transaction.atomic
def recount_everything() -> int:
    """Throw every fact away and count all of it again; returns how many rows there are."""
    records = registry.month_records(None)
    CellMonth.objects.all().delete()
    StaleMonth.objects.all().delete()
    _store(records)
    return len(records)


def _count(pairs: Sequence[Pair], known: dict[Pair, MonthRecord] | None) -> None:
    if known is None:
        records = registry.month_records(pairs)
    else:
        records = {pair: known[pair] for pair in pairs if pair in known}
    for condition in _conditions(pairs):
        CellMonth.objects.filter(condition).delete()
    _store(records)


def _conditions(pairs: Collection[Pair]) -> Iterator[Q]:
    """Few conditions for many pairs: one a month, with its cells."""
    by_month: dict[int, list[int]] = {}
    for cell, month in pairs:
        by_month.setdefault(month, []).append(cell)
    for month, cells in by_month.items():
        for part in batched(cells, 900):
            yield Q(month=month, cell_id__in=part)


def _store(records: dict[Pair, MonthRecord]) -> None:
    CellMonth.objects.bulk_create(
        [
            CellMonth(
                cell_id=cell,
                month=month,
                held_last=record.held_last,
                told_last=record.told_last,
                **{name: getattr(record, name) for name in COLUMNS},
            )
            for (cell, month), record in records.items()
            if not record.empty
        ],
        batch_size=2000,
    )
