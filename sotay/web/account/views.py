"""One's own account: name, roles, size of letters, password; and whether the server is alive."""

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sotay.access.choices import Permission
from sotay.access.operations import narrow_to_root
from sotay.access.queries import grants_of
from sotay.accounts.operations import change_password
from sotay.core import clock
from sotay.core.errors import DomainError
from sotay.web.account import pages
from sotay.web.account.forms import PasswordForm
from sotay.web.context import TEXT_SIZE_COOKIE, TEXT_SIZES
from sotay.web.door import ActorRequest, always, public, signed_in

if TYPE_CHECKING:
    from sotay.accounts.models import Account

YEAR = 365 * 24 * 3600


@always
@signed_in
@sensitive_post_parameters("present", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: ActorRequest) -> HttpResponse:
    """My name, my roles, the size of letters; a new password."""
    form = PasswordForm(request.POST if request.method == "POST" else None, account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(
                actor=request.actor,
                account=cast("Account", request.user),
                password=form.cleaned_data["new"],
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error("new", str(error))
        else:
            update_session_auth_hash(request, cast("Account", request.user))
            messages.success(request, "Đã đổi mật khẩu. Các máy khác phải đăng nhập lại.")
            return redirect("web:account")
    today = clock.today()
    grants = grants_of(request.actor, today=today)
    manages = request.actor.may(Permission.ACCOUNT_MANAGE)
    context = pages.account_page(request.actor, request.user, grants, today=today)
    return render(request, "web/account.html", context | {"form": form, "manages": manages})


@signed_in
@require_POST
def narrow(request: ActorRequest) -> HttpResponse:
    """Turn my officer's role for the whole installation into one at its root: it only ever takes."""
    if narrow_to_root(actor=request.actor, today=clock.today(), at=clock.now()):
        messages.success(request, "Đã thu hẹp về tổ chức cao nhất.")
    else:
        messages.warning(request, "Chưa thu hẹp được: cần có đúng một tổ chức cao nhất.")
    return redirect("web:account")


@always
@signed_in
@require_POST
def text_size(request: ActorRequest) -> HttpResponse:
    """Keep the size of letters on this device."""
    size = request.POST.get("size", "")
    response = redirect(reverse("web:account"))
    if size in TEXT_SIZES:
        response.set_cookie(
            TEXT_SIZE_COOKIE, size, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True
        )
    return response


@public
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: it answers."""
    return HttpResponse("ok", content_type="text/plain")
