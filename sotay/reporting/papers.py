"""Which outline a report follows: from gathered data to a paper."""

from sotay.reporting.paper import Paper
from sotay.reporting.queries import Review
from sotay.reporting.review.letterhead import Issue
from sotay.reporting.review.paper import review_paper
from sotay.reporting.statistics.paper import statistics_paper


def report_paper(review: Review, issue: Issue | None = None) -> Paper:
    """The paper of any kind of report; with `issue` it bears its number and day."""
    return review_paper(review, issue) if review.kind.is_review else statistics_paper(review, issue)
