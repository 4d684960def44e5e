"""Work on the spot: photos and words from a phone, with or without a signal."""
