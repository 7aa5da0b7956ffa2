"""The year's plan and the bank of topics."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.errors import DomainError, PermissionDenied
from sotay.core.period import month_of
from sotay.core.vietnamese import format_date, format_month_paper
from sotay.meetings.choices import Kind
from sotay.meetings.operations.year import (
    EntryConflict,
    YearRefused,
    keep_topic,
    plan_month,
    propose_plan,
    unplan_month,
)
from sotay.meetings.queries.topics import TopicLine, topic_bank, topic_for
from sotay.meetings.queries.year import plan_entry, year_plan
from sotay.meetings.rules.year import EntryDraft
from sotay.organisations.queries import names_on
from sotay.web.door import ActorRequest, needs
from sotay.web.fields import DateField
from sotay.web.lookup import cell_or_404, name_on
from sotay.web.planning.forms import KINDS, Line, Refusing, Text
from sotay.web.planning.pages import cell_url, thematic_url
from sotay.web.planning.year_pages import YEARS, year_page

if TYPE_CHECKING:
    from sotay.meetings.models import PlanEntry

FORM = require_http_methods(["GET", "HEAD", "POST"])


class EntryForm(Refusing):
    """One month of the plan."""

    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    topic = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Loại sinh hoạt", choices=KINDS, widget=forms.RadioSelect)
    planned_on = DateField(label="Ngày dự kiến", required=False, help_text="Chưa định thì để trống.")
    theme = Line(label="Tên chuyên đề", help_text="Chỉ ghi khi buổi có chuyên đề.")


class TopicForm(Refusing):
    """A topic of the bank."""

    topic = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    title = Line(label="Tên chuyên đề")
    outline = Text(label="Gợi ý nội dung", rows=5)
    shared = forms.BooleanField(label="Chi bộ khác cùng cấp trên dùng lại được", required=False, initial=True)


@needs(Permission.MEETING_RECORD)
@FORM
def year(request: ActorRequest, public_id: str, year: int) -> HttpResponse:
    """Twelve months; one tap fills those that are open by the cell's habit."""
    cell = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD)
    if year not in YEARS:
        raise Http404
    first = month_of(clock.today())
    if request.method == "POST":
        if request.POST.get("do") == "propose":
            many = propose_plan(actor=request.actor, cell=cell, year=year, at=clock.now(), first=first)
            words = f"Đã đề xuất {many} tháng." if many else "Không còn tháng nào để đề xuất."
            messages.success(request, words)
        elif (entry := request.POST.get("remove", "")).isdecimal() and len(entry) < 16:
            unplan_month(actor=request.actor, cell=cell, entry=int(entry), at=clock.now())
            messages.success(request, "Đã bỏ khỏi kế hoạch.")
        return redirect("web:year-plan", public_id, year)
    found = year_plan(request.actor, cell, year, first=first)
    return render(request, "web/year_plan.html", year_page(found, today=clock.today()))


