"""Places in the tree over time, derived from dated links and blocks."""

from datetime import date

import pytest

from sotay.core.ids import segment
from sotay.organisations.rules import FAR, BlockSpan, BrokenTree, LinkSpan, places

DAY, LATER = date(2024, 1, 1), date(2024, 6, 1)
START = date.min
ROOT, COMMITTEE, OTHER, CELL = 1, 2, 3, 4


def derive(which: int, links: dict, blocks: dict | None = None) -> list[tuple[str, str, date, date]]:
    found = places(which, links=links, blocks=blocks or {}, known={})
    return [(p.path, p.block, p.first, p.end) for p in found]


def path(*ids: int) -> str:
    return "".join(segment(i) for i in ids)


def test_before_its_first_link_a_node_stands_alone() -> None:
    links = {CELL: [LinkSpan(ROOT, DAY, FAR)]}
    assert derive(CELL, links) == [(path(CELL), "", START, DAY), (path(ROOT, CELL), "", DAY, FAR)]


def test_a_move_ends_one_place_and_begins_the_next_on_its_day() -> None:
    links = {CELL: [LinkSpan(COMMITTEE, DAY, LATER), LinkSpan(OTHER, LATER, FAR)]}
    assert derive(CELL, links)[1:] == [
        (path(COMMITTEE, CELL), "", DAY, LATER),
        (path(OTHER, CELL), "", LATER, FAR),
    ]


def test_when_a_committee_moves_its_cells_move_with_it() -> None:
    links = {
        CELL: [LinkSpan(COMMITTEE, START, FAR)],
        COMMITTEE: [LinkSpan(ROOT, START, LATER), LinkSpan(OTHER, LATER, FAR)],
    }
    assert derive(CELL, links) == [
        (path(ROOT, COMMITTEE, CELL), "", START, LATER),
        (path(OTHER, COMMITTEE, CELL), "", LATER, FAR),
    ]


def test_a_cell_inherits_the_block_in_force_above_it() -> None:
    links = {CELL: [LinkSpan(COMMITTEE, START, FAR)]}
    blocks = {COMMITTEE: [BlockSpan("commune", DAY, LATER), BlockSpan("agency", LATER, FAR)]}
    assert [place[1:] for place in derive(CELL, links, blocks)] == [
        ("", START, DAY),
        ("commune", DAY, LATER),
        ("agency", LATER, FAR),
    ]


def test_places_that_do_not_differ_are_one() -> None:
    links = {CELL: [LinkSpan(COMMITTEE, START, DAY), LinkSpan(COMMITTEE, DAY, FAR)]}
    assert len(derive(CELL, links)) == 1


def test_links_in_a_circle_are_refused() -> None:
    links = {CELL: [LinkSpan(OTHER, START, FAR)], OTHER: [LinkSpan(CELL, START, FAR)]}
    with pytest.raises(BrokenTree):
        derive(CELL, links)
