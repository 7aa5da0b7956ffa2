"""Tasks given and coming back; resolutions and conclusions."""
