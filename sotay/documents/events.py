"""What happened to stored files. Ids and counts only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentStored:
    """A file was taken in; `size` in bytes, `media_type` as sniffed."""

    document: int
    purpose: str
    media_type: str
    size: int
