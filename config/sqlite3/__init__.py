"""SQLite where writers of one process take turns."""
