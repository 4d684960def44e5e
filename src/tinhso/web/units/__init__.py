"""The directory of units: who is who, since when, and what became of whom."""
