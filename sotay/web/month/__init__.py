"""A committee's month: which cells have met, what is missing and why."""
