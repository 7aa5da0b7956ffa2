"""Give tasks, say what became of them, write and issue resolutions and conclusions."""

from functools import partial
from secrets import token_hex

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.meetings.choices import Stage
from sotay.meetings.queries.rosters import roster_on
from sotay.resolutions.choices import DecisionKind, Outcome
from sotay.resolutions.operations import (
    cancel_decision,
    give_task,
    remove_task,
    settle_task,
    write_and_issue,
    write_and_spread,
    write_decision,
)
from sotay.resolutions.operations.deciding import DecisionConflict
from sotay.resolutions.operations.tasks import TaskRefused
from sotay.resolutions.queries import UnknownTask, task_for, tasks_of_cell
from sotay.resolutions.rules import overdue, usual_due
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import cell_or_404, name_on
from sotay.web.resolutions import pages
from sotay.web.resolutions.forms import DecisionForm, TaskForm
from sotay.web.session.finding import meeting_or_404, refusal
from sotay.web.unsaved import press

FORM = require_http_methods(["GET", "HEAD", "POST"])
KEPT = {
    "issue": "Đã lưu nội dung và lấy số.",
    "spread": "Đã lưu, dự thảo đã ở trong tài liệu của buổi.",
}
"""What is said by the button pressed; the other one only saves."""


@needs(Permission.MEETING_RECORD)
@FORM
def give(request: ActorRequest, public_id: str) -> HttpResponse:
    """Give the tasks of the month."""
    meeting, today = meeting_or_404(request, public_id), clock.today()
    day = meeting.held_on or today
    people = [(one.public_id, one.name) for one in roster_on(meeting.cell_id, day) if one.expected]
    due = max(usual_due(meeting.counted_for), day)
    data = request.POST if request.method == "POST" else None
    form = TaskForm(data, people=people, initial={"key": token_hex(16), "due_on": due})
    code = 400 if form.is_bound else 200
    if gone := request.POST.get("bo", ""):
        pressed = press(request, form, _removal(request, gone), main="Ghi nhiệm vụ")
        if pressed.over:
            return redirect("web:tasks-give", public_id)
        code = pressed.code
    elif form.is_bound and form.is_valid():
        try:
            give_task(
                actor=request.actor,
                meeting=meeting,
                draft=form.draft(),
                form_key=form.cleaned_data["key"],
                at=clock.now(),
            )
        except PermissionDenied:
            raise
        except TaskRefused as refused:
            for field, sentence in refused.faults.items():
                form.add_error(field if field in form.fields else None, sentence)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("web:tasks-give", public_id)
    return render(request, "web/tasks_give.html", pages.give_context(meeting, form, today=today), status=code)


def _removal(request: ActorRequest, gone: str) -> partial[None]:
    try:
        task = task_for(request.actor, gone)
    except UnknownTask as error:
        raise Http404 from error
    return partial(remove_task, actor=request.actor, task=task, at=clock.now())


@needs(Permission.MEETING_RECORD)
@require_safe
def tasks(request: ActorRequest, public_id: str) -> HttpResponse:
    """The tasks of the cell that come back: late ones first."""
    cell, today = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD), clock.today()
    found = tasks_of_cell(request.actor, cell, today=today)
    context = {
        "title": "Nhiệm vụ được giao",
        "subtitle": name_on(cell, today),
        "rows": [pages.task_row(one) for one in found],
        "cell_id": public_id,
    }
    return render(request, "web/tasks.html", context)


