"""The first page of each role; a committee's dashboard; a cell's own page."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.actor import Actor
from sotay.core.period import month_of
from sotay.organisations.choices import CELL_KINDS, COMMUNE_KINDS
from sotay.organisations.queries import names_on, top_organisations
from sotay.web.door import ActorRequest, needs, signed_in
from sotay.web.figures.files import file_of
from sotay.web.lookup import name_on, organisation_or_404, organisation_url
from sotay.web.organisations.pages import cell_page
from sotay.web.overview.children import Below, below_of, children_page, children_sheet
from sotay.web.overview.pages import overview_page
from sotay.web.periods import window_of

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation


@signed_in
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """On to what concerns this person: the highest organisation, their own meetings, or the account."""
    actor = request.actor
    leads = actor.may(Permission.VISIT_NOTE)
    if leads and not actor.may(Permission.MEETING_RECORD) and not actor.may(Permission.IMPORT_RUN):
        return redirect("web:led")
    tops = top_organisations(actor, Permission.FIGURES_VIEW)
    if len(tops) == 1:
        return redirect(first_page(actor, tops[0]))
    if tops:
        names = names_on([top.pk for top in tops], clock.today())
        places = [
            {"label": names[t.pk].name if t.pk in names else t.code, "url": organisation_url(t.public_id)}
            for t in tops
        ]
        return render(request, "web/home_places.html", {"places": places})
    if actor.may(Permission.IMPORT_RUN):  # nothing is there yet
        return redirect("web:import")
    if actor.may(Permission.SERVER_VIEW):
        return redirect("web:server")
    mine = actor.may(Permission.OWN_VIEW) or (actor.member_id and actor.reaches)
    return redirect("web:own" if mine else "web:account")


def first_page(actor: Actor, top: "Organisation") -> str:
    """Where somebody begins: the cell they record for, their commune's month, or the dashboard."""
    if top.kind in CELL_KINDS and actor.may(Permission.MEETING_RECORD, top):
        return reverse("web:cell", args=[top.public_id])
    if top.kind in COMMUNE_KINDS and actor.may(Permission.MEETING_VIEW, top):
        return reverse("web:month", args=[top.public_id, month_of(clock.today())])
    return organisation_url(top.public_id)


@needs(Permission.FIGURES_VIEW)
@require_safe
def organisation(request: ActorRequest, public_id: str) -> HttpResponse:
    """A committee's dashboard, or a cell's own page."""
    today, at = clock.today(), clock.now()
    node = organisation_or_404(request.actor, public_id, Permission.FIGURES_VIEW)
    window = window_of(request.GET, node, today)
    if node.kind in CELL_KINDS:
        context = cell_page(request, node, window, today=today)
        return render(request, "web/organisation.html", context | {"computed_at": at})
    context = overview_page(request, node, window, today=today)
    return render(request, "web/overview.html", context | {"computed_at": at})


def _below(request: ActorRequest, public_id: str) -> Below:
    node = organisation_or_404(request.actor, public_id, Permission.FIGURES_VIEW)
    return below_of(request, node, window_of(request.GET, node, clock.today()))


@needs(Permission.FIGURES_VIEW)
@require_safe
def children(request: ActorRequest, public_id: str) -> HttpResponse:
    """Every organisation of the next level against the aims."""
    return render(
        request, "web/children.html", children_page(_below(request, public_id), today=clock.today())
    )


@needs(Permission.FIGURES_VIEW)
@require_safe
def children_file(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The same as a table. The journal notes that it left."""
    below = _below(request, public_id)
    sheet = children_sheet(below, name_on(below.node, clock.today()))
    window = below.shape.window
    return file_of(
        request, below.node, sheet, what="children", code="", window=window, form=form, at=clock.now()
    )
