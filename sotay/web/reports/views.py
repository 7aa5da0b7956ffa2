"""The list of an organisation's reports."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import organisation_or_404
from sotay.web.periods import window_of
from sotay.web.reports.pages import reports_page


@needs(Permission.REPORT_VIEW)
@require_safe
def reports(request: ActorRequest, public_id: str) -> HttpResponse:
    """What can be made, kind by kind; what is being written; what has been made."""
    node = organisation_or_404(request.actor, public_id, Permission.REPORT_VIEW)
    today = clock.today()
    context = reports_page(request, node, window_of(request.GET, node, today), today=today)
    return render(request, "web/reports.html", context)
