"""What only a person can say of an upload: which column is what, who is whom; what would change, what did."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.imports.choices import BatchState
from sotay.imports.operations import confirm_columns, decide_twins
from sotay.imports.queries import batch_of, plan_of, shapes_of, standing
from sotay.web.door import ActorRequest, needs
from sotay.web.imports.columns import answered, columns_page
from sotay.web.imports.pages import changes_page
from sotay.web.imports.rows import rows_page
from sotay.web.imports.twins import NOTHING_CHOSEN, answers_of, twins_page
from sotay.web.imports.views import begin, written


@needs(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: ActorRequest, token: str) -> HttpResponse:
    """Which column of the file is which of ours: the guess, to be confirmed; remembered for its shape."""
    kept = batch_of(request.actor, token)
    if kept is None:
        raise Http404
    now = standing(kept)
    if now.working or now.state == BatchState.DONE:
        return redirect("web:import-batch", token)
    shapes = [sheet for book in shapes_of(kept) for sheet in book.sheets]
    if request.method == "POST" and request.POST.get("do") == "confirm":
        mappings, faults = answered(shapes, request.POST)
        if not faults:
            confirm_columns(actor=request.actor, mappings=mappings, at=clock.now())
            return begin(request, token, BatchState.CHECKING)
        return render(request, "web/import_columns.html", columns_page(kept, shapes, request.POST, faults))
    given = request.POST if request.method == "POST" else None
    return render(request, "web/import_columns.html", columns_page(kept, shapes, given, []))


@needs(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def twins(request: ActorRequest, token: str) -> HttpResponse:
    """Rows that may mean somebody known, side by side; the decision is remembered, nothing is written."""
    kept = batch_of(request.actor, token)
    plan = plan_of(kept) if kept is not None else None
    if kept is None or plan is None:
        raise Http404
    if request.method == "POST" and kept.state == BatchState.READY:
        answers = answers_of(plan, request.POST)
        if not answers:
            return render(request, "web/import_twins.html", twins_page(request, kept, plan, NOTHING_CHOSEN))
        decide_twins(actor=request.actor, answers=answers, at=clock.now())
        return begin(request, token, BatchState.CHECKING)
    return render(request, "web/import_twins.html", twins_page(request, kept, plan))


@needs(Permission.IMPORT_RUN)
@require_safe
def changes(request: ActorRequest, token: str) -> HttpResponse:
    """What would change of what is known, before and after; values only for those who may see them."""
    kept = batch_of(request.actor, token)
    plan = plan_of(kept) if kept is not None else None
    if kept is None or plan is None:
        raise Http404
    return render(request, "web/import_changes.html", changes_page(request, kept, plan))


@needs(Permission.IMPORT_RUN)
@require_safe
def rows(request: ActorRequest, token: str) -> HttpResponse:
    """Which rows an import wrote, new and changed; what each speaks of only for those who may see it."""
    return render(request, "web/import_rows.html", rows_page(request, written(request, token)))
