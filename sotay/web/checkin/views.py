"""Self check-in."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.vietnamese import format_month_paper
from sotay.meetings.choices import PRESENCES, CheckIn
from sotay.meetings.operations.checking_in import check_in, switch_check_in
from sotay.meetings.queries import UnknownMeeting
from sotay.meetings.queries.checking_in import check_in_desk, own_presence
from sotay.meetings.rules.codes import accepts
from sotay.web.checkin.picture import code_picture, key
from sotay.web.checkin.words import presence_words
from sotay.web.door import ActorRequest, needs, public

FORM = require_http_methods(["GET", "HEAD", "POST"])
SCANNED = "sotay_quet"
SALT = "sotay.check-in"
SCAN_AGE = 15 * 60
"""Seconds that a scan met in time is good for: to sign in and to say "I am here"."""


@needs(Permission.MEETING_RECORD)
@FORM
@never_cache
def desk(request: ActorRequest, public_id: str) -> HttpResponse:
    """For the chair: switch self check-in on or off, show the code."""
    try:
        found = check_in_desk(request.actor, public_id)
    except UnknownMeeting as error:
        raise Http404 from error
    if request.method == "POST":
        on = request.POST.get("on") == "1"
        try:
            switch_check_in(actor=request.actor, meeting=found.meeting, on=on, at=clock.now())
        except PermissionDenied:
            raise
        except DomainError as refused:
            messages.warning(request, str(refused))
        return redirect("web:check-in-desk", public_id)
    context = {
        "title": "Tự điểm danh bằng mã",
        "subtitle": f"Sinh hoạt tháng {format_month_paper(found.meeting.counted_for)}",
        "back": {"url": reverse("web:roll", args=[public_id]), "label": "Điểm danh"},
        "desk": found,
        "picture": code_picture(request, public_id) if found.on else "",
        "picture_url": reverse("web:check-in-picture", args=[public_id]),
    }
    return render(request, "web/check_in_desk.html", context)


@needs(Permission.MEETING_RECORD)
@require_safe
@never_cache
def picture(request: ActorRequest, public_id: str) -> HttpResponse:
    """The code of this moment as SVG."""
    try:
        found = check_in_desk(request.actor, public_id)
    except UnknownMeeting as error:
        raise Http404 from error
    if not found.on:
        return HttpResponse(status=204)
    return HttpResponse(code_picture(request, public_id), content_type="image/svg+xml; charset=utf-8")


@public
@require_safe
@never_cache
def scan(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """Where the picture leads: whether the code came in time is decided now, whatever follows. It tells
    nothing of the meeting, not even whether there is one."""
    answer = redirect("web:check-in", public_id)
    if accepts(key(), public_id, code, clock.now()):
        answer.set_signed_cookie(
            SCANNED,
            public_id,
            salt=SALT,
            max_age=SCAN_AGE,
            httponly=True,
            secure=settings.HTTPS,
            samesite="Lax",
        )
    else:
        answer = redirect(reverse("web:check-in", args=[public_id]) + "?ma=cu")
    return answer


@needs(Permission.MEETING_JOIN)
@FORM
@never_cache
def own(request: ActorRequest, public_id: str) -> HttpResponse:
    """ "I am here", in one tap."""
    try:
        found = own_presence(request.actor, public_id)
    except UnknownMeeting as unknown:
        raise Http404 from unknown
    said = request.get_signed_cookie(SCANNED, default="", salt=SALT, max_age=SCAN_AGE)
    way = CheckIn.CODE if said == public_id else CheckIn.SELF
    on_own_word = found.way == CheckIn.SELF and not found.by_roll
    error, code = "", 200
    if request.method == "POST":
        try:
            check_in(actor=request.actor, meeting=found.meeting, way=way, at=clock.now())
        except PermissionDenied:
            raise
        except DomainError as refused:
            error, code = str(refused), 409
        else:
            answer = redirect("web:check-in", public_id)
            answer.delete_cookie(SCANNED, samesite="Lax")
            return answer
    context = {
        "title": "Có mặt",
        "subtitle": f"Sinh hoạt tháng {format_month_paper(found.meeting.counted_for)}",
        "back": {"url": reverse("web:own"), "label": "Của tôi"},
        "found": found,
        "said": presence_words(found),
        # Whoever was noted absent and has scanned the code is here after all; on one's own word alone, the
        # scan makes it certain.
        "may_say": found.on
        and found.expected
        and (not found.way or (way == CheckIn.CODE and (found.state not in PRESENCES or on_own_word))),
        "late_code": request.GET.get("ma") == "cu" and way != CheckIn.CODE,
        "error": error,
    }
    return render(request, "web/check_in.html", context, status=code)
