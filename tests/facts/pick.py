"""Two ways to draw: by hypothesis, which shrinks what fails; from a seed, which gives fuller worlds."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Pick(Protocol):
    """What drawing a world needs."""

    def one(self, options: Sequence[T]) -> T: ...
    def number(self, low: int, high: int) -> int: ...
    def order(self, options: Sequence[T]) -> list[T]: ...


class Drawn:
    """Drawn by hypothesis."""

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self.draw = draw

    def one(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def number(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def order(self, options: Sequence[T]) -> list[T]:
        return self.draw(st.permutations(options))


class Seeded:
    """Drawn from a seed: the same world for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def one(self, options: Sequence[T]) -> T:
        return self.random.choice(options)

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def order(self, options: Sequence[T]) -> list[T]:
        return self.random.sample(options, len(options))
