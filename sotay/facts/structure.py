"""The second reading of the flows (indicators.md, definition 8): what was done, under one day's structure.

The first reading puts a month under the parent and block of its own last day; this one puts every month
and quarter where its cell stands on one day, so that years can be set beside each other although cells
changed their parent or block. A cell that has ended stands where the cell stands that took it over; one
that nobody took over, where it stood last. Stocks and verdicts have one day anyway and are not read twice.
"""

import copy
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.ids import segment
from sotay.facts import registry
from sotay.facts.assembly import flow_figures, flow_sums
from sotay.facts.figures import Figure
from sotay.facts.queries import cells_of, codes_of_segments
from sotay.facts.registry import FlowIndicator
from sotay.facts.rules.lineage import Cell, Edge, Place
from sotay.facts.rules.rollup import Counter
from sotay.organisations.models import Organisation


def by_structure(counter: Counter, day: date) -> Counter:
    """A counter of the same records whose flows stand where their cells stand on the day."""
    cells, takers = counter.lineage.cells, _takers(counter.lineage.edges)
    last = {cell: _last_holder(cell, takers) for cell, known in cells.items() if not known.exists_on(day)}
    outside = {cell for cell in last.values() if cell not in cells}
    known = dict(cells) | (cells_of(Q(organisation__in=sorted(outside))) if outside else {})
    found = copy.copy(counter)
    found.structure = {cell: _place(known, last.get(cell, cell), day) for cell in cells}
    return found


def _takers(edges: Iterable[Edge]) -> Mapping[int, int]:
    return {edge.predecessor: edge.successor for edge in edges if edge.hands_over}


def _last_holder(cell: int, takers: Mapping[int, int]) -> int:
    """Who took it over, and whoever took that one over, to the end."""
    seen = {cell}
    while (after := takers.get(cell)) is not None and after not in seen:
        cell = after
        seen.add(cell)
    return cell


def _place(known: Mapping[int, Cell], cell: int, day: date) -> Place | None:
    """Where a cell stands on the day; where it stood last when it had ended before."""
    about = known.get(cell)
    if about is None:
        return None
    before = [place for place in about.places if place.first <= day]
    return about.place_on(day) or (max(before, key=lambda place: place.first) if before else None)


def figures_by_structure(
    actor: Actor,
    organisation: Organisation,
    counter: Counter,
    day: date,
    *,
    codes: Collection[str] = (),
) -> list[Figure]:
    """The flows of a node under the structure of the day, in the scopes of `figures`. `counter`: that of the
    node, loaded for its period. Requires FIGURES_VIEW at the node."""
    actor.require(Permission.FIGURES_VIEW, organisation)
    rollup = by_structure(counter, day).rollup(judged=False)
    names = codes_of_segments({key.child for key in rollup.flows} | {segment(organisation.pk)})
    sums = flow_sums(rollup, names)
    return [
        figure
        for one in registry.indicators()
        if isinstance(one, FlowIndicator) and (not codes or one.code in codes)
        for figure in flow_figures(one, sums)
    ]
