"""The links that `web/components/paper_links.html` shows: which papers of a thing the actor may take out."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.resolutions.choices import DecisionKind
from sotay.resolutions.queries import issued_at
from sotay.resolutions.rules import name_of

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

MEETING = (
    ("paper-invitation", "Giấy mời", Permission.MEETING_RECORD),
    ("paper-minutes", "Biên bản", Permission.MINUTES_VIEW),
    ("paper-roll", "Danh sách điểm danh", Permission.MINUTES_VIEW),
)


def link(
    route: str, title: str, public_id: str, query: str = "", *, more: tuple[int, ...] = ()
) -> dict[str, str]:
    """One paper in both kinds of file; `query` ("?trang=1") chooses what stands on it, `more` are further
    parts of its address."""
    return {"title": title} | {
        form: reverse(f"web:{route}", args=[public_id, *more, form]) + query for form in ("docx", "pdf")
    }


def meeting_links(
    actor: Actor, cell: "Organisation", public_id: str, *, without: frozenset[str] = frozenset()
) -> list[dict[str, str]]:
    """The papers of a meeting that the actor may take out; `cell` hosts it. `without`: names of those that
    there are none of yet."""
    rows = [row for row in MEETING if row[0] not in without]
    return [link(route, title, public_id) for route, title, need in rows if actor.may(need, cell)]


def decision_papers(actor: Actor, public_id: str) -> list[dict[str, str]]:
    """The resolution and the conclusion that a meeting issued, with their numbers."""
    routes = {DecisionKind.RESOLUTION: "paper-resolution", DecisionKind.CONCLUSION: "paper-conclusion"}
    return [
        link(routes[kind], name_of(kind, number), public_id) for kind, number in issued_at(actor, public_id)
    ]


def invitation_links(
    actor: Actor, cell: "Organisation", public_id: str, guests: Iterable[tuple[str, str]]
) -> list[dict[str, str]]:
    """What is printed before a meeting: the invitation, one for each guest (public id, name), and an empty
    roll for the pen."""
    found = []
    if actor.may(Permission.MEETING_RECORD, cell):
        found = [link("paper-invitation", "Giấy mời", public_id)]
        found += [
            link("paper-invitation", f"Giấy mời gửi {name}", public_id, f"?gui={guest}")
            for guest, name in guests
        ]
    if actor.may(Permission.MINUTES_VIEW, cell):
        found.append(link("paper-roll", "Danh sách điểm danh để ghi tay", public_id, "?trang=1"))
    return found
