"""Dated rule sets, read from `catalogue/*.toml`: every value with its source and how sure it is."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).parent / "catalogue"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a rule set. `sureness`: da-doc, da-doc-mot-phan, biet, cach-hieu."""

    value: Any
    source: str
    sureness: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the procedure; `compulsory` is our reading, labelled so."""

    code: str
    name: str
    compulsory: bool


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of cell meetings in force on a half-open span of days."""

    code: str
    document: str
    issuer: str
    issued_on: date
    in_force_from: date
    in_force_to: date | None
    source: str
    sureness: str
    values: dict[str, Value]
    steps: tuple[Step, ...]

    @property
    def compulsory(self) -> frozenset[str]:
        """Codes of the compulsory steps (indicators.md, definition 14)."""
        return frozenset(step.code for step in self.steps if step.compulsory)

    def minutes(self, *, combined: bool) -> int:
        """Minimum length in minutes."""
        return int(self.values["minutes_combined" if combined else "minutes_regular"].value)

    @property
    def papers_days(self) -> int:
        """Papers go out at least so many days before the meeting; 0: the rule set asks for nothing."""
        return int(self.values["papers_days_before"].value)


def _load(path: Path) -> RuleSet:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    values = {
        k: Value(v["value"], v["source"], v["sureness"]) for k, v in data.items() if isinstance(v, dict)
    }
    return RuleSet(
        code=data["code"],
        document=data["document"],
        issuer=data["issuer"],
        issued_on=data["issued_on"],
        in_force_from=data["in_force_from"],
        in_force_to=data.get("in_force_to"),
        source=data["source"],
        sureness=data["sureness"],
        values=values,
        steps=tuple(Step(s["code"], s["name"], s["compulsory"]) for s in data["steps"]),
    )


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """Every rule set, oldest first."""
    return tuple(sorted((_load(p) for p in CATALOGUE.glob("*.toml")), key=lambda r: r.in_force_from))


def in_force(day: date) -> RuleSet | None:
    """The rule set in force on the day a meeting was held; None before the oldest one."""
    return next(
        (r for r in rule_sets() if r.in_force_from <= day and (r.in_force_to is None or day < r.in_force_to)),
        None,
    )


@cache
def rule_set(code: str) -> RuleSet:
    """A rule set by its code. Raises KeyError."""
    return {r.code: r for r in rule_sets()}[code]


@cache
def all_steps() -> dict[str, Step]:
    """Every step of any rule set, by code, in the order of the newest."""
    return {step.code: step for r in rule_sets() for step in r.steps}
