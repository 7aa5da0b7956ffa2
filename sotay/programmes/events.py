"""What happened to programmes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReviewTextSaved:
    """A person wrote, or struck out, a place of a review. The text itself is not repeated here."""

    organisation: int
    programme: str
    first_month: int
    last_month: int
    key: str
    version: int
    struck: bool
    report: str = "so-ket"
