"""What opens one's own account: sessions, machines, keys, the second step; and proving it is oneself."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sotay.accounts import rules
from sotay.accounts.operations import (
    add_passkey,
    begin_second_factor,
    confirm_second_factor,
    count_tries,
    end_device,
    end_passkey,
    end_session,
    end_sessions_of,
    give_back,
    remove_second_factor,
    sign_in_with_pin,
)
from sotay.accounts.queries import has_totp, living_device, living_passkeys, openers_of
from sotay.core import clock
from sotay.core.errors import DomainError
from sotay.web.account import webauthn
from sotay.web.account.cookies import device_of, words_of
from sotay.web.account.entering import mark_fresh, safe_next
from sotay.web.account.forms import AgainForm, PinForm, StepForm
from sotay.web.account.sign_in import prove_by_digits
from sotay.web.account.waiting import waiting
from sotay.web.codes import qr_svg
from sotay.web.door import ActorRequest, always, fresh, signed_in

if TYPE_CHECKING:
    from sotay.accounts.models import Account


def _me(request: HttpRequest) -> "Account":
    return cast("Account", request.user)


@always
@signed_in
@require_safe
def openers(request: ActorRequest) -> HttpResponse:
    """Sessions, machines and keys that open my account now."""
    found = openers_of(_me(request), at=clock.now())
    context = {"openers": found, "here": request.session.public_id}
    return render(request, "web/openers.html", context)


@always
@signed_in
@require_POST
def end_opener(request: ActorRequest) -> HttpResponse:
    """End a session, a machine or a key of mine; at once, everywhere."""
    me, what, now = _me(request), request.POST.get("id", ""), clock.now()
    kind = request.POST.get("kind", "")
    if kind == "others":
        count = end_sessions_of(actor=request.actor, account=me, at=now, but=request.session.public_id)
        messages.success(request, f"Đã kết thúc {count} phiên khác.")
        return redirect("web:openers")
    end = {"session": end_session, "device": end_device, "passkey": end_passkey}.get(kind)
    if end is not None and end(actor=request.actor, account=me, public_id=what, at=now):
        messages.success(request, "Đã kết thúc; máy đó phải đăng nhập lại.")
    return redirect("web:openers")


@always
@signed_in
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def set_second_step(request: ActorRequest) -> HttpResponse:
    """Put the second step in force by an app; the recovery codes are shown once."""
    me = _me(request)
    if has_totp(me):
        return render(request, "web/second_step_set.html", {"in_force": True})
    begun = begin_second_factor(account=me)
    context: dict[str, Any] = {
        "letters": rules.grouped(begun.letters),
        "picture": qr_svg(begun.address, "Hình để ứng dụng quét"),
        "form": StepForm(request.POST if request.method == "POST" else None),
        "due": me.factor_due_on,
    }
    context["form"].fields["code"].help_text = ""  # there are no recovery codes yet
    if request.method == "POST" and context["form"].is_valid():
        typed = context["form"].cleaned_data["code"]
        if until := count_tries([(rules.FACTOR, f"set {me.pk}")], at=clock.now()):
            return render(request, "web/second_step_set.html", context | waiting(until), status=429)
        try:
            codes = confirm_second_factor(account=me, code=typed, at=clock.real_now())
        except DomainError as error:
            context["form"].add_error("code", str(error))
        else:
            mark_fresh(request)
            end_sessions_of(actor=request.actor, account=me, at=clock.now(), but=request.session.public_id)
            shown = {"codes": [rules.grouped(one) for one in codes]}
            return render(request, "web/second_step_done.html", shown)
    return render(request, "web/second_step_set.html", context)


@fresh
@signed_in
@require_POST
def drop_second_step(request: ActorRequest) -> HttpResponse:
    """Take the app's digits away, to set up another app."""
    remove_second_factor(actor=request.actor, account=_me(request), at=clock.now())
    messages.success(request, "Đã gỡ bước thứ hai. Đồng chí đặt lại ngay bây giờ.")
    return redirect("web:second-factor")


@fresh
@always
@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_key(request: ActorRequest) -> HttpResponse:
    """Add the key of this machine (finger print, face). Needs script."""
    me, error = _me(request), ""
    if request.method == "POST":
        try:
            key = webauthn.new_key(request, me, request.POST.get("answer", ""))
            add_passkey(
                account=me,
                credential_id=key.credential_id,
                credential=key.credential,
                sign_count=key.sign_count,
                words=words_of(request),
                at=clock.now(),
            )
        except DomainError as refused:
            error = str(refused)
        else:
            messages.success(request, "Đã thêm khóa của máy này. Lần sau đăng nhập bằng vân tay, khuôn mặt.")
            return redirect("web:openers")
    question = webauthn.ask_for_new_key(request, me)
    return render(request, "web/key_add.html", {"question": question, "error": error})


@always
@signed_in
@never_cache
@sensitive_post_parameters("password", "pin", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def prove_again(request: ActorRequest) -> HttpResponse:
    """Prove once more who one is, before something that weighs; then back to it."""
    me, onward = _me(request), safe_next(request)
    kind, form = _asked(request, me)
    context: dict[str, Any] = {"kind": kind, "form": form, "next": onward}
    if request.method == "POST":
        gates = [(rules.FACTOR, f"again {me.pk}")]
        if until := count_tries(gates, at=clock.now()):
            return render(request, "web/prove_again.html", context | waiting(until), status=429)
        try:
            if _proved(request, me, kind, form):
                give_back(gates, forget=True)
                mark_fresh(request)
                return redirect(onward or "web:home")
        except DomainError as error:
            # The answer of a machine's key comes without the form, which then takes no errors.
            if form.is_bound:
                form.add_error(None, str(error))
            else:
                messages.error(request, str(error))
    if living_passkeys(me):
        context["question"] = webauthn.ask_for_key(request, me)
    return render(request, "web/prove_again.html", context)


def _asked(request: ActorRequest, me: "Account") -> tuple[str, Any]:
    """What to ask: the app's digits where they are in force, else this device's PIN, else the password,
    else only the machine's key."""
    data = request.POST if request.method == "POST" and "answer" not in request.POST else None
    if has_totp(me):
        return "digits", StepForm(data)
    device = living_device(*device_of(request))
    if device is not None and device.account_id == me.pk:
        return "pin", PinForm(data)
    return ("password", AgainForm(data)) if me.has_usable_password() else ("key", AgainForm())


def _proved(request: ActorRequest, me: "Account", kind: str, form: Any) -> bool:
    """Raises DomainError for a wrong answer; False when nothing was typed."""
    if answer := request.POST.get("answer"):
        webauthn.key_used(request, answer, me)
        return True
    if not form.is_bound or not form.is_valid():
        return False
    values, now = form.cleaned_data, clock.now()
    if kind == "digits":
        prove_by_digits(me, values["code"], at=now)
    elif kind == "pin":
        public_id, key = device_of(request)
        sign_in_with_pin(public_id=public_id, key=key, pin=values["pin"], at=now, today=clock.today())
    elif not me.check_password(values["password"]):
        raise DomainError("Mật khẩu không đúng; đồng chí viết lại.")
    return True
