"""Leaders of the superior who are assigned to attend meetings of cells, and their visits."""
