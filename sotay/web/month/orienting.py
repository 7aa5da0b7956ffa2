"""The orientation of a month and papers to spread, written by a committee for its cells."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.period import month_of, next_month
from sotay.core.vietnamese import format_month_paper
from sotay.documents.choices import Purpose
from sotay.documents.operations import store_document
from sotay.documents.rules import MOST_BYTES
from sotay.meetings.operations.superior import publish_orientation, withdraw_orientation
from sotay.meetings.queries.superior import orientations_of
from sotay.meetings.rules.superior import LONGEST_TEXT, LONGEST_TITLE
from sotay.organisations.choices import CELL_KINDS
from sotay.web.door import ActorRequest, needs, takes_files
from sotay.web.lookup import name_on, organisation_or_404
from sotay.web.unsaved import press

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

WITHDRAWN = "Đã rút. Buổi sinh hoạt nào đã lấy tài liệu này thì vẫn giữ bản của mình."


class OrientationForm(forms.Form):
    """A name, and words or a file or both."""

    title = forms.CharField(
        label="Tên",
        max_length=LONGEST_TITLE,
        help_text="Ví dụ: Định hướng sinh hoạt tháng 12; Kết luận hội nghị Đảng ủy.",
        error_messages={
            "required": "Đồng chí ghi tên định hướng hoặc tên tài liệu.",
            "max_length": f"Tên dài quá {LONGEST_TITLE} chữ; đồng chí viết gọn lại.",
        },
    )
    text = forms.CharField(
        label="Nội dung",
        required=False,
        max_length=LONGEST_TEXT,
        help_text="Chi bộ đọc ngay khi chuẩn bị sinh hoạt. Đảng viên nghe đọc được phần chữ này.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"max_length": f"Dài quá {LONGEST_TEXT} chữ; đồng chí gửi kèm tệp."},
    )
    file = forms.FileField(
        label="Tệp kèm theo",
        required=False,
        help_text="PDF, Word, Excel hoặc ảnh. Tài liệu có dấu mật không đưa lên đây.",
        error_messages={"empty": "Tệp trống: chọn lại tệp."},
    )


@takes_files(MOST_BYTES)
@needs(Permission.ORIENTATION_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def orientation(request: ActorRequest, public_id: str, month: int) -> HttpResponse:
    """What was published for the month, and a form for more."""
    if not 1 <= month % 100 <= 12 or not 200001 <= month <= next_month(month_of(clock.today())):
        raise Http404
    node = organisation_or_404(request.actor, public_id, Permission.ORIENTATION_WRITE)
    if node.kind in CELL_KINDS:
        raise Http404
    form = OrientationForm(request.POST, request.FILES) if request.method == "POST" else OrientationForm()
    if one := request.POST.get("withdraw", ""):
        about: dict[str, Any] = {"actor": request.actor, "organisation": node, "at": clock.now()}
        deed = partial(withdraw_orientation, orientation=one, **about)
        if press(request, form, deed, done=WITHDRAWN, main="Gửi các chi bộ").over:
            return redirect("web:orientation", public_id, month)
    elif form.is_bound and form.is_valid():
        try:
            _save(request, node, month, form)
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("web:orientation", public_id, month)
    this = month_of(clock.today())
    beside = next_month(this) if month == this else this
    back = reverse("web:month", args=[public_id, min(month, this)])
    context: dict[str, Any] = {
        "back": {"url": back, "label": "Tháng này" if month >= this else "Tháng"},
        "name": name_on(node, clock.today()),
        "month": month,
        "lines": orientations_of(request.actor, node, month),
        "form": form,
        "other_url": reverse("web:orientation", args=[public_id, beside]),
        "other": f"tháng {format_month_paper(beside)}",
    }
    return render(request, "web/orientation.html", context)


def _save(request: ActorRequest, node: "Organisation", month: int, form: OrientationForm) -> None:
    given, document = form.cleaned_data["file"], None
    if given:
        document = store_document(
            actor=request.actor,
            organisation=node,
            purpose=Purpose.PAPER,
            name=given.name,
            content=given.read(),
            permission=Permission.ORIENTATION_WRITE,
            at=clock.now(),
        )
    publish_orientation(
        actor=request.actor,
        organisation=node,
        month=month,
        title=form.cleaned_data["title"],
        text=form.cleaned_data["text"],
        document=document,
        at=clock.now(),
    )
    messages.success(request, "Đã gửi đến các chi bộ.")
