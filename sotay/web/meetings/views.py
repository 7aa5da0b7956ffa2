"""One meeting."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.meetings.operations import note_roll_seen
from sotay.meetings.queries import UnknownMeeting, meeting_page
from sotay.web.door import ActorRequest, needs
from sotay.web.meetings import pages
from sotay.web.papers.links import decision_papers


@needs(Permission.MEETING_VIEW)
@require_safe
def meeting(request: ActorRequest, public_id: str) -> HttpResponse:
    """What was recorded of a meeting; the names only for those who may see them."""
    try:
        found = meeting_page(request.actor, public_id)
    except UnknownMeeting as error:
        raise Http404 from error
    if found.roll and request.method == "GET":
        note_roll_seen(actor=request.actor, meeting=found.pk, cells=found.named, at=clock.now())
    context = pages.meeting_context(request, found, today=clock.today())
    context["deeds"] = pages.deeds(request.actor, found, today=clock.today())
    context["paper_links"] = [*pages.papers(request.actor, found), *decision_papers(request.actor, public_id)]
    return render(request, "web/meeting.html", context)
