"""Share work out between processes, each with a throw-away database of its own.

Imports nothing that needs Django: a new process imports this first.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from typing import Any

from tests.prove.ground import throwaway_ground

MOST = 8


def workers() -> int:
    """How many processes work side by side."""
    return min(os.cpu_count() or 1, MOST)


def _work(share: tuple[str, str, tuple[Any, ...]]) -> Any:
    module, function, values = share
    with throwaway_ground():
        return getattr(import_module(module), function)(*values)


@contextmanager
def pool() -> Iterator[Any]:
    """Processes to share work out to."""
    with get_context("spawn").Pool(workers(), maxtasksperchild=1) as made:
        yield made


def shared(made: Any, module: str, function: str, work: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """What the function of that module answers to each share, as they come in."""
    yield from made.imap_unordered(_work, [(module, function, values) for values in work])
