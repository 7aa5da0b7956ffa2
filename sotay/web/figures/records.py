"""Page data of the records behind a figure."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.period import months_of_quarter
from sotay.core.vietnamese import format_decimal, format_int, format_month_paper, format_quarter
from sotay.facts.drill import Drill, Record, as_at, drill, late_months, sources_of
from sotay.facts.figures import Child
from sotay.facts.queries import figures
from sotay.facts.registry import FlowIndicator, StockIndicator, Unit, VerdictIndicator, indicator
from sotay.facts.rules.records import MonthRecord
from sotay.facts.rules.rollup import Counter
from sotay.meetings.queries import joined_months, meetings_of
from sotay.organisations.choices import Kind
from sotay.organisations.queries import Entry, entries_of
from sotay.resolutions.queries import meetings_of_tasks
from sotay.web.door import ActorRequest
from sotay.web.figures.asked import Asked, asked_of, kept_of, known, scope_words
from sotay.web.figures.board import charts_url
from sotay.web.figures.codes import chart_code
from sotay.web.figures.notes import notes_of, spans_words
from sotay.web.figures.reading import counter_of, reading_tabs
from sotay.web.figures.shape import Shaper
from sotay.web.lookup import header_of, organisation_url, page_of
from sotay.web.organisations.pages import month_word
from sotay.web.periods import Window, default_programme

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

PAGE = 50
FILTERS = {"": "Tất cả", "dat": "Đã đếm", "chua": "Không đạt", "thieu": "Chưa đủ số liệu"}
LATE, POSTPONED, THEMES = "muon", "hoan", "chuyen-de"
MONTHS = {
    "": "Tất cả",
    "dat": "Đã sinh hoạt",
    LATE: "Trong đó muộn",
    "chua": "Không tổ chức",
    POSTPONED: "Hoãn, có ý kiến",
    "thieu": "Chưa có bản ghi",
    THEMES: "Có chuyên đề",
}
"""The names of the same for months with or without a regular meeting; late ones are met ones, too, and those
with a theme are counted among the others."""
VERDICTS = FILTERS | {"dat": "Đạt", "chua": "Chưa đạt"}
"""The names of the same for figures that count cells by a verdict each."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What an address asks for: the figure, its records after the filter in official order, their rows."""

    node: "Organisation"
    code: str
    window: Window
    counter: Counter
    figure: dict[str, Any]
    asked: Asked
    drill: Drill
    entries: dict[int, Entry]
    table: "_Table"
    late: frozenset[tuple[int, int]]
    chosen: str

    def passes(self, record: Record, name: str) -> bool:
        """Whether a record belongs to a filter; an unknown filter shows everything."""
        if name == LATE:
            return (record.organisation, record.span) in self.late
        if self.code == "meeting.regular" and name in {"chua", POSTPONED, THEMES}:
            return record.month is not None and _turned_out(record.month, name)
        return _passes(record, name, self.code)

    def kept(self) -> list[Record]:
        """The records of the chosen filter."""
        found = [r for r in self.drill.records if self.passes(r, self.chosen)]
        return sorted(found, key=self.table.order)


def behind_of(request: ActorRequest, node: "Organisation", code: str, window: Window) -> Behind:
    """The records behind the figure of an address. Raises NoSuchFigure."""
    known(code)
    if not isinstance(indicator(code), FlowIndicator):
        window = replace(window, structure=False)
    counter = counter_of(node, window)
    found = figures(
        request.actor, node, window.period, report_date=window.report_date, counter=counter, codes=[code]
    )
    asked = asked_of(request.GET, code, found, node)
    behind = drill(counter, code, asked.drill, organisation=node)
    ids = {r.organisation for r in behind.records} | {c.organisation for c in behind.left_out}
    entries = entries_of(request.actor, ids, as_at(counter), Permission.FIGURES_VIEW)
    above = {child.segment: child for child in found.children if child.code != node.code}
    months = code == "meeting.regular"
    joined = frozenset(joined_months(window.period)) if months else frozenset()
    late = frozenset(late_months(counter, joined)) if months else frozenset()
    figure = Shaper(node.public_id, found, window, default_programme())(code, **asked.scope)
    table = _Table(request, counter, window, asked, entries, above, late)
    chosen = request.GET.get("loc", "")
    return Behind(node, code, window, counter, figure, asked, behind, entries, table, late, chosen)


