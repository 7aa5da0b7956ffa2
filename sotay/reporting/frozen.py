"""A closed report as plain JSON and back: the whole paper with its figures, exactly as it was set."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sotay.core.vietnamese import format_decimal, format_int
from sotay.facts.figures import Figure as Counted
from sotay.organisations.choices import Block as Blocks
from sotay.reporting.choices import STATES
from sotay.reporting.opening import read_opening
from sotay.reporting.paper import (
    Annex,
    Bar,
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Letterhead,
    Link,
    Note,
    Paper,
    Paragraph,
    Place,
    Signer,
    Table,
)
from sotay.reporting.queries.gathering import Review
from sotay.reporting.review.words import UNKNOWN, percent, scarce

BEFORE = "kỳ trước"
STATES_OF = "meeting.regular"
"""The figure whose months papers count by how they turned out."""
MEMBER_WORDS = {
    "official": "chính thức",
    "probationary": "dự bị",
    "exempt": "được miễn",
    "female": "nữ",
    "male": "nam",
}
PRINTED: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"block"}),
    frozenset({"year"}),
    frozenset({"block", "year"}),
    frozenset({"organisation"}),
    frozenset({"status"}),
    frozenset({"sex"}),
)
"""Scopes that papers print."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure as it was printed: a numerator, and a denominator (None: a count).

    `known` of `covered`: its coverage in its own unit; None for a count, and in reports closed before
    coverage was kept.
    """

    code: str
    label: str
    scope: str
    numerator: float
    denominator: int | None
    known: int | None = None
    covered: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same when its counts change."""
        return self.code, self.scope

    @property
    def counts(self) -> tuple[float, int | None]:
        """What is compared; real numbers without the noise of their last digits."""
        return round(self.numerator, 9), self.denominator

    def differs_from(self, other: "Printed") -> bool:
        """Whether the two say something else: other counts, or nothing recorded against none of it done."""
        if self.unrecorded and other.unrecorded:
            return False  # neither is in print
        if self.counts != other.counts:
            return True
        kept = self.known is not None and other.known is not None
        return kept and self.unrecorded != other.unrecorded

    @property
    def unrecorded(self) -> bool:
        """Something was due and, as far as was kept, next to nothing of it was recorded."""
        if not self.denominator or self.known is None:
            return False
        return scarce(self.known, self.covered or 0) or not (self.numerator or self.known)

    @property
    def text(self) -> str:
        """90% (360/400) · 9.255 · – when nothing was due · "chưa đủ số liệu" when nothing was recorded.

        0/400 alone where it was not kept whether anything was recorded: such a figure is no 0%.
        """
        if self.denominator is None:
            return format_int(int(self.numerator))
        if self.unrecorded:
            return UNKNOWN
        if self.denominator and not self.numerator and self.known is None:
            return f"0/{format_int(self.denominator)}"
        shown = percent(Counted(self.code, "", "", {}, self.numerator, self.denominator))
        if not self.denominator:
            return shown
        if isinstance(self.numerator, int):
            return f"{shown} ({format_int(self.numerator)}/{format_int(self.denominator)})"
        return f"{shown} ({format_decimal(self.numerator)}/{format_int(self.denominator)})"


@dataclass(frozen=True, slots=True)
class Told:
    """Of which figures a paper tells: code, names of the scope, and whether months are named beside it (the
    period before is always named). Empty: not known, as of papers made before figures could be opened."""

    shapes: frozenset[tuple[str, frozenset[str], bool]] = frozenset()

    def tells(self, code: str, scope: Iterable[str], *, before: bool = False) -> bool:
        """Whether figures of that code and kind of scope stand in the paper."""
        names = frozenset(scope)
        named, plain = (code, names, True) in self.shapes, (code, names, False) in self.shapes
        return not self.shapes or named or (plain and not before)


EVERYTHING = Told()


def told_in(paper: Mapping[str, Any]) -> Told:
    """Of which figures a kept paper tells: every figure in it says which records it counts."""
    about = filter(None, map(read_opening, _opens_in(paper)))
    return Told(frozenset((one.code, one.scope, one.period is not None) for one in about))


def _opens_in(data: Any) -> Iterator[str]:
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    if isinstance(data, dict) and isinstance(data.get("opens"), str):
        yield data["opens"]
    for part in parts:
        yield from _opens_in(part)


def printed_figures(review: Review, told: Told = EVERYTHING) -> list[Printed]:
    """Every figure that the report's paper may print, with the period before where it compares; of a kept
    paper only those of which it tells."""
    names = {child.code: child.name for child in review.figures.children}
    found = [
        _printed(f, scope_words(f.scope, names))
        for f in review.figures.figures
        if frozenset(f.scope) in PRINTED and told.tells(f.code, f.scope)
    ]
    if review.statistics is not None:
        found += [
            _printed(f, _and(scope_words(f.scope, names), BEFORE))
            for f in review.statistics.before.figures
            if (frozenset(f.scope) in PRINTED[:2] or set(f.scope) in ({"status"}, {"sex"}))
            and told.tells(f.code, f.scope, before=True)
        ]
        found += _states(review, {child.segment: child.name for child in review.figures.children}, told)
    return found


