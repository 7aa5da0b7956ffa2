"""Where a report's pages are, and of which time an address speaks."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, QueryDict
from django.urls import reverse

from sotay.core.period import Period, format_month
from sotay.reporting.choices import ReportKind
from sotay.reporting.review.words import span_words
from sotay.reporting.rules import fitting_period, last_whole, period_before
from sotay.web.periods import Window, default_programme, window_of

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation


def offered(kind: ReportKind) -> bool:
    """Reviews speak of a programme: where none is carried out there is nothing to review."""
    return not kind.is_review or bool(default_programme())


def offered_or_404(kind: ReportKind) -> None:
    """Raise Http404 for a report that is not offered here."""
    if not offered(kind):
        raise Http404


CHOOSING = "chon"
"""Said in the address (?chon=ky) when one comes to choose another period: then the form stands open."""
SHOWN = {1: 24, 3: 12, 12: 6}
"""How many months, quarters and years the page lets one choose from."""


def report_path(kind: ReportKind, public_id: str, page: str = "") -> str:
    """The address of a report's page: "", save, preview, docx, pdf, xlsx, html, json."""
    tail = f"-{page}" if page else ""
    if kind is ReportKind.INTERIM:
        return reverse(f"web:review{tail}", args=[public_id])
    return reverse(f"web:report{tail}", args=[public_id, kind])


def report_url(kind: ReportKind, public_id: str, window: Window, page: str = "") -> str:
    """The same with the period."""
    return f"{report_path(kind, public_id, page)}?{window.query()}"


def report_window(kind: ReportKind, query: QueryDict, node: "Organisation", today: date) -> Window:
    """The period of a report: any for a review; else the whole month, quarter or year in which the last
    month asked for lies, or the last one with records."""
    window = window_of(query, node, today)
    if kind.is_review:
        return window
    asked = bool(query.get("den")) and not window.error
    last = window.period.last if asked else window.default.last
    period = fitting_period(kind, last) if asked else last_whole(kind, last)
    return Window(period, window.report_date, window.default, window.dated, window.error, window.typed)


def recent_periods(kind: ReportKind, window: Window) -> list[Period]:
    """The whole periods to choose from, newest first, the chosen one among them."""
    found = [last_whole(kind, max(window.default.last, window.period.last))]
    while len(found) < SHOWN[kind.months]:
        found.append(period_before(found[-1]))
    return found if window.period in found else [*found, window.period]


def period_choice(
    kind: ReportKind, public_id: str, window: Window, *, choosing: bool = False
) -> dict[str, Any]:
    """What components/period_form.html asks for; for figures one list of whole periods instead.
    `choosing`: one came to choose, the form stands open."""
    action = report_path(kind, public_id)
    if kind.is_review:
        return window.form(action, dates=True) | {"open": choosing}
    whole = [(format_month(p.last), upper_first(span_words(p))) for p in recent_periods(kind, window)]
    return window.form(action, dates=True) | {"whole": whole, "open": choosing}


def upper_first(words: str) -> str:
    """Tháng 5 năm 2024, at the beginning of a line."""
    return words[:1].upper() + words[1:]


def file_stem(kind: ReportKind) -> str:
    """bao-cao-so-ket: how a report's files are called."""
    return kind.value if kind.value.startswith("bao-cao") else f"bao-cao-{kind.value}"
