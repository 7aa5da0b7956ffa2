"""Who lays out minutes as a paper: the floor of papers says so when it starts, so that the seal can keep the
very words that are printed (docs/adr/0011-sealed-words.md)."""

from collections.abc import Callable
from hashlib import sha256

from sotay.minutes.record import MeetingRecord

type Layout = Callable[[MeetingRecord], str]

_layouts: list[Layout] = []


def register(layout: Layout) -> None:
    """The record's paper as text that can be printed again. Called once, when the app is ready."""
    _layouts[:] = [layout]


def paper_of(record: MeetingRecord) -> str:
    """The paper of minutes as it is printed now, to be kept."""
    (layout,) = _layouts
    return layout(record)


def paper_digest(paper: str) -> str:
    """SHA-256 of a kept paper, hexadecimal; "" for none."""
    return sha256(paper.encode()).hexdigest() if paper else ""
