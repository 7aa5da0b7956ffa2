"""The statement of the controller, and the notice for members that prints from it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.imports.operations import state_controller
from sotay.web.door import ActorRequest, needs, signed_in
from sotay.web.notice.forms import ControllerForm
from sotay.web.notice.pages import initial, notice_page


@signed_in
@require_safe
def notice(request: ActorRequest) -> HttpResponse:
    """What members are told: everybody who signs in may read and print it."""
    return render(request, "web/data_notice.html", notice_page(request))


@needs(Permission.CONTROLLER_STATE)
@require_http_methods(["GET", "HEAD", "POST"])
def controller(request: ActorRequest) -> HttpResponse:
    """State who controls the data, for what, on which ground."""
    form = ControllerForm(request.POST or None, initial=initial())
    if request.method == "POST" and form.is_valid():
        state_controller(actor=request.actor, words=form.words(), at=clock.now())
        messages.success(request, "Đã lưu khai báo; thông báo cho đảng viên lấy theo lời khai này.")
        return redirect("web:data-notice")
    back = {"url": reverse("web:data-notice"), "label": "Thông báo"}
    return render(request, "web/data_controller.html", {"form": form, "back": back})
