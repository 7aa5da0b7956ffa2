"""A meeting in session: the chair's screen, opinions, guests, arrivals, sittings, the large screen."""
