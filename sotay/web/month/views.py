"""A committee's month."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.period import month_of, previous_month
from sotay.meetings.choices import Duty
from sotay.meetings.queries.duty import leaders_of, month_duty
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import organisation_or_404
from sotay.web.month.pages import OPEN, month_page


@needs(Permission.MEETING_VIEW)
@require_safe
def month(request: ActorRequest, public_id: str, month: int) -> HttpResponse:
    """Every cell: met, late, not yet, postponed with consent, missing; what is missing and why."""
    today = clock.today()
    if not 1 <= month % 100 <= 12 or not 200001 <= month <= month_of(today):
        raise Http404
    node = organisation_or_404(request.actor, public_id, Permission.MEETING_VIEW)
    lines = month_duty(request.actor, node, month, today=today)
    before = []
    if month == month_of(today):
        earlier = month_duty(request.actor, node, previous_month(month), today=today)
        before = [line for line in earlier if line.duty == Duty.MISSING]
    calling = [line.cell for line in (*lines, *before) if line.duty in OPEN]
    leaders = leaders_of(request.actor, calling, today)
    context = month_page(request, node, month, lines, before, leaders, today=today)
    return render(request, "web/month.html", context | {"computed_at": clock.now()})
