"""The links that `web/components/paper_links.html` shows: which papers of a thing the actor may take out."""

from typing import TYPE_CHECKING

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.actor import Actor

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

MEETING = (
    ("paper-invitation", "Giấy mời", Permission.MEETING_RECORD),
    ("paper-minutes", "Biên bản", Permission.MINUTES_VIEW),
    ("paper-roll", "Danh sách điểm danh", Permission.MINUTES_VIEW),
)


def link(route: str, title: str, public_id: str, query: str = "") -> dict[str, str]:
    """One paper in both kinds of file; `query` ("?trang=1") chooses what stands on it."""
    return {"title": title} | {
        form: reverse(f"web:{route}", args=[public_id, form]) + query for form in ("docx", "pdf")
    }


def meeting_links(actor: Actor, cell: "Organisation", public_id: str) -> list[dict[str, str]]:
    """The papers of a meeting that the actor may take out; `cell` hosts it."""
    return [link(route, title, public_id) for route, title, need in MEETING if actor.may(need, cell)]
