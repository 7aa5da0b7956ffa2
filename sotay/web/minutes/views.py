"""Minutes: read, adopt, confirm, seal, note, file; the running book."""

from functools import partial
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.documents.rules import MOST_BYTES
from sotay.minutes.choices import Hand, Place
from sotay.minutes.operations import (
    WordingConflict,
    adopt_minutes,
    append_note,
    attach_scans,
    confirm_minutes,
    name_officers,
    note_minutes_seen,
    seal_minutes,
    write_wording,
)
from sotay.minutes.queries import MinutesPage, UnknownMinutes, book_of, minutes_page
from sotay.web.door import ActorRequest, fresh, needs, takes_files
from sotay.web.lookup import cell_or_404, name_on
from sotay.web.minutes import pages
from sotay.web.minutes.forms import AdoptForm, NoteForm, OfficersForm, ScanForm, WordingForm
from sotay.web.session.finding import refusal

SELF = "Chủ trì, thư ký cuộc họp có tài khoản thì tự xác nhận trên máy của mình."
FORM = require_http_methods(["GET", "HEAD", "POST"])


def _page(request: ActorRequest, public_id: str, *, record: bool = False) -> MinutesPage:
    """The minutes for this reader; `record`: only for whoever records for the cell."""
    try:
        found = minutes_page(request.actor, public_id, today=clock.today())
    except UnknownMinutes as error:
        raise Http404 from error
    if record and not found.may_record:
        raise Http404
    return found


@needs(Permission.MEETING_JOIN)
@require_safe
def own_minutes(request: ActorRequest, public_id: str) -> HttpResponse:
    """A member reads the minutes of the own cell, once adopted."""
    return _shown(request, _page(request, public_id))


@needs(Permission.MINUTES_VIEW)
@require_safe
def minutes(request: ActorRequest, public_id: str) -> HttpResponse:
    """The paper as it will print, what stands against it, and the next step: where the minutes are the
    reader's to see by a role. A member here who has that role elsewhere reads them as a member."""
    found = _page(request, public_id)
    if not found.views:
        raise Http404
    return _shown(request, found)


def _shown(request: ActorRequest, found: MinutesPage) -> HttpResponse:
    if request.method == "GET":
        note_minutes_seen(actor=request.actor, meeting=found.meeting, form="page", at=clock.now())
    form = AdoptForm(initial=pages.adopt_initial(found))
    return render(request, "web/minutes.html", pages.minutes_context(found, form))


@needs(Permission.MEETING_RECORD)
@require_POST
def act(request: ActorRequest, public_id: str) -> HttpResponse:
    """The cell adopts its minutes."""
    found = _page(request, public_id, record=True)
    form = AdoptForm(request.POST)
    if form.is_valid():
        deed = partial(
            adopt_minutes,
            actor=request.actor,
            meeting=found.meeting,
            no=form.cleaned_data["no"] or 0,
            other=form.cleaned_data["other"] or 0,
            poll=form.cleaned_data["poll"],
            read_aloud=form.cleaned_data["read"],
            at=clock.now(),
            today=clock.today(),
        )
        said = refusal(deed)
        if not said:
            messages.success(request, "Đã ghi: chi bộ thông qua biên bản.")
            return redirect("web:minutes", public_id)
        form.add_error(None, said)
    return render(request, "web/minutes.html", pages.minutes_context(found, form), status=400)


@needs(Permission.MEETING_JOIN)
@require_POST
def confirm(request: ActorRequest, public_id: str) -> HttpResponse:
    """Chair or minute taker confirm; whoever records enters it for somebody without an account."""
    found = _page(request, public_id)
    asked = [hand for hand in Hand if hand.value in request.POST.getlist("hand")]
    hands = [hand for hand in asked if hand in found.own_hand or hand in found.helped]
    said = "" if hands else SELF
    for hand in hands:
        deed = partial(confirm_minutes, actor=request.actor, meeting=found.meeting, hand=hand, at=clock.now())
        said = said or refusal(deed)
    if said:
        messages.warning(request, said)
    else:
        messages.success(request, "Đã ghi xác nhận.")
    reads = request.actor.may(Permission.MINUTES_VIEW, found.meeting.cell)
    return redirect("web:minutes" if reads else "web:minutes-read", public_id)


@fresh
@needs(Permission.MEETING_SEAL)
@require_POST
def seal(request: ActorRequest, public_id: str) -> HttpResponse:
    """Seal: from now on only notes are added."""
    found = _page(request, public_id)
    deed = partial(
        seal_minutes, actor=request.actor, meeting=found.meeting, at=clock.now(), today=clock.today()
    )
    if said := refusal(deed):
        messages.warning(request, said)
    else:
        messages.success(request, "Đã chốt biên bản. In ra để ký; bản ký tay là bản chính thức.")
    return redirect("web:minutes", public_id)


