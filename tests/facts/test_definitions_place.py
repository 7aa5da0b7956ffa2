"""Place, as at, members: one example a sentence of definitions 6–9 and 16."""

from datetime import date

import pytest

from sotay.organisations.choices import Block, Kind
from tests import factories
from tests.facts.example import District, counts, figure_of, hold

REGULAR, CELLS = "meeting.regular", "meeting.regular_cells"


# 6. At or below
def test_a_nodes_figures_include_itself_a_standalone_cell_counts_one(district: District) -> None:
    alone = district.standalone()
    said = district.ask(202401, 202401, node=alone)
    assert counts(said, "org.grassroots") == (1, None)
    assert counts(said, "org.cells") == (1, None)
    assert counts(said, REGULAR, organisation=alone.code) == (0, 1)


def test_a_district_committee_is_no_unit_of_its_own_count(district: District) -> None:
    factories.organisation(Kind.PART_COMMITTEE, district.committee)
    district.standalone()
    said = district.ask(202401, 202401)
    assert counts(said, "org.units") == (4, None)  # committee, part committee, two cells
    assert counts(said, "org.grassroots") == (2, None)


def test_the_rows_of_children_and_the_nodes_own_add_up(district: District) -> None:
    alone = district.standalone()
    hold(alone, [202401])
    said = district.ask(202401, 202401)
    assert counts(said, REGULAR, organisation="XA") == (0, 1)
    assert counts(said, REGULAR, organisation=alone.code) == (1, 1)
    assert counts(said, REGULAR) == (1, 2)


def test_a_child_that_ended_keeps_its_row(district: District) -> None:
    ended = district.standalone(dissolved=date(2024, 3, 1))
    ended.names.update(valid_to=date(2024, 3, 1))
    hold(ended, [202401])
    said = district.ask(202401, 202406)
    assert counts(said, REGULAR, organisation=ended.code) == (1, 2)


# 7. Block
def test_a_cell_inherits_the_block_of_its_grassroots_organisation(district: District) -> None:
    part = factories.organisation(Kind.PART_COMMITTEE, district.committee)
    factories.organisation(Kind.CELL, part, cell_type="school")
    said = district.ask(202401, 202401)
    assert counts(said, "org.cells", block=Block.COMMUNE) == (2, None)


# 8. As at
@pytest.mark.parametrize(("report", "cells"), [(date(2024, 2, 10), 1), (date(2024, 7, 1), 2)])
def test_stocks_are_counted_on_the_periods_last_day_or_the_reports(
    district: District, report: date, cells: int
) -> None:
    district.another_cell(founded=date(2024, 3, 31))
    district.another_cell(founded=date(2024, 4, 1))
    assert counts(district.ask(202401, 202403, report), "org.cells") == (cells, None)


def test_a_years_column_counts_on_the_last_day_of_its_part(district: District) -> None:
    district.another_cell(founded=date(2024, 1, 10))
    said = district.ask(202311, 202402)
    assert counts(said, "org.cells", year=2023) == (1, None)
    assert counts(said, "org.cells", year=2024) == (2, None)


def test_months_stand_under_the_parent_and_block_of_their_last_day(district: District) -> None:
    other = factories.organisation(Kind.GRASSROOTS_COMMITTEE, district.root, code="CQ", block=Block.AGENCY)
    hold(district.cell, [202401, 202402])
    factories.move(district.cell, other, date(2024, 2, 29))
    said = district.ask(202401, 202402)
    assert counts(said, REGULAR, organisation="XA") == counts(said, REGULAR, block="commune") == (1, 1)
    assert counts(said, REGULAR, organisation="CQ") == counts(said, REGULAR, block="agency") == (1, 1)


def test_quarters_stand_under_the_parent_of_the_quarters_last_day(district: District) -> None:
    other = factories.organisation(Kind.GRASSROOTS_COMMITTEE, district.root, code="CQ")
    factories.move(district.cell, other, date(2024, 3, 31))
    said = district.ask(202401, 202403)
    assert counts(said, "meeting.thematic", organisation="CQ") == (0, 1)
    assert said.find("meeting.thematic", organisation="XA").denominator == 0


