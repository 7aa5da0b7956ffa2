"""Upload, dry run, commit; empty workbooks; the rows set aside."""

import tempfile
from pathlib import Path
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError
from sotay.imports.operations import commit_import
from sotay.imports.plan import ImportPlan, ImportRefused
from sotay.imports.queries import dry_run
from sotay.imports.templates import write_templates
from sotay.web.door import ActorRequest, needs
from sotay.web.imports import uploads
from sotay.web.imports.forms import UploadForm, choices_of, options_of
from sotay.web.imports.pages import batch_page, done_page, result_of, start_page, template_names

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """Choose files; on to the dry run."""
    at = clock.now()
    uploads.sweep(at=at)
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid() and request.actor.account_id is not None:
            kept = uploads.keep(form.cleaned_data["sheets"], account_id=request.actor.account_id, at=at)
            return redirect("web:import-batch", kept.token)
    return render(request, "web/import_start.html", start_page(form))


@needs(Permission.IMPORT_RUN)
@require_safe
def template(request: ActorRequest, name: str) -> HttpResponse:
    """An empty workbook with its help sheet."""
    if name not in template_names():
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        path = next(p for p in write_templates(Path(folder)) if p.stem == name)
        return _workbook(path.read_bytes(), path.name)


def _workbook(data: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": disposition})


def _batch(request: ActorRequest, token: str) -> uploads.Batch:
    found = uploads.batch_of(token, account_id=request.actor.account_id)
    if found is None:
        raise Http404
    return found


@needs(Permission.IMPORT_RUN)
@require_safe
def batch(request: ActorRequest, token: str) -> HttpResponse:
    """The dry run: what these files would do. Nothing is written."""
    kept = _batch(request, token)
    if kept.result is not None:
        return redirect("web:import-done", token)
    choices = choices_of(request.GET)
    try:
        plan = dry_run(request.actor, kept.files, options=options_of(choices), today=clock.today())
    except DomainError as error:
        plan = _refused(error)
        messages.error(request, str(error))
    return render(request, "web/import_result.html", batch_page(request, kept, plan, choices))


def _refused(error: DomainError) -> ImportPlan:
    """The plan of a refusal; an empty one, which cannot be committed, when there is none."""
    found = error.plan if isinstance(error, ImportRefused) else None
    return found or ImportPlan(unreadable=True)


@needs(Permission.IMPORT_RUN)
@require_POST
def commit(request: ActorRequest, token: str) -> HttpResponse:
    """Write the files' rows, all or nothing; or run dry again with other choices."""
    kept = _batch(request, token)
    if kept.result is not None:
        return redirect("web:import-done", token)
    choices = choices_of(request.POST)
    again = (
        f"{reverse('web:import-batch', args=[token])}?{urlencode({k: v for k, v in choices.items() if v})}"
    )
    if request.POST.get("do") != "commit":
        return redirect(again)
    set_aside = kept.aside if request.POST.get("aside") else None
    files = kept.files
    try:
        plan = commit_import(
            request.actor,
            files,
            options=options_of(choices, set_aside=set_aside),
            at=clock.now(),
            today=clock.today(),
        )
    except ImportRefused as error:
        messages.error(request, str(error))
        return redirect(again)
    kept.finish(result_of(plan, [path.name for path in files]))
    return redirect("web:import-done", token)


@needs(Permission.IMPORT_RUN)
@require_POST
def cancel(request: ActorRequest, token: str) -> HttpResponse:
    """Delete the uploaded files at once."""
    _batch(request, token).remove()
    messages.success(request, "Đã hủy; các tệp vừa tải lên đã xóa, chưa ghi gì.")
    return redirect("web:import")


@needs(Permission.IMPORT_RUN)
@require_safe
def done(request: ActorRequest, token: str) -> HttpResponse:
    """What went in."""
    kept = _batch(request, token)
    if kept.result is None:
        raise Http404
    return render(request, "web/import_done.html", done_page(kept, kept.result))


@needs(Permission.IMPORT_RUN)
@require_GET
def aside(request: ActorRequest, token: str) -> HttpResponse:
    """The wrong rows with their reasons, once: afterwards they are deleted here."""
    kept = _batch(request, token)
    if not kept.aside.exists():
        raise Http404
    data = kept.aside.read_bytes()
    kept.aside.unlink()
    return _workbook(data, uploads.ASIDE)
