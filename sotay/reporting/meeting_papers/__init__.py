"""Papers of a meeting: minutes, roll, invitation, resolution, conclusion, counts, committee, month, book.

Each outline takes plain data (`inputs`, `minutes.record`) and gives a `Paper`; what fills the data asks
the rights.
"""

from sotay.reporting.meeting_papers.book import minutes_book
from sotay.reporting.meeting_papers.committee import committee_paper
from sotay.reporting.meeting_papers.counting import ballot_paper, count_paper
from sotay.reporting.meeting_papers.invitation import invitation_paper
from sotay.reporting.meeting_papers.minutes import foot_words, minutes_paper
from sotay.reporting.meeting_papers.month import monthly_paper
from sotay.reporting.meeting_papers.resolution import conclusion_paper, resolution_paper
from sotay.reporting.meeting_papers.roll import roll_paper

__all__ = [
    "ballot_paper",
    "committee_paper",
    "conclusion_paper",
    "count_paper",
    "foot_words",
    "invitation_paper",
    "minutes_book",
    "minutes_paper",
    "monthly_paper",
    "resolution_paper",
    "roll_paper",
]
