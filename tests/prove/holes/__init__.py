"""Planted holes in access: importing the rooms enters them all."""

from tests.prove.holes import later, pages, policy
from tests.prove.holes.registry import HOLES

__all__ = ["HOLES", "later", "pages", "policy"]
