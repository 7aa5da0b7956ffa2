"""Keep an organisation's own Word layout of a report or list, or go back to that of its superior."""

import hashlib
from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record
from sotay.organisations.models import Organisation
from sotay.reporting.choices import LayoutKind
from sotay.reporting.events import ReportLayoutRemoved, ReportLayoutSet
from sotay.reporting.layouts.confined import check_layout
from sotay.reporting.models import ReportLayout


@transaction.atomic
def set_layout(
    *, actor: Actor, organisation: Organisation, kind: LayoutKind, name: str, data: bytes, at: datetime
) -> ReportLayout:
    """Use this file for the organisation's papers of that kind, and for those below without their own.

    Requires REPORT_TEMPLATE. Raises DomainError (BadLayout) for a file that may not serve. The layout
    used until now is set aside, not erased: closed reports may rest on it.
    """
    actor.require(Permission.REPORT_TEMPLATE, organisation)
    names = check_layout(data, kind)
    _set_aside(organisation, kind, actor, at)
    row = ReportLayout.objects.create(
        organisation=organisation,
        kind=kind.value,
        name=name[-120:],
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        placeholders=list(names),
        added_at=at,
        added_by_id=actor.account_id,
    )
    event = ReportLayoutSet(organisation.pk, kind.value, row.sha256, len(data))
    record(event, actor=actor, at=at, organisation_id=organisation.pk)
    return row


@transaction.atomic
def remove_layout(*, actor: Actor, organisation: Organisation, kind: LayoutKind, at: datetime) -> None:
    """Stop using the organisation's own layout. Requires REPORT_TEMPLATE. Raises DomainError when there
    is none."""
    actor.require(Permission.REPORT_TEMPLATE, organisation)
    if not _set_aside(organisation, kind, actor, at):
        raise DomainError("Tổ chức đảng này chưa có mẫu riêng cho loại văn bản đó.")
    record(
        ReportLayoutRemoved(organisation.pk, kind.value), actor=actor, at=at, organisation_id=organisation.pk
    )


def _set_aside(organisation: Organisation, kind: LayoutKind, actor: Actor, at: datetime) -> int:
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two uploads at once: one after another
    rows = ReportLayout.objects.filter(organisation=organisation, kind=kind.value, removed_at__isnull=True)
    return rows.update(removed_at=at, removed_by_id=actor.account_id)
