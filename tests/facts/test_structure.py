"""The second reading of the flows: everything under one day's structure (indicators.md, definition 8)."""

from datetime import date

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import Actor, system_actor
from sotay.core.errors import PermissionDenied
from sotay.core.period import Period
from sotay.facts.operations import recount_everything
from sotay.facts.queries import load_counter
from sotay.facts.series import series
from sotay.facts.structure import by_structure, figures_by_structure
from sotay.organisations.choices import Block, Change, Kind
from sotay.organisations.models import Organisation
from tests import factories
from tests.facts.example import District, counts, district, hold

__all__ = ["district"]
ACTOR = system_actor([Permission.FIGURES_VIEW])
REGULAR, THEMATIC = "meeting.regular", "meeting.thematic"
DAY = date(2024, 6, 1)


Said = dict[str, tuple[float, int]]


def read(district: District, node: Organisation | None = None, day: date = DAY) -> Said:
    """Numerator and denominator of the second reading, by "code place"."""
    node = node or district.root
    factories.settle(district.root)
    node.refresh_from_db()
    recount_everything()
    counter = load_counter(node, Period(202401, 202403), report_date=DAY)
    said = {}
    for one in figures_by_structure(ACTOR, node, counter, day):
        place = " ".join([one.code, *(str(v) for v in one.scope.values())])
        said[place] = (one.numerator, one.denominator or 0)
    return said


def test_months_before_a_move_stand_where_the_cell_stands_on_the_day(district: District) -> None:
    other = factories.organisation(Kind.GRASSROOTS_COMMITTEE, district.root, code="CQ", block=Block.AGENCY)
    hold(district.cell, [202401, 202402])
    factories.move(district.cell, other, date(2024, 3, 10))
    first = district.ask(202401, 202403)
    assert counts(first, REGULAR, organisation="XA") == (2, 2), "the first reading: by each month"
    found = read(district)
    assert found[f"{REGULAR} CQ"] == found[f"{REGULAR} agency"] == (2, 3)
    assert f"{REGULAR} XA" not in found
    assert found[REGULAR] == counts(first, REGULAR), "nobody came or left the district"
    assert found[f"{THEMATIC} CQ"] == (0, 1)


def test_a_day_before_the_move_gives_the_structure_of_before(district: District) -> None:
    other = factories.organisation(Kind.GRASSROOTS_COMMITTEE, district.root, code="CQ", block=Block.AGENCY)
    hold(district.cell, [202401])
    factories.move(district.cell, other, date(2024, 3, 10))
    assert read(district, day=date(2024, 3, 9))[f"{REGULAR} XA"] == (1, 3)


def test_who_left_the_node_takes_its_months_along_and_who_came_brings_them(district: District) -> None:
    elsewhere = factories.organisation(Kind.GRASSROOTS_COMMITTEE, district.root, code="KHAC")
    hold(district.cell, [202401, 202402, 202403])
    factories.move(district.cell, elsewhere, date(2024, 2, 15))
    assert read(district, district.committee)[REGULAR] == (0, 0)
    assert read(district, elsewhere)[REGULAR] == (3, 3)


def test_a_cell_that_was_taken_over_stands_with_the_one_that_took_it(district: District) -> None:
    other = factories.organisation(Kind.GRASSROOTS_COMMITTEE, district.root, code="CQ", block=Block.AGENCY)
    taker = factories.organisation(Kind.CELL, other, code="NHAN")
    hold(district.cell, [202401])
    factories.succeed(Change.ABSORB, district.cell, taker, date(2024, 3, 1))
    found = read(district)
    assert found[f"{REGULAR} CQ"] == (1, 5), "two months of the cell that ended, three of the other"
    assert f"{REGULAR} XA" not in found
    assert read(district, district.committee)[REGULAR] == (0, 0), "the taker stands outside"


def test_a_cell_that_nobody_took_over_stays_where_it_stood(district: District) -> None:
    gone = district.another_cell(code="HET", dissolved=date(2024, 3, 1))
    hold(gone, [202401])
    assert read(district)[f"{REGULAR} XA"] == (1, 5)


def test_a_trend_follows_the_same_reading(district: District) -> None:
    other = factories.organisation(Kind.GRASSROOTS_COMMITTEE, district.root, code="CQ", block=Block.AGENCY)
    hold(district.cell, [202401])
    factories.move(district.cell, other, date(2024, 3, 10))
    factories.settle(district.root)
    recount_everything()
    counter = load_counter(district.root, Period(202401, 202403), report_date=DAY)
    assert {spot.block for spot in series(counter).months} == {"commune", "agency"}
    assert {spot.block for spot in series(by_structure(counter, DAY)).months} == {"agency"}
    assert {spot.block for spot in series(counter).months} == {"commune", "agency"}, "the first is as it was"


def test_whoever_may_not_see_the_figures_is_refused(district: District) -> None:
    factories.settle(district.root)
    counter = load_counter(district.root, Period(202401, 202403), report_date=DAY)
    with pytest.raises(PermissionDenied):
        figures_by_structure(Actor(1, "khách"), district.root, counter, DAY)
