"""The records behind one figure."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.web.door import ActorRequest, needs
from sotay.web.figures.asked import NoSuchFigure
from sotay.web.figures.records import records_page
from sotay.web.lookup import organisation_or_404
from sotay.web.periods import window_of


@needs(Permission.FIGURES_VIEW)
@require_safe
def records(request: ActorRequest, public_id: str, code: str) -> HttpResponse:
    """A figure of a node, with every record that it counts and the cells that it leaves out."""
    today = clock.today()
    node = organisation_or_404(request.actor, public_id, Permission.FIGURES_VIEW)
    window = window_of(request.GET, node, today)
    try:
        context = records_page(request, node, code, window, today=today)
    except NoSuchFigure as error:
        raise Http404 from error
    return render(request, "web/records.html", context)
