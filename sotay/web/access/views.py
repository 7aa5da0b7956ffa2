"""Who can see this organisation."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.access.queries import who_can_see
from sotay.core import clock
from sotay.web.access.pages import who_page
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import header_of, organisation_or_404


@needs(Permission.ACCESS_VIEW)
@require_safe
def who(request: ActorRequest, public_id: str) -> HttpResponse:
    """Every person with a right here, with where it was given and what it allows."""
    today = clock.today()
    node = organisation_or_404(request.actor, public_id, Permission.ACCESS_VIEW)
    found = who_can_see(request.actor, node, today=today)
    header = header_of(request, node, today, own=True)
    return render(request, "web/who_can_see.html", header | who_page(request.actor, node, found, today=today))
