"""The organisation's own Word layouts of its reports and lists: see, upload, take away."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.organisations.choices import Block
from sotay.organisations.queries import names_of
from sotay.reporting.choices import LayoutKind
from sotay.reporting.layouts.checking import LARGEST
from sotay.reporting.layouts.handbook import Part, parts, sort_of
from sotay.reporting.layouts.starting import starting_layout
from sotay.reporting.operations import remove_layout, set_layout
from sotay.reporting.queries.layouts import layout_for, own_layout
from sotay.reporting.writers import CONTENT_TYPES
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import organisation_or_404
from sotay.web.unsaved import press

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation


class LayoutForm(forms.Form):
    """A file and the kind of paper it is for."""

    kind = forms.ChoiceField(label="Dùng cho", choices=LayoutKind.choices, initial=LayoutKind.values[0])
    file = forms.FileField(
        label="Tệp mẫu Word", help_text="Tệp .docx, không quá 2 MB, có đủ chỗ chèn bắt buộc."
    )

    def clean_file(self) -> Any:
        """Too large a file is refused before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Tệp mẫu lớn quá 2 MB; bỏ bớt hình rồi tải lên lại.")
        return file


@needs(Permission.REPORT_TEMPLATE)
@require_http_methods(["GET", "HEAD", "POST"])
def layouts(request: ActorRequest, public_id: str) -> HttpResponse:
    """Which layout each report and list uses; upload another; every placeholder."""
    node = organisation_or_404(request.actor, public_id, Permission.REPORT_TEMPLATE)
    form = LayoutForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            set_layout(
                actor=request.actor,
                organisation=node,
                kind=LayoutKind(form.cleaned_data["kind"]),
                name=str(file.name),
                data=file.read(),
                at=clock.now(),
            )
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, "Đã nhận mẫu. Bản Word từ nay theo mẫu này.")
            return redirect("web:report-layouts", node.public_id)
    status = 400 if request.method == "POST" else 200
    return render(request, "web/report_layouts.html", _page(request, node, form), status=status)


def _page(request: ActorRequest, node: "Organisation", form: forms.Form) -> dict[str, Any]:
    today = clock.today()
    return {
        "back": {"url": reverse("web:reports", args=[node.public_id]), "label": "Báo cáo"},
        "organisation": {"name": names_of(node, today).name},
        "kinds": [_kind(request, node, kind) for kind in LayoutKind],
        "parts": [_part(part) for part in parts()],
        "blocks": [{"code": block.value, "name": block.label} for block in Block],
        "form": form,
        "action": reverse("web:report-layouts", args=[node.public_id]),
        "remove_url": reverse("web:report-layout-remove", args=[node.public_id]),
    }


def _kind(request: ActorRequest, node: "Organisation", kind: LayoutKind) -> dict[str, Any]:
    own, used = own_layout(request.actor, node, kind), layout_for(node, kind)
    return {
        "value": kind.value,
        "title": kind.label,
        "own": {"name": own.name, "at": own.added_at} if own else None,
        "inherited": used is not None and own is None,
        "start_url": reverse("web:report-layout-file", args=[node.public_id, kind.value]),
    }


def _part(part: Part) -> dict[str, Any]:
    rows = [{"name": one.name, "sort": sort_of(one), "about": one.about} for one in part.rows]
    return {"title": part.title, "rows": rows}


@needs(Permission.REPORT_TEMPLATE)
@require_safe
def layout_file(request: ActorRequest, public_id: str, kind: str) -> HttpResponse:
    """The organisation's own layout; without one a first layout to begin from."""
    node = organisation_or_404(request.actor, public_id, Permission.REPORT_TEMPLATE)
    chosen = next((k for k in LayoutKind if k.value == kind), None)
    if chosen is None:
        raise Http404
    own = own_layout(request.actor, node, chosen)
    data = bytes(own.data) if own else starting_layout(chosen)
    disposition = content_disposition_header(True, f"mau-{chosen.value}.docx") or "attachment"
    return HttpResponse(
        data, content_type=CONTENT_TYPES["docx"], headers={"Content-Disposition": disposition}
    )


@needs(Permission.REPORT_TEMPLATE)
@require_POST
def remove(request: ActorRequest, public_id: str) -> HttpResponse:
    """Back to the superior's layout, or the house's own."""
    node = organisation_or_404(request.actor, public_id, Permission.REPORT_TEMPLATE)
    kind = next((k for k in LayoutKind if k.value == request.POST.get("remove")), None)
    if kind is None:
        raise Http404
    form = LayoutForm(request.POST, request.FILES)
    deed = partial(remove_layout, actor=request.actor, organisation=node, kind=kind, at=clock.now())
    pressed = press(request, form, deed, done="Đã bỏ mẫu riêng.", main="Tải mẫu lên")
    if pressed.typing:
        return render(request, "web/report_layouts.html", _page(request, node, form), status=pressed.code)
    return redirect("web:report-layouts", node.public_id)
