"""Template words of this part."""
