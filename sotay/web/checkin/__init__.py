"""Members check themselves in: the code on the screen, and "I am here"."""
