"""Strategy: what was promised, and where it stands."""
