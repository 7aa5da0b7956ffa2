"""Votes by hand, electronic votes, secret ballots."""
