"""Sign in by password, by PIN, by a machine's own key; the second step; sign out."""

from datetime import datetime
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sotay.accounts import rules
from sotay.accounts.choices import Way
from sotay.accounts.operations import (
    count_tries,
    give_back,
    note_sign_out,
    pass_second_factor,
    sign_in_with_pin,
    use_recovery_code,
)
from sotay.accounts.queries import has_totp, is_locked, living_device, living_passkeys
from sotay.core import clock
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.web.account import webauthn
from sotay.web.account.cookies import address_of, device_of
from sotay.web.account.entering import come_in, finish_half, half_in, open_session, safe_next
from sotay.web.account.forms import PinForm, SignInForm, StepForm
from sotay.web.account.waiting import waiting
from sotay.web.door import public

OTHER_WAY = "mat-khau"


@public
@never_cache
@sensitive_post_parameters("password", "pin")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; afterwards on to `next` when it is an address of ours.

    A device of one's own asks for its PIN only; any other asks for name and password.
    """
    onward = safe_next(request)
    if request.user.is_authenticated:
        return redirect(onward or "web:home")
    device = living_device(*device_of(request))
    wants_password = OTHER_WAY in (request.GET.get("cach"), request.POST.get("cach"))
    if device is not None and not wants_password and "username" not in request.POST:
        return _by_pin(request, onward)
    return _by_password(request, onward, known=device is not None)


def _by_password(request: HttpRequest, onward: str, *, known: bool) -> HttpResponse:
    context: dict[str, Any] = {"next": onward, "known_device": known, "cach": OTHER_WAY if known else ""}
    if request.method != "POST":
        return render(request, "web/sign_in.html", context | {"form": SignInForm(request=request)})
    gates = _gates(request)
    if until := count_tries(gates, at=clock.now()):
        form = SignInForm(request=request)
        form.initial = {"username": request.POST.get("username", "")}
        return render(request, "web/sign_in.html", context | {"form": form} | waiting(until), status=429)
    form = SignInForm(request.POST, request=request)
    if not form.is_valid():
        return render(request, "web/sign_in.html", context | {"form": form})
    give_back(gates[:2], forget=True)
    give_back(gates[2:])
    return come_in(
        request, form.account, Way.PASSWORD, shared=request.POST.get("shared") == "on", onward=onward
    )


def _gates(request: HttpRequest) -> list[tuple[rules.Limit, str]]:
    """What limits a try by password. A device of that very person is not held up by what others
    try from elsewhere, nor by a neighbour behind the same address."""
    name, address = request.POST.get("username", "").strip().casefold(), address_of(request)
    own = living_device(*device_of(request))
    gates = [(rules.NAME_AND_ADDRESS, f"{name}\n{address}")]
    if own is not None and own.account.username.casefold() == name:
        return gates
    return [*gates, (rules.NAME, name), (rules.ADDRESS, address)]


def _by_pin(request: HttpRequest, onward: str) -> HttpResponse:
    public_id, key = device_of(request)
    device = living_device(public_id, key)
    context: dict[str, Any] = {"next": onward, "locked": device is None or is_locked(device)}
    form = PinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not context["locked"]:
        try:
            used = sign_in_with_pin(
                public_id=public_id,
                key=key,
                pin=form.cleaned_data["pin"],
                at=clock.now(),
                today=clock.today(),
            )
        except DomainError as error:
            form.add_error("pin", str(error))
            again = living_device(public_id, key)
            context["locked"] = again is None or is_locked(again)
        else:
            return come_in(request, used.account, Way.PIN, opened_with=used.public_id, onward=onward)
    return render(request, "web/sign_in_pin.html", context | {"form": form})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_key(request: HttpRequest) -> HttpResponse:
    """Sign in by a key that the machine keeps behind a finger print or a face. Needs script."""
    onward = safe_next(request)
    if request.user.is_authenticated:
        return redirect(onward or "web:home")
    error = ""
    if request.method == "POST":
        try:
            passkey = webauthn.key_used(request, request.POST.get("answer", ""))
        except DomainError as refused:
            error = str(refused)
        else:
            return open_session(
                request, passkey.account, Way.PASSKEY, opened_with=passkey.public_id, onward=onward
            )
    context = {"question": webauthn.ask_for_key(request), "next": onward, "error": error}
    return render(request, "web/sign_in_key.html", context)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """The second step: digits of an app, a recovery code, or a machine's key."""
    found = half_in(request)
    if found is None:
        return redirect("web:sign-in")
    account, half = found
    context: dict[str, Any] = {"totp": has_totp(account), "form": StepForm()}
    if request.method == "POST":
        gates = [(rules.FACTOR, str(account.pk))]
        until = count_tries(gates, at=clock.now())
        form = context["form"] = StepForm(request.POST)
        try:
            if until:
                return render(request, "web/second_step.html", context | waiting(until), status=429)
            if _second_step_passed(request, account, form):
                give_back(gates, forget=True)
                return finish_half(request, account, half)
        except DomainError as error:
            form.add_error("code", str(error))
    if living_passkeys(account):
        context["question"] = webauthn.ask_for_key(request, account)
    return render(request, "web/second_step.html", context)


def _second_step_passed(request: HttpRequest, account: Any, form: StepForm) -> bool:
    """Raises DomainError for a wrong answer; False when nothing was typed."""
    if answer := request.POST.get("answer"):
        webauthn.key_used(request, answer, account)
        return True
    if not form.is_valid():
        return False
    prove_by_digits(account, form.cleaned_data["code"], at=clock.now())
    return True


def prove_by_digits(account: Any, typed: str, *, at: datetime) -> None:
    """Six digits are the app's, more are a recovery code. Raises DomainError."""
    if len(rules.plain_digits(typed)) > rules.PIN_DIGITS:
        use_recovery_code(account=account, code=typed, at=at)
    else:
        pass_second_factor(account=account, code=typed, at=clock.real_now())


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session. The device stays enrolled: next time its PIN is asked."""
    if request.user.is_authenticated:
        actor = Actor(request.user.pk, request.user.full_name)
        logout(request)
        note_sign_out(actor=actor, at=clock.now())
    return redirect("web:sign-in")
