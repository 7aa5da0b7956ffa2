"""The record of a meeting assembled: minutes, running book, monthly report."""
