"""What was said: opinions by name, and the texts of an item of the agenda."""

from functools import partial
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.documents.choices import Purpose
from sotay.documents.operations import store_document
from sotay.documents.rules import MOST_BYTES
from sotay.meetings.choices import OpinionWay
from sotay.meetings.operations.items import ItemConflict, write_and_mark, write_item
from sotay.meetings.operations.opinions import (
    OpinionConflict,
    OpinionDraft,
    amend_opinion,
    note_opinion,
    remove_opinion,
    take_opinion,
)
from sotay.meetings.queries.review import review_proposed
from sotay.meetings.queries.session import ItemLine, OpinionLine, SessionPage, opinion_line, seats_of
from sotay.meetings.rules.planning import REVIEW
from sotay.web.door import ActorRequest, needs, takes_files
from sotay.web.planning.review import explain_review, review_counts
from sotay.web.session import pages
from sotay.web.session.finding import frame, page_or_404, refusal
from sotay.web.session.forms import ItemForm, OpinionForm
from sotay.web.unsaved import Pressed, press

FORM = require_http_methods(["GET", "HEAD", "POST"])
PHOTO_NAME = "trang-so.jpg"
MARKS = frozenset({"through", "skip", "reopen"})
"""What the buttons of an item's page ask for besides writing its texts."""


@needs(Permission.MEETING_RECORD)
@takes_files(MOST_BYTES)
@FORM
def opinion(request: ActorRequest, public_id: str) -> HttpResponse:
    """Write down what somebody said, or correct it (`?sua=`); `?muc=`: under which item; `?nguoi=`:
    who is speaking."""
    found = page_or_404(request, public_id)
    wanted = request.POST.get("sua") or request.GET.get("sua", "")
    standing = _standing(found, wanted) if wanted else None
    do = request.POST.get("do", "")
    if do == "take":
        return _taken(request, found, standing)
    initial = _initial(request, found, standing)
    form = _form(request, found, initial)
    theirs, code = None, 400 if form.is_bound else 200
    if do == "remove":
        pressed = _removed(request, found, standing, form)
        if not pressed.typing:
            return redirect("web:session", public_id)
        code = pressed.code
        if not pressed.refused:  # what is being typed would now be an opinion of its own
            again = request.POST.copy()
            again["version"], standing = "", None
            form = _form(request, found, initial, again)
            form.errors.clear()
    elif form.is_bound and form.is_valid():
        try:
            _save(request, found, form, standing)
        except PermissionDenied:
            raise
        except OpinionConflict as conflict:
            code, theirs = 409, opinion_line(conflict.theirs)
            again = request.POST.copy()
            again["version"], again["sua"] = str(conflict.version), conflict.theirs.public_id
            form = _form(request, found, initial, again)
            form.full_clean()
            form.add_error(None, str(conflict))
            standing = theirs
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi ý kiến.")
            return redirect(_shows(found, form.cleaned_data["item"]))
    context = frame(found.meeting, "Sửa ý kiến" if standing else "Ghi ý kiến")
    context |= {"form": form, "standing": standing, "theirs": theirs}
    return render(request, "web/session_opinion.html", context, status=code)


def _initial(request: ActorRequest, found: SessionPage, standing: OpinionLine | None) -> dict[str, Any]:
    item = request.GET.get("muc") or (standing.item if standing else "") or found.current
    initial: dict[str, Any] = {"key": token_hex(16), "item": item, "speaker": request.GET.get("nguoi", "")}
    if standing is not None:
        initial |= {
            "speaker": standing.speaker,
            "text": standing.text,
            "reserved": standing.reserved,
            "version": standing.version,
        }
    return initial


def _shows(found: SessionPage, item: str) -> str:
    """The page where what was written under the item is to be seen: the chair's screen, when the meeting is
    at that item."""
    public_id = found.meeting.public_id
    if not item or item == found.current or not found.current:
        return reverse("web:session", args=[public_id])
    return f"{reverse('web:session-item', args=[public_id])}?{urlencode({'muc': item})}"


def _standing(found: SessionPage, wanted: str) -> OpinionLine:
    line = next((one for one in (*found.opinions, *found.sent) if one.public_id == wanted), None)
    if line is None:
        raise Http404
    return line


def _form(
    request: ActorRequest, found: SessionPage, initial: dict[str, Any], data: Any = None
) -> OpinionForm:
    speakers = pages.speakers(seats_of(request.actor, found.meeting), found.guests, found.line)
    items = [("", "Không theo bước"), *((i.public_id, f"{i.number}. {i.title}") for i in found.items)]
    posted = data or (request.POST if request.method == "POST" else None)
    return OpinionForm(
        posted,
        request.FILES or None,
        speakers=speakers,
        items=items,
        initial=initial,
    )


