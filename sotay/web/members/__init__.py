"""Members: the list of a cell, one record, the search."""
