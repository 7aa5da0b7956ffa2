"""Take a list out as a file: what left and how many rows is written to the journal."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.journal.operations import record
from sotay.members.queries import register
from sotay.organisations.models import Organisation
from sotay.reporting.choices import LayoutKind
from sotay.reporting.events import ListExported
from sotay.reporting.lists.gathering import organisation_list
from sotay.reporting.lists.members import member_list_paper
from sotay.reporting.lists.organisations import organisation_list_paper
from sotay.reporting.paper import Paper
from sotay.reporting.queries.layouts import set_list
from sotay.reporting.writers import KINDS, Kind

FORMS = KINDS


@transaction.atomic
def export_member_list(
    *, actor: Actor, organisation: Organisation, day: date, form: Kind, today: date, at: datetime
) -> bytes:
    """The members of an organisation as on the day. Requires MEMBER_VIEW there; only cells whose names the
    actor sees are in it. Raises DomainError when that is nobody."""
    found = register(actor, organisation, day)
    if not found.lines:
        raise DomainError("Không có đảng viên nào để in vào ngày này; đồng chí chọn ngày khác.")
    paper = member_list_paper(found, today=today)
    rows = len(found.lines) + len(found.visitors)
    return _taken(paper, actor, organisation, LayoutKind.MEMBERS, day, rows, form, at)


@transaction.atomic
def export_organisation_list(
    *, actor: Actor, organisation: Organisation, day: date, whole: bool, form: Kind, today: date, at: datetime
) -> bytes:
    """The organisations below one as on the day. Requires FIGURES_VIEW there. Raises DomainError when there
    are none."""
    found = organisation_list(actor, organisation, day, whole=whole)
    if not found.units:
        raise DomainError("Ngày này không có tổ chức đảng trực thuộc nào; đồng chí chọn ngày khác.")
    paper = organisation_list_paper(found, today=today)
    return _taken(paper, actor, organisation, LayoutKind.ORGANISATIONS, day, len(found.units), form, at)


def _taken(
    paper: Paper,
    actor: Actor,
    organisation: Organisation,
    kind: LayoutKind,
    day: date,
    rows: int,
    form: Kind,
    at: datetime,
) -> bytes:
    data = set_list(organisation, kind, paper, form)
    which, mark = kind.value.removeprefix("ds-"), hashlib.sha256(data).hexdigest()
    event = ListExported(organisation.pk, which, day.isoformat(), rows, form, mark)
    record(event, actor=actor, at=at, organisation_id=organisation.pk)
    return data
