"""Looking for a member. What is looked for stays out of addresses: it is posted, kept for the sitting,
and found again by a plain address, so that going back works and no history or log shows a name."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.actor import Actor
from sotay.members.choices import Status
from sotay.members.operations import end_reason, note_found, state_reason
from sotay.members.queries import Found, Hits, Sought, find, reason_in_force
from sotay.organisations.queries import names_on
from sotay.web.door import ActorRequest, needs
from sotay.web.members.forms import ReasonForm, SearchForm

PAGE = 30
SOUGHT, REASON = "tim-dang-vien", "ly-do-tim"
"""Names in the session: what is looked for, and the id of the reason stated."""
ENDED = {Status.LEFT, Status.REMOVED, Status.EXPELLED, Status.DECEASED}


@needs(Permission.MEMBER_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: ActorRequest) -> HttpResponse:
    """The form and what was found; posting it looks afresh."""
    today = clock.today()
    if request.method != "POST":
        kept = _kept(request)
        form = SearchForm(today=today, initial=_values(kept) if kept else None)
        return _page(request, form, ReasonForm(), kept)
    if request.POST.get("do") == "clear":
        request.session.pop(SOUGHT, None)
        return redirect("web:member-search")
    form = SearchForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, form, ReasonForm(), None)
    request.session[SOUGHT] = _values(form.sought)
    return redirect(f"{reverse('web:member-search')}#ket-qua")


@needs(Permission.MEMBER_LOOKUP)
@require_POST
def reason(request: ActorRequest) -> HttpResponse:
    """State why names further down are looked for; it holds for the sitting."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        kept = _kept(request)
        search_form = SearchForm(today=clock.today(), initial=_values(kept) if kept else None)
        return _page(request, search_form, form, kept)
    stated = state_reason(actor=request.actor, text=form.cleaned_data["reason"], at=clock.now())
    request.session[REASON] = stated
    return redirect("web:member-search")


@needs(Permission.MEMBER_LOOKUP)
@require_POST
def reason_end(request: ActorRequest) -> HttpResponse:
    """From now on only the own cells again."""
    end_reason(actor=request.actor, reason=_reason_id(request), at=clock.now())
    request.session.pop(REASON, None)
    return redirect("web:member-search")


def may_look_further(actor: Actor) -> bool:
    """Whether a reason would show names that the actor does not see anyway."""
    near = actor.reaches_of(Permission.MEMBER_VIEW)
    far = actor.reaches_of(Permission.MEMBER_LOOKUP)
    return any(not any(one.contains(other) for one in near) for other in far)


def _page(
    request: ActorRequest, form: SearchForm, reason_form: ReasonForm, sought: Sought | None
) -> HttpResponse:
    stated = reason_in_force(request.actor, _reason_id(request), at=clock.now())
    hits, page = _hits(request, sought, _reason_id(request) if stated else 0)
    names = names_on(sorted({f.cell for f in hits.found if f.cell}), clock.today())
    context = {
        "form": form,
        "sought": sought is not None,
        "total": hits.total,
        "rows": [_row(f, names[f.cell].name if f.cell in names else "") for f in hits.found],
        "page": page,
        "further": may_look_further(request.actor),
        "reason": stated,
        "near_only": bool(stated) and sought is not None and sought.year_alone,
        "reason_form": reason_form,
    }
    return render(request, "web/member_search.html", context)


def _hits(request: ActorRequest, sought: Sought | None, reason_id: int) -> tuple[Hits, Any]:
    if sought is None:
        return Hits(0, ()), None
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    at, today = clock.now(), clock.today()

    def part(first: int) -> Hits:
        return find(request.actor, sought, at=at, today=today, reason=reason_id, first=first, size=PAGE)

    hits = part(max(number - 1, 0) * PAGE)
    page = Paginator(range(hits.total), PAGE).get_page(number)
    if page.number != number and hits.total:
        hits = part(page.start_index() - 1)
    if hits.found and request.method != "HEAD":
        shown = [f.pk for f in hits.found]
        note_found(actor=request.actor, members=shown, reason=reason_id, at=at)
    return hits, page


def _row(found: Found, cell: str) -> dict[str, Any]:
    notes = [f"Sinh năm {found.birth_year}"] if found.birth_year else []
    notes += [cell] if cell else []
    if found.status and found.status not in ENDED:
        notes.append("Dự bị" if found.status == Status.PROBATIONARY else "Chính thức")
    return {
        "label": found.name,
        "url": reverse("web:member", args=[found.public_id]) if found.open else "",
        "note": " · ".join(notes),
        "ended": str(found.status.label) if found.status in ENDED else "",
    }


def _reason_id(request: ActorRequest) -> int:
    kept = request.session.get(REASON)
    return kept if isinstance(kept, int) else 0


def _kept(request: ActorRequest) -> Sought | None:
    kept = request.session.get(SOUGHT)
    if not isinstance(kept, dict):
        return None
    return Sought(kept.get("name", ""), kept.get("birth_year"), kept.get("number", ""))


def _values(sought: Sought) -> dict[str, Any]:
    return {"name": sought.name, "birth_year": sought.birth_year, "number": sought.number}
