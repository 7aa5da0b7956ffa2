"""The record of a meeting, and its minutes as a page needs them."""

from sotay.minutes.queries.book import book_of
from sotay.minutes.queries.minutes import MinutesPage, UnknownMinutes, minutes_page, seal_holds
from sotay.minutes.queries.months import month_figures, report_of, reports_sent
from sotay.minutes.queries.record import record_of

__all__ = [
    "MinutesPage",
    "UnknownMinutes",
    "book_of",
    "minutes_page",
    "month_figures",
    "record_of",
    "report_of",
    "reports_sent",
    "seal_holds",
]
