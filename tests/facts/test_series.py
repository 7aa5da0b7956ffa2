"""Counts over time: a month of a series is what an independent recount says of that month alone."""

from datetime import date

import pytest

from sotay.core.ids import segment
from sotay.core.period import Period, months_of_quarter
from sotay.facts import registry
from sotay.facts.operations import recount_everything
from sotay.facts.queries import load_counter
from sotay.facts.registry import FlowIndicator, Unit
from sotay.facts.rules.rollup import Flow
from sotay.facts.series import Grain, Series, series, spans_of, too_small
from sotay.organisations.choices import Change
from sotay.organisations.models import Organisation
from tests import factories
from tests.facts.compare import recounted
from tests.facts.example import District, hold
from tests.facts.ground import undone, write
from tests.facts.raw import Raw, read
from tests.facts.recount import Row
from tests.facts.worlds import World, seeded

REGULAR, THEMATIC, NET = "meeting.regular", "meeting.thematic", "meeting.attendance_net"


def flows() -> list[FlowIndicator]:
    return [one for one in registry.indicators() if isinstance(one, FlowIndicator)]


def flow_indicator(code: str) -> FlowIndicator:
    return next(one for one in flows() if one.code == code)


def asked(node: Organisation, first: int, last: int, report: date) -> Series:
    return series(load_counter(node, Period(first, last), report_date=report))


def windows(world: World, grain: Grain, found: Series) -> list[tuple[int, int, int]]:
    """(span, first month, last month) of every point."""
    period = Period(world.first, world.last)
    spans = spans_of(grain, period.months, found.whole_quarters)
    if grain is Grain.MONTH:
        return [(m, m, m) for m in spans]
    if grain is Grain.QUARTER:
        return [(q, months_of_quarter(q)[0], months_of_quarter(q)[2]) for q in spans]
    return [(y, period.year_part(y).first, period.year_part(y).last) for y in spans]


def differences(raw: Raw, node: Organisation, world: World, grain: Grain) -> list[str]:
    """Every point that the series and the recount of that span alone have otherwise."""
    found = asked(node, world.first, world.last, world.report_date)
    wrong = []
    for span, first, last in windows(world, grain, found):
        rows = recounted(raw, node, first, last, world.report_date).rows
        for by, scope in (("", ""), ("block", "block"), ("child", "organisation")):
            names = {segment(pk): code for pk, code in raw.codes.items()} if by == "child" else {}
            for one in flows():
                if grain is Grain.MONTH and one.unit is Unit.QUARTERS:
                    continue
                said = {
                    names.get(group, group): (one.numerator(flow), one.denominator(flow), one.known(flow))
                    for (group, at), flow in found.points(one, grain, by=by).items()
                    if at == span
                }
                wrong += [
                    f"{node} {one.code} {span} {by}={group}: {said.get(group)}, recounted {row}"
                    for group, row in _of_scope(rows, one.code, scope).items()
                    if said.get(group, (0, 0, 0)) != (row.numerator, row.denominator, _known(row))
                ]
    return wrong


def _known(row: Row) -> int:
    return row.coverage[0] if row.coverage else 0


def _of_scope(rows: dict, code: str, name: str) -> dict[str, Row]:
    """Recounted rows of an indicator whose scope has this name alone, by its value."""
    wanted = {name} if name else set()
    return {
        str(dict(scope).get(name, "")): row
        for (of, scope), row in rows.items()
        if of == code and {key for key, _ in scope} == wanted
    }


# A few worlds in the quick suite, the rest with the slow ones.
WORLDS = [*range(500, 502), *(pytest.param(s, marks=pytest.mark.slow) for s in range(502, 530))]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", WORLDS)
def test_every_point_equals_a_recount_of_that_span_alone(seed: int) -> None:
    """Moves, merges, splits, counts beside rolls, reports dated in the middle."""
    world = seeded(seed)
    with undone():
        nodes = write(world)
        recount_everything()
        raw = read()
        wrong = [
            w for n in {nodes[0], nodes[world.node]} for g in Grain for w in differences(raw, n, world, g)
        ]
    assert not wrong, "\n".join(wrong)


def test_a_merged_cell_begins_where_its_predecessors_end(district: District) -> None:
    """The months before stand in the rows of the old cells; the month of the change in the new one's."""
    old = district.cell
    other = district.another_cell()
    hold(old, [202401, 202402, 202403])
    hold(other, [202401])
    day = date(2024, 3, 15)
    new = district.another_cell(founded=day)
    for ended in (old, other):
        factories.succeed(Change.MERGE, ended, new, day)
    hold(new, [202404])
    district.ask(202401, 202404)
    found = asked(district.committee, 202401, 202404, date(2024, 6, 1))
    points = found.points(flow_indicator(REGULAR), Grain.MONTH, by="child")

    def row(cell: Organisation) -> dict[int, tuple[int, int]]:
        return {m: (f.met, f.due) for (child, m), f in points.items() if child == segment(cell.pk)}

    assert row(old) == {202401: (1, 1), 202402: (1, 1)}
    assert row(other) == {202401: (1, 1), 202402: (0, 1)}
    assert row(new) == {202403: (1, 1), 202404: (1, 1)}
    whole = found.points(flow_indicator(REGULAR), Grain.MONTH)
    assert [(whole["", m].met, whole["", m].due) for m in (202401, 202402, 202403, 202404)] == [
        (2, 2),
        (1, 2),
        (1, 1),
        (1, 1),
    ]


def test_a_theme_has_no_months_and_only_whole_quarters(district: District) -> None:
    hold(district.cell, [202402, 202405], "thematic")
    district.ask(202402, 202407)
    found = asked(district.root, 202402, 202407, date(2024, 9, 1))
    theme = flow_indicator(THEMATIC)
    assert found.points(theme, Grain.MONTH) == {}
    quarters = found.points(theme, Grain.QUARTER)
    assert {span: (f.quarters_themed, f.quarters_due) for (_, span), f in quarters.items()} == {20242: (1, 1)}
    assert spans_of(Grain.QUARTER, [], found.whole_quarters) == [20242]


@pytest.mark.parametrize(
    ("code", "expected", "hidden"), [(NET, 4, True), (NET, 5, False), (NET, 0, False), (REGULAR, 4, False)]
)
def test_fewer_than_five_persons_are_not_broken_out(code: str, expected: int, hidden: bool) -> None:
    assert too_small(code, Flow(expected=expected)) is hidden
