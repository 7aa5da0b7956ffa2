"""Papers of a meeting as files to print or to write on."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sotay.access.choices import Permission
from sotay.ballots.queries import UnknownPoll
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.session import meeting_to_lead
from sotay.minutes.queries import UnknownMinutes
from sotay.minutes.queries.months import reportable
from sotay.reporting.meeting_papers.operations import (
    FORMS,
    Form,
    TakenPaper,
    export_ballots,
    export_ballots_ahead,
    export_book,
    export_committee_minutes,
    export_count,
    export_decision,
    export_invitation,
    export_minutes,
    export_month,
    export_roll,
)
from sotay.reporting.writers import CONTENT_TYPES
from sotay.resolutions.choices import DecisionKind
from sotay.web.door import ActorRequest, fresh, needs
from sotay.web.lookup import cell_or_404

EARLIEST = 190001


@needs(Permission.MEETING_RECORD)
@require_safe
def invitation(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The invitation, A5 or A4. `?gui=` (public id) names a guest; `?gon=1` tells no agenda."""

    def take(chosen: Form) -> TakenPaper:
        return export_invitation(
            actor=request.actor,
            public_id=public_id,
            guest=request.GET.get("gui", ""),
            neutral=request.GET.get("gon") == "1",
            form=chosen,
            today=clock.today(),
            at=clock.now(),
        )

    return _file(request, form, take, back=reverse("web:meeting", args=[public_id]))


