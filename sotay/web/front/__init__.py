"""What stands in front of the pages: answers kept open as events, everything else by threads to Django."""
