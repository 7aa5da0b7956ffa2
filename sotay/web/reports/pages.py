"""Page data of the list of reports."""

from datetime import date
from typing import TYPE_CHECKING, Any

from sotay.access.choices import Permission
from sotay.core.period import Period, format_month
from sotay.programmes.queries import Draft, drafts
from sotay.reporting.choices import ReportKind
from sotay.reporting.review.words import period_words, span_words
from sotay.web.door import ActorRequest
from sotay.web.lookup import header_of
from sotay.web.periods import Window, default_programme
from sotay.web.reviews.addresses import recent_periods, report_path, report_url, upper_first

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

OFFERED = 3
"""Months, quarters and years offered at once; the report's own page gives the others."""
ABOUT = {
    ReportKind.INTERIM: "Kết quả đề án đến lúc này, so với mục tiêu, theo khối và năm.",
    ReportKind.FINAL: "Kết quả cả thời gian đề án, chuyển biến từ đầu đến cuối kỳ.",
    ReportKind.MONTH: "Chi bộ đã sinh hoạt, muộn, chưa có số liệu; so với tháng trước.",
    ReportKind.QUARTER: "Như báo cáo tháng, thêm chuyên đề của quý; so với quý trước.",
    ReportKind.YEAR: "Cả năm, so với năm trước.",
}


def reports_page(
    request: ActorRequest, node: "Organisation", window: Window, *, today: date
) -> dict[str, Any]:
    """The context of web/reports.html."""
    actor = request.actor
    written = drafts(actor, node)
    return {
        **header_of(request, node, today, own=True),
        "kinds": [_kind(kind, node, window, written) for kind in ReportKind],
        "drafts": [_draft(node, one) for one in written],
        "editable": actor.may(Permission.REPORT_WRITE, node),
    }


def _kind(kind: ReportKind, node: "Organisation", window: Window, written: list[Draft]) -> dict[str, Any]:
    begun = {one.period for one in written if one.report == kind.value}
    periods = [window.period] if kind.is_review else recent_periods(kind, window)[:OFFERED]
    return {
        "id": kind.value,
        "title": f"{kind.label} {default_programme().title}" if kind.is_review else kind.label,
        "about": ABOUT[kind],
        "rows": [
            {
                "label": period_label(kind, period),
                "url": _url(kind, node, period),
                "begun": period in begun,
            }
            for period in periods
        ],
        "more_url": report_url(kind, node.public_id, window),
    }


def period_label(kind: ReportKind, period: Period) -> str:
    """Tháng 5 năm 2024 · 12/2021–5/2024 for reviews."""
    return period_words(period) if kind.is_review else upper_first(span_words(period))


def _url(kind: ReportKind, node: "Organisation", period: Period) -> str:
    first, last = format_month(period.first), format_month(period.last)
    return f"{report_path(kind, node.public_id)}?tu={first}&den={last}"


def _draft(node: "Organisation", one: Draft) -> dict[str, Any]:
    kind = ReportKind(one.report)
    return {
        "title": f"{kind.label}, {period_label(kind, one.period)}",
        "url": _url(kind, node, one.period),
        "written": one.written,
        "struck": one.struck,
        "at": one.updated_at,
    }
