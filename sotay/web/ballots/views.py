"""Hold votes, and vote."""

from collections.abc import Callable
from functools import partial
from itertools import zip_longest
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.ballots.choices import Holder, Method, Purpose
from sotay.ballots.operations import cast_vote, close_poll, correct_count, count_vote, open_poll, void_poll
from sotay.ballots.operations.common import VotedAlready, VoteRefused
from sotay.ballots.operations.counting import CountConflict
from sotay.ballots.queries import (
    EVERYBODY,
    Booth,
    PollLine,
    UnknownPoll,
    asked_of,
    booth_for,
    poll_for,
    poll_line,
    poll_to_cast,
    tellers_of,
)
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.web.ballots import pages
from sotay.web.ballots.forms import CastForm, CloseForm, DevicesForm, HandForm, SlipsForm, VoidForm, VoteForm
from sotay.web.door import ActorRequest, needs
from sotay.web.front.tickets import live_address
from sotay.web.papers.links import link

FORM = require_http_methods(["GET", "HEAD", "POST"])


def _booth(request: ActorRequest, public_id: str, deciding: str = "") -> Booth:
    """The votes of the meeting; `?cua=`, or the hidden field: which of the cells that meet together."""
    deciding = deciding or request.POST.get("cell", "") or request.GET.get("cua", "")
    try:
        return booth_for(request.actor, public_id, Permission.MEETING_RECORD, deciding)
    except UnknownPoll as error:
        raise Http404 from error


def _poll(request: ActorRequest, public_id: str) -> tuple[Booth, PollLine, Any]:
    try:
        found = poll_for(request.actor, public_id, Permission.MEETING_RECORD)
    except UnknownPoll as error:
        raise Http404 from error
    booth = _booth(request, found.meeting.public_id, found.cell.public_id if found.cell else EVERYBODY)
    return booth, next(one for one in booth.polls if one.public_id == public_id), found


def _done(form: VoteForm, deed: Callable[[], object]) -> bool:
    """Whether the deed was done; what the rules said against it stands in the form."""
    try:
        deed()
    except PermissionDenied:
        raise
    except (CountConflict, VotedAlready):
        raise
    except VoteRefused as refused:
        form.refuse(refused.faults)
    except DomainError as refused:
        form.add_error(None, str(refused))
    else:
        return True
    return False


def _once(form: VoteForm, deed: Callable[[], object]) -> tuple[bool, dict[str, str] | None]:
    """The same; and the vote on the same that stands already, of which the person is told first."""
    try:
        return _done(form, deed), None
    except VotedAlready as already:
        return False, _asked_again(form, already)


def _asked_again(form: VoteForm, already: VotedAlready) -> dict[str, str]:
    """What the page says; whoever left "Việc khác" as it was means what the vote before was about."""
    if form.data["purpose"] == Purpose.OTHER:
        form.say("purpose", already.poll.purpose)
    form.say("again", already.poll.public_id)
    return pages.again_context(poll_line(already.poll))


@needs(Permission.MEETING_RECORD)
@FORM
def votes(request: ActorRequest, public_id: str) -> HttpResponse:
    """The votes of a meeting, and the count of a show of hands. `?buoc=C8`: for that step."""
    booth = _booth(request, public_id)
    item, purpose, subject = pages.to_vote_on(booth, request.GET.get("buoc", ""))
    initial: dict[str, Any] = {"key": token_hex(16), "item": item, "purpose": purpose, "subject": subject}
    initial |= {"no": 0, "other": 0, "cell": booth.deciding, "there": booth.voters.present}
    data = request.POST if request.method == "POST" else None
    form = HandForm(data, groups=booth.groups, everybody=booth.everybody, came=booth.came, initial=initial)
    code, known = 200, None
    if data is not None:
        code = 400
        if form.is_valid():
            chosen = form.cleaned_data["item"]
            place = next((one for one in booth.meeting.items.all() if one.public_id == chosen), None)
            deed = partial(
                count_vote,
                actor=request.actor,
                meeting=booth.meeting,
                draft=form.draft(),
                item=place,
                form_key=form.cleaned_data["key"],
                again=form.cleaned_data["again"],
                at=clock.now(),
            )
            done, known = _once(form, deed)
            if done:
                messages.success(request, "Đã ghi kết quả biểu quyết.")
                return redirect("web:votes", public_id)
    context = pages.votes_page(booth, form) | {"known": known}
    return render(request, "web/votes.html", context, status=code)


