"""What happened to minutes. Ids, counts and digests only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfficersNamed:
    """Who chaired and who took the minutes was written down (ids of members)."""

    meeting: int
    chair: int | None
    taker: int | None


@dataclass(frozen=True, slots=True)
class WordingWritten:
    """Own words of the minutes were written at a place."""

    meeting: int
    place: str
    version: int


@dataclass(frozen=True, slots=True)
class MinutesAdopted:
    """The cell adopted its minutes. `read_aloud`: it was said then that the whole text was read; entries
    written before that was asked do not say it."""

    meeting: int
    yes: int
    no: int
    other: int
    digest: str
    read_aloud: bool = False


@dataclass(frozen=True, slots=True)
class MinutesConfirmed:
    """The chair or the minute taker confirmed; `for_another`: entered for them."""

    meeting: int
    hand: str
    member: int
    for_another: bool


@dataclass(frozen=True, slots=True)
class MinutesSealed:
    """The minutes were sealed. `paper`: SHA-256 of the printed words that the seal keeps; entries written
    before they were kept have none."""

    meeting: int
    number: int
    digest: str
    paper: str = ""


@dataclass(frozen=True, slots=True)
class NoteAppended:
    """A note was appended to sealed minutes."""

    meeting: int
    note: int


@dataclass(frozen=True, slots=True)
class ScanAttached:
    """A file of the scanned signed copy was attached."""

    meeting: int
    document: int


@dataclass(frozen=True, slots=True)
class MinutesSeen:
    """Somebody opened minutes with their names; `form`: page, docx or pdf."""

    meeting: int
    form: str


@dataclass(frozen=True, slots=True)
class MonthlyReportWritten:
    """The two places of a monthly report were written."""

    cell: int
    month: int
    version: int


@dataclass(frozen=True, slots=True)
class MonthlyReportSent:
    """A cell sent the report of a month to its superior, under that number."""

    cell: int
    month: int
    number: int