def test_verdicts_stand_once_under_the_place_of_the_as_at_day(district: District) -> None:
    other = factories.organisation(Kind.GRASSROOTS_COMMITTEE, district.root, code="CQ")
    hold(district.cell, [202401, 202402])
    factories.move(district.cell, other, date(2024, 2, 10))
    said = district.ask(202401, 202402)
    assert counts(said, CELLS, organisation="CQ") == counts(said, CELLS) == (1, 1)
    assert said.find(CELLS, organisation="XA") is None


def test_cells_that_no_longer_exist_have_no_verdict(district: District) -> None:
    district.another_cell(dissolved=date(2024, 2, 29))
    assert counts(district.ask(202401, 202402), CELLS) == (0, 1)


def test_each_verdict_names_the_cells_it_leaves_out_and_why(district: District) -> None:
    young = district.another_cell(founded=date(2024, 2, 1))
    hold(district.cell, [202401])
    said = district.ask(202401, 202403, date(2024, 2, 20))
    assert list(said.left_out[CELLS].values()) == [[young.pk]]
    (quarterless,) = said.left_out["meeting.thematic_cells"].values()
    assert sorted(quarterless) == [district.cell.pk, young.pk]
    assert all(said.left_out[CELLS])


def test_verdicts_of_two_years_do_not_add_up_to_those_of_the_period(district: District) -> None:
    hold(district.cell, [202311, 202312, 202401])
    said = district.ask(202311, 202402)
    assert counts(said, CELLS, year=2023) == (1, 1)
    assert counts(said, CELLS, year=2024) == counts(said, CELLS) == (0, 1)


# 9. Members
def test_official_and_probationary_make_the_total_exempt_beside(district: District) -> None:
    who = factories.member(district.cell)
    factories.member(district.cell, status="probationary")
    factories.member(district.cell, status="expelled")
    who.exemptions.create(ground="age_health", valid_from=date(2024, 1, 1))
    said = district.ask(202401, 202401)
    assert counts(said, "member.total") == (2, None)
    assert counts(said, "member.total", status="official") == (1, None)
    assert counts(said, "member.total", status="probationary") == (1, None)
    assert counts(said, "member.total", status="exempt") == (1, None)


@pytest.mark.parametrize(
    ("accepted", "block"), [(date(2024, 2, 1), "commune"), (date(2024, 1, 31), "agency")]
)
def test_between_two_places_at_the_sender_until_the_receiver_accepts(
    district: District, accepted: date, block: str
) -> None:
    who = factories.member(district.cell)
    factories.official_place(who, district.standalone(), accepted)
    said = district.ask(202401, 202401)
    assert counts(said, "member.total") == counts(said, "member.total", block=block) == (1, None)


def test_a_member_stays_at_the_sender_though_it_was_dissolved_meanwhile(district: District) -> None:
    sender = district.another_cell(dissolved=date(2024, 1, 10))
    who = factories.member(sender)
    factories.official_place(who, district.cell, date(2024, 2, 10))
    assert counts(district.ask(202401, 202401), "member.total") == (1, None)


def test_sex_and_age_stand_beside_a_year_alone_counts_from_july(district: District) -> None:
    for year in (1993, 1994, 1963, 1964, 1984):
        factories.member(district.cell, sex="female", birth_year=year)
    assert counts(district.ask(202406, 202406), "member.total", sex="female") == (5, None)
    assert _ages(district, 202406) == {"18-30": 2, "31-40": 1, "51-60": 2}
    assert _ages(district, 202407) == {"18-30": 1, "31-40": 2, "51-60": 1, "61+": 1}


def _ages(district: District, month: int) -> dict[str, float]:
    said = district.ask(month, month)
    return {f.scope["age"]: f.numerator for f in said.with_scope("member.total", "age")}


def test_groups_under_five_are_not_broken_down_by_sex_or_age(district: District) -> None:
    for _ in range(4):
        factories.member(district.cell, sex="female", birth_year=1990)
    said = district.ask(202406, 202406)
    assert said.find("member.total", sex="female") is None
    assert list(said.with_scope("member.total", "age")) == []


def test_a_stock_is_a_count_without_coverage(district: District) -> None:
    figure = figure_of(district.ask(202401, 202401), "org.cells")
    assert (figure.value, figure.denominator, figure.coverage) == (1, None, None)
