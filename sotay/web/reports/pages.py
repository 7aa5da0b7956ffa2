"""Page data of the list of reports."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.period import Period, format_month
from sotay.core.vietnamese import format_date
from sotay.programmes.queries import Draft, drafts
from sotay.programmes.rules import programme
from sotay.reporting.choices import ReportKind
from sotay.reporting.paper import Paper
from sotay.reporting.queries import Review, programme_of
from sotay.reporting.queries.closed import (
    closed_reports,
    differences,
    last_term,
    next_number,
    number_of,
    period_of,
    withdrawal_of,
)
from sotay.reporting.review.letterhead import symbol_of
from sotay.reporting.review.sentences import outdated
from sotay.reporting.review.words import period_words, span_words
from sotay.web.door import ActorRequest
from sotay.web.lookup import header_of
from sotay.web.periods import Window, default_programme
from sotay.web.reviews.addresses import (
    CHOOSING,
    offered,
    recent_periods,
    report_path,
    report_url,
    upper_first,
)
from sotay.web.reviews.opening import opened_paper
from sotay.web.reviews.pages import title_of
from sotay.web.templatetags.words import vn_moment

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation
    from sotay.reporting.models import ClosedReport

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
    closed = closed_reports(actor, node)
    standing = {_key_of(one): one for one in reversed(closed) if not hasattr(one, "withdrawal")}
    written = [one for one in drafts(actor, node) if not _is_told(one, standing)]
    return {
        **header_of(request, node, today, own=True),
        "kinds": [_kind(kind, node, window, written, standing) for kind in ReportKind if offered(kind)],
        "drafts": [_draft(node, one) for one in written],
        "closed": [_closed_row(report) for report in closed],
        "layouts_url": reverse("web:report-layouts", args=[node.public_id])
        if actor.may(Permission.REPORT_TEMPLATE, node)
        else "",
        "editable": actor.may(Permission.REPORT_WRITE, node),
    }


Key = tuple[str, str, Period]
"""Kind, programme under which its words are kept, and period: one report, written and then closed."""


def _key_of(report: "ClosedReport") -> Key:
    kind = ReportKind(report.kind)
    return kind.value, programme_of(kind, programme(report.programme)), period_of(report)


def _is_told(draft: Draft, standing: Mapping[Key, "ClosedReport"]) -> bool:
    """Whether a closed report that stands says what was written: nothing was written after it."""
    report = standing.get((draft.report, draft.programme, draft.period))
    return report is not None and report.closed_at >= draft.updated_at


def _kind(
    kind: ReportKind,
    node: "Organisation",
    window: Window,
    written: list[Draft],
    standing: Mapping[Key, "ClosedReport"],
) -> dict[str, Any]:
    begun = {one.period for one in written if one.report == kind.value}
    closed = {period: number_of(one) for (code, _, period), one in standing.items() if code == kind.value}
    periods = [window.period] if kind.is_review else recent_periods(kind, window)[:OFFERED]
    return {
        "id": kind.value,
        "title": f"{kind.label} {default_programme().title}" if kind.is_review else kind.label,
        "about": ABOUT[kind],
        "rows": [
            {
                "label": period_label(kind, period),
                "url": _url(kind, node, period),
                "note": "Đã có phần viết"
                if period in begun
                else f"Đã chốt: {closed[period]}"
                if period in closed
                else "",
            }
            for period in periods
        ],
        "more_url": f"{report_url(kind, node.public_id, window)}&{CHOOSING}=ky",
    }


def period_label(kind: ReportKind, period: Period) -> str:
    """Tháng 5 năm 2024 · 12/2021–5/2024 for reviews."""
    return period_words(period) if kind.is_review else upper_first(span_words(period))


def report_title(kind: ReportKind, period: Period) -> str:
    """Báo cáo số liệu tháng 5 năm 2024 · Báo cáo sơ kết, 12/2021–5/2024."""
    if kind.is_review:
        return f"{kind.label}, {period_words(period)}"
    return f"Báo cáo số liệu {span_words(period)}"


def _url(kind: ReportKind, node: "Organisation", period: Period) -> str:
    first, last = format_month(period.first), format_month(period.last)
    return f"{report_path(kind, node.public_id)}?tu={first}&den={last}"


def _draft(node: "Organisation", one: Draft) -> dict[str, Any]:
    kind = ReportKind(one.report)
    return {
        "title": report_title(kind, one.period),
        "url": _url(kind, node, one.period),
        "written": one.written,
        "struck": one.struck,
        "at": one.updated_at,
    }


# Closing --------------------------------------------------------------------------------------


def proposal(review: Review, day: date) -> dict[str, Any]:
    """What the form of closing begins with: the next number of the last term, the report's day."""
    term = last_term(review.organisation) or review.signer.term
    return {"number": next_number(review.organisation, term), "term": term, "day": day}


