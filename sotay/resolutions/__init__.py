"""Resolutions and conclusions with their numbers, and the tasks they give."""
