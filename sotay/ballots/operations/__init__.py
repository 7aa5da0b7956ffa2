"""Hold votes at a meeting: by hand, on paper, electronic, secret."""

from sotay.ballots.operations.counting import correct_count, count_vote
from sotay.ballots.operations.polling import cast_vote, close_poll, open_poll, void_poll

__all__ = ["cast_vote", "close_poll", "correct_count", "count_vote", "open_poll", "void_poll"]
