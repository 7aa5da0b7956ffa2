"""Write the journal. Called by operations, inside their transaction."""

from dataclasses import asdict, is_dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal import answering, ledger
from sotay.journal.models import Chain, Entry, Installation
from sotay.journal.rules import INSTALLATION, Line, canonical, digest_of


@transaction.atomic
def record(event: object, *, actor: Actor, at: datetime, organisation_id: int | None = None) -> None:
    """Append one event to the chain of an organisation (or of the installation).

    `event` is a frozen dataclass; its class name becomes the entry's name and its fields the
    payload. Payloads hold ids and counts, never names or texts, so that erasure stays possible.
    A class with `ends_rights` is written to the rights ledger too, outside the database. Reactions
    (`sotay.journal.answering`) hear of it after the commit.
    """
    if not is_dataclass(event) or isinstance(event, type):
        raise TypeError("an event is a dataclass instance")
    payload: dict[str, Any] = asdict(event)
    if getattr(event, "ends_rights", False):
        ledger.note(type(event).__name__, payload, at)
    chain_id = organisation_id or INSTALLATION
    Chain.objects.get_or_create(organisation_id=chain_id)
    chain = Chain.objects.select_for_update().get(organisation_id=chain_id)
    line = Line(
        chain_id,
        chain.length + 1,
        at,
        actor.account_id,
        type(event).__name__,
        canonical(payload),
        chain.head,
        "",
    )
    line = replace(line, digest=digest_of(line))
    entry = Entry.objects.create(
        organisation_id=line.organisation_id,
        number=line.number,
        at=line.at,
        account_id=line.account_id,
        event=line.event,
        payload=line.payload,
        previous=line.previous,
        digest=line.digest,
    )
    chain.length, chain.head = line.number, line.digest
    chain.save(update_fields=["length", "head"])
    answering.schedule(entry)


class WrongInstallation(DomainError):
    """Demo data met a database with real data, or the other way round."""


def claim_installation(*, demo: bool, at: datetime) -> None:
    """Say, once, that this database holds demo (or real) data. Raises WrongInstallation ever after
    when somebody brings the other kind."""
    wanted = Installation.Purpose.DEMO if demo else Installation.Purpose.REAL
    row, _ = Installation.objects.get_or_create(only=1, defaults={"purpose": wanted, "claimed_at": at})
    if row.purpose != wanted:
        kinds = ("dữ liệu mẫu", "dữ liệu thật")
        here, there = kinds if row.purpose == Installation.Purpose.DEMO else kinds[::-1]
        raise WrongInstallation(f"Cơ sở dữ liệu này giữ {here}; hãy dùng cơ sở dữ liệu khác cho {there}.")
