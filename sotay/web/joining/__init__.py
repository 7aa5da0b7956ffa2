"""Members and their next meeting: answer the call, read the papers, send an opinion; leave decided."""
