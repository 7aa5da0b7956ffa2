"""Planted holes: one part of the door or of the policy broken at a time. Each must be found by the probes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from sotay.access.choices import Permission, Role
from sotay.access.permissions import TABLE

Broken = AbstractContextManager[None]


@dataclass(frozen=True, slots=True)
class Hole:
    """How to break; the routes whose probes are asked first, and the role whose persons are.

    `files`: uploads of these kinds are tried before all else ((): of every kind).
    """

    break_it: Callable[[], Broken]
    focus: tuple[str, ...]
    role: str = ""
    files: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Widened:
    """A role that may more than it should: a patch of the table."""

    role: Role
    permissions: dict[Permission, int | None]

    def __call__(self) -> Any:
        return patch.dict(TABLE[self.role], self.permissions)


HOLES: dict[str, Hole] = {}
"""By name."""
ORGANISATION = ("web:organisation", "web:who-can-see", "web:review")
MEETING = ("web:meeting",)
REVIEW = ("web:review", "web:review-preview", "web:review-docx", "web:review-save")
IMPORT = ("web:import", "web:import-batch", "web:import-commit", "web:import-template")


def hole(
    name: str, *focus: str, role: str = "", files: tuple[str, ...] | None = None
) -> Callable[[Callable[[], Iterator[None]]], None]:
    """Enter a hole in the list."""

    def enter(break_it: Callable[[], Iterator[None]]) -> None:
        HOLES[name] = Hole(contextmanager(break_it), focus, role, files)

    return enter


def patches(name: str, focus: tuple[str, ...], *made: Callable[[], Any]) -> None:
    """A hole made of patches."""

    def break_it() -> Iterator[None]:
        with ExitStack() as stack:
            for make in made:
                stack.enter_context(make())
            yield

    roles = [one.role for one in made if isinstance(one, Widened)]
    hole(name, *focus, role=roles[0] if roles else "")(break_it)


def attribute(owner: Any, name: str, value: Any) -> Callable[[], Any]:
    """A patch of one attribute."""
    return lambda: patch.object(owner, name, value)
