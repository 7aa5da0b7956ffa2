"""Closing a report so that it can be signed; what has been closed."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.period import format_month
from sotay.reporting.choices import ReportKind
from sotay.reporting.operations import CloseRequest, close_report, export_closed, withdraw_report
from sotay.reporting.queries import gather
from sotay.reporting.queries.closed import UnknownReport, closed_report, stored_paper
from sotay.reporting.writers import CONTENT_TYPES, KINDS, Kind
from sotay.web.door import ActorRequest, fresh, needs
from sotay.web.lookup import organisation_or_404
from sotay.web.periods import default_programme
from sotay.web.reports.forms import CloseForm, ReplaceForm, WithdrawForm
from sotay.web.reports.pages import close_page, closed_page, paper_page, proposal
from sotay.web.reviews.addresses import file_stem, offered_or_404, report_window

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation
    from sotay.reporting.models import ClosedReport


def _closed_or_404(
    request: ActorRequest, public_id: str, permission: Permission = Permission.REPORT_VIEW
) -> "ClosedReport":
    try:
        return closed_report(request.actor, public_id, permission)
    except UnknownReport as error:
        raise Http404 from error


def _replaced(
    request: ActorRequest, query: QueryDict, node: "Organisation", kind: ReportKind
) -> "ClosedReport | None":
    """The report to be replaced that the address names; foreign, absent and of another kind: 404."""
    public_id = str(query.get("thay", ""))
    if not public_id:
        return None
    old = _closed_or_404(request, public_id, Permission.REPORT_ISSUE)
    if old.organisation_id != node.pk or old.kind != kind.value:
        raise Http404
    return old


@fresh
@needs(Permission.REPORT_ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActorRequest, public_id: str, kind: ReportKind = ReportKind.INTERIM) -> HttpResponse:
    """Ask for number and day; then store the report whole."""
    node = organisation_or_404(request.actor, public_id, Permission.REPORT_ISSUE)
    offered_or_404(kind)
    today = clock.today()
    window = report_window(kind, request.GET, node, today)
    old = _replaced(request, request.GET, node, kind)
    form_class = ReplaceForm if old else CloseForm
    programme = default_programme()
    found = gather(request.actor, node, kind, programme, window.period, report_date=window.report_date)
    if request.method != "POST":
        form = form_class(initial=proposal(found, window.report_date))
        return render(request, "web/report_close.html", close_page(found, window, form, old))
    form = form_class(request.POST)
    if form.is_valid():
        wanted = CloseRequest(
            kind,
            programme,
            window.period,
            replaces=old,
            note=form.cleaned_data.pop("note", ""),
            **form.cleaned_data,
        )
        try:
            row = close_report(
                actor=request.actor, organisation=node, request=wanted, at=clock.now(), today=today
            )
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã chốt báo cáo. Đồng chí in ra để ký.")
            return redirect("web:closed-report", row.public_id)
    return render(request, "web/report_close.html", close_page(found, window, form, old), status=400)


@needs(Permission.REPORT_VIEW)
@require_safe
def closed(request: ActorRequest, public_id: str) -> HttpResponse:
    """A closed report: its files, what today's records give otherwise."""
    report = _closed_or_404(request, public_id)
    return render(request, "web/report_closed.html", closed_page(request.actor, report, WithdrawForm()))


@needs(Permission.REPORT_VIEW)
@require_safe
def paper(request: ActorRequest, public_id: str) -> HttpResponse:
    """The stored paper as a sheet on the screen."""
    report = _closed_or_404(request, public_id)
    try:
        stored = stored_paper(report)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("web:closed-report", report.public_id)
    return render(request, "web/review_preview.html", paper_page(report, stored))


@needs(Permission.REPORT_VIEW)
@require_safe
def download(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The stored paper as a file. The journal notes that it left."""
    report = _closed_or_404(request, public_id)
    chosen: Kind | None = next((kind for kind in KINDS if kind == form), None)
    if chosen is None:
        raise Http404
    try:
        data = export_closed(actor=request.actor, report=report, form=chosen, at=clock.now())
    except PermissionDenied:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("web:closed-report", report.public_id)
    stem, last = file_stem(ReportKind(report.kind)), format_month(report.last_month)
    name = f"{stem}-{report.organisation.code}-{last}-so-{report.number:02d}.{chosen}"
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(
        data, content_type=CONTENT_TYPES[chosen], headers={"Content-Disposition": disposition}
    )


@fresh
@needs(Permission.REPORT_ISSUE)
@require_POST
def withdraw(request: ActorRequest, public_id: str) -> HttpResponse:
    """Cancel a closed report, with the reason."""
    report = _closed_or_404(request, public_id, Permission.REPORT_ISSUE)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw_report(
                actor=request.actor, report=report, note=form.cleaned_data["note"], at=clock.now()
            )
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã hủy báo cáo; số vẫn giữ trong danh sách.")
            return redirect("web:closed-report", report.public_id)
    context = closed_page(request.actor, report, form)
    return render(request, "web/report_closed.html", context, status=400)
