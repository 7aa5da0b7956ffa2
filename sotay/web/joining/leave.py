"""Who comes, who asks leave: the secretary decides; a helper writes down for those without a phone."""

from functools import partial
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
from sotay.web.unsaved import Pressed, press

FORM = require_http_methods(["GET", "HEAD", "POST"])
DECIDED = {Decision.APPROVED: ("hold", "Vắng có lý do"), Decision.DECLINED: ("warn", "Không đồng ý")}

DECIDE = {
    "approve": (Decision.APPROVED, "Đã đồng ý cho vắng."),
    "decline": (Decision.DECLINED, "Đã trả lời: không đồng ý."),
}
"""The buttons beside a name (their value is the member): what each decides, what is said when it is done."""


@needs(Permission.MEETING_RECORD)
@FORM
def leave(request: ActorRequest, public_id: str) -> HttpResponse:
    """Requests waiting first, then everybody's answer; a form to write one down for somebody."""
    try:
        page = leave_page(request.actor, public_id, today=clock.today())
    except UnknownMeeting as error:
        raise Http404 from error
    people = [(one.public_id, one.name) for one in page.lines]
    form = HelperForm(request.POST if request.method == "POST" else None, people=people)
    if decided := next((name for name in DECIDE if request.POST.get(name)), ""):
        if _decide(request, page, form, decided).over:
            return redirect("web:leave", public_id)
        page = leave_page(request.actor, public_id, today=clock.today())
    elif form.is_bound and form.is_valid():
        try:
            _enter(request, page, form)
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi câu trả lời giúp.")
            return redirect("web:leave", public_id)
    return render(request, "web/leave.html", _context(request, page, form))


def _enter(request: ActorRequest, page: LeavePage, form: HelperForm) -> None:
    enter_reply(
        actor=request.actor,
        meeting=page.meeting,
        today=clock.today(),
        at=clock.now(),
        **form.cleaned_data,
    )


def _decide(request: ActorRequest, page: LeavePage, form: HelperForm, button: str) -> Pressed:
    decision, done = DECIDE[button]
    deed = partial(
        decide_leave,
        actor=request.actor,
        meeting=page.meeting,
        member=request.POST[button],
        decision=decision,
        at=clock.now(),
    )
    return press(request, form, deed, done=done, main="Ghi giúp")


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
