"""Upload, dry run, commit; empty workbooks; the rows set aside."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError
from sotay.imports.choices import BatchState
from sotay.imports.operations import choose, close_batch, open_batch, sweep
from sotay.imports.queries import batch_of, plan_of, shapes_of, standing
from sotay.imports.templates import write_templates
from sotay.imports.waiting import ASIDE, waiting
from sotay.web.door import ActorRequest, fresh, needs
from sotay.web.imports.forms import UploadForm, choices_of
from sotay.web.imports.pages import (
    batch_page,
    done_page,
    progress_page,
    start_page,
    stopped_page,
    template_names,
)
from sotay.web.imports.running import run

if TYPE_CHECKING:
    from sotay.imports.models import Batch

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COMMIT_ASIDE = "commit-aside"
"""The button that writes the right rows and gives the wrong ones back as a file."""
LOOK_AGAIN = "3"
"""Seconds until the page of running work asks again by itself."""


@needs(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """Choose files; on to the dry run. Uploads not finished yet are listed, to come back to."""
    at = clock.now()
    sweep(at=at)
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            batch = open_batch(actor=request.actor, files=form.cleaned_data["sheets"], at=at)
            return begin(request, batch.token, BatchState.CHECKING)
    return render(request, "web/import_start.html", start_page(request.actor, form))


def begin(request: ActorRequest, token: str, state: BatchState) -> HttpResponse:
    """Begin the work and go to the page that says how it stands."""
    try:
        run(request.actor, token, state)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("web:import-batch", token)


@needs(Permission.IMPORT_RUN)
@require_safe
def template(request: ActorRequest, name: str) -> HttpResponse:
    """An empty workbook with its help sheet."""
    if name not in template_names():
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        path = next(p for p in write_templates(Path(folder), year=clock.today().year) if p.stem == name)
        return _workbook(path.read_bytes(), path.name)


def _workbook(data: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": disposition})


@needs(Permission.IMPORT_RUN)
@require_safe
def batch(request: ActorRequest, token: str) -> HttpResponse:
    """Where an upload stands: at work, cut short, to be asked about, or run dry. Nothing is written."""
    kept = batch_of(request.actor, token)
    if kept is None:
        raise Http404
    now = standing(kept)
    if now.state == BatchState.DONE:
        return redirect("web:import-done", token)
    if now.working:
        page = progress_page(kept, now)
        answer = render(request, "web/import_progress.html", page)
        answer.headers["Refresh"] = LOOK_AGAIN
        return answer
    if now.state == BatchState.ASKING:
        return redirect("web:import-columns", token)
    plan = None if now.stopped or now.state == BatchState.WAITING else plan_of(kept)
    if plan is None:
        return render(request, "web/import_progress.html", stopped_page(kept, now))
    return render(request, "web/import_result.html", batch_page(request, kept, plan, shapes_of(kept)))


@needs(Permission.IMPORT_RUN)
@require_POST
def commit(request: ActorRequest, token: str) -> HttpResponse:
    """Write the files' rows, all or nothing; or run dry again, also when a choice has changed since."""
    kept = batch_of(request.actor, token)
    if kept is None:
        raise Http404
    if kept.state == BatchState.DONE:
        return redirect("web:import-done", token)
    choices = choices_of(request.POST, kept.choices)
    changed = any(
        kept.choices.get(name, "") != choices[name] for name in ("year", "blank", "prefer") if kept.choices
    )
    told = choices["year"] != "" or choices["blank"] != "" or choices["prefer"] != "status"
    changed |= not kept.choices and told
    asked = request.POST.get("do")
    aside = asked == COMMIT_ASIDE
    if not standing(kept).working:
        choose(actor=request.actor, batch=kept, choices=choices | {"aside": aside})
    wanted = asked in {"commit", COMMIT_ASIDE} and not changed
    return begin(request, token, BatchState.COMMITTING if wanted else BatchState.CHECKING)


@needs(Permission.IMPORT_RUN)
@require_POST
def cancel(request: ActorRequest, token: str) -> HttpResponse:
    """Delete the uploaded files at once; after a commit, the rows set aside."""
    kept = batch_of(request.actor, token)
    if kept is None:
        raise Http404
    done = kept.state == BatchState.DONE
    try:
        close_batch(actor=request.actor, batch=kept)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("web:import-batch", token)
    said = "Đã xóa tệp để riêng." if done else "Đã hủy; các tệp vừa tải lên đã xóa, chưa ghi gì."
    messages.success(request, said)
    return redirect("web:import")


@needs(Permission.IMPORT_RUN)
@require_safe
def done(request: ActorRequest, token: str) -> HttpResponse:
    """What went in."""
    return render(request, "web/import_done.html", done_page(written(request, token)))


def written(request: ActorRequest, token: str) -> "Batch":
    """The upload of this person that has been committed; 404 for every other."""
    kept = batch_of(request.actor, token)
    if kept is None or kept.result is None:
        raise Http404
    return kept


@fresh
@needs(Permission.IMPORT_RUN)
@require_GET
def aside(request: ActorRequest, token: str) -> HttpResponse:
    """The wrong rows with their reasons, as often as wanted until the batch is closed."""
    kept = batch_of(request.actor, token)
    if kept is None or not waiting(token).aside.exists():
        raise Http404
    return _workbook(waiting(token).aside.read_bytes(), ASIDE)
