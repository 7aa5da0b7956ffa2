"""Invented names, places and sentences of the demo district: lists, no logic."""
