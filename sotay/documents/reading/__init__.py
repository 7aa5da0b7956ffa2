"""From bytes of outside to what may be kept. Nothing of them is parsed in this process."""
