"""Parts of a preparation: an item of the agenda, a paper, the cell's habit."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.documents.rules import MOST_BYTES
from sotay.meetings.operations.preparing import (
    AgendaConflict,
    PrepareRefused,
    add_item,
    add_paper,
    change_item,
    say_habit,
)
from sotay.meetings.queries.planning import habit_of
from sotay.meetings.queries.preparing import Preparation, open_invitation_of
from sotay.meetings.queries.review import content_proposed
from sotay.meetings.rules.planning import EVENING, REVIEW
from sotay.web.door import ActorRequest, needs, takes_files
from sotay.web.lookup import cell_or_404, name_on
from sotay.web.planning.forms import HabitForm, ItemForm, PaperForm
from sotay.web.planning.lookup import prepared_or_404
from sotay.web.planning.pages import cell_url, prepare_url
from sotay.web.planning.review import explain_review, review_counts
from sotay.web.planning.words import title_of

if TYPE_CHECKING:
    from sotay.meetings.models import AgendaItem

FORM = require_http_methods(["GET", "HEAD", "POST"])


def _frame(found: Preparation, title: str, form: Any, **more: Any) -> dict[str, Any]:
    """The context of web/plain_form.html for a part of a preparation."""
    return {
        "organisation_name": name_on(found.cell, clock.today()),
        "title": title,
        "back": {"url": prepare_url(found), "label": "Chuẩn bị"},
        "note": title_of(found.plan),
        "form": form,
        **more,
    }


@needs(Permission.MEETING_RECORD)
@FORM
def agenda_item(request: ActorRequest, public_id: str) -> HttpResponse:
    """Add an item of the cell's own, or change one (`?muc=`)."""
    found, wanted = prepared_or_404(request, public_id), request.GET.get("muc", "")
    item = next((one for one in found.items if one.public_id == wanted), None)
    if wanted and item is None:
        raise Http404
    form = _item_form(request, found, item)
    code, theirs = (400 if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        said: dict[str, Any] = {"actor": request.actor, "meeting": found.meeting, "at": clock.now()}
        said |= {"draft": form.draft(item.step if item else ""), "today": clock.today()}
        try:
            if item is None:
                add_item(**said)
            else:
                change_item(item=wanted, version=form.cleaned_data["version"] or 0, **said)
        except PrepareRefused as refused:
            form.refuse(refused.faults)
        except AgendaConflict as conflict:
            form = _item_form(request, found, item, version=conflict.theirs.version)
            form.full_clean()
            form.add_error(None, str(conflict))
            theirs, code = _item_words(conflict.theirs), 409
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(reverse("web:prepare", args=[public_id]) + "#chuong-trinh")
    title = "Sửa mục của chương trình" if item else "Thêm mục vào chương trình"
    context = _frame(found, title, form, action_word="Lưu" if item else "Thêm mục", theirs=theirs)
    return render(request, "web/plain_form.html", context, status=code)


def _item_form(
    request: ActorRequest, found: Preparation, item: "AgendaItem | None", *, version: int | None = None
) -> ItemForm:
    initial: dict[str, Any] = {}
    if item is not None:
        names = {one.member: one.public_id for one in found.people}
        initial = {
            "version": item.version,
            "title": item.title,
            "presenter": names.get(item.presenter_id or 0, ""),
            "presenter_words": item.presenter_words,
            "minutes": item.minutes,
            "content": content_proposed(found.meeting, item),
        }
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and version is not None:
        data["version"] = str(version)
    form = ItemForm(data, people=found.people, initial=initial)
    if item is not None and item.step == REVIEW:
        counts = review_counts(request.actor, found.meeting, today=clock.today())
        proposed = bool(initial["content"]) and not item.content
        explain_review(form.fields["content"], counts, proposed=proposed)
    return form


def _item_words(item: "AgendaItem") -> list[tuple[str, str]]:
    rows = [
        ("Nội dung", item.title),
        ("Người trình bày", item.presenter.full_name if item.presenter else item.presenter_words),
        ("Số phút", str(item.minutes or "")),
        ("Chuẩn bị sẵn", item.content),
    ]
    return [(label, value) for label, value in rows if value]


@takes_files(MOST_BYTES)
@needs(Permission.MEETING_RECORD)
@FORM
def paper(request: ActorRequest, public_id: str) -> HttpResponse:
    """Add a paper: a text, a file, or both."""
    found = prepared_or_404(request, public_id)
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if form.is_bound and form.is_valid():
        try:
            add_paper(
                actor=request.actor,
                meeting=found.meeting,
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                file=form.sent(),
                at=clock.now(),
                today=clock.today(),
            )
        except PrepareRefused as refused:
            form.refuse(refused.faults)
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error("file" if form.cleaned_data.get("file") else None, str(error))
        else:
            messages.success(request, "Đã thêm tài liệu.")
            return redirect(reverse("web:prepare", args=[public_id]) + "#tai-lieu")
    context = _frame(found, "Thêm tài liệu", form, action_word="Thêm tài liệu", multipart=True)
    return render(request, "web/plain_form.html", context, status=400 if form.is_bound else 200)


@needs(Permission.MEETING_RECORD)
@FORM
def habit(request: ActorRequest, public_id: str) -> HttpResponse:
    """When and where the cell usually meets."""
    cell = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD)
    known, _ = habit_of(cell)
    initial: dict[str, Any] = {"rule": "ngay:3", "begins": EVENING}
    if known is not None:
        initial = {"rule": known.rule, "begins": known.time, "place": known.place}
    initial["open_invitation"] = open_invitation_of(cell)
    data = request.POST if request.method == "POST" else None
    form = HabitForm(data, kept=str(initial["rule"]), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            say_habit(actor=request.actor, cell=cell, at=clock.now(), **form.cleaned_data)
        except PrepareRefused as refused:
            form.refuse(refused.faults)
        else:
            messages.success(request, "Đã ghi ngày thường lệ. Buổi sau tự đề xuất theo đó.")
            return redirect("web:cell", public_id)
    context = {
        "organisation_name": name_on(cell, clock.today()),
        "title": "Ngày thường lệ",
        "back": {"url": cell_url(public_id), "label": "Chi bộ"},
        "note": "Chi bộ thường sinh hoạt khi nào, ở đâu.",
        "form": form,
        "action_word": "Lưu",
    }
    return render(request, "web/plain_form.html", context, status=400 if form.is_bound else 200)
