"""The member themselves: own record, own meetings, own data to take away."""
