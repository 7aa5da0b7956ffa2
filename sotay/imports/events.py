"""What an import tells the journal: counts and digests, never names or values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportCommitted:
    """Files went in. `counts`: kind of sheet → (new, changed, same, set aside); `files`: SHA-256 of each."""

    counts: dict[str, tuple[int, int, int, int]]
    files: tuple[str, ...]
