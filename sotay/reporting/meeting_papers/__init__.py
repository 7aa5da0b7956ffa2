"""Papers of a meeting: minutes, roll, invitation, resolution, conclusion, counts, committee, month, book.

Each outline takes plain data and gives a `Paper`; the gather functions that fill the data stand beside.
"""

from sotay.reporting.meeting_papers.minutes import foot_words, minutes_paper

__all__ = ["foot_words", "minutes_paper"]
