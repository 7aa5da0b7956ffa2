"""What a member does before a meeting: answer, read, send an opinion."""

from functools import partial
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sotay.access.choices import Permission
from sotay.ballots.queries import open_results_of
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.meetings.choices import Answer
from sotay.meetings.operations.replies import answer_call, send_opinion, take_back_opinion
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.joining import JoinedMeeting, joined_meeting, meeting_result, meetings_to_join
from sotay.resolutions.queries import decisions_of, own_tasks_given_at
from sotay.web.door import ActorRequest, needs
from sotay.web.joining import pages
from sotay.web.joining.forms import LeaveForm, OpinionForm
from sotay.web.unsaved import press

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting

FORM = require_http_methods(["GET", "HEAD", "POST"])
SAID = {
    Answer.COME: "Đã báo bí thư: đồng chí sẽ dự.",
    Answer.LEAVE: "Đã gửi đơn xin vắng. Bí thư trả lời ở trang này.",
}


def _seen(request: ActorRequest, public_id: str) -> JoinedMeeting:
    try:
        return joined_meeting(request.actor, public_id, today=clock.today())
    except UnknownMeeting as error:
        raise Http404 from error


def _row(request: ActorRequest, public_id: str) -> "Meeting":
    rows = meetings_to_join(request.actor, today=clock.today())
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@needs(Permission.MEETING_JOIN)
@FORM
def reply(request: ActorRequest, public_id: str) -> HttpResponse:
    """Come (one tap from the own page), or ask leave with a reason."""
    seen = _seen(request, public_id)
    asked = request.POST.get("answer", "")
    initial = {"reason_class": seen.reply.reason_class, "reason": seen.reply.reason} if seen.reply else {}
    form = LeaveForm(request.POST if asked == Answer.LEAVE else None, initial=initial)
    if request.method == "POST" and (asked == Answer.COME or form.is_valid()):
        given = form.cleaned_data if asked == Answer.LEAVE else {}
        try:
            answer_call(
                actor=request.actor,
                meeting=_row(request, public_id),
                answer=asked,
                today=clock.today(),
                at=clock.now(),
                **given,
            )
        except PermissionDenied:
            raise
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("web:own")
        messages.success(request, SAID[Answer(asked)])
        return redirect("web:own")
    return render(request, "web/reply.html", pages.reply_page(seen, form, today=clock.today()))


@needs(Permission.MEETING_JOIN)
@FORM
def opinion(request: ActorRequest, public_id: str) -> HttpResponse:
    """Send an opinion before the meeting, or take one back."""
    seen = _seen(request, public_id)
    data = request.POST if request.method == "POST" else None
    form = OpinionForm(data, initial={"key": token_hex(16)})
    about: dict[str, Any] = {"actor": request.actor, "today": clock.today(), "at": clock.now()}
    if one := request.POST.get("take_back", ""):
        deed = partial(take_back_opinion, opinion=one, meeting=_row(request, public_id), **about)
        if press(request, form, deed, done="Đã rút ý kiến.", main="Gửi ý kiến").over:
            return redirect("web:opinion-before", public_id)
        seen = _seen(request, public_id)
    elif form.is_bound and form.is_valid():
        try:
            _send(request, public_id, form, about)
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("web:opinion-before", public_id)
    return render(request, "web/opinion_before.html", pages.opinion_page(seen, form, today=clock.today()))


def _send(request: ActorRequest, public_id: str, form: OpinionForm, about: dict[str, Any]) -> None:
    said = form.cleaned_data
    send_opinion(text=said["text"], form_key=said["key"], meeting=_row(request, public_id), **about)
    messages.success(request, "Đã gửi ý kiến. Chủ trì thấy ý kiến này tại buổi sinh hoạt.")


@needs(Permission.MEETING_JOIN)
@require_safe
def papers(request: ActorRequest, public_id: str) -> HttpResponse:
    """The papers of a meeting, to read or to listen to."""
    seen = _seen(request, public_id)
    context = pages.papers_page(seen, today=clock.today())
    context["back"] = {"url": reverse("web:own"), "label": "Của tôi"}
    return render(request, "web/papers_read.html", context)


@needs(Permission.MEETING_JOIN)
@require_safe
def result(request: ActorRequest, public_id: str) -> HttpResponse:
    """How a meeting of mine ended."""
    try:
        found = meeting_result(request.actor, public_id, today=clock.today())
    except UnknownMeeting as error:
        raise Http404 from error
    meeting, today = _row(request, public_id), clock.today()
    issued = decisions_of(meeting) if found.sealed else []
    votes = open_results_of(meeting, own=found.readable) if found.sealed else []
    tasks = own_tasks_given_at(request.actor, meeting, today=today)
    return render(request, "web/result.html", pages.result_page(found, issued, votes, tasks, today=today))
