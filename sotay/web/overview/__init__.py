"""The way in: the first page of each role, the dashboard of a committee."""