@needs(Permission.MEETING_RECORD)
@FORM
def slips(request: ActorRequest, public_id: str) -> HttpResponse:
    """The count of paper ballots."""
    booth = _booth(request, public_id)
    present = booth.voters.present
    form = SlipsForm(
        request.POST if request.method == "POST" else None,
        people=booth.people,
        everybody=booth.everybody,
        came=booth.came,
        initial={"key": token_hex(16), "issued": present, "collected": present, "cell": booth.deciding}
        | {"there": present},
    )
    code, known = 400 if form.is_bound else 200, None
    if form.is_bound and form.is_valid():
        deed = partial(
            count_vote,
            actor=request.actor,
            meeting=booth.meeting,
            draft=form.draft(),
            form_key=form.cleaned_data["key"],
            again=form.cleaned_data["again"],
            at=clock.now(),
        )
        done, known = _once(form, deed)
        if done:
            messages.success(request, "Đã ghi kết quả kiểm phiếu.")
            return redirect("web:votes", public_id)
    context = pages.common(booth) | {
        "title": "Bỏ phiếu bằng phiếu giấy",
        "ballots_url": reverse("web:paper-ballots-ahead", args=[public_id, "pdf"]),
        "form": form,
        "action": request.path,
        "known": known,
    }
    return render(request, "web/vote_slips.html", context, status=code)


@needs(Permission.MEETING_RECORD)
@FORM
@never_cache
def devices(request: ActorRequest, public_id: str) -> HttpResponse:
    """Begin a vote on members' own devices. The codes of a secret box are shown in this one answer."""
    booth = _booth(request, public_id)
    _, purpose, subject = pages.to_vote_on(booth, "")
    form = DevicesForm(
        request.POST if request.method == "POST" else None,
        secret=settings.SECRET_BALLOT,
        people=booth.people,
        everybody=booth.everybody,
        initial={"subject": subject, "purpose": purpose, "holder": Holder.TELLERS, "cell": booth.deciding},
    )
    code, known = 400 if form.is_bound else 200, None
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            opened = open_poll(
                actor=request.actor,
                meeting=booth.meeting,
                subject=said["subject"].strip(),
                purpose=said["purpose"],
                method=said["method"],
                holder=said["holder"] if said["method"] == Method.SECRET else "",
                deciding=said["cell"],
                tellers=form.tellers() if said["method"] == Method.SECRET else (),
                again=said["again"],
                at=clock.now(),
            )
        except PermissionDenied:
            raise
        except VotedAlready as already:
            known = _asked_again(form, already)
        except VoteRefused as refused:
            form.refuse(refused.faults)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            if not opened.codes:
                return redirect("web:poll", opened.poll.public_id)
            # Rendered here, not after a redirect: the codes are kept nowhere.
            names = dict(booth.people)
            holders = [names.get(one, "") for one in form.tellers()]
            codes = list(zip_longest(holders[: len(opened.codes)], opened.codes, fillvalue=""))
            told = {"title": "Mã mở hòm phiếu", "codes": codes, "poll": opened.poll}
            return render(request, "web/poll_codes.html", pages.common(booth) | told)
    context = pages.common(booth) | {"title": "Biểu quyết trên máy", "form": form, "action": request.path}
    context |= {"with_account": booth.with_account, "known": known}
    return render(request, "web/vote_devices.html", context, status=code)


@needs(Permission.MEETING_RECORD)
@FORM
@never_cache
def poll(request: ActorRequest, public_id: str) -> HttpResponse:
    """One vote: while it is open, how many have voted and how it ends; then what came out."""
    booth, line, found = _poll(request, public_id)
    form = CloseForm(request.POST if request.method == "POST" else None)
    code, asked = 200, False
    if form.is_bound and form.is_valid():
        codes = form.codes()
        # One thing at a time: who said "all the same" is not asked again beside a wrong code.
        asked = line.open and line.cast < line.voters.present and not form.cleaned_data["sure"]
        deed = partial(close_poll, actor=request.actor, poll=found, codes=codes, at=clock.now())
        if not asked and _done(form, deed):
            return redirect("web:poll", public_id)
        code = 400
    context = pages.poll_page(booth, line, form) | {"asked": asked}
    counted = line.method in {Method.SECRET, Method.PAPER} and line.counts is not None and not line.void
    papers = []
    if counted and request.actor.may(Permission.MINUTES_VIEW, booth.meeting.cell):
        papers.append(link("paper-count", "Biên bản kiểm phiếu", public_id))
    if line.method == Method.PAPER and not line.void:
        papers.append(link("paper-ballots", "Phiếu trắng, bốn phiếu một trang", public_id))
    context["paper_links"] = papers
    context["live_url"] = live_address(request, booth.meeting.public_id) if line.open else ""
    return render(request, "web/poll.html", context, status=code)


