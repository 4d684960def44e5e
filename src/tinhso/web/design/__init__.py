"""The living style guide of a demonstration."""
