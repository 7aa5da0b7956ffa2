"""What a person confirmed about files: how columns are read, who is whom."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.imports.choices import TwinAnswer
from sotay.imports.events import ColumnsConfirmed, TwinsDecided
from sotay.imports.models import KnownShape, TwinDecision
from sotay.imports.queries import shapes_belong_to
from sotay.imports.reading.mapping import SheetMapping
from sotay.journal import operations as journal


@transaction.atomic
def confirm_columns(*, actor: Actor, mappings: Mapping[str, SheetMapping], at: datetime) -> None:
    """Remember how these shapes are read, for the actor's office; the last word holds."""
    actor.require(Permission.IMPORT_RUN)
    office = shapes_belong_to(actor)
    for fingerprint, mapping in mappings.items():
        KnownShape.objects.filter(fingerprint=fingerprint, organisation=office).delete()
        KnownShape.objects.create(
            fingerprint=fingerprint,
            organisation_id=office,
            mapping=mapping.as_json(),
            account_id=actor.account_id,
            confirmed_at=at,
        )
    if mappings:
        journal.record(ColumnsConfirmed(len(mappings)), actor=actor, at=at, organisation_id=office)


@transaction.atomic
def decide_twins(*, actor: Actor, answers: Mapping[str, str], at: datetime) -> None:
    """Remember who is whom, by the key that the dry run gave. Nothing of the register is written."""
    actor.require(Permission.IMPORT_RUN)
    if set(answers.values()) - set(TwinAnswer.values):
        raise DomainError("Chọn một trong các câu trả lời của trang này.")
    rows = [
        TwinDecision(key=key, answer=answer, account_id=actor.account_id, decided_at=at)
        for key, answer in answers.items()
    ]
    TwinDecision.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["answer", "account", "decided_at"],
        batch_size=500,
    )
    counts = {str(a): sum(v == a for v in answers.values()) for a in TwinAnswer}
    if answers:
        journal.record(TwinsDecided(counts), actor=actor, at=at)
