"""Papers of a meeting as files."""
