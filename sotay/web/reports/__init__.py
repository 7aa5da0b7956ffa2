"""Reports of an organisation: what can be made, what is being written, what has been made."""
