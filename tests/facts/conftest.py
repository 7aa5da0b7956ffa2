"""The small district of the examples."""

from tests.facts.example import district

__all__ = ["district"]
