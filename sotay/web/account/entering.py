"""Coming in: from the first proof to an open session, by way of a second step where one is set up."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from sotay.access.queries import needs_second_step
from sotay.accounts import sessions
from sotay.accounts.choices import Way
from sotay.accounts.operations import ask_for_factor, note_sign_in, sweep_sessions, sweep_tries
from sotay.accounts.queries import account_of, has_second_step, has_totp
from sotay.accounts.rules import FRESH, FRESH_TO_SEND, HALF_LIFE, SHARED_IDLE
from sotay.core import clock
from sotay.imports.operations import sweep
from sotay.web.account.cookies import words_of

if TYPE_CHECKING:
    from sotay.accounts.models import Account

HALF, FRESH_AT, SHARED = "half", "fresh_at", "shared"


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards, when it is an address of ours; else ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A word without a slash would be taken for the name of a view.
    return wanted if safe and wanted.startswith("/") else ""


def come_in(
    request: HttpRequest,
    account: "Account",
    way: Way,
    *,
    opened_with: str = "",
    shared: bool = False,
    onward: str = "",
) -> HttpResponse:
    """After a first proof: open the session, or ask for the second step first. A machine's own key
    (which asked for a finger, a face or a code itself) is both steps in one."""
    if way is not Way.PASSKEY and _asks_second_step(account):
        request.session.cycle_key()
        request.session[HALF] = {
            "account": account.pk,
            "way": str(way),
            "opened_with": opened_with,
            "shared": shared,
            "next": onward,
            "at": clock.now().isoformat(),
        }
        return redirect("web:second-step")
    return open_session(request, account, way, opened_with=opened_with, shared=shared, onward=onward)


def _asks_second_step(account: "Account") -> bool:
    if not settings.SECOND_STEP:
        return False
    return has_totp(account) or (needs_second_step(account, today=clock.today()) and has_second_step(account))


def half_in(request: HttpRequest) -> "tuple[Account, dict[str, str]] | None":
    """Who has made the first step in this browser, within the last ten minutes."""
    half = request.session.get(HALF)
    if not half or clock.now() - datetime.fromisoformat(half["at"]) > HALF_LIFE:
        return None
    account = account_of(half["account"])
    return (account, half) if account else None


def finish_half(request: HttpRequest, account: "Account", half: dict[str, str]) -> HttpResponse:
    """The second step is made: open the session."""
    request.session.pop(HALF, None)
    return open_session(
        request,
        account,
        Way(half["way"]),
        opened_with=half["opened_with"],
        shared=bool(half["shared"]),
        onward=half["next"],
    )


def open_session(
    request: HttpRequest,
    account: "Account",
    way: Way,
    *,
    opened_with: str = "",
    shared: bool = False,
    onward: str = "",
) -> HttpResponse:
    """A new session with a new key, written to the journal; then on."""
    now = clock.now()
    login(request, account)
    request.session[sessions.WAY] = str(way)
    request.session[sessions.OPENED_WITH] = opened_with
    request.session[sessions.WORDS] = words_of(request)
    request.session[sessions.BEGAN] = now.isoformat()
    if shared:
        request.session[SHARED] = True
        request.session.set_expiry(int(SHARED_IDLE.total_seconds()))
    mark_fresh(request)
    note_sign_in(account=account, way=way, at=now)
    if needs_second_step(account, today=clock.today()):
        grace = timedelta(days=settings.SECOND_STEP_GRACE_DAYS)
        ask_for_factor(account=account, due=clock.today() + grace)
    # Whoever comes next clears away what somebody left behind.
    sweep(at=now)
    sweep_tries(at=now)
    sweep_sessions(at=now)
    return redirect(onward or "web:home")


def mark_fresh(request: HttpRequest) -> None:
    """The person has just proved who they are."""
    request.session[FRESH_AT] = clock.now().isoformat()


def is_fresh(request: HttpRequest, *, sending: bool = False) -> bool:
    """Whether the last proof is recent enough to give roles, export names, issue papers."""
    at = request.session.get(FRESH_AT)
    if not settings.SECOND_STEP:
        return True
    return bool(at) and clock.now() - datetime.fromisoformat(cast(str, at)) <= (
        FRESH_TO_SEND if sending else FRESH
    )
