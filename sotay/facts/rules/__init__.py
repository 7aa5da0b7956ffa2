"""The definitions of indicators.md as pure functions over plain values."""
