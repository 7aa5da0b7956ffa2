"""Page data of a committee's dashboard."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.period import months_of_quarter
from sotay.core.vietnamese import format_quarter
from sotay.facts.drill import as_at, quarter_flows
from sotay.facts.figures import Child, FigureSet
from sotay.facts.queries import figures, load_counter
from sotay.facts.registry import VerdictIndicator, indicator
from sotay.facts.rules.rollup import Counter, Flow
from sotay.organisations.choices import Block
from sotay.organisations.queries import entries_of
from sotay.programmes.rules import Programme
from sotay.reporting.review.words import BLOCK_TITLE, shown_years, year_words
from sotay.web import charts
from sotay.web.door import ActorRequest
from sotay.web.figures.shape import UNIT, Shaper, other_reading
from sotay.web.lookup import header_of, organisation_url, page_of
from sotay.web.periods import Window, carried, default_programme
from sotay.web.templatetags.words import missed_first

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

ATTENDANCE = "meeting.attendance_net"
HEADLINES = ("meeting.regular_cells", "meeting.steps_cells", "meeting.thematic_cells", ATTENDANCE)
BESIDE = ("meeting.attendance", "meeting.attendance_mean")
COLUMNS = {
    "meeting.regular_cells": "Thường kỳ đủ tháng",
    "meeting.steps_cells": "Đủ các bước",
    "meeting.thematic_cells": "Chuyên đề đủ quý",
    ATTENDANCE: "Dự sinh hoạt",
}
BY_YEAR = (
    (ATTENDANCE, "Dự sinh hoạt theo khối và năm (lượt)"),
    ("meeting.regular", "Tháng có sinh hoạt thường kỳ theo khối và năm (chi bộ–tháng)"),
    ("meeting.steps", "Buổi thường kỳ đủ các bước theo khối và năm (buổi)"),
    ("meeting.thematic", "Quý có chuyên đề theo khối và năm (chi bộ–quý)"),
)


def overview_page(
    request: ActorRequest, node: "Organisation", window: Window, *, today: date
) -> dict[str, Any]:
    """The context of web/overview.html."""
    actor, programme = request.actor, default_programme()
    counter = load_counter(node, window.period, report_date=window.report_date)
    found = figures(actor, node, window.period, report_date=window.report_date, counter=counter)
    shape = Shaper(node.public_id, found, window, programme)
    blocks = blocks_of(found)
    main = [shape(code) for code in HEADLINES]
    tiles = [*missed_first(main), *(other_reading(shape(code)) for code in BESIDE)]
    without = _without(programme, main)
    may_review = actor.may(Permission.REPORT_VIEW, node)
    return {
        **header_of(request, node, today),
        "programme": {"name": programme.title, "short": "Đề án 11"},
        "period": window.period,
        "period_form": window.form(organisation_url(node.public_id)),
        "size": [_size(shape, code) for code in ("org.grassroots", "org.cells", "org.units", "member.total")],
        "figures": tiles if any(t["value"] is not None for t in tiles) else [],
        "news": _news(len(programme.targets), sum(t["met"] is False for t in main), len(without)),
        "without": without,
        "trend": _trend(node, counter, blocks, window, programme),
        "tables": [
            {"id": f"nam-{i}", "title": title, "table": by_year(shape, code, blocks), "note": ""}
            for i, (code, title) in enumerate(BY_YEAR)
        ],
        **_children(request, node, shape, counter),
        "left_out": _left_out(found, window),
        "review_url": _review_url(node, window) if may_review else "",
        "visibility_url": _visibility_url(node) + carried(request.GET)
        if actor.may(Permission.ACCESS_VIEW, node)
        else "",
    }


def _without(programme: Programme, figures: list[dict[str, Any]]) -> list[str]:
    """The aims that no record speaks of yet, by name."""
    known = {f["code"] for f in figures if f["met"] is not None}
    return [target.name for target in programme.targets if target.headline not in known]


def _news(goals: int, lacking: int, unknown: int) -> str:
    """How a programme's aims stand, in a few words."""
    if unknown == goals:
        return "chưa có số liệu"
    if not unknown:
        return f"{lacking}/{goals} mục tiêu chưa đạt" if lacking else f"đạt cả {goals} mục tiêu"
    said = f"{lacking}/{goals} mục tiêu chưa đạt" if lacking else f"đạt {goals - unknown}/{goals} mục tiêu"
    return f"{said}, {unknown} chưa có số liệu"


def _review_url(node: "Organisation", window: Window) -> str:
    return f"{reverse('web:review', args=[node.public_id])}?{window.query()}"


def _visibility_url(node: "Organisation") -> str:
    return reverse("web:who-can-see", args=[node.public_id])


def blocks_of(found: FigureSet) -> list[str]:
    """Blocks with organisations or figures here, in the official order."""
    present = {f.scope["block"] for f in found.figures if set(f.scope) == {"block"}}
    return [b for b in Block.values if b in present]


def _size(shape: Shaper, code: str) -> dict[str, Any]:
    figure = shape(code)
    return {"value": int(figure["numerator"]), "unit": UNIT[code], "url": figure["url"]}


