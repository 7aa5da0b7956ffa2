"""Which figures exist. Each app declares its own in `indicators.py` and registers them at start."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from sotay.facts.rules.records import MonthRecord, combined
from sotay.facts.rules.rollup import Flow


class Unit(StrEnum):
    """The unit of a coverage (indicators.md, definition 13)."""

    MONTHS = "months"
    QUARTERS = "quarters"
    MEETINGS = "meetings"
    CELLS = "cells"
    TASKS = "tasks"
    VISITS = "visits"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What every indicator says of itself: code, Vietnamese label and formula."""

    code: str
    label: str
    formula: str


@dataclass(frozen=True, slots=True)
class FlowIndicator(Indicator):
    """A ratio of additive counts; `known`/`due` name the coverage; `nothing_due` says why there is
    nothing to count ("": by the unit)."""

    numerator: Callable[[Flow], int]
    denominator: Callable[[Flow], int]
    known: Callable[[Flow], int]
    due: Callable[[Flow], int]
    unit: Unit
    nothing_due: str = ""


@dataclass(frozen=True, slots=True)
class VerdictIndicator(Indicator):
    """A ratio of cells judged over the whole window; `kind` is one of rollup.VERDICTS."""

    kind: str
    unit: Unit = Unit.CELLS


@dataclass(frozen=True, slots=True)
class StockLine:
    """One thing counted on a day: how many at which path and block, with further scopes."""

    path: str
    block: str
    count: int
    scope: Mapping[str, str]


class StockLines(Protocol):
    """Gives what lies at or below the path on that day; scopes beyond place only when `detailed`."""

    def __call__(self, path: str, day: date, *, detailed: bool = True) -> Iterable[StockLine]: ...


@dataclass(frozen=True, slots=True)
class StockIndicator(Indicator):
    """A count on a day."""

    lines: StockLines


MonthSource = Callable[[Collection[tuple[int, int]] | None, date | None], dict[tuple[int, int], MonthRecord]]
"""Gives the own records of (cell, month) pairs, or of every one; with a date, as if nothing
held after that date were known."""

_indicators: dict[str, Indicator] = {}
_month_sources: list[MonthSource] = []


def register(*indicators: Indicator) -> None:
    """Declare indicators, in the order of the table of indicators.md."""
    for indicator in indicators:
        _indicators[indicator.code] = indicator


def register_months(source: MonthSource) -> None:
    """Declare where the records of cell-months come from."""
    if source not in _month_sources:
        _month_sources.append(source)


def indicators() -> list[Indicator]:
    """Every indicator, in the order declared."""
    return list(_indicators.values())


def indicator(code: str) -> Indicator:
    """One indicator. Raises KeyError."""
    return _indicators[code]


def month_records(
    pairs: Collection[tuple[int, int]] | None, *, held_by: date | None = None
) -> dict[tuple[int, int], MonthRecord]:
    """Own records of cell-months from every registered source; each fills counts of its own."""
    found: dict[tuple[int, int], MonthRecord] = {}
    for source in _month_sources:
        for pair, record in source(pairs, held_by).items():
            found[pair] = combined([found[pair], record]) if pair in found else record
    return found
