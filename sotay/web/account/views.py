"""Sign in and out, one's own account, and whether the server is alive."""

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sotay.access.queries import grants_of
from sotay.accounts.operations import change_password, note_sign_in, note_sign_out
from sotay.core import clock
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.web.account import limits, pages
from sotay.web.account.forms import PasswordForm, SignInForm
from sotay.web.context import TEXT_SIZE_COOKIE, TEXT_SIZES
from sotay.web.door import ActorRequest, public, signed_in
from sotay.web.imports import uploads

if TYPE_CHECKING:
    from sotay.accounts.models import Account

YEAR = 365 * 24 * 3600


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; afterwards on to `next` when it is an address of ours."""
    onward = _safe_next(request)
    if request.user.is_authenticated:
        return redirect(onward or "web:home")
    if request.method != "POST":
        return render(request, "web/sign_in.html", {"form": SignInForm(request=request), "next": onward})
    name, address = request.POST.get("username", ""), request.META.get("REMOTE_ADDR", "")
    form = SignInForm(request.POST, request=request)
    if limits.too_many(name, address):
        form = SignInForm(request=request)
        form.initial = {"username": name}
        context = {"form": form, "next": onward, "wait": limits.MINUTES}
        return render(request, "web/sign_in.html", context, status=429)
    if not form.is_valid():
        if name:
            limits.count_failure(name, address)
        return render(request, "web/sign_in.html", {"form": form, "next": onward})
    limits.forget_failures(name, address)
    login(request, form.account)
    note_sign_in(account=form.account, at=clock.now())
    # Whoever comes next clears away what somebody left behind a day ago.
    uploads.sweep(at=clock.now())
    return redirect(onward or "web:home")


def _safe_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A word without a slash would be taken for the name of a view.
    return wanted if safe and wanted.startswith("/") else ""


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.user.is_authenticated:
        actor = Actor(request.user.pk, request.user.full_name)
        logout(request)
        note_sign_out(actor=actor, at=clock.now())
    return redirect("web:sign-in")


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
    context = pages.account_page(request.actor, request.user, grants, today=today)
    return render(request, "web/account.html", context | {"form": form})


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