@fresh
@needs(Permission.MINUTES_VIEW)
@require_safe
def roll(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The roll, with names and neutral notes; `?trang=1` to fill in by hand."""

    def take(chosen: Form) -> TakenPaper:
        return export_roll(
            actor=request.actor,
            public_id=public_id,
            blank=request.GET.get("trang") == "1",
            form=chosen,
            today=clock.today(),
            at=clock.now(),
        )

    return _file(request, form, take, back=reverse("web:meeting", args=[public_id]))


@fresh
@needs(Permission.MINUTES_VIEW)
@require_safe
def minutes(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The minutes: a draft until they are sealed."""
    back = reverse("web:meeting", args=[public_id])
    return _minutes(request, public_id, form, Permission.MINUTES_VIEW, back=back)


@needs(Permission.MEETING_JOIN)
@require_safe
def own_minutes(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The same for a member of the cell, once they are adopted."""
    return _minutes(request, public_id, form, Permission.MEETING_JOIN, back=reverse("web:home"))


def _minutes(
    request: ActorRequest, public_id: str, form: str, permission: Permission, *, back: str
) -> HttpResponse:
    def take(chosen: Form) -> TakenPaper:
        return export_minutes(
            actor=request.actor,
            public_id=public_id,
            permission=permission,
            form=chosen,
            today=clock.today(),
            at=clock.now(),
        )

    return _file(request, form, take, back=back)


@fresh
@needs(Permission.MINUTES_VIEW)
@require_safe
def decision(request: ActorRequest, public_id: str, form: str, kind: DecisionKind) -> HttpResponse:
    """The resolution or conclusion of a meeting: a draft until it bears its number."""

    def take(chosen: Form) -> TakenPaper:
        return export_decision(
            actor=request.actor,
            public_id=public_id,
            kind=kind,
            form=chosen,
            today=clock.today(),
            at=clock.now(),
        )

    try:
        meeting_to_lead(request.actor, public_id)
        back = (
            f"{reverse('web:decision', args=[public_id])}?loai={kind.value}",
            f"Soạn {kind.label.lower()}",
        )
    except UnknownMeeting:
        back = (reverse("web:meeting", args=[public_id]), "Xem buổi sinh hoạt")
    return _file(request, form, take, back=back[0], way=back[1])


@fresh
@needs(Permission.MINUTES_VIEW)
@require_safe
def book(request: ActorRequest, public_id: str, year: int) -> HttpResponse:
    """The running book of a year as one PDF."""
    cell = cell_or_404(request.actor, public_id, Permission.MINUTES_VIEW)

    def take(chosen: Form) -> TakenPaper:
        return export_book(actor=request.actor, cell=cell, year=year, today=clock.today(), at=clock.now())

    return _file(request, "pdf", take, back=reverse("web:minutes-book", args=[public_id]))


@needs(Permission.MINUTES_VIEW)
@require_safe
def month(request: ActorRequest, public_id: str, month: int, form: str) -> HttpResponse:
    """The monthly report of a cell: counts, no names; a draft until it is sent."""
    cell = cell_or_404(request.actor, public_id, Permission.MINUTES_VIEW)
    today = clock.today()
    if not 1 <= month % 100 <= 12 or month < EARLIEST or not reportable(month, today=today):
        raise Http404

    def take(chosen: Form) -> TakenPaper:
        return export_month(
            actor=request.actor, cell=cell, month=month, form=chosen, today=today, at=clock.now()
        )

    return _file(request, form, take, back=reverse("web:month-report", args=[public_id, month]))


@fresh
@needs(Permission.MINUTES_VIEW)
@require_safe
def committee(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The minutes of the committee's preparation."""

    def take(chosen: Form) -> TakenPaper:
        return export_committee_minutes(actor=request.actor, public_id=public_id, form=chosen, at=clock.now())

    return _file(request, form, take, back=reverse("web:committee", args=[public_id]))


@fresh
@needs(Permission.MINUTES_VIEW)
@require_safe
def count(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """The minutes of counting a secret vote."""

    def take(chosen: Form) -> TakenPaper:
        return export_count(
            actor=request.actor, public_id=public_id, form=chosen, today=clock.today(), at=clock.now()
        )

    return _file(request, form, take, back=reverse("web:home"))


@needs(Permission.MEETING_RECORD)
@require_safe
def ballots_ahead(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """Empty ballots before the vote on `?noi-dung=`, four to a sheet; `?khac=1`: for another opinion too."""
    subject, third = request.GET.get("noi-dung", ""), request.GET.get("khac") == "1"

    def take(chosen: Form) -> TakenPaper:
        return export_ballots_ahead(
            actor=request.actor,
            public_id=public_id,
            subject=subject,
            third=third,
            form=chosen,
            today=clock.today(),
            at=clock.now(),
        )

    return _file(request, form, take, back=reverse("web:vote-slips", args=[public_id]))


@needs(Permission.MEETING_RECORD)
@require_safe
def ballots(request: ActorRequest, public_id: str, form: str) -> HttpResponse:
    """Empty ballots to cut, four to a sheet."""

    def take(chosen: Form) -> TakenPaper:
        return export_ballots(
            actor=request.actor, public_id=public_id, form=chosen, today=clock.today(), at=clock.now()
        )

    return _file(request, form, take, back=reverse("web:poll", args=[public_id]))


def _file(
    request: ActorRequest,
    form: str,
    take: Callable[[Form], TakenPaper],
    *,
    back: str,
    way: str = "Quay lại",
) -> HttpResponse:
    """The file to save. A paper that cannot be made yet is no file: 409, a page that says why and leads on
    (`back`, in the words of `way`)."""
    chosen = next((one for one in FORMS if one == form), None)
    if chosen is None:
        raise Http404
    try:
        taken = take(chosen)
    except (UnknownMeeting, UnknownPoll, UnknownMinutes) as error:
        raise Http404 from error
    except PermissionDenied:
        raise
    except DomainError as error:
        page = {"title": "Chưa in được", "text": str(error), "action": {"url": back, "label": way}}
        return render(request, "web/empty.html", page, status=409)
    name = content_disposition_header(True, f"{taken.name}.{chosen}") or "attachment"
    return HttpResponse(taken.data, content_type=CONTENT_TYPES[chosen], headers={"Content-Disposition": name})