def records_page(request: ActorRequest, behind: Behind, *, today: date) -> dict[str, Any]:
    """The context of web/records.html."""
    window, table = behind.window, behind.table
    page = page_of(request, behind.kept(), PAGE)
    chart = chart_code(behind.code)
    return {
        **header_of(request, behind.node, today, own=True),
        "figure": behind.figure | {"url": ""},
        "period": window.period,
        "period_form": window.form(request.path, hidden=kept_of(request.GET)),
        "scope": scope_words(behind.asked),
        "reading": reading_tabs(behind.node, window, request.path, **_kept(behind))
        if window.structure
        else None,
        "filters": _filters(request, behind),
        "head": table.head,
        "columns": table.columns,
        "rows": table.rows(list(page)),
        "page": page,
        "left_out": _left_out(behind),
        "notes": notes_of(
            behind.code, window, behind.counter, joined=any(r.joined for r in behind.drill.records)
        ),
        "charts_url": charts_url(behind.node, chart, window) if chart else "",
        "files_url": _files_url(request, behind),
    }


def _kept(behind: Behind) -> dict[str, str | int | None]:
    """What a change of the reading keeps; a filter may be empty then."""
    scope = behind.asked.drill
    return {
        "khoi": scope.block,
        "con": behind.asked.child.public_id if behind.asked.child else "",
        "nam": scope.year,
    }


def _left_out(behind: Behind) -> list[dict[str, str]]:
    """The cells that the figure leaves out, and why."""
    found = [(behind.entries[c.organisation], c.reason) for c in behind.drill.left_out]
    return [
        {"label": entry.name, "url": _open(entry, behind.window), "reason": reason}
        for entry, reason in sorted(found, key=lambda pair: pair[0].order)
    ]


def _files_url(request: ActorRequest, behind: Behind) -> dict[str, str]:
    """The same records as files: what the address says goes along."""
    query = request.GET.copy()
    query.pop("page", None)
    return {
        form: f"{reverse('web:records-file', args=[behind.node.public_id, behind.code, form])}"
        + (f"?{query.urlencode()}" if query else "")
        for form in ("xlsx", "csv")
    }


# Rows -----------------------------------------------------------------------------------------


def _turned_out(month: MonthRecord, name: str) -> bool:
    """How a month without a regular meeting is told apart, as reports count it; or whether it had a theme."""
    if name == THEMES:
        return bool(month.themes)
    if month.met:
        return False
    return bool(month.postponed) if name == POSTPONED else bool(month.recorded and not month.postponed)


def _passes(record: Record, chosen: str, code: str) -> bool:
    """Whether a record belongs to the chosen filter; an unknown filter shows everything."""
    if chosen == "dat":
        return _counted(record, code) is True
    if chosen == "chua":
        return _counted(record, code) is False and record.known
    if chosen == "thieu":
        return not record.known
    return True


def _counted(record: Record, code: str) -> bool | None:
    """Whether a record stands in the numerator; of persons, whether their number is known."""
    if record.denominator is None:
        return True
    if code.startswith("meeting.attendance"):
        return True if record.known else None
    if not record.known and not record.numerator:
        return None
    return record.numerator >= record.denominator


def _labels(code: str) -> dict[str, str]:
    if code == "meeting.regular":
        return MONTHS
    return VERDICTS if isinstance(indicator(code), VerdictIndicator) else FILTERS