@needs(Permission.MEETING_RECORD)
@FORM
def officers(request: ActorRequest, public_id: str) -> HttpResponse:
    """Who chaired, who took the minutes."""
    found = _page(request, public_id, record=True)
    by_pk = {one.member: one.public_id for one in found.people}
    initial = {
        "chair": by_pk.get(found.meeting.chair_id or 0, ""),
        "taker": by_pk.get(found.meeting.minute_taker_id or 0, ""),
    }
    if not initial["chair"]:
        heads = [one.public_id for one in found.people if "Bí thư" in one.posts]
        initial["chair"] = heads[0] if heads else ""
    people = [(one.public_id, one.name) for one in found.people]
    form = OfficersForm(request.POST if request.method == "POST" else None, people=people, initial=initial)
    code = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        said = refusal(
            partial(
                name_officers,
                actor=request.actor,
                meeting=found.meeting,
                chair=form.cleaned_data["chair"],
                taker=form.cleaned_data["taker"],
                at=clock.now(),
            )
        )
        if not said:
            return redirect("web:minutes", public_id)
        form.add_error(None, said)
    context = _small(found, "Chủ trì, thư ký cuộc họp", form, "Lưu")
    return render(request, "web/minutes_form.html", context, status=code)


def _small(found: MinutesPage, title: str, form: Any, button: str, **more: Any) -> dict[str, Any]:
    """The frame of a page with one small form."""
    context = pages.frame(found) | {"title": title, "form": form, "button": button}
    context["back"] = {"url": f"/sinh-hoat/{found.meeting.public_id}/bien-ban/", "label": "Biên bản"}
    return context | more


@needs(Permission.MEETING_RECORD)
@FORM
def wording(request: ActorRequest, public_id: str, place: str) -> HttpResponse:
    """Own words at a place of the minutes."""
    found = _page(request, public_id, record=True)
    if place not in Place.values:
        raise Http404
    text, seen = found.record.texts.get(place, ""), found.versions.get(place, 0)
    form = WordingForm(
        request.POST if request.method == "POST" else None, initial={"text": text, "seen": seen}
    )
    code, theirs = (400 if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        try:
            write_wording(
                actor=request.actor,
                meeting=found.meeting,
                place=place,
                text=form.cleaned_data["text"].strip(),
                seen=form.cleaned_data["seen"],
                at=clock.now(),
            )
        except PermissionDenied:
            raise
        except WordingConflict as conflict:
            again = request.POST.copy()
            again["seen"] = str(conflict.version)
            form = WordingForm(again)
            form.add_error(None, str(conflict))
            theirs, code = conflict.theirs, 409
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("web:minutes", public_id)
    context = _small(found, str(Place(place).label), form, "Lưu", theirs=theirs)
    return render(request, "web/minutes_form.html", context, status=code)


@needs(Permission.MEETING_RECORD)
@FORM
def note(request: ActorRequest, public_id: str) -> HttpResponse:
    """A note after sealing."""
    found = _page(request, public_id, record=True)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"key": token_hex(16)})
    code = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        deed = partial(
            append_note,
            actor=request.actor,
            meeting=found.meeting,
            text=form.cleaned_data["text"],
            form_key=form.cleaned_data["key"],
            at=clock.now(),
        )
        if not (said := refusal(deed)):
            messages.success(request, "Đã thêm ghi chú. Biên bản đã chốt vẫn giữ nguyên.")
            return redirect("web:minutes", public_id)
        form.add_error(None, said)
    hint = "Ghi chú đứng sau biên bản, có ngày giờ và tên người ghi; không sửa, không xóa được."
    context = _small(found, "Ghi chú bổ sung", form, "Thêm ghi chú", hint=hint)
    return render(request, "web/minutes_form.html", context, status=code)


@takes_files(3 * MOST_BYTES)
@needs(Permission.MEETING_RECORD)
@FORM
def scan(request: ActorRequest, public_id: str) -> HttpResponse:
    """The scanned signed copy, page by page; with it the meeting is filed, and files may still be added."""
    found = _page(request, public_id, record=True)
    bound = request.method == "POST"
    form = ScanForm(request.POST, request.FILES) if bound else ScanForm()
    code = 400 if bound else 200
    if bound and form.is_valid():
        deed = partial(
            attach_scans,
            actor=request.actor,
            meeting=found.meeting,
            files=[(sent.name, sent.read()) for sent in form.cleaned_data["pages"]],
            at=clock.now(),
        )
        if not (said := refusal(deed)):
            messages.success(request, "Đã lưu bản ký. Hồ sơ buổi sinh hoạt đã đủ.")
            return redirect("web:minutes", public_id)
        form.add_error(None, said)
    hint = (
        "Chụp hoặc quét biên bản đã có hai chữ ký, sau khi đã chốt. Lưu rồi thì không xóa được, chỉ thêm: "
        "lưu nhầm tệp thì thêm tệp đúng, rồi nói rõ ở Ghi chú bổ sung."
    )
    title = "Thêm trang bản ký" if found.scans else "Lưu bản ký"
    context = _small(found, title, form, title, hint=hint, file=True)
    return render(request, "web/minutes_form.html", context, status=code)


@needs(Permission.MINUTES_VIEW)
@require_safe
def book(request: ActorRequest, public_id: str) -> HttpResponse:
    """The running book of a cell: its sealed minutes of a year."""
    cell = cell_or_404(request.actor, public_id, Permission.MINUTES_VIEW)
    today = clock.today()
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2099 else today.year
    found = book_of(request.actor, cell, year, today=today)
    context = {
        "title": f"Sổ biên bản năm {year}",
        "subtitle": name_on(cell, today),
        "back": {"url": f"/to-chuc/{public_id}/chi-bo/", "label": "Chi bộ"},
        "book": found,
        "year": year,
        "years": (year - 1, year + 1),
        "cell_id": public_id,
    }
    return render(request, "web/minutes_book.html", context)
