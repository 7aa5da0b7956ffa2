"""Plain data of an official paper: what stands on it, before any file format.

Writers (DOCX now) turn a `Paper` into a file; nothing here knows where the figures come from.
Text may hold no-break blanks already; writers never change words.
"""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1: "I- TÌNH HÌNH CHUNG"; 2: "1. …" bold; 3: "a) …" bold italic. `text` includes the number."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A figure in a text: its words as they stand there, and which records it counts (as of a cell)."""

    words: str
    opens: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text, justified, first line indented 10 mm. `item` prints a leading "- "; `lead`: bold words
    before the text ("Thời gian:"); `centred`: in the middle, without indent; `opens`: as of a cell;
    `links`: the figures in the text, in their order."""

    text: str
    item: bool = False
    lead: str = ""
    centred: bool = False
    opens: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Small italic note under a table or figure (11 pt): formula, period, coverage. `links`: its figures."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a person must write (papers §4.3): shown as a marked, empty, typable box."""

    key: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. `small` is printed in 11 pt on a second line (counts under a ratio).

    `unbroken` keeps the words on one line (a person's name). `box`: an empty square to mark by hand. `opens`:
    which record the figure counts; the web makes an address of it, files print nothing of it.
    """

    text: str
    small: str = ""
    bold: bool = False
    unbroken: bool = False
    box: bool = False
    opens: str = ""


Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: title, width share (relative), alignment of its body cells.

    `aim`: its ratios are set by somebody; counts in the row that come to the same do not stand behind them.
    `says`: what numbers are that no record stands behind ("kết quả trừ mục tiêu"); said on screen only.
    """

    title: str
    share: float
    align: Align = "left"
    aim: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title above. `groups`, when given, is a first header row of (title, span).

    A group without a title joins its columns over both header rows. A row with fewer cells than columns
    lets its last cell run to the right edge. `unit` stands at the right when all columns share it.
    `row_mm`: least height of a body row in millimetres (lists to sign); `new_page`: begins a page.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total_rows: frozenset[int] = frozenset()
    groups: tuple[tuple[str, int], ...] = ()
    unit: str = ""
    row_mm: float = 0
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One lying bar: value and target as ratios 0…1 (None: nothing due), value as text."""

    label: str
    value: float | None
    target: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """Lying bars with target strokes (papers §4)."""

    title: str
    bars: tuple[Bar, ...]
    legend: str


Block = Heading | Paragraph | Note | Place | Table | Figure


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on its own page; `landscape` for wide tables."""

    number: int
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs on the left of a paper with two signatures: bold label, upright post, bold name."""

    label: str
    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Elements 1–5 and 7–9. `number` and `place_and_date` are printed as given (free room when not known);
    without both, their line falls away.

    `issuer` names who issued it in the annexes' line ("Ban Thường vụ Huyện ủy Mê Linh"); when empty it is
    made from `right_to_sign` and `organ`. `small_title`: the kind in the size of the abstract (lists,
    papers §5.1). `beside` signs on the left, where no recipients stand then. `signed`: somebody recorded
    that the signed copy is held, so "(đã ký)" is printed. `seal_line`: small words under the signatures.
    `hyphens`: the "-----" under the abstract.
    """

    superior: str
    organ: str
    number: str
    place_and_date: str
    kind: str
    abstract: tuple[str, ...]
    right_to_sign: str
    post: str
    signatory: str
    recipients: tuple[str, ...]
    draft: str = ""
    issuer: str = ""
    small_title: bool = False
    beside: Signer | None = None
    signed: bool = False
    seal_line: str = ""
    hyphens: bool = True

    @property
    def bears_number_or_date(self) -> bool:
        """Whether the line of number and date is there at all."""
        return bool(self.number or self.place_and_date or self.draft)

    @property
    def is_signed_by_somebody(self) -> bool:
        """Ballots bear no signature."""
        return bool(self.right_to_sign or self.post or self.signatory or self.recipients or self.beside)

    @property
    def kind_size(self) -> str:
        """The form's name of the size of the kind of paper."""
        return "abstract_pt" if self.small_title else "kind_pt"


Sheet = Literal["A4", "A5", "A6"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `form` is the code of the form (thể thức) in force on its date: HD-36 or HD-05.

    `after`: blocks below the signatures (notes appended to sealed minutes). `sheet`: A6 is printed four to
    an A4 sheet, the same four times (ballots), and holds what fits on one such quarter.
    """

    form: str
    head: Letterhead
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    after: tuple[Block, ...] = ()
    sheet: Sheet = "A4"
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """Papers bound together (sổ biên bản, papers §5.2): a cover, then each on a new page with its foot line;
    pages are numbered through. `count` follows the number of pages on the cover ("; 11 biên bản")."""

    form: str
    superior: str
    organ: str
    name: str
    span: str
    parts: tuple[tuple[str, Paper], ...]
    count: str = ""

    @property
    def title(self) -> str:
        """What the file is called inside."""
        return f"{self.name.capitalize()} {self.organ}, {self.span.lower()}"
