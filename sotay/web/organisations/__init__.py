"""Organisations: a cell's own page; which organisation an address means."""