def _filters(request: ActorRequest, behind: Behind) -> list[dict[str, Any]]:
    if isinstance(indicator(behind.code), StockIndicator):
        return []
    found = []
    for name, label in _labels(behind.code).items():
        count = sum(behind.passes(r, name) for r in behind.drill.records)
        if count or name == behind.chosen or not name:
            query = request.GET.copy()
            query.pop("page", None)
            query.pop("loc", None)
            if name:
                query["loc"] = name
            url, current = f"?{query.urlencode()}", name == behind.chosen
            found.append({"label": label, "count": count, "url": url, "current": current})
    return found


def _open(entry: Entry, window: Window) -> str:
    return f"{organisation_url(entry.public_id)}?{window.query()}" if entry.open else ""


class _Table:
    """Turns the records of one page into rows: which columns, and what stands in them."""

    def __init__(
        self,
        request: ActorRequest,
        counter: Counter,
        window: Window,
        asked: Asked,
        entries: dict[int, Entry],
        above: dict[str, Child],
        late: frozenset[tuple[int, int]],
    ) -> None:
        self.late = late
        self.request, self.counter, self.window, self.entries = request, counter, window, entries
        self.code, self.above = asked.code, above
        self.about = indicator(asked.code)
        self.head, self.columns, self._cells = self._layout()

    def order(self, record: Record) -> tuple[int, str, int]:
        """The official order, then time; what is told together comes last."""
        if record.joined:
            return sys.maxsize, "", 0
        entry = self.entries[record.organisation]
        return entry.order, entry.code, record.span

    def _layout(self) -> tuple[str, list[str], Callable[[Record], list[str]]]:
        if isinstance(self.about, StockIndicator):
            if self.code == "member.total":
                return "Chi bộ", ["Đảng viên"], lambda r: [format_int(int(r.numerator))]
            return "Tổ chức đảng", ["Loại tổ chức"], self._kind
        if isinstance(self.about, VerdictIndicator):
            lacking = LACKING_COLUMN.get(self.about.kind)
            return "Chi bộ", [VERDICT_COLUMN[self.about.kind], *([lacking] if lacking else [])], self._verdict
        if isinstance(self.about, FlowIndicator) and self.about.unit is Unit.QUARTERS:
            return "Chi bộ", ["Quý"], lambda r: [format_quarter(r.span)]
        if self.code == "meeting.regular":
            return "Chi bộ", ["Tháng", "Ghi nhận"], self._month
        if self.code in COUNTED_COLUMN:
            return "Chi bộ", ["Tháng", COUNTED_COLUMN[self.code]], self._counts
        return "Chi bộ", ["Tháng", "Phải dự", "Có mặt", "Vắng có lý do"], self._people

    def _kind(self, record: Record) -> list[str]:
        return [str(Kind(self.entries[record.organisation].kind).label)]

    def _verdict(self, record: Record) -> list[str]:
        counts = f"{format_int(record.done)}/{format_int(record.due)}"
        if self.code == "meeting.attendance_mean":
            return [f"{format_decimal(record.numerator * 100)}% ({counts})"]
        said = [spans_words(record.lacking)] if record.lacking else []
        if record.unrecorded:
            said.append(f"chưa có bản ghi: {spans_words(record.unrecorded)}")
        return [counts, "; ".join(said)]

    def _month(self, record: Record) -> list[str]:
        joined = (record.organisation, record.span) not in self.late
        word = month_word(record.span, record.month, joined=joined)[1]
        source = " (số liệu tháng)" if record.month and record.month.by_count else ""
        return [format_month_paper(record.span), word[:1].upper() + word[1:] + source]

    def _counts(self, record: Record) -> list[str]:
        counts = f"{int(record.numerator)}/{record.denominator}" if record.denominator else "chưa biết"
        return [format_month_paper(record.span), counts]

    def _people(self, record: Record) -> list[str]:
        month = record.month
        if month is None or not month.rolls_known:
            return [format_month_paper(record.span), "chưa biết", "–", "–"]
        return [
            format_month_paper(record.span),
            format_int(month.expected),
            format_int(month.present),
            format_int(month.excused),
        ]

    def rows(self, records: list[Record]) -> list[dict[str, Any]]:
        """The rows of a page; each opens its meeting when there is one, else its organisation."""
        links = self._links(records)
        return [self.row(record, links.get((record.organisation, record.span), [])) for record in records]

    def row(self, record: Record, meetings: Sequence[str] = ()) -> dict[str, Any]:
        """One row; `meetings`: public ids of the meetings behind it."""
        if record.joined:
            label = f"{format_int(len(record.joined))} chi bộ cộng chung"
            told = {"label": label, "url": "", "note": "", "counted": True, "word": ""}
            return told | {"cells": self._cells(record)}
        entry = self.entries[record.organisation]
        url = _open(entry, self.window)
        if meetings:
            url = f"{reverse('web:meeting', args=[meetings[0]])}?{self.window.query()}"
        counted = _counted(record, self.code)
        return {
            "label": entry.name,
            "url": url,
            "note": self._note(entry),
            "cells": self._cells(record),
            "counted": counted,
            "word": self._word(counted),
        }

    def _note(self, entry: Entry) -> str:
        """The code, and the committee between the page's node and the cell: names of cells repeat."""
        cells = self.counter.lineage.cells
        place = self.counter.place(entry.pk, as_at(self.counter)) if entry.pk in cells else None
        child = self.above.get(place[1]) if place else None
        return f"{child.name} · {entry.code}" if child and child.code != entry.code else entry.code

    def _word(self, counted: bool | None) -> str:
        if isinstance(self.about, StockIndicator) or self.code == "meeting.attendance_mean":
            return ""
        if self.code.startswith("meeting.attendance"):
            return "Chưa biết" if counted is None else ""
        labels = _labels(self.code)
        return {True: labels["dat"], False: labels["chua"], None: labels["thieu"]}[counted]

    def _links(self, records: Iterable[Record]) -> dict[tuple[int, int], list[str]]:
        """Meetings of the page's months or quarters, also those of cells that handed the month over."""
        if not isinstance(self.about, FlowIndicator):
            return {}
        if self.about.unit is Unit.TASKS:  # due in the month, given at meetings of any month
            return meetings_of_tasks(self.request.actor, {(r.organisation, r.span) for r in records})
        themes = self.about.unit is Unit.QUARTERS
        wanted = {
            (r.organisation, r.span): [(r.organisation, m) for m in _months_of(r.span, themes)]
            for r in records
        }
        sources = sources_of(self.counter, {pair for pairs in wanted.values() for pair in pairs})
        own = {(cell, pair[1]) for pair, cells in sources.items() for cell in cells}
        found = meetings_of(self.request.actor, own, themes=themes)
        return {
            key: [m for pair in pairs for cell in sources[pair] for m in found.get((cell, pair[1]), [])]
            for key, pairs in wanted.items()
        }


COUNTED_COLUMN = {
    "meeting.steps": "Buổi đủ các bước",
    "meeting.duration_ok": "Buổi đủ thời lượng / có ghi giờ",
    "meeting.papers_ok": "Buổi gửi tài liệu trước / phải gửi",
    "task.assigned": "Đảng viên được giao việc / phải dự",
    "task.done": "Nhiệm vụ đúng hạn / đến hạn",
    "oversight.attended": "Lượt đã dự / phải dự",
}
"""Of a month: what stands in the numerator, over what."""
VERDICT_COLUMN = {
    "regular": "Tháng có sinh hoạt",
    "steps": "Buổi đủ các bước",
    "thematic": "Quý có chuyên đề",
    "mean": "Tỷ lệ của chi bộ (có mặt / phải dự trừ vắng có lý do)",
}


LACKING_COLUMN = {
    "regular": "Tháng còn thiếu",
    "steps": "Tháng có buổi thiếu bước",
    "thematic": "Quý còn thiếu",
}


def _months_of(span: int, quarters: bool) -> tuple[int, ...]:
    return months_of_quarter(span) if quarters else (span,)
