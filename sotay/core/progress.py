"""How far long work has come: told while it runs, shown by whoever asked for it."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""A step in plain words, how many of its parts are done, of how many (1: it has no parts)."""


def silent(step: str, done: int, total: int) -> None:
    """Nobody is waiting."""
