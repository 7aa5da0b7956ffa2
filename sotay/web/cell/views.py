"""The cell's home."""

from dataclasses import replace
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.meetings.choices import Stage
from sotay.meetings.queries import UnknownMeeting, cell_meetings
from sotay.meetings.queries.duty import cell_duty
from sotay.meetings.queries.next_step import Current, current_meeting
from sotay.meetings.queries.orientations import untaken_orientations
from sotay.meetings.queries.superior import reminders_of_cell
from sotay.meetings.rules.superior import LATE
from sotay.minutes.queries.unwritten import unsent_reports, unwritten_resolutions
from sotay.notifications.queries import still_to_call
from sotay.resolutions.queries import tasks_of_cell
from sotay.web.cell.current import unsent_rows, untaken_rows, unwritten_rows
from sotay.web.cell.pages import home_page, span
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import cell_or_404


@needs(Permission.MEETING_RECORD)
@require_safe
def cell(request: ActorRequest, public_id: str) -> HttpResponse:
    """One next action first; this month, the quarter's theme, what is missing, the meetings."""
    node = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD)
    today = clock.today()
    duty = cell_duty(request.actor, node, today=today)
    current = current_meeting(request.actor, node, today=today)
    if current is not None:
        current = _still_to_call(request, current, today)
    tasks = tasks_of_cell(request.actor, node, today=today)
    meetings = cell_meetings(request.actor, node, span(today))
    late = [line.month for line in duty.months if line.duty in LATE]
    context = home_page(request, node, duty, current, meetings, tasks, today=today)
    unwritten = unwritten_resolutions(request.actor, node, since=span(today).first)
    unsent = unsent_reports(request.actor, node, since=span(today).first)
    untaken = untaken_orientations(request.actor, node)
    context["lacks"] = [*untaken_rows(untaken), *context["lacks"]]
    waiting = [*unwritten_rows(unwritten), *unsent_rows(node.public_id, unsent)]
    context["lacks"] = [*waiting, *context["lacks"]]
    if waiting and not context["step"]["main"]:
        context["step"]["text"] = "Buổi sinh hoạt đã xong; việc còn lại ở mục Còn thiếu."
    context["reminders"] = reminders_of_cell(request.actor, node, late)
    return render(request, "web/home_cell.html", context)


def _still_to_call(request: ActorRequest, current: Current, today: date) -> Current:
    """Of those without an account only whom nobody has called yet."""
    glance, meeting = current.glance, current.meeting
    if glance is None or not glance.phoneless or meeting.stage < Stage.CALLED:
        return current
    try:
        waiting = still_to_call(request.actor, meeting.public_id, today=today)
    except UnknownMeeting:  # hosted by another cell, which calls
        return current
    return replace(current, glance=replace(glance, phoneless=waiting))
