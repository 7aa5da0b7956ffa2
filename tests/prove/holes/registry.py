"""Planted holes: one part of the door or of the policy broken at a time. Each must be found by the probes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

Broken = AbstractContextManager[None]
HOLES: dict[str, tuple[Callable[[], Broken], tuple[str, ...]]] = {}
"""By name: how to break, and the routes whose probes are asked first."""
ORGANISATION = ("web:organisation", "web:who-can-see", "web:review")
MEETING = ("web:meeting",)
REVIEW = ("web:review", "web:review-preview", "web:review-docx", "web:review-save")
IMPORT = ("web:import", "web:import-batch", "web:import-commit", "web:import-template")


def hole(name: str, *focus: str) -> Callable[[Callable[[], Iterator[None]]], None]:
    """Enter a hole in the list."""

    def enter(break_it: Callable[[], Iterator[None]]) -> None:
        HOLES[name] = (contextmanager(break_it), focus)

    return enter


def patches(name: str, focus: tuple[str, ...], *made: Callable[[], Any]) -> None:
    """A hole made of patches."""

    def break_it() -> Iterator[None]:
        with ExitStack() as stack:
            for make in made:
                stack.enter_context(make())
            yield

    hole(name, *focus)(break_it)


def attribute(owner: Any, name: str, value: Any) -> Callable[[], Any]:
    """A patch of one attribute."""
    return lambda: patch.object(owner, name, value)
