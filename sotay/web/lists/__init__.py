"""Lists to print: members, organisations, as on a day."""
