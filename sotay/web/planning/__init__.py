"""Before the meeting: the year's plan, topics, the next meeting, its papers and call."""