def _correction(
    request: ActorRequest, booth: Booth, line: PollLine, tellers: list[str]
) -> HandForm | SlipsForm:
    """The form over a count (PollLine.counts) that stands. `tellers`: public ids."""
    counts, slips_ = line.counts, line.slips
    assert counts is not None  # the view sends who asks for another elsewhere
    initial: dict[str, Any] = {"seen": line.version, "purpose": line.purpose, "subject": line.subject}
    initial["there"] = line.voters.present if booth.came is None else min(line.voters.present, booth.came)
    initial |= {"yes": counts.yes, "no": counts.no, "other": counts.other}
    data = request.POST if request.method == "POST" else None
    everybody = line.cell is None
    if line.method == Method.PAPER:
        if slips_ is not None:
            initial |= {"issued": slips_.issued, "collected": slips_.collected, "invalid": slips_.invalid}
        initial |= {f"teller{number}": key for number, key in enumerate(tellers, 1)}
        people = dict(booth.people) | dict(zip(tellers, line.tellers, strict=True))
        return SlipsForm(data, people=people.items(), everybody=everybody, came=booth.came, initial=initial)
    for group, _, said in line.sittings:
        initial |= {f"yes-{group}": said.yes, f"no-{group}": said.no, f"other-{group}": said.other}
    groups = [(g, n) for g, n, _ in line.sittings]
    return HandForm(data, groups=groups, everybody=everybody, came=booth.came, initial=initial)


@needs(Permission.MEETING_RECORD)
@FORM
def correct(request: ActorRequest, public_id: str) -> HttpResponse:
    """Correct a count by hand or of paper ballots, until the minutes are adopted."""
    booth, line, found = _poll(request, public_id)
    if line.method not in {Method.HAND, Method.PAPER} or line.counts is None:
        messages.warning(request, "Chỉ sửa được kết quả giơ tay hoặc phiếu giấy đã ghi.")
        return redirect("web:poll", public_id)
    form = _correction(request, booth, line, tellers_of(found))
    code, theirs = 400 if form.is_bound else 200, ""
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["seen"]
        deed = partial(
            correct_count,
            actor=request.actor,
            poll=found,
            draft=form.draft(),
            seen=-1 if seen is None else seen,
            at=clock.now(),
        )
        try:
            done = _done(form, deed)
        except CountConflict as conflict:
            done, code, theirs = False, 409, pages.counted_words(line)
            form.data = request.POST.copy()
            form.data["seen"] = str(conflict.version)
            form.add_error(None, str(conflict))
        if done:
            messages.success(request, "Đã sửa kết quả biểu quyết.")
            return redirect("web:poll", public_id)
    context = pages.common(booth) | {"title": "Sửa kết quả", "form": form, "action": request.path}
    context["theirs"] = theirs
    context["back"] = {"url": reverse("web:poll", args=[public_id]), "label": "Biểu quyết"}
    context["cells"] = []  # whose vote it was stays
    template = "web/vote_slips.html" if line.method == Method.PAPER else "web/vote_correct.html"
    return render(request, template, context, status=code)


@needs(Permission.MEETING_RECORD)
@FORM
def void(request: ActorRequest, public_id: str) -> HttpResponse:
    """Call a vote off, with its reason."""
    booth, line, found = _poll(request, public_id)
    form = VoidForm(request.POST if request.method == "POST" else None)
    code = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _done(form, lambda: void_poll(actor=request.actor, poll=found, reason=reason, at=clock.now())):
            messages.success(request, "Đã hủy biểu quyết.")
            return redirect("web:votes", booth.meeting.public_id)
    shown = {"title": "Hủy biểu quyết", "form": form, "line": line, "action": request.path}
    context = pages.common(booth) | shown
    context["back"] = {"url": reverse("web:poll", args=[public_id]), "label": "Biểu quyết"}
    return render(request, "web/poll_void.html", context, status=code)


@needs(Permission.MEETING_JOIN)
@FORM
@never_cache
def cast(request: ActorRequest, public_id: str) -> HttpResponse:
    """One's own vote."""
    try:
        found = poll_to_cast(request.actor, public_id)
    except UnknownPoll as error:
        raise Http404 from error
    asked = next(
        (one for one in asked_of(request.actor, found.meeting) if one.line.public_id == public_id), None
    )
    if asked is None:
        messages.info(request, "Biểu quyết này đã kết thúc.")
        return redirect("web:own")
    form = CastForm(request.POST if request.method == "POST" else None)
    code = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        choice = form.cleaned_data["choice"]
        if _done(form, lambda: cast_vote(actor=request.actor, poll=found, choice=choice)):
            return redirect("web:poll-cast", public_id)
    context = pages.cast_page(asked, form)
    return render(request, "web/poll_cast.html", context, status=code)
