"""What every page shows around its content."""

import re
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.actor import Actor
from sotay.core.period import month_of
from sotay.notifications.queries import unread
from sotay.organisations.choices import CELL_KINDS, COMMUNE_KINDS
from sotay.organisations.queries import names_on, top_organisations
from sotay.web.account.due import second_step_due
from sotay.web.lookup import organisation_url
from sotay.web.periods import carried

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation
    from sotay.web.door import ActorRequest

REPORT = re.compile(r"^/to-chuc/[^/]+/(so-ket|tong-ket|bao-cao)")
MOST_PLACES = 5
"""So many fit side by side on a phone."""
TEXT_SIZES = ("", "lon", "rat-lon")
TEXT_SIZE_COOKIE = "co-chu"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation, the organisation acted for, the account, the text size. Works without an actor too,
    because error pages and the sign-in page have none."""
    size = request.COOKIES.get(TEXT_SIZE_COOKIE, "")
    found: dict[str, Any] = {
        "is_demo": settings.DEMO,
        "demo_today": clock.today() if settings.DEMO else None,
        "text_size": size if size in TEXT_SIZES else "",
        "home_url": reverse("web:home"),
    }
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        return found
    tops = top_organisations(actor, Permission.ORGANISATION_VIEW)
    if tops:
        names = names_on([tops[0].pk], clock.today())
        found["organisation_name"] = names[tops[0].pk].name if names else tops[0].code
    found["nav"] = _nav(actor, tops[0] if tops else None, request)
    found["bell"] = {"unread": unread(actor), "url": reverse("web:notices")}
    found["account"] = {"name": actor.name, "url": reverse("web:account")}
    at_home = bool(found["nav"]) and found["nav"][0]["current"]
    found["second_step_due"] = second_step_due(cast("ActorRequest", request)) if at_home else None
    return found


def _nav(actor: Actor, node: "Organisation | None", request: HttpRequest) -> list[dict[str, Any]]:
    """At most five places; the deepest address that leads here is the current one. The period
    of the address goes along to pages that have one."""
    items: list[tuple[str, str, str]] = []
    top = node.public_id if node else ""
    if node and node.kind in CELL_KINDS and actor.may(Permission.MEETING_RECORD, node):
        items.append((reverse("web:cell", args=[top]), "Chi bộ", "cal"))
    elif top and actor.may(Permission.FIGURES_VIEW):
        if node and node.kind in COMMUNE_KINDS and actor.may(Permission.MEETING_VIEW, node):
            month = month_of(clock.today())
            items.append((reverse("web:month", args=[top, month]), "Tháng này", "cal"))
        items.append((organisation_url(top), "Tổng quan", "chart"))
    if top and actor.may(Permission.REPORT_VIEW):
        items.append((reverse("web:reports", args=[top]), "Báo cáo", "doc"))
    if actor.may(Permission.IMPORT_RUN):
        items.append((reverse("web:import"), "Nhập liệu", "up"))
    if actor.may(Permission.MEMBER_VIEW):
        items.append((_members_url(actor), "Đảng viên", "people"))
    if actor.may(Permission.VISIT_NOTE):
        items.append((reverse("web:led"), "Phụ trách", "cal"))
    if actor.may(Permission.OWN_VIEW) or (actor.member_id and actor.reaches):
        items.append((reverse("web:own"), "Của tôi", "user"))
    if actor.may(Permission.SERVER_VIEW) and len(items) < MOST_PLACES:
        items.append((reverse("web:server"), "Máy chủ", "chart"))
    if len(items) < MOST_PLACES:  # else the sign in the corner leads there
        items.append((reverse("web:account"), "Tài khoản", "lock"))
    current = _current([url for url, _, _ in items], request.path)
    period = carried(request.GET)
    return [
        {
            "url": u + period if u.startswith("/to-chuc/") else u,
            "label": w,
            "icon": i,
            "current": u == current,
        }
        for u, w, i in items
    ]


def _members_url(actor: Actor) -> str:
    """The list of the one cell whose names the actor sees; the search for whoever sees several."""
    tops = top_organisations(actor, Permission.MEMBER_VIEW)
    if len(tops) == 1 and tops[0].kind in CELL_KINDS:
        return reverse("web:members", args=[tops[0].public_id])
    return reverse("web:member-search")


def _current(urls: list[str], path: str) -> str:
    """The longest of the addresses that the path begins with; what lies below an organisation that
    is not in the list belongs to the first."""
    if path.startswith("/dang-vien/") or path.endswith("/dang-vien/"):
        return next((u for u in urls if u.endswith("/dang-vien/") or u == "/tim-dang-vien/"), "")
    if "/thang/" in path:
        return next((u for u in urls if "/thang/" in u), "")
    fitting = [url for url in urls if path.startswith(url)]
    if fitting:
        return max(fitting, key=len)
    report = path.startswith("/to-chuc/") and REPORT.search(path) is not None
    inside = path.startswith(("/to-chuc/", "/sinh-hoat/"))
    return (
        next((u for u in urls if u.startswith("/to-chuc/") and u.endswith("/bao-cao/") == report), "")
        if inside
        else ""
    )
