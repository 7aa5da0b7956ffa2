"""The long-lived cookie by which a device of one's own is known, and where a request comes from."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sotay.web.account.words import machine_words

DEVICE_COOKIE = "sotay_may_mau" if settings.DEMO else "sotay_may"
SALT = "sotay.device"
AGE = 400 * 24 * 3600
"""In seconds: the longest that browsers keep a cookie."""


def keep_device(response: HttpResponse, public_id: str, key: str) -> None:
    """Let this browser remember that it is that device."""
    response.set_signed_cookie(
        DEVICE_COOKIE,
        f"{public_id}.{key}",
        salt=SALT,
        max_age=AGE,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def forget_device(response: HttpResponse) -> None:
    """Let this browser forget it."""
    response.delete_cookie(DEVICE_COOKIE, samesite="Lax")


def device_of(request: HttpRequest) -> tuple[str, str]:
    """(public id, key) that the browser carries; empty when it carries none of ours."""
    value = request.get_signed_cookie(DEVICE_COOKIE, default="", salt=SALT, max_age=AGE) or ""
    public_id, _, key = value.partition(".")
    return public_id, key


def address_of(request: HttpRequest) -> str:
    """Where the request comes from. Behind the TLS server (SOTAY_HTTPS=1) that is what this server wrote
    at the end of X-Forwarded-For; anything before it was said by the caller and means nothing."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def words_of(request: HttpRequest) -> str:
    """What the machine is called in lists."""
    return machine_words(request.META.get("HTTP_USER_AGENT", ""))
