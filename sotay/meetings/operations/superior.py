"""What the superior does about a month: remind cells, write the orientation and papers to spread."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.period import month_of
from sotay.documents.models import Document
from sotay.documents.rules import refuse_classified
from sotay.journal.operations import record
from sotay.meetings.events import CellReminded, OrientationPublished
from sotay.meetings.models import Orientation, Reminder
from sotay.meetings.rules.superior import orientation_words
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.models import Organisation


@transaction.atomic
def remind_cells(
    *, actor: Actor, cells: Iterable[Organisation], month: int, today: date, at: datetime
) -> int:
    """Remind cells of a month that has begun, each once a day at most: how many were. Requires
    MEETING_REMIND at every cell. Raises DomainError for a month to come."""
    if month > month_of(today):
        raise DomainError("Tháng này chưa tới; chưa cần nhắc.")
    reminded = 0
    for cell in sorted(cells, key=lambda one: one.pk):
        actor.require(Permission.MEETING_REMIND, cell)
        if cell.kind not in CELL_KINDS:
            raise DomainError("Chỉ nhắc được chi bộ.")
        given = {"at": at, "account_id": actor.account_id}
        _, new = Reminder.objects.get_or_create(cell=cell, month=month, day=today, defaults=given)
        if new:
            record(CellReminded(cell.pk, month), actor=actor, at=at, organisation_id=cell.pk)
            reminded += 1
    return reminded


@transaction.atomic
def publish_orientation(
    *,
    actor: Actor,
    organisation: Organisation,
    month: int,
    title: str,
    text: str,
    document: Document | None = None,
    at: datetime,
) -> Orientation:
    """Give the cells below the orientation of a month, or a paper to spread. The same words for the same
    month are given once. Requires ORIENTATION_WRITE. Raises DomainError, also for a mark of secrecy."""
    actor.require(Permission.ORIENTATION_WRITE, organisation)
    if organisation.kind in CELL_KINDS:
        raise DomainError("Định hướng do cấp ủy cấp trên viết cho các chi bộ.")
    name, words = orientation_words(title, text, with_file=document is not None)
    refuse_classified(name, words)
    row, new = Orientation.objects.get_or_create(
        organisation=organisation,
        month=month,
        title=name,
        text=words,
        document=document,
        defaults={"published_at": at, "published_by_id": actor.account_id},
    )
    if new:
        event = OrientationPublished(row.pk, organisation.pk, month, withdrawn=False)
        record(event, actor=actor, at=at, organisation_id=organisation.pk)
    return row


@transaction.atomic
def withdraw_orientation(*, actor: Actor, organisation: Organisation, orientation: str, at: datetime) -> None:
    """Take back what was published (public id). Meetings that took it over keep their copy. One that is
    gone already is no fault. Requires ORIENTATION_WRITE."""
    actor.require(Permission.ORIENTATION_WRITE, organisation)
    row = Orientation.objects.filter(organisation=organisation, public_id=orientation).first()
    if row is None:
        return
    event = OrientationPublished(row.pk, organisation.pk, row.month, withdrawn=True)
    row.delete()
    record(event, actor=actor, at=at, organisation_id=organisation.pk)
