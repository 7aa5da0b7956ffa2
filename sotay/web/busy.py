"""What is answered when something broke on our side; and when the database was busy, which passes."""

import sys
from typing import Any

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error

RETRY_AFTER = 5
"""Seconds after which it is worth trying again."""
WAITING = frozenset({"55P03", "40P01", "40001"})
"""PostgreSQL: no lock in time, a deadlock, two changes at once."""
SECRET = frozenset({"password", "present", "new", "again", "pin", "pin_again", "code", "code_1", "code_2"})
"""Fields that no page gives back."""


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler of what no view answered for: 503 with what was typed when the database was busy, so
    that it can be sent again by one tap; 500 otherwise."""
    error = sys.exc_info()[1]
    if error is None or not is_busy(error):
        return server_error(request)
    try:
        answer = render(request, "503.html", {"sent": _sent(request)}, status=503)
    except DatabaseError:
        return server_error(request)
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def is_busy(error: BaseException) -> bool:
    """Whether somebody else was writing for too long: nothing was changed, and later it works."""
    if not isinstance(error, OperationalError):
        return False
    return "locked" in str(error) or getattr(error.__cause__, "sqlstate", "") in WAITING


def _sent(request: HttpRequest) -> dict[str, Any] | None:
    """The form that was sent, to be sent again: None when nothing was, or nothing that a page may show."""
    user = getattr(request, "user", None)
    if request.method != "POST" or user is None or not user.is_authenticated:
        return None
    if SECRET & request.POST.keys():
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return {
        "path": request.get_full_path(),
        "fields": [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"],
        "files": bool(request.FILES),
    }
