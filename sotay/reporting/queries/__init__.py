"""Ask about reports: the plain data behind one, and what has been made."""

from sotay.reporting.queries.gathering import Review, Signer, gather, programme_of, review
from sotay.reporting.queries.months import CellMonthRow, MonthStates, Statistics

__all__ = [
    "CellMonthRow",
    "MonthStates",
    "Review",
    "Signer",
    "Statistics",
    "gather",
    "programme_of",
    "review",
]
