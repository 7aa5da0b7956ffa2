"""From counts to figures: every scope in which a figure is given."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from sotay.facts.figures import Coverage, Figure, Scope
from sotay.facts.registry import FlowIndicator, StockIndicator, StockLine, Unit, VerdictIndicator
from sotay.facts.rules.rollup import NOTHING_KNOWN, Flow, Key, Rollup, Verdict

SCOPES = (("block",), ("organisation",), ("year",), ("block", "year"), ("organisation", "year"))
SMALL_GROUP = 5
"""Groups under five members are not broken down by sex or age."""

Codes = Mapping[str, str]
"""Segment of a child → its code."""


def _scope_of(key: Key, names: Iterable[str], codes: Codes) -> Scope | None:
    """The scope of a key, or None where a value is missing (no block, a child without a code)."""
    values: dict[str, str | int] = {
        "block": key.block,
        "organisation": codes.get(key.child, ""),
        "year": key.year,
    }
    scope = {name: values[name] for name in names}
    return scope if all(scope.values()) else None


def _summed[T: (Flow, Verdict)](
    counts: Mapping[Key, T], names: tuple[str, ...], codes: Codes, total: Callable[[list[T]], T]
) -> list[tuple[Scope, T]]:
    found: dict[tuple[tuple[str, str | int], ...], list[T]] = defaultdict(list)
    if not names:
        found[()] = []
    for key, count in counts.items():
        scope = _scope_of(key, names, codes)
        if scope is not None:
            found[tuple(scope.items())].append(count)
    return [(dict(items), total(same)) for items, same in found.items()]


Sums = Mapping[tuple[str, ...], list[tuple[Scope, Flow]]]
"""Names of a scope → the counts in each of its values."""


def flow_sums(rollup: Rollup, codes: Codes) -> Sums:
    """The additive counts in every scope; a year that has begun also when nothing is due in it."""
    begun = sorted({year for year, _ in rollup.verdicts if year})
    scopes: tuple[tuple[str, ...], ...] = ((), *SCOPES)
    sums = {names: _summed(rollup.flows, names, codes, Flow.total) for names in scopes}
    said = {scope["year"] for scope, _ in sums["year",]}
    sums["year",] += [({"year": year}, Flow()) for year in begun if year not in said]
    return sums


def flow_figures(indicator: FlowIndicator, sums: Sums) -> Iterator[Figure]:
    """A ratio of additive counts, in every scope."""
    for summed in sums.values():
        for scope, flow in summed:
            yield flow_figure(indicator, flow, scope)


def flow_figure(indicator: FlowIndicator, flow: Flow, scope: Scope) -> Figure:
    """The figure of counts that have been added up already."""
    denominator = indicator.denominator(flow)
    months = Coverage(flow.recorded, flow.due, Unit.MONTHS)
    return Figure(
        code=indicator.code,
        label=indicator.label,
        formula=indicator.formula,
        scope=scope,
        numerator=indicator.numerator(flow),
        denominator=denominator,
        coverage=Coverage(indicator.known(flow), indicator.due(flow), indicator.unit),
        coverage_months=months if indicator.unit is Unit.MEETINGS else None,
        reason="" if denominator else indicator.nothing_due or _nothing_due(indicator.unit),
    )


def _nothing_due(unit: Unit) -> str:
    return {
        Unit.MONTHS: "không có tháng nào phải sinh hoạt",
        Unit.QUARTERS: "không có quý nào phải có chuyên đề",
        Unit.MEETINGS: "chưa có buổi nào để tính",
        Unit.CELLS: "không có chi bộ nào để tính",
        Unit.TASKS: "không có nhiệm vụ nào đến hạn",
        Unit.VISITS: "không có lượt dự nào phải thực hiện",
    }[unit]


def verdict_figures(indicator: VerdictIndicator, rollup: Rollup, codes: Codes) -> Iterator[Figure]:
    """A ratio of cells judged over a window, in every scope; years by their own verdicts."""
    for (year, kind), counts in rollup.verdicts.items():
        if kind != indicator.kind:
            continue
        scopes = ((), ("block",), ("organisation",))
        for names in [(*n, "year") for n in scopes] if year else scopes:
            summed = _summed(counts, names, codes, Verdict.total)
            if names == ("year",) and not summed:
                summed = [({"year": year}, Verdict())]
            for scope, verdict in summed:
                yield _verdict_figure(indicator, scope, verdict)


def _verdict_figure(indicator: VerdictIndicator, scope: Scope, verdict: Verdict) -> Figure:
    real = indicator.kind == "mean"
    reason = NOTHING_KNOWN if real else _nothing_due(Unit.CELLS)
    return Figure(
        code=indicator.code,
        label=indicator.label,
        formula=indicator.formula,
        scope=scope,
        numerator=verdict.value if real else int(verdict.value),
        denominator=verdict.cells,
        coverage=Coverage(verdict.known, verdict.cells, Unit.CELLS),
        reason="" if verdict.cells else reason,
    )


def stock_figures(
    indicator: StockIndicator,
    lines: list[tuple[str, StockLine]],
    codes: Codes,
    *,
    year: int | None = None,
) -> Iterator[Figure]:
    """A count on a day: `lines` pairs each with its child's segment. With a year, only by year."""
    fixed: dict[str, str | int] = {} if year is None else {"year": year}
    base: tuple[tuple[str, ...], ...] = ((), ("block",), ("organisation",))
    for names in base:
        yield from _stock(indicator, lines, codes, names, fixed)
    if year is not None or not any(line.scope for _, line in lines):
        return
    for extra in ("status", "sex", "age"):
        yield from _stock(indicator, lines, codes, (extra,), fixed)
        yield from _stock(indicator, lines, codes, ("block", extra), fixed)


def _stock(
    indicator: StockIndicator,
    lines: list[tuple[str, StockLine]],
    codes: Codes,
    names: tuple[str, ...],
    fixed: Scope,
) -> Iterator[Figure]:
    found: dict[tuple[tuple[str, str | int], ...], int] = defaultdict(int)
    totals: dict[tuple[tuple[str, str | int], ...], int] = defaultdict(int)
    if not names:
        found[()] = 0
    outer = [n for n in names if n in ("block", "organisation")]
    for child, line in lines:
        place = {"block": line.block, "organisation": codes.get(child, "")}
        around: tuple[tuple[str, str | int], ...] = tuple((n, place[n]) for n in outer)
        totals[around] += line.count
        for extra in _values(line, names):
            scope = (*around, *extra)
            if all(value for _, value in scope):
                found[scope] += line.count
    for scope, count in found.items():
        outside = tuple(item for item in scope if item[0] in outer)
        private = {name for name, _ in scope} & {"sex", "age"}
        if private and totals[outside] < SMALL_GROUP:
            continue
        yield Figure(
            indicator.code, indicator.label, indicator.formula, dict(scope) | dict(fixed), count, None
        )


def _values(line: StockLine, names: tuple[str, ...]) -> list[tuple[tuple[str, str | int], ...]]:
    """The extra scopes of a line; an exempt member counts under its status and under "exempt"."""
    extra = [n for n in names if n in ("status", "sex", "age")]
    if not extra:
        return [()]
    name = extra[0]
    found: list[tuple[tuple[str, str | int], ...]] = [((name, line.scope.get(name, "")),)]
    if name == "status" and "exempt" in line.scope:
        found.append((("status", "exempt"),))
    return found
