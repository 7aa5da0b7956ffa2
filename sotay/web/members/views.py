"""The members of an organisation's cells; one member's record."""

from datetime import date

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.meetings.queries.persons import meetings_of_member
from sotay.members.operations import note_member_seen, note_members_seen
from sotay.members.queries import UnknownMember, person_file, register
from sotay.web.door import ActorRequest, needs
from sotay.web.fields import Unreadable, read_day
from sotay.web.lookup import organisation_or_404
from sotay.web.members.pages import PAGE, list_page, member_page, page_numbers

EARLIEST = date(1930, 2, 3)
"""The Party's founding: nobody was a member before."""


def day_of(query: QueryDict, today: date) -> tuple[date, str]:
    """The day that an address asks for (?ngay=2024-06-18, or as a form sends it, 18/06/2024), and what to
    do when it is wrong."""
    text = query.get("ngay", "").strip()
    if not text:
        return today, ""
    try:
        day = read_day(text)
    except Unreadable:
        return today, "Viết lại ngày/tháng/năm, ví dụ 18/06/2024."
    if not EARLIEST <= day <= today:
        return today, "Viết ngày từ hôm nay trở về trước."
    return day, ""


@needs(Permission.MEMBER_VIEW)
@require_safe
def members(request: ActorRequest, public_id: str) -> HttpResponse:
    """Who belongs to the cells here, as far as the names may be seen."""
    today = clock.today()
    node = organisation_or_404(request.actor, public_id, Permission.MEMBER_VIEW)
    day, error = day_of(request.GET, today)
    found = register(request.actor, node, day, size=PAGE)
    page = page_numbers(request, found.sums.members)
    if page.number > 1:
        found = register(request.actor, node, day, first=page.start_index() - 1, size=PAGE)
    if found.cells and request.method == "GET":
        shown = len(found.lines) + len(found.visitors)
        note_members_seen(
            actor=request.actor, organisation=node.pk, cells=found.cells, day=day, shown=shown, at=clock.now()
        )
    context = list_page(request, node, found, today=today, error=error)
    return render(
        request,
        "web/members.html",
        context | {"page": page, "asked_day": request.GET["ngay"] if error else day},
    )


@needs(Permission.MEMBER_VIEW)
@require_safe
def member(request: ActorRequest, public_id: str) -> HttpResponse:
    """One record: who it is, standing, places, posts, meetings."""
    today = clock.today()
    try:
        found = person_file(request.actor, public_id, today=today)
    except UnknownMember as error:
        raise Http404 from error
    if request.method == "GET":
        cell = found.home.pk if found.home else None
        note_member_seen(actor=request.actor, member=found.pk, cell=cell, at=clock.now())
    meetings = meetings_of_member(request.actor, found.pk)
    return render(request, "web/member.html", member_page(request, found, meetings, today=today))