def by_year(shape: Shaper, code: str, blocks: list[str]) -> dict[str, Any]:
    """A figure table: a row a block and one for the whole, a column a year and one for the period.

    Years with fewer than three months of the period have no column (the whole has them). The unit of
    the counts stands in the table's title.
    """
    period = shape.window.period
    years = shown_years(period)
    rows: list[dict[str, Any]] = [
        {
            "label": BLOCK_TITLE[block],
            "figures": [
                *(shape(code, block=block, year=year) | {"unit": ""} for year in years),
                shape(code, block=block) | {"unit": ""},
            ],
        }
        for block in (blocks if len(blocks) > 1 else [])
    ]
    whole = [*(shape(code, year=year) | {"unit": ""} for year in years), shape(code) | {"unit": ""}]
    rows.append({"label": "Chung", "figures": whole, "total": bool(rows)})
    columns = [*(year_words(period, year) for year in years), "Cả kỳ"]
    return {"head": "Khối", "columns": columns, "rows": rows, "gaps": False}


def _children(request: ActorRequest, node: "Organisation", shape: Shaper, counter: Counter) -> dict[str, Any]:
    """The next level in official order. What has moved away in the meantime has no link."""
    shown = [c for c in shape.figures.children if _has_something(shape, c, node)]
    page = page_of(request, shown, 40)
    ids = [int(c.segment, 36) for c in page]
    open_ = {
        e.public_id
        for e in entries_of(request.actor, ids, as_at(counter), Permission.FIGURES_VIEW).values()
        if e.open
    }
    rows = [
        {
            "label": child.name,
            "url": f"{organisation_url(child.public_id)}?{shape.window.query()}"
            if child.public_id in open_ and child.code != node.code
            else "",
            "note": _child_note(shape, child),
            "figures": [shape(code, organisation=child.code) for code in HEADLINES],
        }
        for child in page
    ]
    table = {"head": "Tổ chức đảng", "columns": list(COLUMNS.values()), "rows": rows, "gaps": True}
    return {
        "organisations": table if rows else None,
        "organisations_name": f"Các tổ chức trực thuộc: {len(shown)}",
        "page": page,
    }


def _has_something(shape: Shaper, child: Child, node: "Organisation") -> bool:
    regular = shape.figures.find("meeting.regular", organisation=child.code)
    cells = shape.figures.find("org.cells", organisation=child.code)
    if child.code == node.code:
        return bool(regular and regular.denominator)
    return bool((regular and regular.denominator) or (cells and cells.numerator))


def _child_note(shape: Shaper, child: Child) -> str:
    cells = shape.figures.find("org.cells", organisation=child.code)
    members = shape.figures.find("member.total", organisation=child.code)
    parts = [f"{int(cells.numerator)} chi bộ"] if cells and cells.numerator > 1 else []
    return ", ".join([*parts, f"{int(members.numerator)} đảng viên"] if members else parts)


def _trend(
    node: "Organisation", counter: Counter, blocks: list[str], window: Window, programme: Programme
) -> dict[str, Any] | None:
    """Attendance by quarter, a line a block; nothing without two known quarters."""
    if len(counter.quarters) < 2:
        return None
    flows = quarter_flows(counter)
    target = programme.target_of(ATTENDANCE)
    aim = target.value if target else None
    lines: list[dict[str, Any]] = [
        {
            "label": BLOCK_TITLE.get(block, "Các chi bộ"),
            "short": BLOCK_TITLE.get(block, "Chi bộ").split(",")[0].replace(" hành chính", ""),
            "strong": place == 0,
            "figures": [_quarter_figure(node, flows, block, q) for q in counter.quarters],
        }
        for place, block in enumerate(blocks or [""])
    ]
    lines = [line for line in lines if sum(f["value"] is not None for f in line["figures"]) > 1]
    if not lines:
        return None
    first = lines[0]
    lead = f"Khối {first['label'][:1].lower()}{first['label'][1:]}" if len(lines) > 1 else "Dự sinh hoạt"
    edges = ", ".join(format_quarter(q) for q in window.period.partial_quarters)
    caption = indicator(ATTENDANCE).formula[:1].upper() + indicator(ATTENDANCE).formula[1:] + "."
    return {
        "title": charts.finding(lead, [f["value"] for f in first["figures"]], aim),
        "quarters": counter.quarters,
        "target": aim,
        "series": lines,
        "caption": caption + (f" Chưa đủ quý, không vẽ: {edges}." if edges else ""),
    }


def _quarter_figure(
    node: "Organisation", flows: dict[tuple[str, int], Flow], block: str, quarter: int
) -> dict[str, Any]:
    flow = flows.get((block, quarter), Flow())
    months = months_of_quarter(quarter)
    query = f"tu={months[0] // 100}-{months[0] % 100:02d}&den={months[2] // 100}-{months[2] % 100:02d}"
    url = reverse("web:records", args=[node.public_id, ATTENDANCE])
    base = flow.expected_net
    return {
        "numerator": flow.present,
        "denominator": base,
        "value": flow.present / base if base else None,
        "reason": "" if base else "chưa biết số người dự",
        "unit": UNIT[ATTENDANCE],
        "target": None,
        "url": f"{url}?{query}{f'&khoi={block}' if block else ''}",
    }


def _left_out(found: FigureSet, window: Window) -> list[str]:
    """What no figure counts, in sentences."""
    said = []
    if edges := window.period.partial_quarters:
        named = ", ".join(format_quarter(q) for q in edges)
        said.append(f"Chưa đủ quý trong kỳ, không tính chuyên đề: {named}.")
    for code, reasons in found.left_out.items():
        about = indicator(code)
        if isinstance(about, VerdictIndicator):
            said += [
                f"{about.label}: không tính {len(cells)} chi bộ, {why}." for why, cells in reasons.items()
            ]
    return said
