"""Count tries in the database, so that all server processes share one count.

A try is counted before it is judged: a thousand at once are a thousand, not one.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from sotay.accounts.digests import keyed
from sotay.accounts.models import Tries
from sotay.accounts.rules import Limit

type Gate = tuple[Limit, str]
"""A limit, and for whom it counts (a name, an address, both). Kept as a keyed digest only."""


def count_tries(gates: Iterable[Gate], *, at: datetime) -> datetime | None:
    """Count one try at every gate. None: go on. Else the moment from which one may try again."""
    waits = [until for limit, whom in gates if (until := _count(limit, whom, at))]
    return max(waits, default=None)


def _count(limit: Limit, whom: str, at: datetime) -> datetime | None:
    key = _key(limit, whom)
    with transaction.atomic():
        Tries.objects.get_or_create(key=key, defaults={"since": at})
        Tries.objects.filter(key=key, since__lte=at - limit.window).update(since=at, count=0)
        Tries.objects.filter(key=key).update(count=F("count") + 1)
        row = Tries.objects.get(key=key)
    return row.since + limit.window if row.count > limit.most else None


def give_back(gates: Iterable[Gate], *, forget: bool = False) -> None:
    """The try was a right one: it does not count (with `forget`, neither do those before it)."""
    for limit, whom in gates:
        rows = Tries.objects.filter(key=_key(limit, whom))
        if forget:
            rows.delete()
        else:
            rows.filter(count__gt=0).update(count=F("count") - 1)


def sweep_tries(*, at: datetime) -> None:
    """Forget windows that are over."""
    Tries.objects.filter(since__lt=at - timedelta(days=1)).delete()


def _key(limit: Limit, whom: str) -> str:
    return keyed(f"tries.{limit.name}", whom)
