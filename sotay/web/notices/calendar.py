"""The private calendar: make it, end it, and serve it to a calendar program by its token alone."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from sotay.access.choices import Permission
from sotay.accounts.operations.limits import count_tries
from sotay.accounts.rules import Limit
from sotay.core import clock
from sotay.notifications.operations import end_feed, make_feed, note_asked
from sotay.notifications.queries import feed_file, feed_of, own_feed
from sotay.web.account.cookies import address_of
from sotay.web.door import ActorRequest, needs, public

GUESSES = Limit("calendar", 60, timedelta(minutes=15))
"""Wrong tokens from one address. A right one is never held up: a village may share one address."""


@needs(Permission.MEETING_JOIN)
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: ActorRequest) -> HttpResponse:
    """Make a feed (its address is shown this once), or end it."""
    if request.actor.member_id is None:
        raise Http404
    address = ""
    if request.method == "POST":
        if request.POST.get("do") == "end":
            end_feed(actor=request.actor, at=clock.now())
            messages.success(request, "Đã tắt lịch. Địa chỉ cũ không còn mở được.")
            return redirect("web:own-calendar")
        detailed = request.POST.get("detailed") == "1"
        token = make_feed(actor=request.actor, detailed=detailed, at=clock.now())
        address = request.build_absolute_uri(reverse("web:calendar-feed", args=[token]))
    context = {
        "back": {"url": reverse("web:own"), "label": "Của tôi"},
        "feed": own_feed(request.actor),
        "address": address,
    }
    return render(request, "web/own_calendar.html", context)


@public
@require_safe
@sensitive_variables("token")
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed of a token, to whoever has it; a wrong one is not there."""
    found = feed_of(token)
    if found is None:
        if count_tries([(GUESSES, address_of(request))], at=clock.now()):
            return HttpResponse(status=429)
        raise Http404
    note_asked(found, at=clock.now())
    content = feed_file(found, today=clock.today(), at=clock.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
