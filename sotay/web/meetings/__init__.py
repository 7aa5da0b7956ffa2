"""One meeting; a member's own meetings."""
