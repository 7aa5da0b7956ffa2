"""Backups that any supported database can take back, and what keeps a restore from reviving rights."""
