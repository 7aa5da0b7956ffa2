"""Spreadsheets in: upload, dry run, commit."""
