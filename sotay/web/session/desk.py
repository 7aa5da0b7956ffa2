"""The chair's screen: open, lead step by step, close."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.ballots.queries import polls_of
from sotay.core import clock
from sotay.core.errors import PermissionDenied
from sotay.meetings.operations.items import finish_item, finish_through, reopen_item, skip_item
from sotay.meetings.operations.session import SessionRefused, close_meeting, open_meeting
from sotay.meetings.queries.review import review_proposed
from sotay.meetings.rules.moves import WrongStage
from sotay.meetings.rules.planning import REVIEW
from sotay.web.door import ActorRequest, needs
from sotay.web.front.tickets import live_address
from sotay.web.planning.review import review_counts
from sotay.web.session import pages
from sotay.web.session.finding import meeting_or_404, page_or_404, refusal
from sotay.web.session.forms import CloseForm

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting

FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.MEETING_RECORD)
@FORM
def session(request: ActorRequest, public_id: str) -> HttpResponse:
    """Where the meeting is, who is here, and the one button that leads on."""
    if request.method == "POST":
        meeting = meeting_or_404(request, public_id)
        deed = _deed(request, meeting)
        if deed is not None:
            _do(request, deed)
        return redirect("web:session", public_id)
    found = page_or_404(request, public_id)
    context = pages.session_context(found, polls_of(found.meeting), now=clock.now())
    current = context["current"]
    if found.live and current is not None and current.step == REVIEW:
        context["counts"] = review_counts(request.actor, found.meeting, today=clock.today())
        context["content"] = current.content or review_proposed(found.meeting)
    context["live_url"] = live_address(request, public_id)
    return render(request, "web/session.html", context)


def _do(request: ActorRequest, deed: Callable[[], object]) -> None:
    """Do it, or say what the rules said against it, with the way to the meeting that stands in its way."""
    try:
        said = refusal(deed, but=SessionRefused)
    except SessionRefused as refused:
        other = reverse("web:meeting", args=[refused.other]) if refused.other else ""
        messages.warning(request, str(refused), extra_tags=other)
    else:
        if said:
            messages.warning(request, said)


def _deed(request: ActorRequest, meeting: "Meeting") -> Callable[[], object] | None:
    """What was asked for: `do`, about the item `muc`; None when it is nothing that there is."""
    do, item = request.POST.get("do", ""), request.POST.get("muc", "")
    about: dict[str, Any] = {"actor": request.actor, "meeting": meeting, "at": clock.now()}
    deeds: dict[str, Callable[[], object]] = {
        "open": partial(open_meeting, **about),
        "done": partial(finish_item, item=item, **about),
        "through": partial(finish_through, item=item, **about),
        "skip": partial(skip_item, item=item, reason=request.POST.get("reason", ""), **about),
        "reopen": partial(reopen_item, item=item, **about),
    }
    return deeds.get(do)


@needs(Permission.MEETING_RECORD)
@FORM
def close(request: ActorRequest, public_id: str) -> HttpResponse:
    """Close the meeting: what is noted so far, and when it ended."""
    meeting = meeting_or_404(request, public_id)
    form = CloseForm(request.POST if request.method == "POST" else None)
    code = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            close_meeting(actor=request.actor, meeting=meeting, at=clock.now(), ended_at=form.end())
        except PermissionDenied:
            raise
        except SessionRefused as refused:
            for field, sentence in refused.faults.items():
                form.add_error(field or None, sentence)
        except WrongStage as wrong:
            messages.warning(request, str(wrong))
            return redirect("web:meeting", public_id)
        else:
            messages.success(request, "Đã bế mạc buổi sinh hoạt. Biên bản đã lập từ bản ghi.")
            return redirect("web:minutes", public_id)
    context = pages.close_context(page_or_404(request, public_id), form, now=clock.now())
    return render(request, "web/session_close.html", context, status=code)
