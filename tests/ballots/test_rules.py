"""When a vote carries, and what cannot be a count (Điều lệ Đảng, Điều 4, 5, 9)."""

import pytest

from sotay.ballots.choices import Method, Purpose, Threshold
from sotay.ballots.rules import (
    Counts,
    Slips,
    Voters,
    carries,
    counted_by_hand,
    hand_faults,
    method_fault,
    slip_faults,
    votes_needed,
)

CELL = Voters(entitled=25, present=22)


@pytest.mark.parametrize(
    ("base", "threshold", "needed"),
    [
        (25, "half", 13),
        (26, "half", 14),
        (27, "half", 14),
        (30, "thirds", 20),
        (31, "thirds", 21),
        (1, "half", 1),
    ],
)
def test_more_than_half_or_two_thirds_of_the_whole_body(base: int, threshold: str, needed: int) -> None:
    assert votes_needed(base, threshold) == needed
    assert carries(needed, base, threshold)
    assert not carries(needed - 1, base, threshold)


def test_a_resolution_rests_on_the_members_not_on_those_present() -> None:
    """12 of 13 present approve, but the cell has 25 official members."""
    assert not carries(12, Voters(25, 13).base("entitled"), Threshold.HALF)


def test_nobody_entitled_carries_nothing() -> None:
    assert not carries(0, 0, Threshold.HALF)


def test_by_hand_only_the_minority_is_counted() -> None:
    assert counted_by_hand(CELL, no=0, other=1) == Counts(21, 0, 1)
    assert hand_faults(CELL, no=0, other=1) == {}
    assert set(hand_faults(CELL, no=20, other=3)) == {"no"}
    assert set(hand_faults(CELL, no=0, other=-1)) == {"other"}


@pytest.mark.parametrize(
    ("slips", "counts", "field"),
    [
        (Slips(22, 22, 1), Counts(18, 2, 1), ""),
        (Slips(23, 22, 0), Counts(22, 0, 0), "issued"),
        (Slips(20, 21, 0), Counts(21, 0, 0), "collected"),
        (Slips(20, 20, 21), Counts(0, 0, 0), "invalid"),
        (Slips(20, 20, 1), Counts(20, 0, 0), "yes"),
        (Slips(20, -1, 0), Counts(0, 0, 0), "issued"),
    ],
)
def test_paper_ballots_add_up(slips: Slips, counts: Counts, field: str) -> None:
    assert set(slip_faults(CELL, slips, counts)) == ({field} if field else set())


def test_elections_and_discipline_are_on_paper_only() -> None:
    for purpose in (Purpose.ELECTION, Purpose.DISCIPLINE):
        for method in (Method.HAND, Method.ELECTRONIC, Method.SECRET):
            assert method_fault(purpose, method, secret_allowed=True)
        assert not method_fault(purpose, Method.PAPER, secret_allowed=True)


def test_the_secret_box_is_off_unless_switched_on() -> None:
    assert method_fault(Purpose.OTHER, Method.SECRET, secret_allowed=False)
    assert not method_fault(Purpose.OTHER, Method.SECRET, secret_allowed=True)
