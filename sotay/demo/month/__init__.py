"""This month of the demo's first commune: meetings in every state, by the product's own operations."""

from sotay.demo.month.stories import tell_month
from sotay.demo.month.village import Hands

__all__ = ["Hands", "tell_month"]
