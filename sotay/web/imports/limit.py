"""Uploads are limited before anything of them is read: by the length that the browser announces."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

from sotay.web.door import taken_bytes
from sotay.web.imports.forms import MOST_BYTES

ROOM = 1024 * 1024
"""What a form may weigh beside its files."""


class UploadLimitMiddleware:
    """Refuses a body that is too long without reading it. Without an announced length nothing is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = str(request.META.get("CONTENT_LENGTH") or "0")
        length = int(said) if said.isdigit() else 0
        sheets = request.path == reverse("web:import")
        files = MOST_BYTES if sheets else _taken(request.path)
        most = files + ROOM if files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length > most:
            page = {"files": bool(files), "sheets": sheets, "most": files // (1024 * 1024)}
            return render(request, "413.html", page, status=413)
        return self.get_response(request)


def _taken(path: str) -> int:
    """Bytes that the view behind an address takes as files (`door.takes_files`); 0 for none."""
    try:
        return taken_bytes(resolve(path).func)
    except Resolver404:
        return 0
