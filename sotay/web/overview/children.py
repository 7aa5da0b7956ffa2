"""The next level: those below an aim for the overview, everybody on a page of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.facts.drill import as_at
from sotay.facts.figures import Child
from sotay.facts.queries import figures, load_counter
from sotay.facts.rules.rollup import Counter
from sotay.organisations.queries import entries_of
from sotay.reporting.sheets import Sheet
from sotay.web.door import ActorRequest
from sotay.web.figures.codes import COLUMNS, HEADLINES
from sotay.web.figures.files import COLUMNS as FILE_COLUMNS
from sotay.web.figures.files import Row, about_of, rows_of
from sotay.web.figures.shape import Shaper
from sotay.web.lookup import header_of, organisation_url, page_of
from sotay.web.periods import Window, default_programme
from sotay.web.templatetags import words

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

FEW = 12
"""So many children stand open on the overview; of more, the others are folded below."""
MOST = 100
"""Beyond so many the page of the whole next level has the rest."""
PAGE = 40
CODES = (*HEADLINES, "meeting.regular", "org.cells", "member.total")
"""What the table of the next level is made of."""


@dataclass(frozen=True, slots=True)
class Below:
    """The next level of a node with the figures of each child."""

    request: ActorRequest
    node: "Organisation"
    counter: Counter
    shape: Shaper
    _gaps: dict[str, float] = field(default_factory=dict)

    def children(self) -> list[Child]:
        """In official order; what has nothing due and no cells is left out."""
        return [child for child in self.shape.figures.children if self._has_something(child)]

    def lacking(self, children: Sequence[Child]) -> list[Child]:
        """Those below an aim of the programme, in official order."""
        return [child for child in children if self._gap(child) < 0]

    def table(self, children: Sequence[Child]) -> dict[str, Any]:
        """A figure table. What has moved away in the meantime has no link."""
        ids = [int(child.segment, 36) for child in children]
        entries = entries_of(self.request.actor, ids, as_at(self.counter), Permission.FIGURES_VIEW)
        open_ = {entry.public_id for entry in entries.values() if entry.open}
        rows = [
            {
                "label": child.name,
                "url": f"{organisation_url(child.public_id)}?{self.shape.window.query()}"
                if child.public_id in open_ and child.code != self.node.code
                else "",
                "note": self._note(child),
                "figures": [self.shape(code, organisation=child.code) for code in HEADLINES],
            }
            for child in children
        ]
        return {"head": "Tổ chức đảng", "columns": list(COLUMNS.values()), "rows": rows, "gaps": True}

    def _has_something(self, child: Child) -> bool:
        regular = self.shape.figures.find("meeting.regular", organisation=child.code)
        cells = self.shape.figures.find("org.cells", organisation=child.code)
        due = bool(regular and regular.denominator)
        return due if child.code == self.node.code else due or bool(cells and cells.numerator)

    def _gap(self, child: Child) -> float:
        """The largest shortfall, as a difference of ratios below zero; 0 without one."""
        if child.code not in self._gaps:
            gaps = [self.shape(code, organisation=child.code)["gap"] for code in HEADLINES]
            self._gaps[child.code] = min((gap for gap in gaps if gap is not None), default=0)
        return self._gaps[child.code]

    def _note(self, child: Child) -> str:
        cells = self.shape.figures.find("org.cells", organisation=child.code)
        members = self.shape.figures.find("member.total", organisation=child.code)
        parts = [f"{int(cells.numerator)} chi bộ"] if cells and cells.numerator > 1 else []
        return ", ".join([*parts, f"{int(members.numerator)} đảng viên"] if members else parts)


def shown_children(below: Below) -> dict[str, Any]:
    """The part of the overview's context that speaks of the next level: everybody when they are few, else
    those below an aim. Always in official order: nobody is chosen by how far from an aim they are."""
    children = below.children()
    few, aims = len(children) <= FEW, bool(below.shape.programme)
    lacking = below.lacking(children)
    shown = children if few or not lacking else lacking
    title = f"Các tổ chức trực thuộc: {len(children)}"
    if not few and aims:
        title = f"{len(lacking)}/{len(children)} tổ chức trực thuộc còn chỉ tiêu chưa đạt"
    table = below.table(shown[:MOST]) if shown else None
    return {
        "organisations": table and table | {"rows": table["rows"][:FEW]},
        "organisations_more": table and table | {"rows": table["rows"][FEW:]},
        "organisations_name": title,
        "organisations_beyond": len(shown[MOST:]),
        "organisations_all": ""
        if few
        else {"url": children_url(below.node, below.shape.window), "label": f"Xem cả {len(children)} đơn vị"},
    }


def children_url(node: "Organisation", window: Window, **more: str | None) -> str:
    """The page of the whole next level."""
    return f"{reverse('web:children', args=[node.public_id])}?{window.query(**more)}"


def below_of(request: ActorRequest, node: "Organisation", window: Window) -> Below:
    """The next level for its own page."""
    counter = load_counter(node, window.period, report_date=window.report_date)
    found = figures(
        request.actor,
        node,
        window.period,
        report_date=window.report_date,
        counter=counter,
        codes=CODES,
        yearly=False,
    )
    return Below(request, node, counter, Shaper(node.public_id, found, window, default_programme()))


def chosen_children(below: Below) -> list[Child]:
    """Those of the address: ?loc=chua leaves only those below an aim."""
    children = below.children()
    return below.lacking(children) if below.request.GET.get("loc") == "chua" else children


def children_page(below: Below, *, today: date) -> dict[str, Any]:
    """The context of web/children.html."""
    node, window, chosen = below.node, below.shape.window, below.request.GET.get("loc", "")
    every, kept = below.children(), chosen_children(below)
    counts = {"": len(every), "chua": len(below.lacking(every))}
    labels = {"": "Tất cả", "chua": "Còn chỉ tiêu chưa đạt"}
    page = page_of(below.request, kept, PAGE)
    header = header_of(below.request, node, today, own=True)
    query = window.query(loc=chosen if chosen in labels else "")
    if not below.shape.programme:
        del labels["chua"]  # without an aim nothing falls short of it
    return {
        **header,
        "aims": bool(below.shape.programme),
        "period": window.period,
        "period_form": window.form(below.request.path, hidden={"loc": chosen}),
        "filters": [
            {
                "label": label,
                "count": counts[name],
                "url": children_url(node, window, loc=name),
                "current": name == chosen,
            }
            for name, label in labels.items()
        ],
        "table": below.table(list(page)),
        "page": page,
        "files_url": {
            form: f"{reverse('web:children-file', args=[node.public_id, form])}?{query}"
            for form in ("xlsx", "csv")
        },
    }


def children_sheet(below: Below, name: str) -> Sheet:
    """The same rows as the page, all of them, with counts and coverage."""
    window = below.shape.window
    table = below.table(chosen_children(below))
    lines: list[Row] = []
    for place, code in enumerate(HEADLINES):
        one = [row | {"figures": [row["figures"][place]]} for row in table["rows"]]
        part = {"rows": one, "columns": [words.period(window.period)]}
        lines += rows_of(part, code)
    title = "Kết quả của các tổ chức trực thuộc"
    return Sheet(title, about_of(name, window), FILE_COLUMNS, tuple(lines))
