"""Page data of one figure's charts: over time, by block, and a map of the next level."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.core.period import Period
from sotay.core.vietnamese import format_percent
from sotay.facts.figures import Child, FigureSet
from sotay.facts.queries import figures
from sotay.facts.rules.rollup import Counter
from sotay.facts.series import Grain, series
from sotay.meetings.queries import joined_months
from sotay.organisations.choices import CELL_KINDS, Block
from sotay.reporting.review.words import BLOCK_TITLE, shown_years, year_words
from sotay.web import charts
from sotay.web.door import ActorRequest
from sotay.web.figures.asked import NoSuchFigure
from sotay.web.figures.codes import flow, flows, short
from sotay.web.figures.heat import Heat
from sotay.web.figures.points import Points
from sotay.web.figures.reading import counter_of, reading_tabs
from sotay.web.figures.shape import Shaper
from sotay.web.figures.trend import GRAIN_WORD, GRAINS, grain_of, grains_of, trend
from sotay.web.lookup import header_of, page_of
from sotay.web.periods import Window, default_programme

if TYPE_CHECKING:
    from django.core.paginator import Page

    from sotay.organisations.models import Organisation

PAGE = 40


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the charts of one figure of a node are drawn from."""

    node: "Organisation"
    window: Window
    counter: Counter
    figures: FigureSet
    points: Points
    grain: Grain
    year: int
    """Of the map; 0 when nothing is due."""

    @property
    def code(self) -> str:
        return self.points.indicator.code

    @property
    def shape(self) -> Shaper:
        """Figures of the whole period."""
        return Shaper(self.node.public_id, self.figures, self.window, self.points.programme)

    @property
    def blocks(self) -> list[str]:
        return blocks_of(self.figures)

    def heat(self) -> Heat:
        """The map's material."""
        joined: set[tuple[int, int]] = set()
        if self.year and self.code == "meeting.regular":
            joined = joined_months(Period(self.year * 100 + 1, self.year * 100 + 12))
        return Heat(self.points, self.counter, joined)

    def children(self, heat: Heat) -> list[Child]:
        """The next level in official order, those of whom something is due in the map's year. A cell
        has none."""
        due = heat.due_in(self.year) if self.year and self.node.kind not in CELL_KINDS else set()
        return [child for child in self.figures.children if child.segment in due]


def board_of(request: ActorRequest, node: "Organisation", code: str, window: Window) -> Board:
    """What an address asks for: ?theo=thang|quy|nam&nam=2024. Raises NoSuchFigure."""
    indicator = flow(code)
    if indicator is None:
        raise NoSuchFigure
    counter = counter_of(node, window)
    found = figures(
        request.actor,
        node,
        window.period,
        report_date=window.report_date,
        counter=counter,
        codes=[code],
        yearly=False,
    )
    points = Points(node.public_id, indicator, series(counter), window, default_programme())
    years = sorted({span for _, span in points.flows(Grain.YEAR)})
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else years[-1] if years else 0
    grain = grain_of(request.GET.get("theo", ""), points)
    return Board(node, window, counter, found, points, grain, year)


def board_page(request: ActorRequest, board: Board, *, today: date) -> dict[str, Any]:
    """The context of web/charts.html."""
    figure = board.shape(board.code)
    line = trend(board.points, board.blocks, board.grain, board.counter.months)
    known = figure["value"] is not None
    return {
        **header_of(request, board.node, today, own=True),
        "news": line["title"].rstrip(".") if known else f"{short(board.code)}: chưa có số liệu",
        "figure": figure,
        "period": board.window.period,
        "period_form": board.window.form(request.path, hidden={"theo": request.GET.get("theo", "")}),
        "tabs": _tabs(board),
        "grains": _grains(board),
        "reading": reading_tabs(
            board.node, board.window, request.path, theo=_word(board.grain), nam=board.year
        ),
        "trend": line,
        **_blocks(board),
        **_map(request, board),
        "files_url": files_url(board),
    }


def charts_url(node: "Organisation", code: str, window: Window, **more: str | int | None) -> str:
    """The page of a figure's charts."""
    return f"{reverse('web:charts', args=[node.public_id, code])}?{window.query(**more)}"


def files_url(board: Board) -> dict[str, str]:
    """The addresses of the same as files, by their form."""
    query = board.window.query(theo=_word(board.grain), nam=board.year)
    return {
        form: f"{reverse('web:charts-file', args=[board.node.public_id, board.code, form])}?{query}"
        for form in ("xlsx", "csv")
    }


def blocks_of(found: FigureSet) -> list[str]:
    """Blocks with organisations or figures here, in the official order."""
    present = {f.scope["block"] for f in found.figures if set(f.scope) == {"block"}}
    return [b for b in Block.values if b in present]


def _word(grain: Grain) -> str:
    return next(word for word, one in GRAINS.items() if one is grain)


def _tabs(board: Board) -> list[dict[str, Any]]:
    return [
        {
            "label": short(one.code),
            "url": charts_url(board.node, one.code, board.window),
            "current": one.code == board.code,
        }
        for one in flows()
    ]


def _grains(board: Board) -> list[dict[str, Any]]:
    return [
        {
            "label": f"Theo {GRAIN_WORD[grain]}",
            "url": charts_url(board.node, board.code, board.window, theo=_word(grain), nam=board.year),
            "current": grain is board.grain,
        }
        for grain in grains_of(board.points)
    ]


def bars_of(shape: Shaper, code: str, blocks: Sequence[str]) -> dict[str, Any]:
    """A lying bar a block, with the aim: the shape of the `bar_chart` tag."""
    found = [shape(code, block=block) for block in blocks]
    bars = [
        charts.LyingBar(
            BLOCK_TITLE[block],
            figure["value"],
            figure["target"]["value"] if figure["target"] else None,
            "–" if figure["value"] is None else format_percent(figure["value"]),
        )
        for block, figure in zip(blocks, found, strict=True)
    ]
    said = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    return {"title": f"{short(code)} theo khối. {said}.", "bars": bars}


def by_year(shape: Shaper, code: str, blocks: Sequence[str]) -> dict[str, Any]:
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


def _blocks(board: Board) -> dict[str, Any]:
    shape, blocks = board.shape, board.blocks
    return {
        "bars": bars_of(shape, board.code, blocks) if len(blocks) > 1 else None,
        "by_year": by_year(shape, board.code, blocks),
    }


def _map(request: ActorRequest, board: Board) -> dict[str, Any]:
    """The map of one year, forty rows a page."""
    heat = board.heat()
    children = board.children(heat)
    page: Page[Child] = page_of(request, children, PAGE)
    part = board.window.period.year_part(board.year) if children else board.window.period
    shape = replace(board.shape, window=replace(board.window, period=part))
    links = {child.segment: shape.url(board.code, organisation=child.code) for child in page}
    return {
        "heat": heat.table(list(page), board.year, links) if children else None,
        "heat_name": f"Từng {'quý' if heat.grain is Grain.QUARTER else 'tháng'} của {len(children)} tổ chức"
        f" trực thuộc, năm {board.year}",
        "years": [
            {
                "label": str(year),
                "url": charts_url(board.node, board.code, board.window, theo=_word(board.grain), nam=year)
                + "#ban-do",
                "current": year == board.year,
            }
            for year in heat.years()
        ],
        "page": page,
    }
