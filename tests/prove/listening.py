"""Which parameters the views read: the keys that they ask of the address and of the form."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from django.http import QueryDict

_WORDS = ("get", "getlist", "__getitem__", "__contains__")


@contextmanager
def listening(heard: set[str]) -> Iterator[None]:
    """Every key that anybody asks of a QueryDict inside is added to `heard`."""
    with ExitStack() as stack:
        for word in _WORDS:
            stack.enter_context(patch.object(QueryDict, word, _hearing(getattr(QueryDict, word), heard)))
        yield


def _hearing(genuine: Any, heard: set[str]) -> Any:
    def ask(self: QueryDict, key: Any, *rest: Any, **more: Any) -> Any:
        heard.add(str(key))
        return genuine(self, key, *rest, **more)

    return ask