def _save(request: ActorRequest, found: SessionPage, form: OpinionForm, standing: OpinionLine | None) -> None:
    at, v = clock.now(), form.cleaned_data
    photo = None
    if v["photo"]:
        photo = store_document(
            actor=request.actor,
            organisation=found.cell,
            purpose=Purpose.PHOTO,
            name=PHOTO_NAME,
            content=v["photo"].read(),
            permission=Permission.MEETING_RECORD,
            at=at,
        )
    draft = OpinionDraft(v["speaker"], v["text"], v["item"], v["reserved"], photo)
    about: dict[str, Any] = {"actor": request.actor, "meeting": found.meeting, "draft": draft, "at": at}
    if standing is None:
        note_opinion(form_key=v["key"], **about)
    else:
        amend_opinion(opinion=standing.public_id, version=v["version"] or 0, **about)


def _taken(request: ActorRequest, found: SessionPage, standing: OpinionLine | None) -> HttpResponse:
    """Take over what was sent before."""
    if standing is None:
        raise Http404
    about: dict[str, Any] = {"actor": request.actor, "meeting": found.meeting, "at": clock.now()}
    item = request.POST.get("muc") or found.current or (found.items[-1].public_id if found.items else "")
    if said := refusal(partial(take_opinion, opinion=standing.public_id, item=item, **about)):
        messages.warning(request, said)
    return redirect("web:session", found.meeting.public_id)


def _removed(
    request: ActorRequest, found: SessionPage, standing: OpinionLine | None, form: OpinionForm
) -> Pressed:
    """Remove what was written by mistake, or give back what was sent before."""
    if standing is None:
        raise Http404
    version = request.POST.get("version", "")
    deed = partial(
        remove_opinion,
        actor=request.actor,
        meeting=found.meeting,
        opinion=standing.public_id,
        version=int(version) if version.isdecimal() else -1,
        at=clock.now(),
    )
    done = "Ý kiến đã đưa ra khỏi biên bản." if standing.way == OpinionWay.BEFORE else "Đã xóa ý kiến."
    return press(request, form, deed, done=done, main="Ghi ý kiến")


def _write_item(request: ActorRequest, found: SessionPage, item: str, form: ItemForm) -> None:
    """Write the texts; with a mark's button pressed mark the item too, in one."""
    about: dict[str, Any] = {
        "actor": request.actor,
        "meeting": found.meeting,
        "item": item,
        "texts": form.texts(),
        "version": form.cleaned_data["version"] or 0,
        "at": clock.now(),
    }
    if (mark := request.POST.get("do", "")) in MARKS:
        write_and_mark(mark=mark, reason=request.POST.get("reason", ""), **about)
    else:
        write_item(**about)


def _item_form(
    request: ActorRequest, found: SessionPage, line: ItemLine, again: QueryDict | None = None
) -> ItemForm:
    """The texts of an item; the review that nobody wrote begins as proposed. `again`: posted once more over
    what somebody else saved."""
    data = again or (request.POST if request.method == "POST" else None)
    proposed = "" if line.content or line.step != REVIEW else review_proposed(found.meeting)
    initial = {"content": line.content or proposed, "conclusion": line.conclusion, "version": line.version}
    form = ItemForm(data, initial=initial)
    if line.step == REVIEW:
        counts = review_counts(request.actor, found.meeting, today=clock.today())
        explain_review(form.fields["content"], counts, proposed=bool(proposed))
    return form


@needs(Permission.MEETING_RECORD)
@FORM
def item(request: ActorRequest, public_id: str) -> HttpResponse:
    """One item (`?muc=`): its texts, its opinions, and its mark."""
    found = page_or_404(request, public_id)
    wanted = request.POST.get("muc") or request.GET.get("muc", "") or found.current
    line = found.item(wanted) if wanted else None
    if line is None:
        if wanted:
            raise Http404
        return redirect("web:session", public_id)  # a meeting without an agenda
    form = _item_form(request, found, line)
    theirs, code = None, 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _write_item(request, found, line.public_id, form)
        except PermissionDenied:
            raise
        except ItemConflict as conflict:
            code, theirs = 409, conflict.theirs
            again = request.POST.copy()
            again["version"] = str(conflict.version)
            form = _item_form(request, found, line, again)
            form.full_clean()
            form.add_error(None, str(conflict))
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi nội dung.")
            return redirect("web:session", public_id)
    context = frame(found.meeting, f"Bước {line.number}. {line.title}")
    context |= pages.item_context(found, line) | {
        "form": form,
        "theirs": theirs,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "web/session_item.html", context, status=code)
