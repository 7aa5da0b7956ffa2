"""The first page of whoever keeps the server."""
