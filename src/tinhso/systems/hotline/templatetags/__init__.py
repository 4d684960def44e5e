"""Template words of the hotline."""
