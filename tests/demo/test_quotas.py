"""Shares of whole numbers add up exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotay.demo.district.quotas import Dealer, monthly_missing, portions


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=30), st.integers(0, 5000))
def test_portions_add_up(weights: list[float], more: int) -> None:
    parts = portions(2 * len(weights) + more, weights, least=2)
    assert sum(parts) == 2 * len(weights) + more
    assert min(parts) >= 2


def test_portions_need_enough() -> None:
    with pytest.raises(ValueError, match="too small"):
        portions(3, [1, 1], least=2)


@given(st.lists(st.integers(1, 900), min_size=1, max_size=40))
def test_missing_add_up_to_the_mean(nets: list[int]) -> None:
    missing = monthly_missing(nets, mean=Fraction(85, 100), rise=Fraction(2, 1000))
    assert sum(missing) == round(Fraction(15, 100) * sum(nets))


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30), st.data())
def test_the_dealer_deals_all_and_never_above_a_cap(caps: list[int], data: st.DataObject) -> None:
    dealer = Dealer()
    for _ in range(3):
        total = data.draw(st.integers(0, sum(caps)))
        limits: dict[object, int] = dict(enumerate(caps))
        wants: dict[object, float] = {place: float(cap) for place, cap in limits.items()}
        given_out = dealer.deal(total, wants, limits)
        assert sum(given_out.values()) == total
        assert all(0 <= given_out[place] <= limits[place] for place in limits)
