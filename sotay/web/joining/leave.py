"""Who comes, who asks leave: the secretary decides; a helper writes down for those without a phone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.meetings.choices import Answer, Decision
from sotay.meetings.operations.replies import decide_leave, enter_reply
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.leave import LeavePage, ReplyLine, leave_page
from sotay.web.door import ActorRequest, needs
from sotay.web.joining.forms import HelperForm
from sotay.web.joining.words import day_words

FORM = require_http_methods(["GET", "HEAD", "POST"])
DECIDED = {Decision.APPROVED: ("hold", "Vắng có lý do"), Decision.DECLINED: ("warn", "Không đồng ý")}


@needs(Permission.MEETING_RECORD)
@FORM
def leave(request: ActorRequest, public_id: str) -> HttpResponse:
    """Requests waiting first, then everybody's answer; a form to write one down for somebody."""
    try:
        page = leave_page(request.actor, public_id, today=clock.today())
    except UnknownMeeting as error:
        raise Http404 from error
    people = [(one.public_id, one.name) for one in page.lines]
    entering = request.method == "POST" and "decision" not in request.POST
    form = HelperForm(request.POST if entering else None, people=people)
    if request.method == "POST" and (not entering or form.is_valid()):
        try:
            said = _enter(request, page, form) if entering else _decide(request, page)
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error)) if entering else messages.error(request, str(error))
        else:
            messages.success(request, said)
            return redirect("web:leave", public_id)
    return render(request, "web/leave.html", _context(request, page, form))


def _enter(request: ActorRequest, page: LeavePage, form: HelperForm) -> str:
    enter_reply(
        actor=request.actor,
        meeting=page.meeting,
        today=clock.today(),
        at=clock.now(),
        **form.cleaned_data,
    )
    return "Đã ghi câu trả lời giúp."


def _decide(request: ActorRequest, page: LeavePage) -> str:
    reply = decide_leave(
        actor=request.actor,
        meeting=page.meeting,
        member=request.POST.get("member", ""),
        decision=request.POST["decision"],
        at=clock.now(),
    )
    return "Đã đồng ý cho vắng." if reply.decision == Decision.APPROVED else "Đã trả lời: không đồng ý."


def _context(request: ActorRequest, page: LeavePage, form: HelperForm) -> dict[str, Any]:
    """The context of web/leave.html."""
    answers = {answer: sum(one.answer == answer for one in page.lines) for answer in (*Answer, None)}
    waiting = {one.public_id for one in page.waiting}
    return {
        "back": {"url": reverse("web:cell", args=[page.meeting.cell.public_id]), "label": "Chi bộ"},
        "when": day_words(page.meeting.planned_on, page.meeting.planned_time, today=clock.today()),
        "open": page.open,
        "calls_url": reverse("web:call-list", args=[page.meeting.public_id]),
        "counts": [
            {"label": "sẽ dự", "number": answers[Answer.COME], "css": "c-ok"},
            {"label": "xin vắng", "number": answers[Answer.LEAVE], "css": "c-hold"},
            {"label": "chưa trả lời", "number": answers[None], "css": ""},
        ],
        "waiting": [_line(one) for one in page.waiting],
        "lines": [_line(one) for one in page.lines if one.public_id not in waiting],
        "whole": request.actor.may(Permission.MEMBER_REASONS, page.meeting.cell),
        "form": form,
    }


def _line(one: ReplyLine) -> dict[str, Any]:
    notes = [one.reason[:1].upper() + one.reason[1:]] if one.reason else []
    if one.entered:
        notes.append("người khác ghi giúp")
    if one.answer is None and not one.phone:
        notes.append("chưa có tài khoản, gọi điện hỏi")
    status, word = ("none", "Chưa trả lời")
    if one.answer == Answer.COME:
        status, word = "ok", "Sẽ dự"
    elif one.answer == Answer.LEAVE:
        status, word = DECIDED[one.decision] if one.decision else ("hold", "Xin vắng")
    return {
        "id": one.public_id,
        "name": one.name,
        "note": " · ".join(notes),
        "words": one.words,
        "status": status,
        "word": word,
        "leave": one.answer == Answer.LEAVE,
        "approved": one.decision == Decision.APPROVED,
    }
