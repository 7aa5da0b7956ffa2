"""Figures as they stand on paper, read back as numbers: 9.255 · 360/400 · 90,1% · −9,6.

Only columns of figures (set to the right) are read so; all other text stays text.
"""

import re
from dataclasses import dataclass

from sotay.core.vietnamese import MINUS

_INT = r"(?:0|[1-9]\d{0,2}(?:\.\d{3})*)"
_WHOLE = re.compile(rf"[{MINUS}+]?{_INT}")
_DECIMAL = re.compile(rf"[{MINUS}+]?{_INT},\d+")
_PERCENT = re.compile(rf"({_INT}(?:,\d+)?)%")
_COUNTS = re.compile(rf"({_INT})/({_INT})")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of how many."""

    part: int
    whole: int


def _plain(text: str) -> str:
    return text.replace(".", "").replace(",", ".").replace(MINUS, "-")


def counts_of(text: str) -> Counts | None:
    """360/400; None for anything else."""
    found = _COUNTS.fullmatch(text.strip())
    return Counts(int(_plain(found[1])), int(_plain(found[2]))) if found else None


def number_of(text: str) -> int | float | None:
    """9.255 · −5 · 86,8; None for anything else (so "012" stays text)."""
    text = text.strip()
    if _WHOLE.fullmatch(text):
        return int(_plain(text))
    return float(_plain(text)) if _DECIMAL.fullmatch(text) else None


def ratio_of(text: str) -> float | None:
    """90,1% → 0.901, as rounded on the paper; None for anything else."""
    found = _PERCENT.fullmatch(text.strip())
    return float(_plain(found[1])) / 100 if found else None


def is_ratio(text: str) -> bool:
    """Whether a cell shows a ratio, also one that may not print as 100%."""
    return ratio_of(text.removeprefix("trên ")) is not None
