"""Template words of insight."""
