"""The next meeting as it proposes itself: the month's regular one, or a thematic one beside it."""

from datetime import date
from secrets import token_hex
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.period import month_of, next_month
from sotay.meetings.operations.planning import PlanConflict, PlanRefused, plan_meeting
from sotay.meetings.queries.collisions import meetings_beside
from sotay.meetings.queries.planning import Proposal, propose_next, propose_thematic
from sotay.meetings.queries.topics import topic_for
from sotay.resolutions.queries import tasks_coming_back
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import cell_or_404
from sotay.web.planning import pages
from sotay.web.planning.forms import PlanForm, initial_plan, with_topic
from sotay.web.planning.words import beside_words
from sotay.web.resolutions.pages import tasks_due

if TYPE_CHECKING:
    from sotay.meetings.models import Topic
    from sotay.organisations.models import Organisation

AHEAD = 12
"""A separate thematic meeting may be planned so many months ahead: as far as the year's plan goes."""


@needs(Permission.MEETING_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ActorRequest, public_id: str) -> HttpResponse:
    """The next meeting, filled in: one button plans it. `?rieng=1`: a separate thematic one; `?thang=` its
    month, `?chuyen-de=` a topic of the bank."""
    cell, today = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD), clock.today()
    asked = request.POST.get("topic") or request.GET.get("chuyen-de", "")
    topic = topic_for(request.actor, cell, asked)
    found = _found(request, cell, topic, today)
    if found.standing is not None and request.method != "POST":
        if topic is not None:
            return redirect(pages.thematic_url(public_id, found.draft.counted_for, topic.public_id))
        messages.success(request, "Tháng này đã lên lịch, đồng chí chuẩn bị tiếp ở đây.")
        return redirect("web:prepare", found.standing.public_id)
    tasks = tasks_coming_back(request.actor, cell, found.draft.planned_on or today, today=today)
    initial = initial_plan(found.draft, found.people) | {"key": token_hex(16)}
    if topic is not None:
        initial |= with_topic(found.draft, topic)
    elif found.topic is not None:
        initial |= {"topic": found.topic.public_id}
    form = PlanForm(request.POST if request.method == "POST" else None, people=found.people, initial=initial)
    code, theirs = (400 if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        try:
            meeting = plan_meeting(
                actor=request.actor,
                cell=cell,
                draft=form.draft(topic.pk if topic else None),
                form_key=form.cleaned_data["key"],
                at=clock.now(),
                today=today,
            )
        except PlanRefused as refused:
            form.refuse(refused.faults, refused.other)
        except PlanConflict as conflict:
            form.add_error(None, "Phiếu này đã lên lịch rồi, với nội dung khác. Mở buổi đó để sửa.")
            theirs, code = conflict.theirs, 409
        else:
            messages.success(request, "Đã lên lịch. Xem lại chương trình, tài liệu rồi gửi giấy mời.")
            return redirect("web:prepare", meeting.public_id)
    context = pages.proposal_page(found, form, today=today, theirs=theirs, topic=topic)
    context["own_beside"] = _own_beside(cell, found, form)
    if found.draft.regular:  # the review of last month's tasks belongs to the regular meeting
        context["tasks"] = tasks_due(tasks, cell.public_id, today)
    return render(request, "web/plan_form.html", context, status=code)


def _own_beside(cell: "Organisation", found: Proposal, form: PlanForm) -> str:
    """Which meeting of its own the cell has at the time that the form says, else at the proposed one."""
    said = form.cleaned_data if form.is_bound else {}
    day = said.get("planned_on") or found.draft.planned_on
    at = said.get("planned_time") or found.draft.planned_time
    return beside_words(meetings_beside(cell, day, at)) if day else ""


def _found(request: ActorRequest, cell: "Organisation", topic: "Topic | None", today: date) -> Proposal:
    """What was asked for: the regular meeting of this month or the next, or a separate thematic one of any
    month that the year's plan may speak of."""
    this = month_of(today)
    months, separate = [this], request.GET.get("rieng") == "1"
    for _ in range(AHEAD if separate else 1):
        months.append(next_month(months[-1]))
    posted = "" if separate else request.POST.get("month")
    asked = posted or request.GET.get("thang", "")
    month = {str(one): one for one in months}.get(asked)
    if separate:
        return propose_thematic(request.actor, cell, today=today, month=month, topic=topic)
    return propose_next(request.actor, cell, today=today, month=month)
