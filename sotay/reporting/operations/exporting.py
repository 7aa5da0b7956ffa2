"""Export reports: the file, and the journal's line about it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.period import Period
from sotay.core.progress import Progress, silent
from sotay.facts.operations import refresh
from sotay.facts.queries import load_counter
from sotay.facts.structure import figures_by_structure
from sotay.journal.operations import record
from sotay.organisations.models import Organisation
from sotay.organisations.queries import UnknownOrganisation, organisation_by_code
from sotay.programmes.rules import programme
from sotay.reporting.choices import ReportKind
from sotay.reporting.events import FiguresExported, ReportExported
from sotay.reporting.paper import Table
from sotay.reporting.papers import report_paper
from sotay.reporting.queries import Review, gather
from sotay.reporting.queries.layouts import set_paper
from sotay.reporting.review_json import review_json
from sotay.reporting.rules import require_fitting, require_programme
from sotay.reporting.sheets import Sheet, write_sheet
from sotay.reporting.writers import CONTENT_TYPES as PAPER_TYPES
from sotay.reporting.writers import Kind

CONTENT_TYPES: dict[str, str] = {"json": "application/json"}
"""What a report may be had as (the ending of its file names), and the content type of each."""
CONTENT_TYPES.update(PAPER_TYPES.items())
FORM_WORDS = {"docx": "bản Word", "pdf": "bản PDF", "xlsx": "bảng tính", "html": "trang đọc"}


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """Which report: organisation by code, programme, period, the paper's date, one of CONTENT_TYPES; its
    kind."""

    organisation: str
    programme: str
    period: Period
    report_date: date
    form: str
    kind: ReportKind = ReportKind.INTERIM


def _file(actor: Actor, found: Review, form: str, tell: Progress) -> bytes:
    if form == "json":
        tell("Tính theo cơ cấu của ngày báo cáo", 0, 1)
        counter = load_counter(found.organisation, found.period, report_date=found.report_date)
        again = figures_by_structure(actor, found.organisation, counter, found.report_date)
        return review_json(found, again).encode()
    paper = report_paper(found)
    blocks = [*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks)]
    tables = sum(isinstance(block, Table) for block in blocks)
    tell(f"Đặt {tables} biểu vào {FORM_WORDS[form]}", 0, 1)
    return set_paper(found, paper, cast("Kind", form))


@transaction.atomic
def export_review(*, actor: Actor, request: ReviewRequest, at: datetime, tell: Progress = silent) -> bytes:
    """The report as a file; `tell`: which step it is at. Requires REPORT_VIEW. Raises DomainError for an
    unknown organisation (or one outside the actor's scope) or programme."""
    try:
        organisation = organisation_by_code(actor, request.organisation, Permission.REPORT_VIEW)
    except UnknownOrganisation as error:
        raise DomainError(
            f"Không có tổ chức mã {request.organisation} trong phạm vi của đồng chí; xem lại mã, "
            "hoặc thêm --demo ngay sau “sotay” nếu là dữ liệu mẫu."
        ) from error
    try:
        chosen = programme(request.programme)
    except KeyError as error:
        raise DomainError("Không có đề án mang mã này; hiện có: de-an-11.") from error
    require_programme(request.kind, chosen.code)
    require_fitting(request.kind, request.period)
    tell("Tính lại số liệu của các tháng vừa có thay đổi", 0, 1)
    refresh()
    day = request.report_date
    found = gather(actor, organisation, request.kind, chosen, request.period, report_date=day, tell=tell)
    data = _file(actor, found, request.form, tell)
    event = ReportExported(
        organisation=organisation.pk,
        programme=chosen.code,
        first_month=request.period.first,
        last_month=request.period.last,
        report_date=request.report_date.isoformat(),
        form=request.form,
        report=request.kind.value,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    record(event, actor=actor, at=at, organisation_id=organisation.pk)
    return data


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """Which table of figures leaves: the page and figure it stands on, period, date, xlsx or csv."""

    what: str
    indicator: str
    period: Period
    report_date: date
    form: str


@transaction.atomic
def export_sheet(
    *, actor: Actor, organisation: Organisation, sheet: Sheet, request: SheetRequest, at: datetime
) -> bytes:
    """A table that the actor sees, as a file. Requires FIGURES_VIEW at the organisation it is about."""
    actor.require(Permission.FIGURES_VIEW, organisation)
    data = write_sheet(sheet, request.form)
    event = FiguresExported(
        organisation=organisation.pk,
        what=request.what,
        indicator=request.indicator,
        first_month=request.period.first,
        last_month=request.period.last,
        report_date=request.report_date.isoformat(),
        form=request.form,
        rows=len(sheet.rows),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    record(event, actor=actor, at=at, organisation_id=organisation.pk)
    return data
