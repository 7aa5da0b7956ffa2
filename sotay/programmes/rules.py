"""Programmes (đề án) with their targets, read from `catalogue/*.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).parent / "catalogue"


@dataclass(frozen=True, slots=True)
class Target:
    """An aim: every form of an indicator shows it, the headline form is the programme's own."""

    name: str
    indicators: tuple[str, ...]
    headline: str
    operator: str
    value: float

    def met(self, value: float) -> bool:
        """Whether a ratio (0…1) reaches the aim; only "at least" exists so far."""
        return value >= self.value

    def gap(self, value: float) -> float:
        """The ratio less the aim: below zero is missing."""
        return value - self.value


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme: how it is cited, from which month (yyyymm) it runs, what it aims at."""

    code: str
    title: str
    short: str
    citation: str
    abstract: str
    first_month: int
    targets: tuple[Target, ...]
    source: str
    sureness: str

    def __bool__(self) -> bool:
        """Whether there is a programme at all, see NONE."""
        return bool(self.code)

    def target_of(self, indicator: str) -> Target | None:
        """The aim that an indicator is measured against, or None."""
        return next((t for t in self.targets if indicator in t.indicators), None)

    def is_headline(self, indicator: str) -> bool:
        """Whether the programme names this form of the measure."""
        return any(t.headline == indicator for t in self.targets)


NONE = Programme("", "", "", "", "", 0, (), "", "")
"""No programme is carried out here: figures are shown, measured against no aim."""


@cache
def programme(code: str) -> Programme:
    """A programme by its code; "" is NONE. Raises KeyError."""
    if not code:
        return NONE
    path = CATALOGUE / f"{code}.toml"
    if not code.replace("-", "").isalnum() or not path.exists():
        raise KeyError(code)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    targets = tuple(
        Target(t["name"], tuple(t["indicators"]), t["headline"], t["operator"], float(t["value"]))
        for t in data["targets"]
    )
    return Programme(
        code=data["code"],
        title=data["title"],
        short=data["short"],
        citation=data["citation"],
        abstract=data["abstract"],
        first_month=data["first_month"],
        targets=targets,
        source=data["source"],
        sureness=data["sureness"],
    )


def programme_codes() -> list[str]:
    """The codes of every programme in the catalogue, sorted."""
    return sorted(path.stem for path in CATALOGUE.glob("*.toml"))
