"""Set the product's figures against the recount and say every difference."""

from collections.abc import Iterator
from datetime import date

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.core.period import Period
from sotay.facts.figures import Coverage, FigureSet
from sotay.facts.queries import figures
from sotay.organisations.models import Organisation
from tests.facts.raw import Raw
from tests.facts.refigures import Refigures

ACTOR = system_actor(Permission)


def product(node: Organisation, first: int, last: int, report_date: date) -> FigureSet:
    """The product's answer."""
    return figures(ACTOR, node, Period(first, last), report_date=report_date)


def recounted(raw: Raw, node: Organisation, first: int, last: int, report_date: date) -> Refigures:
    """The recount's answer."""
    return Refigures(raw, node.pk, divmod(first, 100), divmod(last, 100), report_date)


def _pair(coverage: Coverage | None) -> tuple[int, int] | None:
    return None if coverage is None else (coverage.known, coverage.due)


def differences(said: FigureSet, counted: Refigures) -> Iterator[str]:
    """Every figure that one has otherwise than the other. A scope left out must be empty."""
    found = {(f.code, frozenset(f.scope.items())): f for f in said.figures}
    if len(found) != len(said.figures):
        yield "a scope is given twice"
    for key in found.keys() | counted.rows.keys():
        code, scope = key
        figure, row = found.get(key), counted.rows.get(key)
        name = f"{code} {dict(scope)}"
        if row is None:
            if figure.numerator or figure.denominator:
                yield f"{name}: {figure.numerator}/{figure.denominator}, recounted nothing"
        elif figure is None:
            if _must_be_said(code, scope, row):
                yield f"{name}: missing, recounted {row}"
        else:
            yield from _of_figure(name, figure, row)
    for code, cells in counted.left_out.items():
        named = sorted(cell for group in said.left_out.get(code, {}).values() for cell in group)
        if named != sorted(cells):
            yield f"{code}: leaves out {named}, recounted {sorted(cells)}"


def _must_be_said(code, scope, row) -> bool:
    names = {name for name, _ in scope}
    if names <= {"year"}:
        return True
    if names & {"status", "sex", "age"} and names & {"organisation", "year"}:
        return False  # members are broken down further for the whole and by block only
    covered = any(any(c) for c in (row.coverage, row.coverage_months) if c)
    return bool(row.numerator or row.denominator or covered)


def _of_figure(name, figure, row) -> Iterator[str]:
    if abs(figure.numerator - float(row.numerator)) > 1e-9 or figure.denominator != row.denominator:
        yield f"{name}: {figure.numerator}/{figure.denominator}, recounted {row.numerator}/{row.denominator}"
    if _pair(figure.coverage) != row.coverage:
        yield f"{name}: coverage {_pair(figure.coverage)}, recounted {row.coverage}"
    if _pair(figure.coverage_months) != row.coverage_months:
        yield f"{name}: months {_pair(figure.coverage_months)}, recounted {row.coverage_months}"
    if row.denominator == 0 and not (figure.value is None and figure.reason):
        yield f"{name}: 0/0 must be shown as nothing, with its reason"
    if row.denominator != 0 and (figure.value is None or figure.reason):
        yield f"{name}: has a value, so it needs no reason"
