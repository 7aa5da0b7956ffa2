"""Who controls members' data, and what members are told of it."""
