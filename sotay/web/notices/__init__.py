"""Notices, the list of whom to call, the private calendar."""