@needs(Permission.MEETING_RECORD)
@FORM
def settle(request: ActorRequest, public_id: str) -> HttpResponse:
    """What became of a task."""
    try:
        task = task_for(request.actor, public_id)
    except UnknownTask as unknown:
        raise Http404 from unknown
    error, code, today = "", 200, clock.today()
    if request.method == "POST":
        said = request.POST.get("outcome", "")
        deed = partial(
            settle_task,
            actor=request.actor,
            task=task,
            outcome=Outcome.DONE if said == pages.IN_TIME else said,
            note=request.POST.get("note", ""),
            in_time=said == pages.IN_TIME,
            at=clock.now(),
            today=today,
        )
        error, code = refusal(deed), 400
        if not error:
            if said == Outcome.DONE and task_for(request.actor, public_id).outcome == Outcome.LATE:
                messages.warning(request, pages.TOLD_LATE.format(task=task.text))
            return redirect("web:tasks", task.cell.public_id)
    late = overdue(task.due_on, today)
    context = {
        "title": "Kết quả nhiệm vụ",
        "task": task,
        "outcomes": pages.outcomes(late=late),
        "late": late,
        "note": request.POST.get("note", task.note),
        "chosen": request.POST.get("outcome") or pages.chosen(task.outcome, late=late),
        "error": error,
        "back": {"url": f"/to-chuc/{task.cell.public_id}/nhiem-vu/", "label": "Nhiệm vụ"},
    }
    return render(request, "web/task.html", context, status=code)


@needs(Permission.MEETING_RECORD)
@FORM
def decision(request: ActorRequest, public_id: str) -> HttpResponse:
    """The resolution (?loai=KL: the conclusion) of a meeting: draft, text, number."""
    meeting = meeting_or_404(request, public_id)
    asked = request.POST.get("kind") or request.GET.get("loai", "")
    kind = DecisionKind(asked) if asked in DecisionKind.values else DecisionKind.RESOLUTION
    found = pages.decision_at(meeting, kind)
    do = request.POST.get("do", "")
    here = f"/sinh-hoat/{public_id}/nghi-quyet/?loai={kind.value}"
    if do == "cancel" and found is not None:
        deed = partial(
            cancel_decision,
            actor=request.actor,
            decision=found,
            reason=request.POST.get("reason", ""),
            at=clock.now(),
        )
        if said := refusal(deed):
            messages.warning(request, said)
        return redirect(here)
    return _write(request, meeting, kind, found, here)


def _write(request: ActorRequest, meeting, kind: DecisionKind, found, here: str) -> HttpResponse:  # type: ignore[no-untyped-def]  # models stay out of the web
    today, before = clock.today(), meeting.stage in {Stage.PLANNED, Stage.CALLED}
    text = (found.draft if before else found.text) if found is not None else ""
    kept = found.draft if found is not None else ""
    before_it = None if found else next(reversed(pages.cancelled_at(meeting, kind)), None)
    text = before_it.text if before_it else text
    start, offer = (
        ("", None) if text else pages.start_of(meeting, kind, request.GET.get("tu", ""), today, kept)
    )
    initial = {
        "kind": kind.value,
        "seen": found.version if found else 0,
        "subject": known.subject if (known := found or before_it) else pages.subject_of(kind, meeting),
        "text": text or start,
    }
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=initial)
    code, theirs = (400 if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        try:
            _keep(request, meeting, kind, form)
        except PermissionDenied:
            raise
        except DecisionConflict as conflict:
            again = request.POST.copy()
            again["seen"] = str(conflict.theirs.version)
            form = DecisionForm(again)
            form.add_error(None, str(conflict))
            theirs, code = conflict.theirs.draft if before else conflict.theirs.text, 409
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, KEPT.get(do := request.POST.get("do", ""), "Đã lưu."))
            papers = reverse("web:prepare", args=[meeting.public_id]) + "#tai-lieu"
            return redirect(papers if do == "spread" else here)
    may = request.actor.may(Permission.MEETING_SEAL, meeting.cell)
    context = pages.decision_context(meeting, kind, found, form, may_issue=may, theirs=theirs, offer=offer)
    return render(request, "web/decision.html", context, status=code)


def _keep(request: ActorRequest, meeting, kind: DecisionKind, form: DecisionForm) -> None:  # type: ignore[no-untyped-def]  # models stay out of the web
    """Keep what was typed; with the other buttons also number it, or put it among the papers, in one."""
    said, at = form.cleaned_data, clock.now()
    about = {"actor": request.actor, "meeting": meeting, "kind": kind, "at": at}
    about |= {name: said[name] for name in ("subject", "text", "seen")}
    if request.POST.get("do") == "issue":
        write_and_issue(carried=pages.carried(meeting), today=clock.today(), **about)
    elif request.POST.get("do") == "spread":
        write_and_spread(today=clock.today(), **about)
    else:
        write_decision(**about)
