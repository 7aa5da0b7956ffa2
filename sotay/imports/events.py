"""What an import tells the journal: counts, ids and digests, never names or values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportCommitted:
    """Files went in. `counts`: kind of sheet → (new, changed, same, set aside); `files`: SHA-256 of each."""

    counts: dict[str, tuple[int, int, int, int]]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ControllerStated:
    """Somebody stated who controls the data, for what and on which ground."""

    statement_id: int


@dataclass(frozen=True, slots=True)
class ColumnsConfirmed:
    """Somebody confirmed how the columns of so many shapes of sheets are read."""

    shapes: int


@dataclass(frozen=True, slots=True)
class TwinsDecided:
    """Somebody decided of rows that may mean somebody known. How many for each answer."""

    answers: dict[str, int]
