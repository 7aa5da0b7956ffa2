"""Lists as they will print, and as files."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.members.operations import note_members_seen
from sotay.members.queries import register
from sotay.reporting.lists import (
    FORMS,
    export_member_list,
    export_organisation_list,
    member_list_paper,
    organisation_list,
    organisation_list_paper,
)
from sotay.reporting.writers import CONTENT_TYPES, Kind
from sotay.web.door import ActorRequest, fresh, needs
from sotay.web.lists.pages import list_page
from sotay.web.lookup import organisation_or_404
from sotay.web.members.views import day_of

PREVIEW = 200
"""So many rows are drawn on the screen; the files hold all of them."""


@needs(Permission.MEMBER_VIEW)
@require_safe
def members(request: ActorRequest, public_id: str) -> HttpResponse:
    """The members of an organisation as on a day: the paper on screen, and the files."""
    today = clock.today()
    node = organisation_or_404(request.actor, public_id, Permission.MEMBER_VIEW)
    day, error = day_of(request.GET, today)
    found = register(request.actor, node, day, size=PREVIEW)
    if found.cells and request.method == "GET":
        shown = len(found.lines) + len(found.visitors)
        note_members_seen(
            actor=request.actor, organisation=node.pk, cells=found.cells, day=day, shown=shown, at=clock.now()
        )
    paper = member_list_paper(found, today=today) if found.lines else None
    context = list_page(
        "member-list", node, paper, day=day, whole=None, left=found.sums.members - len(found.lines)
    )
    return render(
        request,
        "web/list.html",
        context | {"error": error, "asked_day": request.GET["ngay"] if error else day},
    )


@fresh
@needs(Permission.MEMBER_VIEW)
@require_safe
def members_file(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The same as a file. The journal notes what left and how many rows."""
    node = organisation_or_404(request.actor, public_id, Permission.MEMBER_VIEW)
    today = clock.today()
    day, _ = day_of(request.GET, today)
    try:
        data = export_member_list(
            actor=request.actor, organisation=node, day=day, form=_form(form), today=today, at=clock.now()
        )
    except PermissionDenied:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('web:member-list', args=[public_id])}?{urlencode({'ngay': day})}")
    return _file(data, form, f"danh-sach-dang-vien-{node.code}-{day.isoformat()}.{form}")


@needs(Permission.FIGURES_VIEW)
@require_safe
def organisations(request: ActorRequest, public_id: str) -> HttpResponse:
    """The organisations below one as on a day: the paper on screen, and the files."""
    today = clock.today()
    node = organisation_or_404(request.actor, public_id, Permission.FIGURES_VIEW)
    day, error = day_of(request.GET, today)
    whole = request.GET.get("cap") == "moi"
    found = organisation_list(request.actor, node, day, whole=whole)
    paper = organisation_list_paper(found, today=today) if found.units else None
    context = list_page("organisation-list", node, paper, day=day, whole=whole, left=0)
    return render(
        request,
        "web/list.html",
        context | {"error": error, "asked_day": request.GET["ngay"] if error else day},
    )


@needs(Permission.FIGURES_VIEW)
@require_safe
def organisations_file(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The same as a file. The journal notes what left and how many rows."""
    node = organisation_or_404(request.actor, public_id, Permission.FIGURES_VIEW)
    today = clock.today()
    day, _ = day_of(request.GET, today)
    whole = request.GET.get("cap") == "moi"
    try:
        data = export_organisation_list(
            actor=request.actor,
            organisation=node,
            day=day,
            whole=whole,
            form=_form(form),
            today=today,
            at=clock.now(),
        )
    except PermissionDenied:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('web:organisation-list', args=[public_id])}?{urlencode({'ngay': day})}")
    return _file(data, form, f"danh-sach-to-chuc-{node.code}-{day.isoformat()}.{form}")


def _form(form: str) -> Kind:
    if form not in FORMS:
        raise Http404
    return form


def _file(data: bytes, form: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(
        data, content_type=CONTENT_TYPES[_form(form)], headers={"Content-Disposition": disposition}
    )
