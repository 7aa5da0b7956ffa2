"""Page data of a list to print."""

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from sotay.organisations.queries import names_of
from sotay.reporting.paper import Paper
from sotay.web.lookup import organisation_url

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

TITLES = {"member-list": "Danh sách đảng viên", "organisation-list": "Danh sách tổ chức đảng"}


def list_page(
    route: str, node: "Organisation", paper: Paper | None, *, day: date, whole: bool | None, left: int
) -> dict[str, Any]:
    """The context of web/list.html. `whole`: every level or one (None: there is no such choice); `left`:
    rows that only the files hold."""
    back = organisation_url(node.public_id)
    if route == "member-list":
        back = reverse("web:members", args=[node.public_id])
    asked = {"ngay": day.isoformat()} | ({"cap": "moi"} if whole else {})
    query = urlencode(asked)

    def file_url(form: str) -> str:
        return f"{reverse(f'web:{route}-file', args=[node.public_id, form])}?{query}"

    return {
        "title": TITLES[route],
        "organisation": {"name": names_of(node, day).name},
        "back": {"url": back, "label": "Đảng viên" if route == "member-list" else "Tổng quan"},
        "day": day,
        "levels": whole is not None,
        "whole": bool(whole),
        "paper": paper,
        "left": left,
        "word_url": file_url("docx"),
        "pdf_url": file_url("pdf"),
        "xlsx_url": file_url("xlsx"),
    }
