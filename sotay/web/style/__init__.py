"""One page that shows every token and component, for whoever draws a page."""
