"""Files kept for organisations: papers, photos of handwritten books, scanned signed copies."""
