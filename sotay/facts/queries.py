"""Answer with figures: one call a node and period."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from sotay.access.choices import Permission
from sotay.core.actor import SEGMENT, Actor
from sotay.core.ids import child_segment, segment
from sotay.core.period import Period, first_day
from sotay.core.progress import Progress, silent
from sotay.core.spans import on_day
from sotay.core.tree import within
from sotay.facts import registry
from sotay.facts.assembly import flow_figures, flow_sums, stock_figures, verdict_figures
from sotay.facts.figures import Child, Figure, FigureSet
from sotay.facts.models import CellMonth
from sotay.facts.registry import FlowIndicator, Indicator, StockIndicator, StockLine, VerdictIndicator
from sotay.facts.rules.lineage import Cell, Change, Edge, Lineage, Place, connected
from sotay.facts.rules.records import COLUMNS, MonthRecord
from sotay.facts.rules.rollup import Counter, Rollup
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.models import (
    Organisation,
    OrganisationLink,
    OrganisationName,
    OrganisationPath,
    Succession,
)
from sotay.organisations.rules import FAR

DAYS = ("held_last", "told_last")

Stock = tuple[int | None, StockIndicator, list[tuple[str, StockLine]]]
"""Year (None: the whole period), indicator, and its lines with the segment of the child of each."""


def figures(
    actor: Actor,
    organisation: Organisation,
    period: Period,
    *,
    report_date: date,
    counter: Counter | None = None,
    codes: Collection[str] = (),
    yearly: bool = True,
    detailed: bool = True,
    tell: Progress = silent,
) -> FigureSet:
    """Every figure of a node over a period, as a report dated `report_date` prints it.

    Scopes: whole, block, child (the node's own row included), year, and block or child with year;
    counts of members also by status, sex and age. Requires FIGURES_VIEW at the node. `counter`: the
    one of the same node, period and date, when the caller has loaded it already; `codes`: only these
    indicators (none: all). Without `yearly` no verdicts by year; without `yearly` or `detailed` no counts
    of a day by year, nor members by status, sex and age: pages that show none of these need not wait for
    them. `tell`: how far the counting has come.
    """
    actor.require(Permission.FIGURES_VIEW, organisation)
    rollup = (counter or load_counter(organisation, period, report_date=report_date)).rollup(yearly=yearly)
    as_at = min(period.last_day, report_date)
    wanted = [i for i in registry.indicators() if not codes or i.code in codes]
    stocks = list(_stocks(wanted, organisation, period, report_date, detailed=yearly and detailed))
    children = _children(organisation, rollup, stocks, as_at)
    child_codes = {child.segment: child.code for child in children}
    sums = flow_sums(rollup, child_codes)
    found: list[Figure] = []
    for number, indicator in enumerate(wanted):
        tell("Tính các chỉ tiêu", number, len(wanted))
        if isinstance(indicator, FlowIndicator):
            found += flow_figures(indicator, sums)
        elif isinstance(indicator, VerdictIndicator):
            found += verdict_figures(indicator, rollup, child_codes)
        elif isinstance(indicator, StockIndicator):
            for part, of, lines in stocks:
                if of is indicator:
                    found += stock_figures(indicator, lines, child_codes, year=part)
    return FigureSet(organisation.code, period, report_date, found, children, _left_out(rollup))


def load_counter(organisation: Organisation, period: Period, *, report_date: date) -> Counter:
    """Load what is needed to count a node: its cells of any time, their predecessors, their records."""
    here = _cell_paths(organisation)
    edges = _edges()
    ids = set(here.values_list("organisation_id", flat=True))
    extra = connected(ids, edges) - ids
    chosen = Q(organisation__in=here.values("organisation_id")) | Q(organisation__in=extra)
    cells = cells_of(chosen)
    records = _records(here, extra, period, report_date)
    return Counter(
        lineage=Lineage(cells, edges),
        records=records,
        node=segment(organisation.pk),
        period=period,
        report_date=report_date,
    )


def _cell_paths(organisation: Organisation) -> QuerySet[OrganisationPath]:
    """Dated places of cells that ever stood at or below the node."""
    below = Q(pk__in=[])
    for path in set(
        OrganisationPath.objects.filter(organisation=organisation).values_list("path", flat=True)
    ):
        below |= within(path)
    return OrganisationPath.objects.filter(below, organisation__kind__in=sorted(CELL_KINDS))


def _edges() -> list[Edge]:
    rows = Succession.objects.values_list("predecessor_id", "successor_id", "on", "change", "takes_over")
    return [Edge(before, after, on, Change(change), takes) for before, after, on, change, takes in rows]


def cells_of(chosen: Q) -> dict[int, Cell]:
    """Cells of the chosen dated places (OrganisationPath), with all that were chosen of them."""
    places: dict[int, list[Place]] = defaultdict(list)
    spans: dict[int, tuple[date, date | None]] = {}
    rows = OrganisationPath.objects.filter(chosen).order_by("organisation_id", "valid_from")
    for pk, path, block, first, end, founded, dissolved in rows.values_list(
        "organisation_id",
        "path",
        "block",
        "valid_from",
        "valid_to",
        "organisation__founded_on",
        "organisation__dissolved_on",
    ):
        places[pk].append(Place(path, block, first, end or FAR))
        spans[pk] = (founded, dissolved)
    return {pk: Cell(pk, *spans[pk], tuple(places[pk])) for pk in places}


def _records(
    here: QuerySet[OrganisationPath], extra: Iterable[int], period: Period, report_date: date
) -> dict[tuple[int, int], MonthRecord]:
    """Stored facts; those that know something held or told after the report's date are counted again
    without it."""
    rows = CellMonth.objects.filter(
        Q(cell__in=here.values("organisation_id")) | Q(cell__in=list(extra)),
        month__gte=period.first,
        month__lte=period.last,
    )
    found: dict[tuple[int, int], MonthRecord] = {}
    later: list[tuple[int, int]] = []
    for cell, month, held, told, *counts in rows.values_list("cell_id", "month", *DAYS, *COLUMNS):
        if (held or report_date) > report_date or (told or report_date) > report_date:
            later.append((cell, month))
        else:
            found[cell, month] = MonthRecord.of(counts, held, told)
    return found | (registry.month_records(later, held_by=report_date) if later else {})


def _children(
    organisation: Organisation, rollup: Rollup, stocks: Iterable[Stock], as_at: date
) -> list[Child]:
    """Children that a count stands under, or that stand there on the as-at day; and the node itself."""
    segments = {key.child for key in rollup.flows}
    segments |= {key.child for counts in rollup.verdicts.values() for key in counts}
    segments |= {child for _, _, lines in stocks for child, _ in lines}
    ids = {int(s, 36) for s in segments} | {organisation.pk}
    here = OrganisationLink.objects.filter(on_day(as_at), parent=organisation)
    rows = Organisation.objects.filter(Q(pk__in=ids) | Q(pk__in=here.values("organisation")))
    names = _names(rows, as_at)
    found = [
        Child(segment(row.pk), row.code, names.get(row.pk, row.code), row.public_id, row.official_order)
        for row in rows
    ]
    return sorted(found, key=lambda child: (child.order, child.code))


def codes_of_segments(segments: Collection[str]) -> dict[str, str]:
    """The code of each organisation by its segment of paths."""
    rows = Organisation.objects.filter(pk__in=[int(s, 36) for s in segments if s])
    return {segment(pk): code for pk, code in rows.values_list("pk", "code")}


def _names(rows: QuerySet[Organisation], day: date) -> dict[int, str]:
    """The name in force on the day; of what had ended by then the last one, so that no row is lost."""
    found: dict[int, str] = {}
    names = OrganisationName.objects.filter(organisation__in=rows).order_by("valid_from")
    for pk, name, first in names.values_list("organisation_id", "name", "valid_from"):
        if first <= day or pk not in found:
            found[pk] = name
    return found


def _stocks(
    wanted: Iterable[Indicator],
    organisation: Organisation,
    period: Period,
    report_date: date,
    *,
    detailed: bool,
) -> Iterator[Stock]:
    """Every wanted stock of the whole period (year None); in detail also of each begun year."""
    days: list[tuple[int | None, date]] = [(None, min(period.last_day, report_date))]
    for number in period.years if detailed else ():
        part = period.year_part(number)
        if first_day(part.first) <= report_date:
            days.append((number, min(part.last_day, report_date)))
    places = {day: place_on(organisation, day) for day in {day for _, day in days}}
    for indicator in wanted:
        if isinstance(indicator, StockIndicator):
            for year, day in days:
                detail = detailed and year is None
                yield year, indicator, stock_lines(indicator, places[day], day, detailed=detail)


def place_on(organisation: Organisation, day: date) -> str | None:
    """The path of the organisation on the day; None when it did not stand then."""
    found = OrganisationPath.objects.filter(on_day(day), organisation=organisation)
    return found.values_list("path", flat=True).first()


def stock_lines(
    indicator: StockIndicator, path: str | None, day: date, *, detailed: bool = True
) -> list[tuple[str, StockLine]]:
    """What the indicator counts on the day under the path (`place_on`), with the segment of the child."""
    if path is None:
        return []
    own = path[-SEGMENT:]
    return [
        (child_segment(line.path, own) or own, line) for line in indicator.lines(path, day, detailed=detailed)
    ]


def _left_out(rollup: Rollup) -> dict[str, dict[str, list[int]]]:
    found: dict[str, dict[str, list[int]]] = {}
    for indicator in registry.indicators():
        if not isinstance(indicator, VerdictIndicator):
            continue
        reasons: dict[str, list[int]] = defaultdict(list)
        for verdict in rollup.verdicts.get((0, indicator.kind), {}).values():
            for reason, cells in verdict.left_out.items():
                reasons[reason] += cells
        found[indicator.code] = dict(reasons)
    return found


def facts_differences() -> tuple[int, int]:
    """(cell-months whose kept fact differs from a fresh count, cell-months looked at)."""
    fresh = {pair: record for pair, record in registry.month_records(None).items() if not record.empty}
    rows = CellMonth.objects.values_list("cell_id", "month", *DAYS, *COLUMNS)
    kept = {(cell, month): MonthRecord.of(counts, held, told) for cell, month, held, told, *counts in rows}
    pairs = fresh.keys() | kept.keys()
    return sum(fresh.get(pair) != kept.get(pair) for pair in pairs), len(pairs)
