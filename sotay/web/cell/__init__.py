"""The secretary's home: the cell's month, and what to do next."""
