"""From the code on paper to a way of one's own to sign in. The code travels in the form, nowhere else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sotay.accounts import rules
from sotay.accounts.choices import Way
from sotay.accounts.operations import (
    count_tries,
    enrol_with_passkey,
    enrol_with_password,
    enrol_with_pin,
    give_back,
)
from sotay.accounts.operations.codes import CODE_GONE
from sotay.accounts.queries import account_by_code, living_device
from sotay.core import clock
from sotay.core.errors import DomainError
from sotay.web.account import webauthn
from sotay.web.account.cookies import address_of, device_of, keep_device, words_of
from sotay.web.account.entering import come_in
from sotay.web.account.forms import LONGEST_CODE, CodeForm, NewPasswordForm, NewPinForm
from sotay.web.account.waiting import waiting
from sotay.web.door import public


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """First the code; then, with the code, a PIN, a key of the machine, or a password.

    Opening the address of the QR picture uses nothing up: only sending the last form does.
    """
    if request.method != "POST":
        words = rules.words_typed(request.GET.get("ma", "")[:LONGEST_CODE])
        form = CodeForm(initial={"code": " ".join(words)})
        return render(request, "web/enrol.html", {"form": form})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return render(request, "web/enrol.html", {"form": form})
    gates = [(rules.CODE_ADDRESS, address_of(request))]
    if until := count_tries(gates, at=clock.now()):
        return render(request, "web/enrol.html", {"form": form} | waiting(until), status=429)
    code = form.cleaned_data["code"]
    account = account_by_code(code, at=clock.now())
    if account is None:
        form.add_error("code", CODE_GONE)
        return render(request, "web/enrol.html", {"form": form})
    give_back(gates)
    step = {"pin": _with_pin, "mat-khau": _with_password, "khoa": _with_key}.get(request.POST.get("way", ""))
    if step is None:
        return _ways(request, code)
    try:
        return step(request, code)
    except DomainError as error:
        # Somebody else was quicker, or the code ended between the two forms.
        form.add_error("code", str(error))
        return render(request, "web/enrol.html", {"form": form})


def _ways(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
    account = account_by_code(code, at=clock.now())
    context: dict[str, Any] = {
        "code": code,
        "name": account.full_name if account else "",
        "pin_form": NewPinForm(),
        "password_form": NewPasswordForm(),
    }
    return render(request, "web/enrol_way.html", context | more)


def _with_pin(request: HttpRequest, code: str) -> HttpResponse:
    form = NewPinForm(request.POST)
    if not form.is_valid():
        return _ways(request, code, pin_form=form)
    if fault := rules.pin_fault(form.cleaned_data["pin"]):
        form.add_error("pin", fault)
        return _ways(request, code, pin_form=form)
    made = enrol_with_pin(
        code=code,
        pin=form.cleaned_data["pin"],
        words=words_of(request),
        replaces=living_device(*device_of(request)),
        at=clock.now(),
    )
    response = come_in(request, made.device.account, Way.CODE, opened_with=made.device.public_id)
    keep_device(response, made.device.public_id, made.key)
    return response


def _with_password(request: HttpRequest, code: str) -> HttpResponse:
    form = NewPasswordForm(request.POST)
    if not form.is_valid():
        return _ways(request, code, password_form=form)
    try:
        account = enrol_with_password(code=code, password=form.cleaned_data["new"], at=clock.now())
    except DomainError as error:
        form.add_error("new", str(error))
        return _ways(request, code, password_form=form)
    shared = form.cleaned_data["shared"]
    return come_in(request, account, Way.CODE, shared=shared)


def _with_key(request: HttpRequest, code: str) -> HttpResponse:
    account = account_by_code(code, at=clock.now())
    if account is None:
        return redirect("web:enrol")
    answer = request.POST.get("answer")
    if answer:
        try:
            key = webauthn.new_key(request, account, answer)
        except DomainError as error:
            question = webauthn.ask_for_new_key(request, account)
            return _key_page(request, code, question, error=str(error))
        passkey = enrol_with_passkey(
            code=code,
            credential_id=key.credential_id,
            credential=key.credential,
            sign_count=key.sign_count,
            words=words_of(request),
            at=clock.now(),
        )
        return come_in(request, passkey.account, Way.PASSKEY, opened_with=passkey.public_id)
    return _key_page(request, code, webauthn.ask_for_new_key(request, account))


def _key_page(request: HttpRequest, code: str, question: str, error: str = "") -> HttpResponse:
    context = {"code": code, "question": question, "error": error}
    return render(request, "web/enrol_key.html", context)
