"""How the server stands: the operator's first page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.upkeep.queries import server_state
from sotay.web.door import ActorRequest, needs
from sotay.web.upkeep.pages import server_page

STARTED = clock.now()
"""Addresses are loaded once, when a process of the server begins."""


@needs(Permission.SERVER_VIEW)
@never_cache
@require_safe
def server(request: ActorRequest) -> HttpResponse:
    """Backups, checks, room on the disk, work left undone; each warning says what mends it."""
    at = clock.now()
    state = server_state(request.actor, started=STARTED, at=at)
    return render(request, "web/server.html", server_page(request.actor, state, at=at))
