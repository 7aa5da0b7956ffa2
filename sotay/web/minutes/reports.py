"""The monthly report of a cell: read, write its two places, send upward."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.vietnamese import format_month_paper
from sotay.minutes.operations import send_monthly_report, write_report
from sotay.minutes.operations.reporting import ReportConflict, ReportDraft, draft_of, written
from sotay.minutes.queries import report_of
from sotay.minutes.queries.months import ReportPage, reportable
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import cell_or_404
from sotay.web.minutes import report_pages
from sotay.web.minutes.forms import ReportForm
from sotay.web.session.finding import refusal

FORM = require_http_methods(["GET", "HEAD", "POST"])
READY = "Đã lưu. Đọc lại báo cáo rồi gửi cấp trên."
HALF = "Đã lưu. Còn một phần chưa viết: viết nốt, hoặc gạch bỏ phần ấy, rồi mới gửi được."


def _found(request: ActorRequest, public_id: str, month: int, permission: Permission) -> ReportPage:
    cell, today = cell_or_404(request.actor, public_id, permission), clock.today()
    if not 1 <= month % 100 <= 12 or not month >= 190001 or not reportable(month, today=today):
        raise Http404
    return report_of(cell, month, today=today)


@needs(Permission.MINUTES_VIEW)
@require_safe
def report(request: ActorRequest, public_id: str, month: int) -> HttpResponse:
    """The report as it will print; the superior reads it once it is sent."""
    found = _found(request, public_id, month, Permission.MINUTES_VIEW)
    context = report_pages.report_context(request.actor, found, today=clock.today())
    return render(request, "web/month_report.html", context)


@needs(Permission.MEETING_RECORD)
@FORM
def write(request: ActorRequest, public_id: str, month: int) -> HttpResponse:
    """The two places that persons write."""
    found = _found(request, public_id, month, Permission.MEETING_RECORD)
    said = draft_of(found.row) if found.row else ReportDraft("", "")
    initial = {
        "seen": found.row.version if found.row else 0,
        "mood": said.mood or "",
        "no_mood": said.mood is None,
        "proposals": said.proposals or "",
        "no_proposals": said.proposals is None,
    }
    form = ReportForm(request.POST if request.method == "POST" else None, initial=initial)
    code, theirs = (400 if form.is_bound else 200), None
    here = reverse("web:month-report", args=[public_id, month])
    if form.is_bound and form.is_valid():
        v = form.cleaned_data
        draft = ReportDraft(
            None if v["no_mood"] else v["mood"], None if v["no_proposals"] else v["proposals"]
        )
        try:
            write_report(
                actor=request.actor, cell=found.cell, month=month, draft=draft, seen=v["seen"], at=clock.now()
            )
        except PermissionDenied:
            raise
        except ReportConflict as conflict:
            again = request.POST.copy()
            again["seen"] = str(conflict.version)
            form = ReportForm(again)
            form.add_error(None, str(conflict))
            theirs, code = report_pages.draft_words(conflict.theirs), 409
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, READY if written(draft) else HALF)
            return redirect(here)
    context = {
        "title": "Viết báo cáo tháng",
        "subtitle": f"Báo cáo tháng {format_month_paper(month)}",
        "back": {"url": here, "label": "Báo cáo"},
        "hint": "Số liệu đã tự tính; đồng chí chỉ viết hai phần này. Không ghi tên người vắng, người nói.",
        "form": form,
        "button": "Lưu",
        "theirs": theirs,
    }
    return render(request, "web/minutes_form.html", context, status=code)


@needs(Permission.MEETING_SEAL)
@require_POST
def send(request: ActorRequest, public_id: str, month: int) -> HttpResponse:
    """Send the report to the superior under its number."""
    found = _found(request, public_id, month, Permission.MEETING_SEAL)
    deed = partial(
        send_monthly_report,
        actor=request.actor,
        cell=found.cell,
        month=month,
        at=clock.now(),
        today=clock.today(),
    )
    if said := refusal(deed):
        messages.warning(request, said)
    else:
        messages.success(request, "Đã gửi báo cáo lên cấp trên.")
    return redirect("web:month-report", public_id, month)
