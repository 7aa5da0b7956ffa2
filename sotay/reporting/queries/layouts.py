"""Ask which Word layout a paper is set in."""

from sotay.access.choices import Permission
from sotay.core.actor import SEGMENT, Actor
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.models import Organisation
from sotay.reporting.choices import LayoutKind
from sotay.reporting.frozen import Printed, parts_from_json, printed_figures
from sotay.reporting.layouts.filling import Content, fill_layout, parts_of
from sotay.reporting.models import ClosedReport, ReportLayout
from sotay.reporting.paper import Block, Paper
from sotay.reporting.queries.gathering import Review
from sotay.reporting.review.places import written
from sotay.reporting.writers import Kind, write


def layout_for(organisation: Organisation, kind: LayoutKind) -> ReportLayout | None:
    """The layout in use: the organisation's own, else the nearest superior's; None: the house's own.

    No rights are asked: a superior's outline is there for everything below it.
    """
    if not organisation.path:
        return None
    above = [organisation.path[:end] for end in range(SEGMENT, len(organisation.path) + 1, SEGMENT)]
    rows = ReportLayout.objects.filter(
        organisation__path__in=above, kind=kind.value, removed_at__isnull=True
    ).select_related("organisation")
    return max(rows, key=lambda row: len(row.organisation.path), default=None)


def own_layout(actor: Actor, organisation: Organisation, kind: LayoutKind) -> ReportLayout | None:
    """The organisation's own layout. Requires REPORT_TEMPLATE."""
    actor.require(Permission.REPORT_TEMPLATE, organisation)
    rows = ReportLayout.objects.filter(organisation=organisation, kind=kind.value, removed_at__isnull=True)
    return rows.first()


def written_parts(review: Review) -> dict[str, tuple[Block, ...]]:
    """What persons wrote, by the key of the place."""
    return parts_of({w.key: tuple(written(review, w.key)) for w in review.writings})


def set_paper(review: Review, paper: Paper, form: Kind) -> bytes:
    """A report that is still open as a file; its Word file in the layout in use."""
    kind = LayoutKind(review.kind.value)
    layout = layout_for(review.organisation, kind) if form == "docx" else None
    figures = tuple(printed_figures(review)) if layout else ()
    content = Content(paper, written_parts(review), figures, _first(review.organisation, kind))
    return _set(layout, content, form)


def _first(organisation: Organisation, kind: LayoutKind) -> int:
    """A cell's review has no table of organisations, with which those of committees begin."""
    report = kind.report
    return 2 if report and report.is_review and organisation.kind in CELL_KINDS else 1


def set_list(organisation: Organisation, kind: LayoutKind, paper: Paper, form: Kind) -> bytes:
    """A list as a file; its Word file in the layout in use."""
    layout = layout_for(organisation, kind) if form == "docx" else None
    return _set(layout, Content(paper, {}, ()), form)


def set_closed(report: ClosedReport, paper: Paper, figures: tuple[Printed, ...], form: Kind) -> bytes:
    """A closed report as a file; its Word file in the layout of the day when it was closed."""
    first = _first(report.organisation, LayoutKind(report.kind))
    return _set(report.layout, Content(paper, parts_from_json(report.parts), figures, first), form)


def _set(layout: ReportLayout | None, content: Content, form: Kind) -> bytes:
    if layout is None or form != "docx":
        return write(content.paper, form)
    return fill_layout(bytes(layout.data), content)
