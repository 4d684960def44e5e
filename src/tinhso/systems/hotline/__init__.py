"""The hotline: what people ask, and what became of it."""
