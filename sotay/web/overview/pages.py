"""Page data of a committee's dashboard."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.vietnamese import format_quarter
from sotay.facts.figures import FigureSet
from sotay.facts.queries import figures, load_counter
from sotay.facts.registry import VerdictIndicator, indicator
from sotay.programmes.rules import Programme
from sotay.web.door import ActorRequest
from sotay.web.figures.attendance import attendance_trend
from sotay.web.figures.board import bars_of, blocks_of, by_year, charts_url
from sotay.web.figures.codes import ATTENDANCE, BESIDE, BY_YEAR, HEADLINES, SIZES
from sotay.web.figures.shape import UNIT, Shaper, other_reading
from sotay.web.lookup import header_of, organisation_url
from sotay.web.overview.children import CODES, Below, shown_children
from sotay.web.overview.structure import second_reading
from sotay.web.periods import Window, carried, default_programme
from sotay.web.templatetags.words import missed_first

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

SHOWN = (*dict.fromkeys((*HEADLINES, *BESIDE, *SIZES, *(code for code, _ in BY_YEAR), *CODES)),)
"""Every figure of the page; what it does not show is not counted."""


def overview_page(
    request: ActorRequest, node: "Organisation", window: Window, *, today: date
) -> dict[str, Any]:
    """The context of web/overview.html."""
    actor, programme = request.actor, default_programme()
    counter = load_counter(node, window.period, report_date=window.report_date)
    found = figures(
        actor,
        node,
        window.period,
        report_date=window.report_date,
        counter=counter,
        codes=SHOWN,
        detailed=False,
    )
    shape = Shaper(node.public_id, found, window, programme)
    blocks = blocks_of(found)
    main = [shape(code) for code in HEADLINES]
    tiles = [*missed_first(main), *(other_reading(shape(code)) for code in BESIDE)]
    without = _without(programme, main)
    return {
        **header_of(request, node, today),
        "programme": {"name": programme.title, "short": programme.short} if programme else None,
        "period": window.period,
        "period_form": window.form(organisation_url(node.public_id)),
        "size": [_size(shape, code) for code in SIZES],
        "figures": tiles if any(t["value"] is not None for t in tiles) else [],
        "news": _news(len(programme.targets), sum(t["met"] is False for t in main), len(without)),
        "without": without,
        "trend": attendance_trend(node, counter, blocks, window, programme),
        "charts_url": charts_url(node, ATTENDANCE, window),
        "compare_url": reverse("web:compare", args=[node.public_id]) + carried(request.GET),
        "map_url": charts_url(node, "meeting.regular", window),
        "bars": bars_of(shape, ATTENDANCE, blocks) if len(blocks) > 1 else None,
        "tables": [
            {"id": f"nam-{i}", "title": title, "table": by_year(shape, code, blocks), "note": ""}
            for i, (code, title) in enumerate(BY_YEAR)
        ],
        **shown_children(Below(request, node, counter, shape)),
        "structure": second_reading(actor, node, found, counter, window),
        "left_out": _left_out(found, window),
        **_onward(request, node, window),
    }


def _onward(request: ActorRequest, node: "Organisation", window: Window) -> dict[str, str]:
    """Where the overview leads on to, "" where the reader may not go; the address's period goes along."""
    actor, query = request.actor, carried(request.GET)
    members, visible = reverse("web:members", args=[node.public_id]), _visibility_url(node)
    return {
        "review_url": _review_url(node, window)
        if default_programme() and actor.may(Permission.REPORT_VIEW, node)
        else "",
        "reports_url": reverse("web:reports", args=[node.public_id])
        if actor.may(Permission.REPORT_VIEW, node)
        else "",
        "list_url": reverse("web:organisation-list", args=[node.public_id]) + query,
        "members_url": members + query if actor.may(Permission.MEMBER_VIEW, node) else "",
        "visibility_url": visible + query if actor.may(Permission.ACCESS_VIEW, node) else "",
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


def _size(shape: Shaper, code: str) -> dict[str, Any]:
    figure = shape(code)
    return {"value": int(figure["numerator"]), "unit": UNIT[code], "url": figure["url"]}


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
