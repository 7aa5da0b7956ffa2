"""The next meeting: its plan, its preparation, its call."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.meetings.choices import Stage, Status
from sotay.meetings.operations.guests import add_guest, remove_guest
from sotay.meetings.operations.orientations import take_orientation
from sotay.meetings.operations.planning import (
    PlanConflict,
    PlanRefused,
    call_meeting,
    change_plan,
    put_off_meeting,
)
from sotay.meetings.operations.preparing import move_item, remove_item, remove_paper
from sotay.meetings.queries.collisions import Collisions, collisions, meetings_beside
from sotay.meetings.queries.preparing import Preparation
from sotay.meetings.queries.topics import topic_for
from sotay.resolutions.queries import tasks_coming_back
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import name_on
from sotay.web.papers.links import invitation_links
from sotay.web.planning import pages
from sotay.web.planning.forms import GuestForm, PlanForm, PutOffForm, initial_plan, with_topic
from sotay.web.planning.lookup import meeting_or_404, prepared_or_404
from sotay.web.planning.words import beside_words, title_of
from sotay.web.resolutions.pages import tasks_due
from sotay.web.unsaved import press

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting, Topic

FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.MEETING_RECORD)
@FORM
def plan(request: ActorRequest, public_id: str) -> HttpResponse:
    """Change when, where, by whom, with which theme."""
    found, today = prepared_or_404(request, public_id), clock.today()
    asked = request.POST.get("topic") or request.GET.get("chuyen-de", "")
    topic = topic_for(request.actor, found.cell, asked)
    form = _plan_form(request, found, topic)
    code, theirs = (400 if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        try:
            change_plan(
                actor=request.actor,
                meeting=found.meeting,
                draft=form.draft(topic.pk if topic else found.plan.topic),
                seen=form.cleaned_data["seen"],
                at=clock.now(),
                today=today,
            )
        except PlanRefused as refused:
            form.refuse(refused.faults)
        except PlanConflict as conflict:
            form = _plan_form(request, found, topic, seen=conflict.seen)
            form.full_clean()
            form.add_error(None, str(conflict))
            theirs, code = conflict.theirs, 409
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return _told_again(request, found) or _saved(request, public_id)
    context = pages.plan_page(found, form, today=today, theirs=theirs)
    return render(request, "web/plan_form.html", context, status=code)


def _saved(request: ActorRequest, public_id: str) -> HttpResponse:
    messages.success(request, "Đã lưu lịch.")
    return redirect("web:prepare", public_id)


def _told_again(request: ActorRequest, found: Preparation) -> HttpResponse | None:
    """A meeting called already that was changed: on to the new text, to tell the members once more."""
    if found.meeting.stage != Stage.CALLED:
        return None
    messages.warning(
        request, "Đã đổi lịch sau khi triệu tập: đồng chí chép lời mời mới để báo lại mọi người."
    )
    return redirect("web:call", found.meeting.public_id)


def _plan_form(
    request: ActorRequest, found: Preparation, topic: "Topic | None", *, seen: str = ""
) -> PlanForm:
    """The form over a planned meeting; `seen` takes the place of what was posted. `topic`: of the bank, asked
    for in the address: a regular meeting is then combined with it."""
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and seen:
        data["seen"] = seen
    initial = initial_plan(found.plan, found.people) | {"seen": found.seen}
    initial |= with_topic(found.plan, topic) if topic else {}
    return PlanForm(data, people=found.people, initial=initial)


@needs(Permission.MEETING_RECORD)
@FORM
def prepare(request: ActorRequest, public_id: str) -> HttpResponse:
    """Agenda, papers, guests: each button does one thing and comes back here; the name of a guest that is
    being typed comes along."""
    errors: list[str] = []
    guest = GuestForm(request.POST if request.method == "POST" else None)
    code = 400 if guest.is_bound else 200
    if guest.is_bound:
        meeting = meeting_or_404(request, public_id)
        deed, anchor = _do(request, meeting)
        if deed is not None:
            pressed = press(request, guest, deed, main="Thêm khách")
            code = pressed.code
            if pressed.over:
                return redirect(reverse("web:prepare", args=[public_id]) + anchor)
        elif guest.is_valid():
            try:
                add_guest(actor=request.actor, meeting=meeting, at=clock.now(), **guest.cleaned_data)
            except PermissionDenied:
                raise
            except DomainError as error:
                errors.append(str(error))
            else:
                return redirect(reverse("web:prepare", args=[public_id]) + "#khach")
    found = prepared_or_404(request, public_id)
    context = pages.prepare_page(found, today=clock.today(), errors=errors, guest=guest)
    context["paper_links"] = _papers(request, found)
    today = clock.today()
    tasks = tasks_coming_back(request.actor, found.cell, found.plan.planned_on or today, today=today)
    context["tasks"] = tasks_due(tasks, found.cell.public_id, today)
    context["beside"] = _beside(found) if context["open"] else ""
    return render(request, "web/prepare.html", context, status=code)


def _beside(found: Preparation) -> str:
    """Which other meeting of its own the cell has at that time."""
    day, at = found.plan.planned_on, found.plan.planned_time
    return beside_words(meetings_beside(found.cell, day, at, without=found.meeting.pk)) if day else ""


def _papers(request: ActorRequest, found: Preparation) -> list[dict[str, str]]:
    """What is printed before the meeting, once it has its day."""
    if found.plan.planned_on is None or found.meeting.status == Status.NOT_HELD:
        return []
    guests = [(one.public_id, one.name) for one in found.guests]
    return invitation_links(request.actor, found.cell, found.meeting.public_id, guests)


def _do(request: ActorRequest, meeting: "Meeting") -> tuple[partial[None] | None, str]:
    """What a small button asks for and the part of the page to come back to; None when none was pressed."""
    said: dict[str, Any] = {"actor": request.actor, "meeting": meeting, "at": clock.now()}
    post = request.POST
    if "up" in post or "down" in post:
        item = post.get("up") or post.get("down") or ""
        deed = partial(move_item, item=item, up="up" in post, **said)
        return deed, f"#muc-{item}" if item.isalnum() else "#chuong-trinh"
    if "remove_item" in post:
        return partial(remove_item, item=post["remove_item"], **said), "#chuong-trinh"
    if "take_orientation" in post:
        about = {**said, "today": clock.today()}
        return partial(_take, orientation=post["take_orientation"], **about), "#tai-lieu"
    if "remove_paper" in post:
        return partial(remove_paper, paper=post["remove_paper"], **said), "#tai-lieu"
    if "remove_guest" in post:
        return partial(remove_guest, guest=post["remove_guest"], **said), "#khach"
    return None, ""


def _take(**about: Any) -> None:
    take_orientation(**about)


@needs(Permission.MEETING_RECORD)
@FORM
def call(request: ActorRequest, public_id: str) -> HttpResponse:
    """What goes out, once more; the button calls. Afterwards: the text to paste into a messenger."""
    found, today, error = prepared_or_404(request, public_id), clock.today(), ""
    if request.method == "POST":
        try:
            call_meeting(actor=request.actor, meeting=found.meeting, at=clock.now(), today=today)
        except PlanRefused as refused:
            error = " ".join(refused.faults.values())
        except PermissionDenied:
            raise
        except DomainError as refusal:
            error = str(refusal)
        else:
            messages.success(request, "Đã triệu tập. Đảng viên xem được giấy mời và tài liệu.")
            return redirect("web:call", public_id)
    day, at = found.plan.planned_on, found.plan.planned_time
    collided = collisions(found.cell, day, at, without=found.meeting.pk) if day else Collisions(0)
    context = pages.call_page(found, today=today, error=error, collided=collided.members)
    context["beside"] = beside_words(collided.own)
    context["paper_links"] = _papers(request, found)
    return render(request, "web/call.html", context, status=400 if error else 200)


@needs(Permission.MEETING_RECORD)
@FORM
def put_off(request: ActorRequest, public_id: str) -> HttpResponse:
    """Another day with the superior's consent, or not held with its reason."""
    found, today = prepared_or_404(request, public_id), clock.today()
    form = PutOffForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said, later = form.cleaned_data, form.cleaned_data["way"] == "postponed"
        try:
            put_off_meeting(
                actor=request.actor,
                meeting=found.meeting,
                later=later,
                reason=said["reason"],
                consent=said["consent"],
                planned_on=said["planned_on"],
                at=clock.now(),
                today=today,
            )
        except PlanRefused as refused:
            form.refuse(refused.faults)
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            if later and said["planned_on"] and (again := _told_again(request, found)):
                return again
            messages.success(request, "Đã ghi hoãn." if later else "Đã ghi không tổ chức.")
            return redirect("web:prepare" if later else "web:cell", _after(found, later))
    context = {
        "organisation_name": name_on(found.cell, today),
        "title": "Hoãn hoặc không tổ chức",
        "back": {"url": pages.prepare_url(found), "label": "Chuẩn bị"},
        "note": f"{title_of(found.plan)} · {pages.when_words(found, today)}",
        "form": form,
        "action_word": "Ghi lại",
        "bar_note": "Cấp trên xem được tháng này hoãn hay không tổ chức, và vì sao.",
        "hint": "Không ghi chuyện riêng của ai, không ghi bệnh tật.",
    }
    code = 400 if form.is_bound else 200
    return render(request, "web/plain_form.html", context, status=code)


def _after(found: Preparation, later: bool) -> str:
    return found.meeting.public_id if later else found.cell.public_id
