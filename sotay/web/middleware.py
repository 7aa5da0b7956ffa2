"""The door itself: who is asking, with which rights, looked up afresh at each request."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from sotay.access.queries import actor_for
from sotay.accounts.operations import note_seen
from sotay.core import clock
from sotay.core.errors import PermissionDenied as NotAllowed
from sotay.members.queries import member_of_account
from sotay.web.account.due import second_step_overdue
from sotay.web.account.entering import SHARED, is_fresh
from sotay.web.door import PUBLIC, SIGNED_IN, ActorRequest, asks_for, declaration_of


class ScopedDoorMiddleware:
    """Lets nobody past who lacks the view's declared permission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Pages carry personal data: no cache outside this browser tab keeps them.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        declared = declaration_of(view)
        if declared is None:
            raise ImproperlyConfigured(f"{request.resolver_match} declares no permission")
        if declared == PUBLIC:
            return None
        if not request.user.is_authenticated:
            # What was sent cannot be sent again by a redirect: then on to the first page.
            onward = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("web:home")
            return redirect_to_login(onward, reverse("web:sign-in"))
        member = member_of_account(request.user.pk)
        actor = actor_for(request.user, today=clock.today(), member_id=member)
        cast(ActorRequest, request).actor = actor
        if declared != SIGNED_IN and not actor.may(declared):
            raise PermissionDenied
        return self._detour(cast(ActorRequest, request), view)

    def _detour(self, request: ActorRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
        """First something else: the second step when it is overdue, a fresh proof where one is asked."""
        session = request.session
        note_seen(public_id=session.public_id, seen_at=session.seen_at, at=clock.now())
        if session.get(SHARED):
            session.modified = True  # the ten minutes begin anew with each page
        sending = request.method not in {"GET", "HEAD"}
        if not asks_for(view, "always") and second_step_overdue(request, clock.today()):
            return redirect("web:second-factor")
        if asks_for(view, "fresh") and not is_fresh(request, sending=sending):
            # What was sent cannot be sent again by a redirect: back to the page it was sent from.
            onward = _page_of(request) if sending else request.get_full_path()
            return redirect(f"{reverse('web:prove-again')}?{urlencode({'next': onward})}")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """An operation refused: to the outside that is as if the thing were not there."""
        if isinstance(error, NotAllowed):
            raise Http404 from error


def _page_of(request: HttpRequest) -> str:
    """The page of ours from which a form was sent, else the first page."""
    said = urlsplit(request.META.get("HTTP_REFERER", ""))
    ours = said.netloc == request.get_host() and said.path.startswith("/")
    return said.path + (f"?{said.query}" if said.query else "") if ours else reverse("web:home")
