"""An organisation's own Word layout of a review: placeholders, checking, filling. Nothing in it can run."""
