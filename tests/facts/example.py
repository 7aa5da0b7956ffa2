"""A small district for readable examples, and one way to ask it for figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pytest

from sotay.facts.figures import Figure, FigureSet
from sotay.facts.operations import recount_everything
from sotay.organisations.choices import Block, Kind
from sotay.organisations.models import Organisation
from tests import factories
from tests.facts.compare import product


@dataclass
class District:
    """A district committee with one commune committee and one cell, all there for long."""

    root: Organisation
    committee: Organisation
    cell: Organisation

    def another_cell(self, **more: object) -> Organisation:
        return factories.organisation(Kind.CELL, self.committee, **more)

    def standalone(self, block: str = Block.AGENCY, **more: object) -> Organisation:
        return factories.organisation(Kind.GRASSROOTS_CELL, self.root, block=block, **more)

    def ask(
        self, first: int, last: int, report: date | None = None, node: Organisation | None = None
    ) -> FigureSet:
        """Every figure of the district (or another node); the report is written long after, unless said."""
        node = node or self.root
        factories.settle(node)
        recount_everything()
        return product(node, first, last, report or date(2026, 5, 31))


@pytest.fixture
def district(db: None) -> District:
    root = factories.organisation(Kind.SUPERIOR, code="HUYEN")
    committee = factories.organisation(Kind.GRASSROOTS_COMMITTEE, root, code="XA", block=Block.COMMUNE)
    return District(root, committee, factories.organisation(Kind.CELL, committee, code="THON"))


def counts(said: FigureSet, code: str, **scope: str | int) -> tuple[float, int | None]:
    """(numerator, denominator) of a figure."""
    figure = figure_of(said, code, **scope)
    return figure.numerator, figure.denominator


def coverage(said: FigureSet, code: str, **scope: str | int) -> tuple[int, int]:
    """(known, due) of a figure."""
    found = figure_of(said, code, **scope).coverage
    assert found is not None
    return found.known, found.due


def figure_of(said: FigureSet, code: str, **scope: str | int) -> Figure:
    figure = said.find(code, **scope)
    assert figure is not None, f"{code} {scope} is missing"
    return figure


def hold(cell: Organisation, months: Iterable[int], kind: str = "regular") -> None:
    """A meeting in each month, on its third day."""
    for month in months:
        factories.meeting(cell, month, kind)
