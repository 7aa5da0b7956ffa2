"""Who is told of which event, in neutral words."""
