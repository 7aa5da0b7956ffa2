"""Figures as pages show them, and the records behind each."""
