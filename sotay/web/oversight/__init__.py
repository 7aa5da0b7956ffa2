"""The assigned leader: the calendar of the cells they follow, and notes of visits."""
