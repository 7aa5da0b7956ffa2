"""Ask about closed reports: which there are, what they printed, how today's records differ."""

from dataclasses import dataclass

from django.db.models import Max

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.period import Period
from sotay.organisations.models import Organisation
from sotay.programmes.rules import programme
from sotay.reporting.choices import ReportKind
from sotay.reporting.frozen import (
    Printed,
    digest_of,
    figures_from_json,
    paper_from_json,
    printed_figures,
    told_in,
)
from sotay.reporting.models import ClosedReport, ReportWithdrawal
from sotay.reporting.paper import Paper
from sotay.reporting.queries.gathering import gather
from sotay.reporting.rules import number_words


class UnknownReport(LookupError):
    """No such closed report in what the actor may see."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed figure that records give otherwise today; "" where one of the two has none."""

    label: str
    scope: str
    printed: str
    today: str


def number_of(report: ClosedReport) -> str:
    """Số 412-BC/HU."""
    return number_words(report.number, report.symbol)


def period_of(report: ClosedReport) -> Period:
    """The months that a closed report speaks of."""
    return Period(report.first_month, report.last_month)


def withdrawal_of(report: ClosedReport) -> ReportWithdrawal | None:
    """Why a report no longer stands, or None while it does."""
    return ReportWithdrawal.objects.filter(report=report).first()


def closed_report(actor: Actor, public_id: str, permission: str = Permission.REPORT_VIEW) -> ClosedReport:
    """One closed report within the actor's scope. Raises UnknownReport."""
    rows = ClosedReport.objects.visible_to(actor, permission).select_related(
        "organisation", "replaces", "withdrawal", "replaced_by", "layout"
    )
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise UnknownReport
    return found


def closed_reports(actor: Actor, organisation: Organisation) -> list[ClosedReport]:
    """What an organisation has closed, newest first, without papers and figures. Requires REPORT_VIEW."""
    actor.require(Permission.REPORT_VIEW, organisation)
    rows = ClosedReport.objects.visible_to(actor, Permission.REPORT_VIEW).filter(organisation=organisation)
    rows = rows.select_related("withdrawal", "replaced_by").defer("paper", "figures", "parts")
    return list(rows.order_by("-report_date", "-number"))


def next_number(organisation: Organisation, term: str) -> int:
    """The number after the highest one of the organisation's reports in that term."""
    rows = ClosedReport.objects.filter(organisation=organisation, series="BC", term=term)
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def last_term(organisation: Organisation) -> str:
    """The term of the last closed report, to be proposed for the next; "" when there is none."""
    rows = ClosedReport.objects.filter(organisation=organisation).order_by("-closed_at")
    return rows.values_list("term", flat=True).first() or ""


def stored_digest(report: ClosedReport) -> str:
    """The mark of what is stored now; equal to `report.digest` unless somebody changed it from outside."""
    day = report.report_date.isoformat()
    names = [report.term, report.number, report.symbol, report.post, report.signatory]
    span = [report.kind, report.programme, report.first_month, report.last_month]
    layout = report.layout.sha256 if report.layout else ""
    return digest_of(
        report.organisation_id, span, day, names, report.paper, report.figures, report.parts, layout
    )


def stored_paper(report: ClosedReport) -> Paper:
    """The paper as it was closed. Raises DomainError when what is stored is not what was closed."""
    if stored_digest(report) != report.digest:
        raise DomainError(
            "Bản lưu của báo cáo này đã bị sửa ngoài phần mềm nên không in được; đồng chí báo người vận "
            "hành đối chiếu nhật ký và bản sao lưu."
        )
    return paper_from_json(report.paper)


def differences(actor: Actor, report: ClosedReport) -> list[Difference]:
    """Each printed figure that today's records give otherwise, counted again as at the paper's own day.

    What the paper never told is no difference: a figure that was not declared when the report was closed, or
    that is counted and stands nowhere in it.
    Requires REPORT_VIEW and FIGURES_VIEW at the organisation.
    """
    now = gather(
        actor,
        report.organisation,
        ReportKind(report.kind),
        programme(report.programme),
        period_of(report),
        report_date=report.report_date,
    )
    old = {one.key: one for one in figures_from_json(report.figures)}
    new = {one.key: one for one in printed_figures(now)}
    told = {one.code for one in old.values()}
    in_print = {one.key for one in printed_figures(now, told_in(report.paper))}
    found = []
    for key in [*old, *(k for k, one in new.items() if k not in old and one.code in told)]:
        if key in new and key not in in_print:
            continue
        before, after = old.get(key), new.get(key)
        if before is None or after is None or before.differs_from(after):
            about = before or after
            assert about is not None
            found.append(Difference(about.label, about.scope, _text(before), _text(after)))
    return found


def _text(figure: Printed | None) -> str:
    return figure.text if figure else ""
