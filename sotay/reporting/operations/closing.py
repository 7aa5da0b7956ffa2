"""Close a report so that it can be signed: its number, its day, its figures stay as they are."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.period import Period
from sotay.facts.operations import refresh
from sotay.journal.operations import record
from sotay.organisations.models import Organisation
from sotay.programmes.rules import Programme
from sotay.reporting.choices import LayoutKind, ReportKind
from sotay.reporting.events import ReportClosed, ReportExported, ReportWithdrawn
from sotay.reporting.frozen import (
    figures_from_json,
    figures_to_json,
    paper_to_json,
    parts_to_json,
    printed_figures,
)
from sotay.reporting.models import ClosedReport, ReportWithdrawal
from sotay.reporting.papers import report_paper
from sotay.reporting.queries.closed import stored_digest, stored_paper
from sotay.reporting.queries.gathering import Review, gather
from sotay.reporting.queries.layouts import layout_for, set_closed, written_parts
from sotay.reporting.review.letterhead import Issue, symbol_of
from sotay.reporting.rules import number_words, require_day, require_fitting, require_programme, term_of
from sotay.reporting.writers import Kind

GONE = "Báo cáo này đã hủy hoặc đã được thay; không làm lại lần nữa."


@dataclass(frozen=True, slots=True)
class CloseRequest:
    """What closing asks for. `day` stands on the paper and is the one on which figures stand.

    `replaces` is the report that this one takes the place of, with the reason in `note`.
    """

    kind: ReportKind
    programme: Programme
    period: Period
    day: date
    number: int
    term: str
    replaces: ClosedReport | None = None
    note: str = ""


@transaction.atomic
def close_report(
    *, actor: Actor, organisation: Organisation, request: CloseRequest, at: datetime, today: date
) -> ClosedReport:
    """Give the report its number and day and store it whole.

    Requires REPORT_ISSUE. Raises DomainError while a place is empty, without a signatory's name, for a
    number that is taken, a day to come, or a replacement that does not fit.
    """
    actor.require(Permission.REPORT_ISSUE, organisation)
    require_programme(request.kind, request.programme.code)
    require_fitting(request.kind, request.period)
    require_day(request.day, request.period, today)
    term = term_of(request.term)
    if request.number < 1:
        raise DomainError("Số của báo cáo là số từ 1 trở lên; lấy theo sổ văn bản đi của cấp ủy.")
    _require_replaceable(organisation, request)
    refresh()
    found = gather(
        actor, organisation, request.kind, request.programme, request.period, report_date=request.day
    )
    _require_complete(found)
    row = _row(found, request, term, actor, at)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise DomainError(
            f"Số {request.number} đã dùng trong nhiệm kỳ {term}; đồng chí chọn số khác."
        ) from error
    _record_closing(row, actor=actor, at=at)
    if request.replaces is not None:
        _withdraw(request.replaces, request.note, actor=actor, at=at, replaced=True)
    return row


def _require_complete(found: Review) -> None:
    empty = [w.heading for w in found.open_places]
    if empty:
        raise DomainError(
            f"Còn {len(empty)} phần chưa viết ({'; '.join(empty)}). Đồng chí viết, hoặc bấm "
            "“Không có phần này”, rồi chốt."
        )
    if not found.signer.name:
        raise DomainError(
            f"Chưa ghi ai là {found.signer.post.lower()} vào ngày văn bản; đồng chí chọn người ký khác, hoặc "
            "ghi chức vụ khi nhập dữ liệu."
        )


def _require_replaceable(organisation: Organisation, request: CloseRequest) -> None:
    old = request.replaces
    if old is None:
        return
    same = (old.organisation_id, old.kind, old.first_month, old.last_month) == (
        organisation.pk,
        request.kind.value,
        request.period.first,
        request.period.last,
    )
    if not same:
        raise DomainError("Chỉ thay báo cáo cùng loại, cùng kỳ của chính tổ chức đảng này.")
    if not request.note.strip():
        raise DomainError("Ghi lý do thay báo cáo cũ.")
    if ReportWithdrawal.objects.filter(report=old).exists():
        raise DomainError(GONE)


def _row(found: Review, request: CloseRequest, term: str, actor: Actor, at: datetime) -> ClosedReport:
    symbol = symbol_of(found)
    paper = report_paper(found, Issue(number_words(request.number, symbol), request.day))
    row = ClosedReport(
        organisation=found.organisation,
        kind=request.kind.value,
        programme=request.programme.code,
        first_month=request.period.first,
        last_month=request.period.last,
        report_date=request.day,
        term=term,
        number=request.number,
        symbol=symbol,
        post=found.signer.post,
        signatory=found.signer.name,
        paper=paper_to_json(paper),
        figures=figures_to_json(printed_figures(found)),
        parts=parts_to_json(written_parts(found)),
        layout=layout_for(found.organisation, LayoutKind(request.kind.value)),
        closed_at=at,
        closed_by_id=actor.account_id,
        replaces=request.replaces,
    )
    row.digest = stored_digest(row)
    return row


def _record_closing(row: ClosedReport, *, actor: Actor, at: datetime) -> None:
    event = ReportClosed(
        organisation=row.organisation_id,
        report=row.pk,
        kind=row.kind,
        first_month=row.first_month,
        last_month=row.last_month,
        report_date=row.report_date.isoformat(),
        term=row.term,
        number=row.number,
        digest=row.digest,
        replaces=row.replaces_id,
    )
    record(event, actor=actor, at=at, organisation_id=row.organisation_id)


@transaction.atomic
def withdraw_report(*, actor: Actor, report: ClosedReport, note: str, at: datetime) -> ReportWithdrawal:
    """Cancel a closed report: its number stays and is marked. Requires REPORT_ISSUE. Raises DomainError
    without a reason, or when it no longer stands."""
    actor.require(Permission.REPORT_ISSUE, report.organisation)
    return _withdraw(report, note, actor=actor, at=at, replaced=False)


def _withdraw(
    report: ClosedReport, note: str, *, actor: Actor, at: datetime, replaced: bool
) -> ReportWithdrawal:
    note = note.strip()
    if not note:
        raise DomainError("Ghi lý do hủy; lý do được lưu cùng báo cáo.")
    if len(note) > 500:
        raise DomainError("Lý do dài quá 500 chữ cái; đồng chí rút gọn rồi bấm lại.")
    row, new = ReportWithdrawal.objects.get_or_create(
        report=report, defaults={"note": note, "at": at, "by_id": actor.account_id}
    )
    if not new:
        raise DomainError(GONE)
    event = ReportWithdrawn(report.organisation_id, report.pk, report.number, replaced)
    record(event, actor=actor, at=at, organisation_id=report.organisation_id)
    return row


@transaction.atomic
def export_closed(*, actor: Actor, report: ClosedReport, form: Kind, at: datetime) -> bytes:
    """A closed report as a file, always set from the stored paper. Requires REPORT_VIEW. Raises
    DomainError when what is stored is not what was closed."""
    actor.require(Permission.REPORT_VIEW, report.organisation)
    paper, figures = stored_paper(report), tuple(figures_from_json(report.figures))
    data = set_closed(report, paper, figures, form)
    event = ReportExported(
        organisation=report.organisation_id,
        programme=report.programme,
        first_month=report.first_month,
        last_month=report.last_month,
        report_date=report.report_date.isoformat(),
        form=form,
        sha256=hashlib.sha256(data).hexdigest(),
        report=report.kind,
    )
    record(event, actor=actor, at=at, organisation_id=report.organisation_id)
    return data
