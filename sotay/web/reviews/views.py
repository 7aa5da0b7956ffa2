"""The review: figures and places, saving, the paper on screen, the files."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.period import format_month
from sotay.programmes.operations import EditConflict, save_review_text
from sotay.reporting.choices import ReportKind
from sotay.reporting.operations import CONTENT_TYPES, ReviewRequest, export_review
from sotay.reporting.papers import report_paper
from sotay.reporting.queries import gather, programme_of
from sotay.reporting.review.outline import LETTER
from sotay.reporting.review.sentences import shortfalls
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import organisation_or_404
from sotay.web.periods import Window, default_programme
from sotay.web.reviews.addresses import CHOOSING, file_stem, offered_or_404, report_url, report_window
from sotay.web.reviews.forms import NoSuchForm, Place, mark_of, read
from sotay.web.reviews.pages import Typed, preview_page, review_page

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation
    from sotay.reporting.queries import Review


def _asked(
    request: ActorRequest, public_id: str, kind: ReportKind, permission: Permission
) -> tuple["Organisation", Window, "Review"]:
    node = organisation_or_404(request.actor, public_id, permission)
    offered_or_404(kind)
    window = report_window(kind, request.GET, node, clock.today())
    found = gather(
        request.actor, node, kind, default_programme(), window.period, report_date=window.report_date
    )
    return node, window, found


@needs(Permission.REPORT_VIEW)
@require_safe
def review(request: ActorRequest, public_id: str, kind: ReportKind = ReportKind.INTERIM) -> HttpResponse:
    """Figures, sentences, places, outline."""
    _node, window, found = _asked(request, public_id, kind, Permission.REPORT_VIEW)
    choosing = bool(request.GET.get(CHOOSING))
    context = review_page(request.actor, found, window, at=clock.now(), choosing=choosing)
    return render(request, "web/review.html", context)


@needs(Permission.REPORT_WRITE)
@require_POST
def save(request: ActorRequest, public_id: str, kind: ReportKind = ReportKind.INTERIM) -> HttpResponse:
    """Save every place that was changed, and do what the button says. All or nothing: when somebody
    else saved one of them meanwhile, show both texts (409) and keep everything typed."""
    node, window, found = _asked(request, public_id, kind, Permission.REPORT_WRITE)
    try:
        posted = read(request.POST)
    except NoSuchForm as error:
        raise Http404 from error
    if {one.key for one in posted.places} - {*(w.key for w in found.writings), *LETTER}:
        raise Http404
    wanted = posted.wanted({"shortcomings": shortfalls(found)})
    typed = _save_all(request, found, wanted)
    if typed:
        status = 409 if any(one.theirs is not None for one in typed) else 400
        context = review_page(request.actor, found, window, at=clock.now(), typed=typed)
        return render(request, "web/review.html", context, status=status)
    key = posted.key or (wanted[0][0].key if wanted else "")
    return redirect(f"{report_url(kind, node.public_id, window)}#muc-{key or 'tu-viet'}")


def _save_all(request: ActorRequest, found: "Review", wanted: list[tuple[Place, str, bool]]) -> list[Typed]:
    """Save each place in one transaction. Nothing is saved when one cannot be: then everything typed
    comes back, with what to do about it."""
    typed, at = [], clock.now()
    with transaction.atomic():
        for place, text, struck in wanted:
            one = Typed(place.key, text, place.version, place.seen)
            try:
                save_review_text(
                    actor=request.actor,
                    organisation=found.organisation,
                    programme=programme_of(found.kind, found.programme),
                    report=found.kind.value,
                    period=found.period,
                    key=place.key,
                    text=text,
                    struck=struck,
                    version=place.version,
                    at=at,
                )
            except EditConflict as conflict:
                theirs = conflict.theirs
                one = Typed(place.key, text, conflict.version, mark_of(theirs), str(conflict), theirs)
            except PermissionDenied:
                raise
            except DomainError as error:
                one = replace(one, error=str(error))
            typed.append(one)
        failed = any(one.error for one in typed)
        transaction.set_rollback(failed)
    return typed if failed else []


@needs(Permission.REPORT_VIEW)
@require_safe
def preview(request: ActorRequest, public_id: str, kind: ReportKind = ReportKind.INTERIM) -> HttpResponse:
    """The paper as a sheet on the screen."""
    node, window, found = _asked(request, public_id, kind, Permission.REPORT_VIEW)
    try:
        paper = report_paper(found)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(report_url(kind, node.public_id, window))
    return render(request, "web/review_preview.html", preview_page(found, window, paper))


@needs(Permission.REPORT_VIEW)
@require_safe
def docx(request: ActorRequest, public_id: str, kind: ReportKind = ReportKind.INTERIM) -> HttpResponse:
    """The Word file. The journal notes that it left."""
    return _file(request, public_id, kind, "docx")


@needs(Permission.REPORT_VIEW)
@require_safe
def pdf(request: ActorRequest, public_id: str, kind: ReportKind = ReportKind.INTERIM) -> HttpResponse:
    """The PDF, ready to print. The journal notes that it left."""
    return _file(request, public_id, kind, "pdf")


@needs(Permission.REPORT_VIEW)
@require_safe
def xlsx(request: ActorRequest, public_id: str, kind: ReportKind = ReportKind.INTERIM) -> HttpResponse:
    """The tables as a workbook. The journal notes that it left."""
    return _file(request, public_id, kind, "xlsx")


@needs(Permission.REPORT_VIEW)
@require_safe
def html(request: ActorRequest, public_id: str, kind: ReportKind = ReportKind.INTERIM) -> HttpResponse:
    """The paper as a page of its own. The journal notes that it left."""
    return _file(request, public_id, kind, "html")


@needs(Permission.REPORT_VIEW)
@require_safe
def json(request: ActorRequest, public_id: str, kind: ReportKind = ReportKind.INTERIM) -> HttpResponse:
    """The figures as JSON. The journal notes that they left."""
    return _file(request, public_id, kind, "json")


def _file(request: ActorRequest, public_id: str, kind: ReportKind, form: str) -> HttpResponse:
    node = organisation_or_404(request.actor, public_id, Permission.REPORT_VIEW)
    offered_or_404(kind)
    window = report_window(kind, request.GET, node, clock.today())
    wanted = ReviewRequest(node.code, default_programme().code, window.period, window.report_date, form, kind)
    try:
        data = export_review(actor=request.actor, request=wanted, at=clock.now())
    except PermissionDenied:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(report_url(kind, node.public_id, window))
    first, last = format_month(window.period.first), format_month(window.period.last)
    name = f"{file_stem(kind)}-{node.code}-{first}-{last}.{form}"
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(data, content_type=CONTENT_TYPES[form], headers={"Content-Disposition": disposition})
