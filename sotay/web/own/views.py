"""What concerns me, and nobody else; what is kept of me, to read, print and take away."""

import json as json_text

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sotay.ballots.queries import asked_of
from sotay.core import clock
from sotay.meetings.queries.checking_in import presence_now
from sotay.meetings.queries.joining import last_meeting, next_meeting
from sotay.meetings.queries.persons import own_meetings
from sotay.meetings.queries.speaking import own_turn
from sotay.members.operations import note_own_data
from sotay.members.queries import UnknownMember, own_file
from sotay.minutes.queries.own import minutes_to_confirm
from sotay.resolutions.queries import tasks_of_member
from sotay.web.door import ActorRequest, signed_in
from sotay.web.own.kept import kept_of
from sotay.web.own.pages import confirmations_asked, data_page, followed, own_page, polls_asked
from sotay.web.own.taking import own_data

UNLINKED = (
    "Tài khoản này chưa gắn với hồ sơ đảng viên nào. "
    "Đồng chí gọi bí thư chi bộ hoặc người quản trị Sổ tay để được gắn."
)


@signed_in
@require_safe
def own(request: ActorRequest) -> HttpResponse:
    """My cell, my meetings, my own state; nobody else's."""
    today = clock.today()
    try:
        found = own_file(request.actor, today=today)
    except UnknownMember:
        return render(request, "web/empty.html", {"title": "Của tôi", "text": UNLINKED})
    ahead, last = next_meeting(request.actor, today=today), last_meeting(request.actor, today=today)
    tasks = tasks_of_member(request.actor, today=today)
    presence = presence_now(request.actor, ahead)
    turn = own_turn(request.actor, presence.meeting) if presence else None
    context = own_page(
        request, found, own_meetings(request.actor), ahead, presence, turn, last, tasks, today=today
    )
    asked = asked_of(request.actor, presence.meeting) if presence else []
    context["polls"] = polls_asked(asked)
    context["to_confirm"] = confirmations_asked(minutes_to_confirm(request.actor))
    if presence and turn:
        context["live"] = followed(request, presence.meeting, turn)
    return render(request, "web/home_member.html", context)


@signed_in
@require_safe
def data(request: ActorRequest) -> HttpResponse:
    """Everything that is kept of me, to be read and printed."""
    today = clock.today()
    try:
        found = own_file(request.actor, today=today)
    except UnknownMember as error:
        raise Http404 from error
    context = data_page(request, found, own_meetings(request.actor), kept_of(request), today=today)
    return render(request, "web/own_data.html", context)


@signed_in
@require_safe
def json(request: ActorRequest) -> HttpResponse:
    """The same as a file that other programs read. The journal notes that it left."""
    today = clock.today()
    try:
        found = own_file(request.actor, today=today)
    except UnknownMember as error:
        raise Http404 from error
    taken = own_data(found, own_meetings(request.actor), kept_of(request), today=today)
    if request.method == "GET":
        note_own_data(actor=request.actor, form="json", at=clock.now())
    text = json_text.dumps(taken, ensure_ascii=False, indent=2)
    disposition = content_disposition_header(True, f"du-lieu-cua-toi-{today.isoformat()}.json")
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)
