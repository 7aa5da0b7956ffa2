"""Which records a figure on a paper counts, as plain text in its cell. The web makes an address of it."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from sotay.core.period import Period
from sotay.facts.figures import Figure

Which = Literal["", "met", "late", "postponed", "not_held", "missing", "themes"]
"""Which of the cell-months of `meeting.regular`: all, or those that turned out so."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The figure `code` of the paper's own organisation: of which months (None: those of the paper), or which
    year of them; of a block, a child (its public id), a status or sex of members; which of its records."""

    code: str
    period: Period | None = None
    block: str = ""
    child: str = ""
    status: str = ""
    which: str = ""
    sex: str = ""
    year: int = 0

    @property
    def scope(self) -> frozenset[str]:
        """The names of its scope, as figures call them."""
        given = {n: getattr(self, n) for n in ("block", "year", "status", "sex")} | {
            "organisation": self.child
        }
        return frozenset(name for name, value in given.items() if value)

    @property
    def text(self) -> str:
        """As a cell keeps it."""
        found = {n: getattr(self, n) for n in ("code", "block", "child", "status", "which", "sex", "year")}
        if self.period:
            found |= {"first": str(self.period.first), "last": str(self.period.last)}
        return urlencode({name: value for name, value in found.items() if value})


def opening(
    code: str,
    *,
    period: Period | None = None,
    block: str = "",
    child: str = "",
    status: str = "",
    sex: str = "",
    which: Which = "",
) -> str:
    """What a cell keeps of the records that it counts."""
    return Opening(code, period, block, child, status, which, sex).text


def opening_of(figure: Figure, *, period: Period | None = None, child: str = "") -> str:
    """What a cell with that figure keeps. Figures name a child by its code, addresses by its public id: it is
    given here. `period`: the figure's own months where they are not those of the paper."""
    scope = figure.scope
    return Opening(
        figure.code,
        period,
        block=str(scope.get("block", "")),
        child=child,
        status=str(scope.get("status", "")),
        sex=str(scope.get("sex", "")),
        year=int(scope.get("year", 0)),
    ).text


def read_opening(text: str) -> Opening | None:
    """The same again; None for what speaks of something else."""
    found = dict(parse_qsl(text))
    if "code" not in found:
        return None
    first, last = found.pop("first", ""), found.pop("last", "")
    year = int(found.pop("year", 0))
    return Opening(**found, year=year, period=Period(int(first), int(last)) if first else None)
