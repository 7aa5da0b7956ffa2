"""Decisions about the tree, from plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sotay.core.ids import segment
from sotay.organisations.choices import CELL_KINDS, Kind

FAR = date.max


def may_stand_under(kind: str, parent: str) -> bool:
    """Whether an organisation of that kind may stand under one of the parent's kind.

    Refuses only what cannot be: anything but a group under a cell, a superior committee under
    anything but its like. Between these, practice knows exceptions (Quy định 294-QĐ/TW).
    """
    if parent in CELL_KINDS:
        return kind == Kind.GROUP
    if kind == Kind.SUPERIOR:
        return parent == Kind.SUPERIOR
    return parent != Kind.GROUP


class BrokenTree(ValueError):
    """The links do not make a tree; `organisation` is the id where it breaks."""

    def __init__(self, organisation: int) -> None:
        super().__init__(f"organisation {organisation}: its links make a circle")
        self.organisation = organisation


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """A dated parent."""

    parent: int
    first: date
    end: date


@dataclass(frozen=True, slots=True)
class BlockSpan:
    """A dated block."""

    block: str
    first: date
    end: date


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A dated place in the tree with the block in force there."""

    path: str
    block: str
    first: date
    end: date


def places(
    organisation: int,
    *,
    links: Mapping[int, Iterable[LinkSpan]],
    blocks: Mapping[int, Iterable[BlockSpan]],
    known: dict[int, list[PlaceSpan]],
    trail: tuple[int, ...] = (),
) -> list[PlaceSpan]:
    """Every place an organisation has had, in time order, without gaps over all days.

    A day without a parent makes it a root on that day. The block is its own when it has one that
    day, else its parent's (indicators.md, definition 7). `known` keeps results between calls.
    Raises BrokenTree when the links make a circle.
    """
    if organisation in known:
        return known[organisation]
    if organisation in trail:
        raise BrokenTree(organisation)
    own_links, own_blocks = list(links.get(organisation, ())), list(blocks.get(organisation, ()))
    spans: list[LinkSpan | BlockSpan] = [*own_links, *own_blocks]
    cuts = {date.min} | {d for s in spans for d in (s.first, s.end)}
    above: dict[int, list[PlaceSpan]] = {}
    for link in own_links:
        above[link.parent] = places(
            link.parent, links=links, blocks=blocks, known=known, trail=(*trail, organisation)
        )
        cuts |= {d for s in above[link.parent] for d in (s.first, s.end)}
    days = sorted(d for d in cuts if d < FAR)
    found: list[PlaceSpan] = []
    for first, end in zip(days, [*days[1:], FAR], strict=True):
        found.append(_place(organisation, first, end, own_links, own_blocks, above))
    known[organisation] = _joined(found)
    return known[organisation]


def _place(
    organisation: int,
    first: date,
    end: date,
    links: list[LinkSpan],
    blocks: list[BlockSpan],
    above: dict[int, list[PlaceSpan]],
) -> PlaceSpan:
    link = next((s for s in links if s.first <= first < s.end), None)
    parent = next((s for s in above[link.parent] if s.first <= first < s.end), None) if link else None
    own = next((s.block for s in blocks if s.first <= first < s.end and s.block), "")
    path = (parent.path if parent else "") + segment(organisation)
    return PlaceSpan(path, own or (parent.block if parent else ""), first, end)


def _joined(spans: list[PlaceSpan]) -> list[PlaceSpan]:
    joined: list[PlaceSpan] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and (last.path, last.block) == (span.path, span.block):
            joined[-1] = PlaceSpan(last.path, last.block, last.first, span.end)
        else:
            joined.append(span)
    return joined
