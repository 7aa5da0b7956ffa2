"""Votes of a meeting: the count by hand, paper ballots, votes on members' own devices."""
