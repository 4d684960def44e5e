"""Template words of the shell."""
