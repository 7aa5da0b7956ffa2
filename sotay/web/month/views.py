"""A committee's month; remind those who are late."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.period import month_of, next_month, previous_month
from sotay.meetings.choices import Duty
from sotay.meetings.operations.superior import remind_cells
from sotay.meetings.queries.duty import leaders_of, month_duty
from sotay.meetings.queries.superior import last_reminders, orientations_of
from sotay.meetings.rules.superior import LATE
from sotay.minutes.queries.months import reports_sent
from sotay.organisations.choices import CELL_KINDS
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import organisation_or_404
from sotay.web.month.pages import OPEN, month_page


def known_month(month: int, last: int) -> None:
    """Raise Http404 unless it is a month up to the last one."""
    if not 1 <= month % 100 <= 12 or not 200001 <= month <= last:
        raise Http404


@needs(Permission.MEETING_VIEW)
@require_safe
def month(request: ActorRequest, public_id: str, month: int) -> HttpResponse:
    """Every cell: planned, called, met, late, not yet, postponed with consent, missing; what is missing."""
    today = clock.today()
    known_month(month, next_month(month_of(today)))
    node = organisation_or_404(request.actor, public_id, Permission.MEETING_VIEW)
    lines = month_duty(request.actor, node, month, today=today)
    before = []
    if month == month_of(today):
        earlier = month_duty(request.actor, node, previous_month(month), today=today)
        before = [line for line in earlier if line.duty == Duty.MISSING]
    calling = [line.cell for line in (*lines, *before) if line.duty in OPEN]
    leaders = leaders_of(request.actor, calling, today)
    reminded = last_reminders([line.cell.pk for line in lines], month)
    writes = node.kind not in CELL_KINDS and request.actor.may(Permission.ORIENTATION_WRITE, node)
    orientations = orientations_of(request.actor, node, month) if writes else None
    read = [line.cell.pk for line in lines if request.actor.may(Permission.MINUTES_VIEW, line.cell)]
    reports = reports_sent(read, month)
    context = month_page(
        request, node, month, lines, before, leaders, reminded, orientations, reports, today=today
    )
    return render(request, "web/month.html", context | {"computed_at": clock.now()})


@needs(Permission.MEETING_REMIND)
@require_POST
def remind(request: ActorRequest, public_id: str, month: int) -> HttpResponse:
    """Remind one cell that is late (`cell`: its public id), or all of them, once a day."""
    today = clock.today()
    known_month(month, month_of(today))
    node = organisation_or_404(request.actor, public_id, Permission.MEETING_REMIND)
    wanted = request.POST.get("cell", "")
    late = [line.cell for line in month_duty(request.actor, node, month, today=today) if line.duty in LATE]
    cells = [cell for cell in late if request.actor.may(Permission.MEETING_REMIND, cell)]
    cells = [cell for cell in cells if wanted in {"", cell.public_id}]
    sent = remind_cells(actor=request.actor, cells=cells, month=month, today=today, at=clock.now())
    if sent:
        messages.success(request, f"Đã nhắc {sent} chi bộ. Bí thư, phó bí thư thấy lời nhắc khi mở Sổ tay.")
    else:
        messages.info(request, "Hôm nay đã nhắc rồi, hoặc chi bộ không còn muộn.")
    return redirect("web:month", public_id, month)