def close_page(
    review: Review, window: Window, form: forms.Form, replaced: "ClosedReport | None"
) -> dict[str, Any]:
    """The context of web/report_close.html."""
    node, kind = review.organisation, review.kind
    back = report_url(kind, node.public_id, window)
    shortcomings = review.texts.get("shortcomings")
    query = window.query(thay=replaced.public_id if replaced else None)
    return {
        "title": title_of(review),
        "back": {"url": back, "label": kind.label},
        "organisation": {"name": review.shown.name},
        "symbol": symbol_of(review),
        "signer": f"{review.signer.post} {review.signer.name}".strip(),
        "open": [{"label": w.heading, "url": f"{back}#muc-{w.key}"} for w in review.open_places],
        "changed": outdated(review, shortcomings.text) if shortcomings else [],
        "replaced": _closed_row(replaced) if replaced else None,
        "form": form,
        "action": f"{report_path(kind, node.public_id, 'close')}?{query}",
    }


def _closed_row(report: "ClosedReport") -> dict[str, Any]:
    kind = ReportKind(report.kind)
    status, word = state_of(report)
    return {
        "title": report_title(kind, period_of(report)),
        "number": number_of(report),
        "day": report.report_date,
        "url": reverse("web:closed-report", args=[report.public_id]),
        "status": status,
        "word": word,
    }


def state_of(report: "ClosedReport") -> tuple[str, str]:
    """Status and word of a closed report: it stands, was replaced, or its number was cancelled."""
    if not hasattr(report, "withdrawal"):
        return "ok", "Đã chốt"
    return ("hold", "Đã thay") if hasattr(report, "replaced_by") else ("bad", "Đã hủy")


def closed_page(actor: Actor, report: "ClosedReport", form: forms.Form) -> dict[str, Any]:
    """The context of web/report_closed.html."""
    kind, node, period = ReportKind(report.kind), report.organisation, period_of(report)
    withdrawal = withdrawal_of(report)
    tu, den = format_month(period.first), format_month(period.last)
    query = f"tu={tu}&den={den}&thay={report.public_id}"
    stands = withdrawal is None
    may = actor.may(Permission.REPORT_ISSUE, node)
    return {
        "title": report_title(kind, period),
        "back": {"url": reverse("web:reports", args=[node.public_id]), "label": "Báo cáo"},
        "state": dict(zip(("status", "word"), state_of(report), strict=True)),
        "facts": _facts(report),
        "withdrawal": withdrawal,
        "replaced_by": _closed_row(report.replaced_by) if hasattr(report, "replaced_by") else None,
        "replaces": _closed_row(report.replaces) if report.replaces else None,
        "differences": differences(actor, report),
        "period": period,
        "paper_url": reverse("web:closed-report-paper", args=[report.public_id]),
        "files": {
            form: reverse("web:closed-report-file", args=[report.public_id, form])
            for form in ("docx", "pdf", "xlsx")
        },
        "may_withdraw": may and stands,
        "form": form,
        "withdraw_url": reverse("web:closed-report-withdraw", args=[report.public_id]),
        "replace_url": f"{report_path(kind, node.public_id, 'close')}?{query}",
    }


def _facts(report: "ClosedReport") -> list[dict[str, str]]:
    rows = (
        ("Số, ký hiệu", number_of(report)),
        ("Ngày văn bản", format_date(report.report_date)),
        ("Nhiệm kỳ", report.term),
        ("Người ký", f"{report.post} {report.signatory}"),
        ("Chốt lúc", vn_moment(report.closed_at)),
    )
    return [{"label": label, "value": value, "url": ""} for label, value in rows]


def paper_page(report: "ClosedReport", stored: Paper) -> dict[str, Any]:
    """The context of web/review_preview.html for a stored paper."""
    kind = ReportKind(report.kind)
    back = reverse("web:closed-report", args=[report.public_id])
    period = period_of(report)
    window = Window(period, report.report_date, period, dated=True)
    return {
        "review": {"title": f"{kind.label}, {number_of(report)}", "url": back},
        "back": {"url": back, "label": number_of(report)},
        "paper": opened_paper(stored, report.organisation, window),
        "word_url": reverse("web:closed-report-file", args=[report.public_id, "docx"]),
        "closed": True,
    }
