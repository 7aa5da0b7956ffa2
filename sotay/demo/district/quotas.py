"""Exact shares of whole numbers: what is drawn by luck decides who, never how many."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def portions(total: int, weights: Sequence[float], *, least: int = 0) -> list[int]:
    """Split `total` in proportion to the weights (largest remainders), each part at least `least`."""
    if not weights:
        return []
    free = total - least * len(weights)
    if free < 0:
        raise ValueError("the total is too small for so many parts")
    scale = sum(weights)
    raw = [free * w / scale for w in weights]
    parts = [floor(r) for r in raw]
    order = sorted(range(len(raw)), key=lambda i: raw[i] - parts[i], reverse=True)
    for i in order[: free - sum(parts)]:
        parts[i] += 1
    return [least + p for p in parts]


def monthly_missing(nets: Sequence[int], *, mean: Fraction, rise: Fraction) -> list[int]:
    """How many are missing in each month, when presences/net shall be `mean` over all months and
    rise by `rise` from month to month. The sum is round((1 − mean) · Σ nets), to the person."""
    total = sum(nets)
    if not total:
        return [0] * len(nets)
    middle = Fraction(sum(i * n for i, n in enumerate(nets)), total)
    found, exact, given = [], Fraction(0), 0
    for i, net in enumerate(nets):
        exact += net * max(Fraction(0), 1 - mean - rise * (i - middle))
        part = round(exact) - given
        given += part
        found.append(part)
    return found


class Dealer:
    """Deals whole numbers out to places month after month, remembering what each is still owed."""

    def __init__(self) -> None:
        self._owed: dict[object, float] = {}

    def deal(self, total: int, wants: dict[object, float], caps: dict[object, int]) -> dict[object, int]:
        """Split `total` in proportion to `wants`, none above its cap. Raises ValueError beyond all caps."""
        if total > sum(caps.values()):
            raise ValueError("more than all caps together")
        scale = sum(wants.values()) or 1.0
        raw = {k: total * w / scale + self._owed.get(k, 0.0) for k, w in wants.items()}
        given = {k: max(0, min(caps[k], floor(r))) for k, r in raw.items()}
        left = total - sum(given.values())
        while left:
            step = 1 if left > 0 else -1
            able = [k for k in given if (given[k] < caps[k] if step > 0 else given[k] > 0)]
            able.sort(key=lambda k: (raw[k] - given[k]) * step, reverse=True)
            for k in able[: abs(left)]:
                given[k] += step
            left = total - sum(given.values())
        for k, r in raw.items():
            self._owed[k] = r - given[k]
        return given

    def share(self, place: object, exact: float, cap: int) -> int:
        """The whole part of what one place is owed now."""
        owed = self._owed.get(place, 0.0) + exact
        given = max(0, min(cap, floor(owed)))
        self._owed[place] = owed - given
        return given
