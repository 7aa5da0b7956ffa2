"""What the rows mean: each sheet is taken into a world held in memory, which says what would change."""
