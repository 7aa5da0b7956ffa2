"""Who answers which event: reactions, found by the name of the event and run after the commit.

A reaction of a floor above is registered when its app starts; it is handed what the journal holds, and
changes what it has to change itself. Each answers an entry exactly once: the row `Answered` is written in
the reaction's own transaction, and its key is unique. What could not be answered at once (the process died,
the reaction failed) is answered by `catch_up`, which `sotay react` calls.
"""

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from sotay.journal.models import Answered, Cursor, Entry

log = logging.getLogger("sotay.reactions")
MARGIN = 1000
"""Entries before the cursor that are looked at again: a transaction that took its number early may have been
committed late."""
OLDEST = timedelta(days=7)
"""What nobody answered for so long is answered no more: news that is none."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry as a reaction gets it. `organisation` 0: the installation's own chain."""

    entry: int
    event: str
    organisation: int
    account: int | None
    at: datetime
    payload: dict[str, Any]


type Reaction = Callable[[Happened], None]


@dataclass(frozen=True, slots=True)
class _Registered:
    events: frozenset[str]
    react: Reaction


_reactions: dict[str, _Registered] = {}


def register(name: str, events: Iterable[str], react: Reaction) -> None:
    """Let `react` answer these events (class names), under a name that never changes: it is the key by which
    the journal knows what was answered. Registered again it replaces the former."""
    _reactions[name] = _Registered(frozenset(events), react)


def schedule(entry: Entry) -> None:
    """Have the entry answered once its transaction is committed. Called by `record` alone."""
    if any(entry.event in one.events for one in _reactions.values()):
        transaction.on_commit(partial(answer, entry.pk))


def answer(entry: int) -> None:
    """Run every reaction that waits for this entry. A failing one disturbs neither the others nor who did
    the deed: it is left for `catch_up`."""
    found = Entry.objects.get(pk=entry)
    for name, one in _reactions.items():
        if found.event in one.events:
            _try(name, one, found)


def catch_up(*, at: datetime) -> tuple[int, int]:
    """Answer what was left unanswered: how many entries were, and how many reactions failed again."""
    done = failed = 0
    for name, one in _reactions.items():
        cursor, _ = Cursor.objects.get_or_create(reaction=name)
        rows = _left(name, one, cursor.entry_id, at)
        reached = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for row in rows.order_by("pk"):
            if _try(name, one, row):
                done += 1
            else:
                failed += 1
                reached = min(reached, row.pk - 1)
        Cursor.objects.filter(reaction=name).update(entry_id=max(cursor.entry_id, reached))
    return done, failed


def unanswered(*, at: datetime) -> tuple[int, datetime | None]:
    """How many entries still wait for a reaction, and since when the oldest: what `catch_up` would answer."""
    waiting: dict[int, datetime] = {}
    for name, one in _reactions.items():
        reached = Cursor.objects.filter(reaction=name).values_list("entry_id", flat=True).first() or 0
        waiting |= dict(_left(name, one, reached, at).values_list("pk", "at"))
    return len(waiting), min(waiting.values(), default=None)


def _left(name: str, one: _Registered, reached: int, at: datetime) -> QuerySet[Entry]:
    """What this reaction has not answered, and may still."""
    answered = Answered.objects.filter(reaction=name, entry_id=OuterRef("pk"))
    return Entry.objects.filter(
        ~Exists(answered), event__in=one.events, pk__gt=reached - MARGIN, at__gte=at - OLDEST
    )


def _try(name: str, one: _Registered, entry: Entry) -> bool:
    """Run one reaction in a transaction of its own. False when it failed; what was answered stays so."""
    try:
        with transaction.atomic():
            if not _claim(name, entry.pk):
                return True
            payload = json.loads(entry.payload)
            one.react(
                Happened(entry.pk, entry.event, entry.organisation_id, entry.account_id, entry.at, payload)
            )
    except Exception:
        log.error("reaction failed: %s", name)
        return False
    return True


def _claim(name: str, entry: int) -> bool:
    """Take the entry for this reaction; False when somebody answered it already."""
    try:
        with transaction.atomic():
            Answered.objects.create(reaction=name, entry_id=entry)
    except IntegrityError:
        return False
    return True
