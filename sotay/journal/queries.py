"""Read and verify the journal."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sotay.journal.models import Chain, Entry, Installation
from sotay.journal.rules import Line, faults


def lines_of(organisation_id: int) -> Iterator[Line]:
    """The chain of one organisation (0: the installation), in order."""
    for e in Entry.objects.filter(organisation_id=organisation_id).order_by("number", "pk").iterator():
        yield Line(e.organisation_id, e.number, e.at, e.account_id, e.event, e.payload, e.previous, e.digest)


def chain_faults(organisation_id: int) -> list[str]:
    """What is wrong with one chain; empty when it is whole."""
    chain = Chain.objects.filter(organisation_id=organisation_id).first()
    length, head = (chain.length, chain.head) if chain else (0, "")
    return faults(lines_of(organisation_id), length=length, head=head)


def all_faults() -> dict[int, list[str]]:
    """Faults of every chain that has any, by organisation id. Entries without a head row are faults."""
    ids = set(Chain.objects.values_list("organisation_id", flat=True))
    ids |= set(Entry.objects.values_list("organisation_id", flat=True).distinct())
    found = {i: chain_faults(i) for i in sorted(ids)}
    return {i: f for i, f in found.items() if f}


def chains() -> int:
    """How many chains there are."""
    return Chain.objects.count()


def chain_heads() -> dict[int, tuple[int, str]]:
    """Length and head of every chain, by organisation id."""
    return {i: (length, head) for i, length, head in Chain.objects.values_list("pk", "length", "head")}


def last_of(event: str) -> tuple[datetime, dict[str, Any]] | None:
    """When an event (class name) was last recorded, and what it told; None when it never was."""
    found = Entry.objects.filter(event=event).order_by("-at", "-pk").first()
    return (found.at, json.loads(found.payload)) if found else None


def purpose() -> str:
    """Whose data this database holds: "real" or "demo"."""
    return str(Installation.objects.values_list("purpose", flat=True).get())
