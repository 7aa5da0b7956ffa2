"""What the superior gave the cell for a month: to be read, and taken into the month's meeting."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.period import month_of, next_month
from sotay.core.vietnamese import format_month_paper
from sotay.meetings.choices import Stage
from sotay.meetings.queries.orientations import GivenPage, orientations_given
from sotay.web.door import ActorRequest, needs
from sotay.web.lookup import cell_or_404, name_on
from sotay.web.planning.pages import cell_url


@needs(Permission.MEETING_RECORD)
@require_safe
def given(request: ActorRequest, public_id: str, month: int) -> HttpResponse:
    """Every orientation of the month in full; each that the meeting lacks has its button."""
    cell, today = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD), clock.today()
    if not 1 <= month % 100 <= 12 or not 200001 <= month <= next_month(month_of(today)):
        raise Http404
    found = orientations_given(request.actor, cell, month)
    context = {
        "organisation_name": name_on(cell, today),
        "back": {"url": cell_url(public_id), "label": "Chi bộ"},
        "month": month,
        "lines": found.lines,
        "prepare_url": reverse("web:prepare", args=[found.meeting.public_id]) if found.meeting else "",
        **_about(found, public_id, month),
    }
    return render(request, "web/cell_orientations.html", context)


def _about(found: GivenPage, cell: str, month: int) -> dict[str, Any]:
    """What the month's meeting does with it: a sentence, and where to go on."""
    meeting, name = found.meeting, format_month_paper(month)
    if meeting is None or not meeting.stage:
        url = f"{reverse('web:propose', args=[cell])}?thang={month}"
        text = f"Lên lịch buổi tháng {name} thì các tài liệu này tự vào phần tài liệu."
        return {"about": text, "next": (url, f"Lên lịch buổi tháng {name}")}
    url = reverse("web:prepare", args=[meeting.public_id])
    if meeting.stage > Stage.CALLED:
        begun = "đang diễn ra" if meeting.stage == Stage.IN_SESSION else "đã kết thúc"
        return {"about": f"Buổi tháng {name} {begun}: tài liệu không đưa thêm được.", "next": None}
    if any(line.waits for line in found.lines):
        text = "Đảng viên đọc được ngay khi đưa vào." if meeting.stage == Stage.CALLED else ""
        return {"about": text, "next": None}
    return {"about": "", "next": (f"{url}#tai-lieu", "Xem phần tài liệu của buổi")}