def _printed(figure: Counted, scope: str) -> Printed:
    told = figure.coverage
    known, covered = (told.known, told.due) if told else (None, None)
    return Printed(figure.code, figure.label, scope, figure.numerator, figure.denominator, known, covered)


def _states(review: Review, names: dict[str, str], told: Told) -> Iterator[Printed]:
    assert review.statistics is not None
    places = [("", review.statistics.total)]
    if told.tells(STATES_OF, {"block"}):
        places += [(scope_words({"block": b}, {}), s) for b, s in sorted(review.statistics.by_block.items())]
    if told.tells(STATES_OF, {"organisation"}):
        places += [(names.get(c, c), s) for c, s in sorted(review.statistics.by_child.items())]
    for words, states in places:
        for name, label in STATES.items():
            yield Printed(f"months.{name}", label, words, getattr(states, name), None)


def scope_words(scope: Any, names: dict[str, str]) -> str:
    """Khối xã, thị trấn; năm 2024: the part of the node that a figure speaks of."""
    words = []
    for key, value in sorted(scope.items()):
        if key == "block":
            words.append(str(Blocks(value).label))
        elif key == "organisation":
            words.append(names.get(value, value))
        elif key == "year":
            words.append(f"năm {value}")
        else:
            words.append(MEMBER_WORDS.get(value, str(value)))
    return "; ".join(words)


def _and(first: str, second: str) -> str:
    return f"{first}; {second}" if first else second


def figures_to_json(printed: list[Printed]) -> list[dict[str, Any]]:
    """Figures as they are kept."""
    return [asdict(one) for one in printed]


def figures_from_json(data: list[dict[str, Any]]) -> list[Printed]:
    """Figures as they were kept."""
    return [Printed(**one) for one in data]


# The paper ------------------------------------------------------------------------------------

_BLOCKS: dict[str, Callable[..., Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "note": Note,
    "place": Place,
}
"""How blocks without parts of their own are made again; `links` are made before."""


def paper_to_json(paper: Paper) -> dict[str, Any]:
    """The whole paper as plain values."""
    data = asdict(paper)
    data["blocks"] = [_block_to_json(block) for block in paper.blocks]
    data["after"] = [_block_to_json(block) for block in paper.after]
    for annex, plain in zip(paper.annexes, data["annexes"], strict=True):
        plain["blocks"] = [_block_to_json(block) for block in annex.blocks]
    return json.loads(json.dumps(data))  # type: ignore[no-any-return]  # json gives Any


def _block_to_json(block: Block) -> dict[str, Any]:
    data = asdict(block)
    if isinstance(block, Table):
        data["total_rows"] = sorted(block.total_rows)
    return {"is": type(block).__name__.lower()} | data


def parts_to_json(parts: Mapping[str, tuple[Block, ...]]) -> dict[str, Any]:
    """What persons wrote, by place, as plain values."""
    return {key: [_block_to_json(block) for block in blocks] for key, blocks in parts.items()}


def parts_from_json(data: dict[str, Any]) -> dict[str, tuple[Block, ...]]:
    """The same parts again."""
    return {key: tuple(_block(one) for one in blocks) for key, blocks in data.items()}


def paper_from_json(data: dict[str, Any]) -> Paper:
    """The same paper again. Raises KeyError or TypeError for anything else."""
    head = data["head"] | {name: tuple(data["head"][name]) for name in ("abstract", "recipients")}
    if head.get("beside"):
        head["beside"] = Signer(**head["beside"])
    return Paper(
        form=data["form"],
        head=Letterhead(**head),
        blocks=tuple(_block(one) for one in data["blocks"]),
        annexes=tuple(
            Annex(**(one | {"blocks": tuple(_block(b) for b in one["blocks"])})) for one in data["annexes"]
        ),
        after=tuple(_block(one) for one in data.get("after", ())),
        sheet=data.get("sheet", "A4"),
        properties=dict(data["properties"]),
    )


def _block(data: dict[str, Any]) -> Block:
    rest = {name: value for name, value in data.items() if name != "is"}
    if data["is"] == "table":
        return _table(rest)
    if data["is"] == "figure":
        return Figure(**(rest | {"bars": tuple(Bar(**bar) for bar in rest["bars"])}))
    if "links" in rest:
        rest["links"] = tuple(Link(**one) for one in rest["links"])
    return _BLOCKS[data["is"]](**rest)


def _table(data: dict[str, Any]) -> Table:
    return Table(
        **(
            data
            | {
                "columns": tuple(Column(**one) for one in data["columns"]),
                "rows": tuple(tuple(Cell(**cell) for cell in row) for row in data["rows"]),
                "total_rows": frozenset(data["total_rows"]),
                "groups": tuple((title, span) for title, span in data["groups"]),
            }
        )
    )


def digest_of(*parts: Any) -> str:
    """One mark of everything that a closed report consists of."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