@needs(Permission.MEETING_RECORD)
@FORM
def month(request: ActorRequest, public_id: str, month: int) -> HttpResponse:
    """One month of the plan; `?muc=` an entry of it, `?chuyen-de=` a topic of the bank."""
    cell = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD)
    if month // 100 not in YEARS or not 1 <= month % 100 <= 12:
        raise Http404
    asked = request.GET.get("muc", "")
    entry = plan_entry(request.actor, cell, int(asked)) if asked.isdecimal() and len(asked) < 16 else None
    entry = entry if entry and entry.month == month else None
    topic = topic_for(request.actor, cell, request.POST.get("topic") or request.GET.get("chuyen-de", ""))
    form = _entry_form(request, entry, topic.title if topic else "")
    code, theirs = (400 if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        draft = EntryDraft(
            month, said["kind"], said["planned_on"], said["theme"], topic.pk if topic else None
        )
        try:
            plan_month(
                actor=request.actor,
                cell=cell,
                entry=entry.pk if entry else None,
                draft=draft,
                version=said["version"] or 0,
                at=clock.now(),
            )
        except YearRefused as refused:
            form.refuse(refused.faults)
        except EntryConflict as conflict:
            form = _entry_form(request, entry, "", version=conflict.theirs.version if conflict.theirs else 0)
            form.full_clean()
            form.add_error(None, str(conflict))
            theirs, code = _entry_words(conflict.theirs), 409
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("web:year-plan", public_id, month // 100)
    context = {
        "organisation_name": name_on(cell, clock.today()),
        "title": f"Kế hoạch tháng {format_month_paper(month)}",
        "back": {"url": reverse("web:year-plan", args=[public_id, month // 100]), "label": "Kế hoạch năm"},
        "form": form,
        "action_word": "Lưu",
        "theirs": theirs,
    }
    return render(request, "web/plain_form.html", context, status=code)


def _entry_form(
    request: ActorRequest, entry: "PlanEntry | None", theme: str, *, version: int | None = None
) -> EntryForm:
    initial: dict[str, Any] = {"kind": Kind.COMBINED if theme else Kind.REGULAR, "theme": theme}
    initial["topic"] = request.GET.get("chuyen-de", "")
    if entry is not None:
        initial |= {"version": entry.version, "kind": entry.kind, "planned_on": entry.planned_on}
        initial |= {} if theme else {"theme": entry.theme}
        initial |= {"kind": Kind.COMBINED} if theme and entry.kind == Kind.REGULAR else {}
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and version is not None:
        data["version"] = str(version)
    return EntryForm(data, initial=initial)


def _entry_words(entry: "PlanEntry | None") -> list[tuple[str, str]]:
    if entry is None:
        return [("Kế hoạch", "Đã bị bỏ")]
    day = format_date(entry.planned_on) if entry.planned_on else ""
    rows = [("Loại", str(Kind(entry.kind).label)), ("Ngày", day), ("Chuyên đề", entry.theme)]
    return [(label, value) for label, value in rows if value]


@needs(Permission.MEETING_RECORD)
@FORM
def topics(request: ActorRequest, public_id: str) -> HttpResponse:
    """The bank: take a topic up in one tap, add one's own. `?thang=`: for a separate thematic meeting."""
    cell, today = cell_or_404(request.actor, public_id, Permission.MEETING_RECORD), clock.today()
    form = TopicForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            keep_topic(actor=request.actor, cell=cell, at=clock.now(), **form.cleaned_data)
        except YearRefused as refused:
            form.refuse(refused.faults)
        except PermissionDenied:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi chuyên đề.")
            return redirect("web:topics", public_id)
    lines = topic_bank(request.actor, cell)
    asked = request.GET.get("thang", "")
    month = int(asked) if asked.isdecimal() and len(asked) == 6 else 0
    owners = names_on(list({one.topic.owner_id for one in lines}), today)
    context = {
        "organisation_name": name_on(cell, today),
        "back": {"url": cell_url(public_id), "label": "Chi bộ"},
        "topics": [
            _topic_row(
                public_id, one, owners[one.topic.owner_id].name if one.topic.owner_id in owners else "", month
            )
            for one in lines
        ],
        "form": form,
    }
    return render(request, "web/topics.html", context, status=400 if form.is_bound else 200)


def _topic_row(cell: str, line: TopicLine, owner: str, month: int) -> dict[str, Any]:
    """`month`: of the separate thematic meeting for which a topic is chosen; 0: for the next meeting."""
    notes = ["Của chi bộ" if line.own else owner]
    notes += ["chỉ chi bộ dùng"] if line.own and not line.topic.shared else []
    notes += [f"{line.used} chi bộ khác đã dùng"] if line.used else []
    if line.used_here:
        notes.append(f"đã sinh hoạt tháng {format_month_paper(line.used_here[-1])}")
    return {
        "title": line.topic.title,
        "outline": line.topic.outline,
        "note": " · ".join(note for note in notes if note),
        "url": thematic_url(cell, month, line.topic.public_id)
        if month
        else f"{reverse('web:propose', args=[cell])}?chuyen-de={line.topic.public_id}",
    }
