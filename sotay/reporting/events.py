"""What happened to reports. Reads that leave the product are journalled."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportExported:
    """A report left the product as a file; `sha256` is of its bytes."""

    organisation: int
    programme: str
    first_month: int
    last_month: int
    report_date: str
    form: str
    sha256: str
    report: str = "so-ket"


@dataclass(frozen=True, slots=True)
class FiguresExported:
    """A table of figures left the product as a file. `what` names the page ("records", "charts" …),
    `indicator` the figure ("" for several); `rows` how many lines it has; `sha256` is of its bytes."""

    organisation: int
    what: str
    indicator: str
    first_month: int
    last_month: int
    report_date: str
    form: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ListExported:
    """A list left the product as a file: `which` (dang-vien, to-chuc) as on a day, with so many rows."""

    organisation: int
    which: str
    day: str
    rows: int
    form: str
    sha256: str


@dataclass(frozen=True, slots=True)
class MeetingPaperExported:
    """A paper of a meeting left the product as a file: `which` (giay-moi, diem-danh …) of the month, naming
    so many persons; `sha256` is of its bytes."""

    organisation: int
    which: str
    month: int
    names: int
    form: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportClosed:
    """A report got its number and day and was stored whole; `digest` covers what it prints."""

    organisation: int
    report: int
    kind: str
    first_month: int
    last_month: int
    report_date: str
    term: str
    number: int
    digest: str
    replaces: int | None


@dataclass(frozen=True, slots=True)
class ReportLayoutSet:
    """An organisation uses a Word layout of its own from now on; `size` in bytes."""

    organisation: int
    kind: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class ReportLayoutRemoved:
    """An organisation no longer uses a layout of its own."""

    organisation: int
    kind: str


@dataclass(frozen=True, slots=True)
class ReportWithdrawn:
    """A closed report no longer stands; the reason is kept beside it."""

    organisation: int
    report: int
    number: int
    replaced: bool
