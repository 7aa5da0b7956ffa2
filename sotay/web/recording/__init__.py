"""Writing down a meeting held, its roll, and the counts of a month."""
