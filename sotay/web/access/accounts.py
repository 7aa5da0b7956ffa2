"""Accounts in reach of whoever manages them: lock, unlock, begin anew, end sessions."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sotay.access.choices import Permission
from sotay.access.operations import begin_anew, end_all_sessions, issue_code, set_lock
from sotay.access.queries import grants_held, managed_account, managed_accounts
from sotay.accounts.queries import openers_of
from sotay.core import clock
from sotay.web.access.slips import slip
from sotay.web.door import ActorRequest, fresh, needs
from sotay.web.lookup import page_of

if TYPE_CHECKING:
    from sotay.accounts.models import Account

LISTED = 50


@needs(Permission.ACCOUNT_MANAGE)
@require_safe
def accounts(request: ActorRequest) -> HttpResponse:
    """Everybody whose account I manage; a search without diacritics."""
    search = request.GET.get("tim", "")
    page = page_of(request, managed_accounts(request.actor, search=search, today=clock.today()), LISTED)
    return render(request, "web/accounts.html", {"page": page, "search": search})


@needs(Permission.ACCOUNT_MANAGE)
@require_safe
def account(request: ActorRequest, public_id: str) -> HttpResponse:
    """One account: what opens it, its roles; no content of any organisation."""
    found = _account(request, public_id)
    context = {
        "person": found,
        "openers": openers_of(found, at=clock.now()),
        "grants": grants_held(found, today=clock.today()),
        "mine": found.pk == request.actor.account_id,
    }
    return render(request, "web/account_managed.html", context)


@fresh
@needs(Permission.ACCOUNT_MANAGE)
@never_cache
@require_POST
def change(request: ActorRequest, public_id: str) -> HttpResponse:
    """Lock, unlock, end sessions; a new code, with everything else kept (`code`) or void (`anew`)."""
    found, actor, now, today = _account(request, public_id), request.actor, clock.now(), clock.today()
    do = request.POST.get("do", "")
    if do in {"code", "anew"}:
        make = issue_code if do == "code" else begin_anew
        code = make(actor=actor, account=found, today=today, at=now)
        made = slip(request, name=found.full_name, username=found.username, code=code)
        back = reverse("web:managed-account", args=[public_id])
        return render(request, "web/code_slips.html", {"slips": [made], "back_url": back})
    if do in {"lock", "unlock"}:
        set_lock(actor=actor, account=found, locked=do == "lock", today=today, at=now)
        messages.success(request, "Đã khóa; có hiệu lực ngay." if do == "lock" else "Đã mở khóa.")
    elif do == "end":
        end_all_sessions(actor=actor, account=found, today=today, at=now)
        messages.success(request, "Đã kết thúc mọi phiên đăng nhập.")
    return redirect("web:managed-account", public_id=public_id)


def _account(request: ActorRequest, public_id: str) -> "Account":
    found = managed_account(request.actor, public_id, today=clock.today())
    if found is None:
        raise Http404
    return found
