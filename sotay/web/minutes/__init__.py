"""Minutes: read, adopt, confirm, seal, note, file."""
